"""One fact: the short answer first, then the sentence it stands in; or an honest "the letters do not say".

A sentence answers where it covers every part of the question that the letters have words for, and holds a value
of the kind that is asked. What is asked in words that stand nowhere in the letters is taken as the asker's own way
of putting things, but for the thing itself ("which primary schools"), which must be named.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.judge import Judged
from assistant.kinds import refusals, timely
from assistant.kinds.draft import Draft, telling
from assistant.kinds.wording import areas_of
from assistant.looks import NOTHING, stems_of
from assistant.matching import SLIGHT
from assistant.prose import capital, listed
from assistant.quantities import WORDS, Quantity, current, quantities
from assistant.terms import sentences
from ingest.letter import british

LOOKED_AT = 15  # paragraphs whose sentences are compared
LIKELY = {"valued": 0.15, "text": 0.2, "yes_no": 0.3}  # a paragraph below this is not about the question
ABOUT_IT = 0.8
LIKELY_ENOUGH = 0.6  # a paragraph this likely may lack one part that the question words otherwise
SPOKEN_OF = 0.5  # of what a yes-or-no question says, by which a sentence speaks of it
CLOSE = 0.1  # sentences that score within this of the best are told as well
VALUED = ("percent", "money", "duration", "age", "number")
MOST = 4  # letters told side by side

Picking = Callable[..., Quantity]  # max or min
NEARBY = 60  # characters after a number within which the thing that it counts is named

_COUNTED = re.compile(
    r"\bhow\s+many\s+(?P<thing>(?:[\w’'-]+\s+){1,4}?)(?:was|were|is|are|has|have|had|did|do|does|will|would|could|can|on|in|at|of|gave|took|that|who|gets?|got|receiv\w+|uses?|used|attend\w*|came|come|join\w*|waits?|waiting|visit\w*)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\s+(?:were|was|are|is|have|has|had|remain(?:ed|s)?|still|of\s+(?:them|these|those|which|whom))\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    rf"\s+of\s+(?:(?:the|your|its|their|these|those|our)\s+)?(?:\d|(?:{'|'.join(WORDS)})\b)", re.IGNORECASE
)
_NUMBER_OF = re.compile(r"\bnumber\s+of\b[^,;]{0,120}$", re.IGNORECASE)
_THING = re.compile(
    r"^\W*(?:and\s+)?(?:which|what)\s+(?P<thing>(?:[a-z’'-]+\s+){1,4}?)(?:was|were|is|are|has|have|had|did|do|does|will|would|could|can|should)\b",
    re.IGNORECASE,
)
_POST = re.compile(  # "who is the minister": the post must be named where its holder is
    r"^\W*(?:and\s+)?who\s+(?:is|was|are|were)\s+(?:the|an?)\s+(?P<thing>(?:[a-z’'-]+\s+){0,3}[a-z’'-]+?)(?=\s+(?:for|of|in|at|to|on|with|responsible|who|that|from|by)\b|\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may hold the fact."""

    one: Judged
    start: int
    end: int
    score: float
    before: str = ""  # the sentence before it

    @property
    def text(self) -> str:
        """The sentence."""
        return self.one.hit.paragraph.text[self.start : self.end]


def answer(inquiry: Inquiry) -> Answer:
    """The fact that is asked, or what was found nearest to it."""
    best = candidates(inquiry)
    if not best:
        return refusals.not_found(inquiry)
    if inquiry.question.expects == "yes_no":
        return _verified(inquiry, best[0])
    kept: dict[str, Candidate] = {}
    for candidate in best:
        kept.setdefault(candidate.one.hit.letter.id, candidate)
    told = list(kept.values())[:MOST]
    draft = Draft(inquiry)
    keys = [_key(inquiry, candidate) for candidate in told]
    for candidate, key in zip(told, keys, strict=True):
        _tell(draft, candidate, key, alone=len(told) == 1)
    return draft.done("answered", key="; ".join(dict.fromkeys(key for key in keys if key)) or None)


def candidates(inquiry: Inquiry) -> list[Candidate]:
    """The sentences that answer, best first."""
    expects = inquiry.question.expects
    floor = LIKELY["valued" if expects in VALUED else "yes_no" if expects == "yes_no" else "text"]
    found = [
        c
        for one in inquiry.judged.likeliest(LOOKED_AT)
        if one.probability >= floor
        for c in _sentences(inquiry, one)
    ]
    found.sort(key=lambda candidate: (-candidate.score, candidate.one.hit.paragraph.number))
    return [candidate for candidate in found if candidate.score >= found[0].score - CLOSE]


def _sentences(inquiry: Inquiry, one: Judged) -> list[Candidate]:
    paragraph, expects = one.hit.paragraph, inquiry.question.expects
    spans = sentences(paragraph.text, paragraph.label_end) or [(0, len(paragraph.text))]
    kept = []
    for at, (start, end) in enumerate(spans):
        text = paragraph.text[start:end]
        before = paragraph.text[spans[max(0, at - 1)][0] : start]
        if expects in VALUED and not _values(inquiry, text, before):
            continue
        if expects in VALUED and timely.elsewhen(inquiry, one, before, text):
            continue
        near = before + text  # "this was 54%" speaks of the sentence before
        if (
            one.probability >= ABOUT_IT
        ):  # the paragraph is about it: what one sentence names, the next may call "it"
            near = paragraph.text
        if not _missing(inquiry, one, f"{paragraph.context} {paragraph.text[: paragraph.label_end]} {near}"):
            score = one.probability + inquiry.matcher.in_words(text) + timely.fit(inquiry, one, text)
            kept.append(Candidate(one, start, end, score, before))
    return kept


def _values(inquiry: Inquiry, text: str, before: str = "") -> list[Quantity]:
    """The quantities of a sentence that may be what is asked: a number must stand by the thing that is counted.

    A number without a noun ("305 were still overdue") counts what the sentence before speaks of.
    """
    expects = inquiry.question.expects
    found = quantities(text, expects)
    counted = _COUNTED.search(inquiry.question.standalone)
    if expects == "number" and (parts := [one for one in found if _PART_OF.match(text[one.end :])]):
        found = parts  # "five of your 14 posts"
    if expects != "number" or counted is None:
        return found
    thing = counted["thing"]
    for name in inquiry.question.areas:  # "how many Saltmarsh schools"
        thing = re.sub(rf"\b{re.escape(name)}\b", " ", thing, flags=re.IGNORECASE)
    found = [quantity for quantity in found if not _of_other_kind(quantity, text)] or found
    return [quantity for quantity in found if _counts(inquiry, thing, text, before, quantity)]


def _counts(inquiry: Inquiry, thing: str, text: str, before: str, quantity: Quantity) -> bool:
    """Whether a number counts the thing: it stands by it, or goes on from it, or is "the number of" it."""
    near = text[max(0, quantity.start - 12) : quantity.end + NEARBY]
    if number_of := _NUMBER_OF.search(text[: quantity.start]):
        near = number_of.group() + near
    if inquiry.names(thing, (before if _ALONE.match(text[quantity.end :]) else "") + near):
        return True
    # "annual reviews … 268 reviews": what it is called in full stands in the sentence before
    return inquiry.names(thing.split()[-1], near) and inquiry.names(thing, before + near)


def _missing(inquiry: Inquiry, one: Judged, text: str) -> bool:
    """Whether a stretch of text lacks a part of the question that it ought to have."""
    lacking = inquiry.matcher.missing_in(text)
    if inquiry.question.expects == "yes_no" and inquiry.matcher.in_words(text) < SPOKEN_OF:
        return True
    short = [name for name in lacking if inquiry.matcher.known(name)]
    if len(short) > (1 if one.probability >= LIKELY_ENOUGH and inquiry.question.expects == "text" else 0):
        return True
    asked = inquiry.question.standalone
    thing = _THING.search(asked) or _POST.search(asked)
    if thing is None:
        return False
    words = set(thing["thing"].lower().split())
    if _POST.search(asked) and _another_post(inquiry, words, text):
        return True
    return any(set(name.split()) & words for name in lacking)


def _another_post(inquiry: Inquiry, post: set[str], text: str) -> bool:
    """Whether a text names no such post in its own words or a synonym: a leader is no minister, however near."""
    found = stems_of(text)
    specific = [part for part in inquiry.matcher.parts if not part.generic and post & set(part.name.split())]
    return any(part.strength(found, NOTHING)[0] < SLIGHT for part in specific)


def _tell(draft: Draft, candidate: Candidate, key: str | None, *, alone: bool) -> None:
    letter = candidate.one.hit.letter
    start, end = telling(candidate.one, draft.inquiry)
    if not start <= candidate.start < end:
        start, end = candidate.start, candidate.end
    quote = draft.quote(candidate.one.hit.paragraph, letter, start, end)
    source = (
        f"{areas_of(letter)}, {letter.kind} of {british(letter.sent)}" if letter.areas else areas_of(letter)
    )
    line = f"{f'**{capital(key)}.** ' if key else ''}{capital(source)}: {quote.text}"
    draft.say(line) if alone else draft.point(line)


def _key(inquiry: Inquiry, candidate: Candidate) -> str | None:
    """The short answer: the quantities that belong to what is asked; None where words answer."""
    expects, text = inquiry.question.expects, candidate.text
    if expects not in VALUED:
        return None
    parts = []
    for kind in [kind for kind in VALUED if kind == expects or _also(inquiry.question.standalone, kind)]:
        found = _values(inquiry, text, candidate.before) if kind == expects else quantities(text, kind)
        if kind == "number":
            found = [quantity for quantity in found if not _of_other_kind(quantity, text)]
        if found:
            parts.append(nearest(inquiry, text, found).text)
    return "; ".join(dict.fromkeys(parts)) or None


def _of_other_kind(quantity: Quantity, text: str) -> bool:
    """Whether a number is part of a percentage, a duration or a sum of money."""
    others = [other for kind in ("percent", "duration", "money") for other in quantities(text, kind)]
    return any(quantity.start < other.end and other.start < quantity.end for other in others)


def _also(text: str, kind: str) -> bool:
    """Whether a question asks for a second kind of value ("how many … and for how long")."""
    if kind == "duration":
        return bool(re.search(r"\band\b.*\bhow\s+long\b", text, re.IGNORECASE))
    return kind == "number" and bool(re.search(r"\band\b.*\bhow\s+many\b", text, re.IGNORECASE))


def nearest(inquiry: Inquiry, text: str, found: list[Quantity], wanted: Picking | None = None) -> Quantity:
    """The quantity of now whose surroundings cover the question best; of equals the first, or the most or least."""

    def around(quantity: Quantity) -> float:
        return inquiry.matcher.in_words(text[max(0, quantity.start - 40) : quantity.end + 40])

    scores = [(around(quantity), quantity) for quantity in current(text, found)]
    best = max(score for score, _ in scores)
    equal = [quantity for score, quantity in scores if score >= best - CLOSE]
    if wanted:
        return wanted(equal, key=lambda quantity: quantity.value)
    return next(quantity for score, quantity in scores if score == best)


def _verified(inquiry: Inquiry, top: Candidate) -> Answer:
    """The letters' own words on what was put to them; "No" where they give another figure."""
    draft = Draft(inquiry)
    letter, paragraph = top.one.hit.letter, top.one.hit.paragraph
    start, end = telling(top.one, inquiry)
    quote = draft.quote(paragraph, letter, start, end)
    where = f"{capital(areas_of(letter))}, {letter.kind} of {british(letter.sent)}"
    if conflict := _conflict(inquiry.question.standalone, paragraph.text[start:end]):
        asked, printed = conflict
        draft.say(f"**No: {listed(printed)}**, not {listed(asked)}. {where}: {quote.text}")
        return draft.done("answered", key=f"No: {listed(printed)}")
    draft.say(f"{where}: {quote.text}")
    return draft.done("answered")


def _conflict(question: str, text: str) -> tuple[list[str], list[str]] | None:
    """Quantities of one kind that the question states and the text has otherwise."""
    for kind in ("percent", "money", "duration"):
        asked, printed = quantities(question, kind), quantities(text, kind)
        if asked and printed and not {q.value for q in asked} & {q.value for q in printed}:
            return [q.text for q in asked], [q.text for q in printed]
    return None
