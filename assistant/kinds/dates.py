"""When: the dates that letters state of themselves (sent, meeting, next review), each with the words it stands in."""

import re
from collections.abc import Callable, Sequence

from assistant import frames, occasions
from assistant.answer import Answer, Coverage, Group, Verdict
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds import facts, refusals
from assistant.kinds.dated import cite, fact_of, name_of, printed, sentence, within
from assistant.kinds.draft import Draft, status_of
from assistant.kinds.wording import areas_line, areas_of, short_area
from assistant.occasions import WORD, known
from assistant.periods import Period
from assistant.prose import counted, listed
from assistant.verdicts import coverage, sure
from ingest.letter import LetterMetadata, british

FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "next_review",
        re.compile(
            r"\bby\s+(?:what\s+(?:date|day|month)|which\s+(?:date|day|month)|when)\b[^?]*\b(?:show|demonstrate|evidence|have\s+shown|prove)\b[^?]*\b(?:impact|progress|improvements?|results|change)\b|\bnext\s+time\b[^?]{0,40}\b(?:seen|met|reviewed|visited|inspected|see|meet|review|visit)\b|\b(?:next|following|upcoming|forthcoming)\b[^?]{0,30}\b(?:review|meet|face|see|meeting|stocktake|visit|check|progress|one|(?:re-?)?inspect(?:ed|ion|ions|ors)?)\b|\bmeetings?\b[^?]*\bplanned|\bmonitoring\s+(?:visit|inspection)|\b(?:review(?:ed)?|met|meet|visit(?:ed)?|seen|inspected)\b[^?]{0,30}\bagain\b|\b(?:review|meeting|stocktake)s?\b[^?]{0,40}\b(?:due|coming\s+up|upcoming|scheduled|planned|take\s+place\s+next)|\bdue\s+(?:for\s+)?(?:a|an|another|their|its)\s+(?:\w+\s+)?(?:review|stocktake|inspection|meeting)|\bwhen\s+(?:will|does|is)\b[^?]*\b(?:review(?:ed)?|meet(?:ing)?|stocktake)\b|\b(?:meet|see|visit|review|inspect)\b[^?]{0,40}\bnext\b(?!\s+to\b)|\bdue\s+to\s+(?:meet|see|visit|review|inspect)\b|\bdue\s+back\b|\b(?:up|back)\s+(?:before|in\s+front\s+of)\s+\w+(?:\s+again)?\b|\bsee(?:n|ing)?\s+(?:them|us|you|each\s+other\s+)?\s*again\b",
            re.IGNORECASE,
        ),
    ),
    (
        "sent",
        re.compile(
            r"\b(?:letter|report)s?\b[^?]{0,30}\b(?:sent|dated|written|issued|signed|date|published|go\s+out|from)\b|\b(?:sent|dated|date\s+of|written|issued)\b[^?]{0,30}\b(?:letter|report)|\bwhen\s+(?:did|was|were)\b[^?]{0,30}\b(?:writ(?:e|ten)|wrote)\b|\bwhen\s+(?:was|were)\s+(?:it|they|this|that|these|those)\s+(?:sent|dated|issued|signed|published)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "met",
        re.compile(
            r"\b(?:review|progress|stocktake|monitoring)?\s*meeting\b|\b(?:meet|met)\b|\b(?:sit|sat|sitting|get|got)\s+(?:down|together)\s+with\b|\b(?:re-?)?inspect(?:ed|s|ion|ions|ors)?\b|\breview\b[^?]{0,20}\b(?:take\s+place|held|happen|took\s+place)|\b(?:review(?:ed)?|stocktake)\b|\b(?:re-?)?visit(?:s|ed)?\b|\b(?:seen|saw)\b",
            re.IGNORECASE,
        ),
    ),
)
NO_DATE = re.compile(
    r"\b(?:no|not|neither|nor|without|lack\w*|omit\w*|fail\w*)\b[^?]*\b(?:date|month|day)\b[^?]*\b(?:review|meeting|stocktake|visit|seen|inspect)",
    re.IGNORECASE,
)
ENDING = re.compile(
    r"\b(?:end(?:ed|s|ing)?|stop(?:ped|s)?|clos(?:e|ed|es)|conclud\w+|ceas\w+|lift(?:ed)?|step(?:ped)?\s+down|discharg\w+|complet\w+|finish\w*|sign(?:ed)?\s+off|discontinu\w+)\b[^?]{0,40}\b(?:monitoring|review(?:s|ing)?|oversight|intervention|scrutiny|supervision|process|support\s+and\s+challenge)\b",
    re.IGNORECASE,
)
_WHEN_DID = re.compile(
    r"^\W*(?:and\s+|so\s+)?when\s+(?:did|will|does|do)\s+(?:the\s+)?(?:leaders\s+(?:in|of)\s+)?$",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\b(?:reviews?|reviewed|met|meet(?:ing)?s?|stocktakes?)\b", re.IGNORECASE)
_DONE_TO_IT = frozenset(  # by those who write the letters, or with them
    [
        "meet",
        "meets",
        "have",
        "has",
        "hold",
        "host",
        "get",
        "receive",
        "see",
        "face",
        "undergo",
        "go",
        "come",
        "attend",
        "expect",
        "be",
        "last",
        "next",
        "first",
    ]
)
_OPENING = re.compile(r"\b(?:first|inaugural|second|last)\s+(?:\w+\s+)?(?:meeting|session)\b", re.IGNORECASE)
_ORDER = re.compile(r"\b(?:first|earliest|soonest|last|latest|most\s+recent)\b", re.IGNORECASE)


def about(inquiry: Inquiry) -> tuple[str, ...]:
    """The date fields a question asks for, () where it asks for another date or for none."""
    question = inquiry.question
    text = occasions.OF_PLANS.sub(" ", question.standalone)
    if question.intent in ("negation", "list-areas") and NO_DATE.search(text):
        return ("next_review",)
    if question.intent == "date" or (question.intent in ("list-areas", "count") and question.spans):
        found = [(match.start(), name) for name, pattern in FIELDS if (match := pattern.search(text))]
        names = [name for _, name in sorted(found)]
        if "next_review" in names and not re.search(r"\w\W+and\b(?!\s+(?:by\s+|with\s+)?who)", text):
            names = ["next_review"]
        if question.intent != "date" and not _only_dates(inquiry):
            return ()
        if question.intent == "date" and _other_event(inquiry, names):
            return ()
        return tuple(dict.fromkeys(names))
    return ()


def answer(inquiry: Inquiry, fields: Sequence[str]) -> Answer:
    """The dates asked for: of each letter in scope, or the areas whose dates lie in a period."""
    if inquiry.question.intent in OF_MANY:
        return by(inquiry, fields[0])
    draft = Draft(inquiry)
    letters = [letter for letter in _asked_letters(inquiry) if not letter.unreadable]
    keys, missing = [], []
    for letter in letters:
        told = [(name, fact) for name in fields if (fact := fact_of(letter, name))]
        missing += [name_of(name, letter) for name in fields if not fact_of(letter, name)]
        if told:
            words = [
                f"{name_of(name, letter)} **{printed(letter, name, fact)}**{cite(draft, letter, fact)}"
                for name, fact in told
            ]
            draft.point(
                f"{short_area(listed(letter.area_names))}{_dated(letter, fields)}: {', '.join(words)}."
            )
            keys += [printed(letter, name, fact) for name, fact in told]
    if not keys:
        return refusals.not_found(
            inquiry, f"No {listed(sorted(set(missing)))} date is given." if missing else ""
        )
    if len(letters) == 1 or len(draft.lines) == 1:
        draft.lines = [draft.lines[-1].removeprefix("- ")]
    return draft.done(
        "partial" if missing and len(fields) > 1 else "answered", key="; ".join(dict.fromkeys(keys))
    )


def monitoring(inquiry: Inquiry) -> Answer | None:
    """Whether a letter ends the monitoring of its area: it does not where it sets a next review."""
    question = inquiry.question
    if question.expects != "yes_no" or not ENDING.search(question.standalone):
        return None
    letters = [letter for letter in inquiry.letters if fact_of(letter, "next_review")]
    if not letters:
        return None
    draft = Draft(inquiry)
    letter = letters[-1]
    fact = fact_of(letter, "next_review")
    assert fact is not None
    paragraph = inquiry.paragraph(letter, fact.paragraph)
    draft.say(
        f"**No**: the {letter.kind} to {areas_of(letter)} sets the next review ({printed(letter, 'next_review', fact)}): {draft.quote(paragraph, letter, *sentence(paragraph.text, fact)).text}"
    )
    return draft.done(key=f"No; next review {printed(letter, 'next_review', fact)}")


def _asked_letters(inquiry: Inquiry) -> Sequence[LetterMetadata]:
    """The letters in scope; the first or the last where that is asked; those of the kind of review named."""
    letters: Sequence[LetterMetadata] = inquiry.letters
    if planned := [letter for letter in letters if set(letter.plans) & set(inquiry.question.plans)]:
        letters = tuple(planned)
    if (
        "next_review" in about(inquiry)
        and not inquiry.question.letter_ids
        and not inquiry.question.spans
        and "met" not in about(inquiry)
    ):
        stating = [letter for letter in letters if fact_of(letter, "next_review")]
        last = {name: letter.id for letter in stating for name in letter.area_names}
        letters = tuple(letter for letter in stating if letter.id in last.values()) or letters[-1:]
    order = _ORDER.search(inquiry.question.standalone)
    if order and len(letters) > 1 and not inquiry.question.latest:
        return (
            letters[:1] if re.match(r"first|earliest|soonest", order.group(), re.IGNORECASE) else letters[-1:]
        )
    return letters


def by(inquiry: Inquiry, name: str, holds: Callable[[LetterMetadata], bool] | None = None) -> Answer:
    """The areas that have the date in the period asked, or of which something else holds, every letter decided."""
    spans, question, followed = inquiry.question.spans, inquiry.question, inquiry.followed
    meant = set(question.areas or followed.areas) or set(inquiry.collection.areas)
    but = {*question.excluded, *followed.excluded}
    letters = [one for one in inquiry.collection.letters if _to(one, meant, but)]
    decided = tuple(_decide(letter, name, spans, holds) for letter in letters)
    names = tuple(
        dict.fromkeys(
            n for verdict in decided if verdict.decision == "matched" for n in verdict.letter.area_names
        )
    )
    draft = Draft(inquiry)
    counts: Coverage = coverage(decided)
    matched = sum(verdict.decision == "matched" for verdict in decided)
    of_letters = bool(frames.LETTERS.search(inquiry.question.standalone))
    found = f"{counted(matched, 'letter')} to " if of_letters and matched else ""
    draft.say(areas_line(names, counts, found))
    for verdict in decided:
        fact = fact_of(verdict.letter, name) if verdict.decision == "matched" else None
        if fact:
            number = cite(draft, verdict.letter, fact)
            draft.point(
                f"**{short_area(listed(verdict.letter.area_names))}**: {name_of(name, verdict.letter)} {printed(verdict.letter, name, fact)}{number}"
            )
            draft.groups.append(
                Group(
                    label=listed(verdict.letter.area_names),
                    areas=verdict.letter.area_names,
                    date=verdict.letter.sent,
                    citations=(len(draft.cited.citations),),
                )
            )
    ids = tuple(verdict.letter.id for verdict in decided if verdict.decision == "matched")
    key = str(len(ids if of_letters else names)) if inquiry.question.intent == "count" else None
    return draft.done(
        status_of(decided), key=key, areas=names, letters=ids, coverage=counts, verdicts=decided
    )


def _to(letter: LetterMetadata, meant: set[str], but: set[str]) -> bool:
    """Whether a letter is to one of the areas that are meant; one that names no area is where all of them are."""
    return but.isdisjoint(letter.area_names) and (not letter.areas or not meant.isdisjoint(letter.area_names))


def _decide(
    letter: LetterMetadata,
    name: str,
    spans: Sequence[Period],
    holds: Callable[[LetterMetadata], bool] | None,
) -> Verdict:
    if letter.unreadable:
        return Verdict(letter=letter, decision="unreadable", reason="no text could be read")
    day = getattr(letter, name)
    fact = fact_of(letter, name)
    if day is None and letter.unread_pages:
        return sure(
            Verdict(letter=letter, decision="not_matched", reason=f"{name_of(name, letter)} not stated")
        )
    if not spans and holds is None:  # "which letter gives no date": those without the day
        missing = day is None
        reason = f"{name_of(name, letter)} {printed(letter, name, fact) if fact else 'not stated'}"
        return Verdict(letter=letter, decision="matched" if missing else "not_matched", reason=reason)
    in_time = fact is not None and within(letter, name, spans) if spans else holds is not None
    inside = in_time and (holds is None or holds(letter))
    reason = f"{name_of(name, letter)} {printed(letter, name, fact) if fact else 'not stated'}"
    return Verdict(
        letter=letter,
        decision="matched" if inside else "not_matched",
        reason=reason,
        paragraphs=(f"{letter.id}#{fact.paragraph}",) if inside and fact else (),
    )


def _only_dates(inquiry: Inquiry) -> bool:
    """Whether a listing question has no topic besides the meeting, letter or review whose date it asks."""
    return all(known(word) for word in WORD.findall(inquiry.question.topic))


def _other_event(inquiry: Inquiry, names: Sequence[str]) -> bool:
    """Whether "when" asks of something the letters tell, not of the letters themselves."""
    if not names or _own_act(inquiry) or _no_inspection(inquiry):
        return True
    best = facts.candidates(inquiry)
    opening = _OPENING.search(inquiry.question.standalone)
    if opening and any(opening.group().lower() in one.text.lower() for one in best):
        return True  # "your first meeting was held on …", which the letter tells of another than its own
    specific = [
        c.name
        for c in inquiry.question.concepts
        if not c.generic
        and not re.search(
            r"review|meet|held|hold|official|inspector|took|place|plan|order|date|letter|sent|dated|stocktake|month|inspect|due|next|schedul|visit|progress|twelve|six|\d",
            c.name,
        )
    ]
    return bool(specific and best and len(specific) > 1)


def _own_act(inquiry: Inquiry) -> bool:
    """Whether "when" asks for something that an area itself does: "when did Northmoor publish its plan?"."""
    text = inquiry.question.standalone
    for place in inquiry.collection.places(text):
        if _WHEN_DID.match(text[: place.start]):
            verb = re.match(
                r"(?:['’]s\s+[\w’'-]+)?\s+(?:last\s+|first\s+|next\s+|finally\s+|actually\s+)?(?P<verb>[a-z]+)",
                text[place.end :],
            )
            return verb is not None and verb["verb"] not in _DONE_TO_IT
    return False


def _no_inspection(inquiry: Inquiry) -> bool:
    """Whether an inspection is asked for where there are letters alone: the meeting that they follow is none."""
    text = inquiry.question.standalone
    inspected = re.search(r"\b(?:re-?)?inspect", text, re.IGNORECASE) and not _MEETING.search(text)
    own = any(_of_inspectors(letter) for letter in inquiry.letters)
    return bool(inspected) and not own and all(letter.kind == "letter" for letter in inquiry.letters)


def _of_inspectors(letter: LetterMetadata) -> bool:
    """Whether a letter is an inspectorate's own: the visit that it follows is an inspection."""
    signed = [f"{one.title} {one.organisation}" for one in letter.people if one.part == "signatory"]
    return any(re.search(r"\binspector", words, re.IGNORECASE) for words in signed)


def _dated(letter: LetterMetadata, fields: Sequence[str]) -> str:
    return f" ({letter.kind} of {british(letter.sent)})" if "sent" not in fields and letter.areas else ""
