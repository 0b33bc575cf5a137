"""Which areas, which letters, how many: decided for every letter, with coverage and a verdict for each."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from assistant import frames, prose
from assistant.answer import Answer, Decision, Group
from assistant.directions import direction
from assistant.inquiry import Inquiry
from assistant.judge import Judged, Judgement
from assistant.kinds import evidence
from assistant.kinds.draft import Draft, status_of
from assistant.kinds.wording import area, short_area
from assistant.prose import capital, counted, doing, escaped, listed, number, quoted
from assistant.question import Question
from assistant.render import coverage_line
from assistant.terms import sentences
from assistant.verdicts import Verdicts
from ingest.letter import british

QUOTED = 3  # quotations shown in words for one letter; the rest are cited by number
CITED = 8  # citations for one letter
NAMED = 6  # areas or letters that are named where something does not hold of all
TOLD = 200  # letters that are quoted; of more, nobody reads the quotations, and all are named

_ASKED = re.compile(  # "Which areas were asked …": what follows the subject can stand in the answer
    r"^\W*(?:and\s+|so\s+)?(?:who|(?:which|what)\s+(?:(?:of\s+(?:the|those|these)\s+)?(?:local\s+)?(?:areas?(?:\s+partnerships?)?|partnerships?|councils?|authorities)|of\s+(?:those|these|them)))\s+(?=(?:was|were|is|are|has|have|had)\b)",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:every|each|all)\s+(?:single\s+|one\s+)?(?:of\s+)?(?:(?:the|these|those|our|\d+|two|three|four|five|six)\s+){0,2}(?:local\s+)?(?:areas?|letters?|reports?|councils?|partnerships?|authorit(?:y|ies)|places|them)\b|\bevery(?:one|body|where)\b",
    re.IGNORECASE,
)
_RANKED = re.compile(  # "told most about waits": nobody is ranked
    r"\b(?:asked|told|praised|criticised|commended|urged|pressed)\s+(?:the\s+)?(?:most|least|more|less)\b(?!\s+(?:of|recently|\w+\s+(?:use|data|information|help|support|staff))\b)",
    re.IGNORECASE,
)
_OF_SOME = re.compile(r"^\W*(?:which|what|how\s+many)\s+(?P<rest>of\s+the\s+.+)$", re.IGNORECASE)
_TURNED = re.compile(  # "where must plans improve?": what stands after "must" is who
    r"^\W*(?:and\s+|so\s+)?(?:where|(?:in|for|at)\s+(?:which|what))\b", re.IGNORECASE
)
_TOLD = r"asked|told|urged|pressed|required|expected|encouraged|instructed|advised|needs?|needed|have|has|had|ought|supposed"
_DID = {  # of one area, of several, and denied
    "asked": ("was asked about", "were asked about", "{} not asked about"),
    "praised": ("was praised for", "were praised for", "{} not praised for"),
    "reported": ("reported on", "reported on", "{} not reporting on"),
    "criticised": ("was told of problems with", "were told of problems with", "{} not told of problems with"),
    "": ("matches", "match", ""),
}


def answer(inquiry: Inquiry) -> Answer:
    """The areas whose letters match, each with the quotations that decide."""
    decided = Verdicts(inquiry.letters, inquiry.deciding, near(inquiry))
    draft = Draft(inquiry)
    names = _areas(decided, "matched")
    draft.say(f"{opening(inquiry, names)} ({capital(coverage_line(decided.coverage))}.)")
    letters = tuple(letter.id for letter in decided.of("matched"))
    key = _of_every(draft, inquiry, decided, names) if _EVERY.search(inquiry.question.standalone) else None
    _points(draft, inquiry, decided)
    if inquiry.question.intent == "count":
        key = str(len(letters) if frames.LETTERS.search(inquiry.question.standalone) else len(names))
    return draft.done(
        status_of(decided), key=key, areas=names, letters=letters, coverage=decided.coverage, verdicts=decided
    )


def _of_every(draft: Draft, inquiry: Inquiry, decided: Verdicts, names: Sequence[str]) -> str | None:
    """Yes or no, and which do not, where a question asks whether something holds of all."""
    if inquiry.question.expects != "yes_no":
        return None
    if re.search(r"\b(?:letter|report)s?\b", inquiry.question.standalone, re.IGNORECASE):
        noun, lacking = "letter", [prose.letter_phrase(letter) for letter in decided.of("not_matched")]
    else:
        noun = "area"
        lacking = [prose.area(name) for name in _areas(decided, "not_matched") if name not in names]
    if decided.coverage.unreadable and not lacking:
        return None
    few = listed(lacking, "or") if len(lacking) <= NAMED else counted(len(lacking), noun)
    said = f"No: not {few}" if lacking else "Yes"
    draft.lines[0] = f"**{escaped(said)}**. {draft.lines[0]}"
    return said


def absence(inquiry: Inquiry) -> Answer:
    """The areas none of whose letters match; those that do are named and quoted as the contrast."""
    decided = Verdicts(inquiry.letters, inquiry.deciding, near(inquiry))
    matched = _areas(decided, "matched")
    unreadable = _areas(decided, "unreadable")
    others = {*matched, *unreadable}
    names = tuple(name for name in _areas(decided, "not_matched") if name not in others)
    draft = Draft(inquiry)
    topic = escaped(_to_do(inquiry.question))
    did, _, not_done = _DID[inquiry.question.role_word]
    if names and not inquiry.question.role_word:
        line = f"Of {counted(len(names), 'area')} no letter matches {quoted(inquiry.question.topic)}: {listed([area(n) for n in names])}."
    elif names:
        line = f"{capital(counted(len(names), 'area'))} {not_done.format('was' if len(names) == 1 else 'were')} {topic}: {listed([area(n) for n in names])}."
    else:
        line = f"Every area in these letters {did} {topic}."
    draft.say(f"{line} ({capital(coverage_line(decided.coverage))}.)")
    if matched:
        if names:
            draft.say("By contrast:")
        _points(draft, inquiry, decided)
    kept = set(names)
    letters = tuple(letter.id for letter in decided.of("not_matched") if kept.issuperset(letter.area_names))
    return draft.done(
        status_of(decided), areas=names, letters=letters, coverage=decided.coverage, verdicts=decided
    )


def opening(inquiry: Inquiry, names: Sequence[str]) -> str:
    """The question turned into its answer: "Two areas were asked about …: A and B"."""
    found = counted(len(names), "area")
    phrases = listed([area(name) for name in names])
    asked = _asked(inquiry).rstrip(" ?.")
    last = asked[slice(*sentences(asked)[-1])] if sentences(asked) else asked
    asked = last if _ASKED.match(last) else asked  # "I chair a forum. Which areas were asked …?"
    turned = _ASKED.sub("", asked) if _ASKED.match(asked) else ""
    if some := _OF_SOME.match(asked):
        many = number(len(names)) if names else "none"
        return f"{capital(many)} {escaped(some['rest'])}{': ' + phrases if names else ''}."
    if not turned or _RANKED.search(turned):
        question = inquiry.question
        did = _DID[question.role_word][len(names) > 1]
        _, moved = direction(question)
        told = question.topic if moved in question.topic else f"{question.topic} {moved}"
        topic = escaped(_to_do(question)) if question.role_word else quoted(told)
        matching = f"{capital(found)} {did} {topic}" if topic else f"{capital(found)} {did.rsplit(' ', 1)[0]}"
        return f"{matching}: {phrases}." if names else f"{matching}."
    one, several = ("was", "has", "is", "does"), ("were", "have", "are", "do")
    verbs = dict(zip(several, one, strict=True) if len(names) <= 1 else zip(one, several, strict=True))
    turned = re.sub(r"^\w+\b", lambda verb: verbs.get(verb[0], verb[0]), turned)
    return f"{capital(found)} {escaped(turned)}{': ' + phrases if names else ''}."


def _asked(inquiry: Inquiry) -> str:
    """The question without the areas that a follow-up is held to, which stand behind it in brackets."""
    followed = inquiry.followed
    return (
        followed.core or followed.text
        if inquiry.question.standalone == followed.text
        else inquiry.question.standalone
    )


def _to_do(question: Question) -> str:
    """The topic, and where it is what had to be done its doing: "must improve plans" is "improving plans"."""
    first = re.match(r"[a-z]+(?<!ly)(?=\s)", question.topic)
    must = "" if _TURNED.match(question.standalone) else "|must|should"
    told = (
        rf"\b(?:(?:{_TOLD})\s+(?P<not>not\s+)?to{must})\s+(?:(?:go|try)\s+and\s+)?{re.escape(question.topic)}"
    )
    found = re.search(told, question.standalone, re.IGNORECASE) if first else None
    if first is None or found is None:
        return question.topic
    return (found["not"] or "") + doing(first[0]) + question.topic[first.end() :]


def near(inquiry: Inquiry) -> Callable[[], Judgement] | None:
    """How to judge what does not decide, for the reasons of letters that do not match; None where all was judged."""
    if not inquiry.question.roles:
        return None
    return partial(inquiry.find, inquiry.letters)


def _points(draft: Draft, inquiry: Inquiry, decided: Verdicts) -> None:
    """One point for each matching letter, by area and date."""
    ordered = sorted(decided.of("matched"), key=lambda letter: (letter.area_names, str(letter.sent)))
    told = ordered[:TOLD]
    found = evidence.cited(inquiry, {letter.id for letter in told})
    for letter in told:
        if letter.id in found:
            _point(draft, found[letter.id])
    if len(ordered) > len(told):
        draft.say(
            f"These are the first {len(told)} of {len(ordered):,} letters, by area; a narrower question quotes the rest."
        )
    rest = len(inquiry.matched) if len(ordered) > len(told) else 0
    draft.total = max(rest, sum(len(ones) for ones in found.values()))


def _point(draft: Draft, ones: Sequence[Judged]) -> None:
    letter = ones[0].hit.letter
    quotes = [draft.evidence(one) for one in ones[:QUOTED]]
    more = [draft.evidence(one).number for one in ones[QUOTED:CITED]]
    also = f" Also {' '.join(f'[{n}]' for n in more)}." if more else ""
    told = "; ".join(quote.text for quote in quotes)
    names = listed([short_area(name) for name in letter.area_names])
    date = f" ({british(letter.sent)})" if letter.areas else ""
    draft.point(f"**{names}**{date}: {told}{also}")
    cited = (*(quote.number for quote in quotes), *more)
    draft.groups.append(
        Group(
            label=listed([prose.short_area(name) for name in letter.area_names]),
            areas=letter.area_names,
            date=letter.sent,
            role=ones[0].hit.paragraph.role.value,
            citations=cited,
        )
    )


def _areas(decided: Verdicts, decision: Decision) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for letter in decided.of(decision) for name in letter.area_names))
