"""Two areas or letters side by side on one topic; where a quantity is asked, which is more."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Group
from assistant.inquiry import Inquiry
from assistant.judge import Judged
from assistant.kinds import refusals
from assistant.kinds.draft import Draft, Quoted, telling
from assistant.kinds.facts import Picking, nearest
from assistant.kinds.wording import area, short_area
from assistant.prose import capital, escaped, listed
from assistant.quantities import Quantity
from assistant.terms import sentences
from assistant.values import VALUED, plain
from assistant.waits import speaks_of, waited_for
from ingest.letter import LetterMetadata, british

TOLD = 8  # quotations for one side
SOON = 40  # characters after a number within which what it counts is named
NEARLY = 0.5  # of a sentence's score: of two that are nearly as telling the later letter's is taken
_MORE = re.compile(
    r"\b(?:more|longer|longest|higher|highest|bigger|biggest|greater|greatest|later|latest|most|larger|largest|older|oldest|slower|slowest)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:less|shorter|shortest|lower|lowest|smaller|smallest|fewer|fewest|earlier|least|faster|fastest|quicker|quickest|sooner|soonest)\b",
    re.IGNORECASE,
)
_WORSE, _BETTER = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in ("worse|worst", "better|best"))
_GOES_ON = re.compile(  # a sentence whose subject stands in the one before
    r"(?:For\s+(?:example|instance)|This|That|These|Those|It|They|Some|Such|The\s+(?:latter|former|same)|On\s+average|Of\s+(?:these|those|them))\b"
)
_MEASURED = re.compile(  # what a figure tells best
    r"\b(?:wait(?:s|ing)?\s+(?:times?|lists?)|waits|how\s+(?:long|many|much|quickly|fast|often)|percentages?|proportions?|rates?|figures?|numbers?|costs?|timeliness|on\s+time)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(  # what is on time is counted as a share
    r"\b(?:shares?|proportions?|percentages?|per\s*cent|rates?|(?:on|in)\s+time|within\s+(?:the\s+)?(?:\d+|\w+ty|statutory|legal))\b",
    re.IGNORECASE,
)
_PEOPLE = r"(?:children|pupils|young\s+people|people|families|parents|students)"
_MANY = re.compile(
    rf"\b(?:more|most|fewer|fewest)\s+(?:\w+\s+){{0,2}}?(?:(?P<who>{_PEOPLE})|(?P<what>cases|plans|requests|complaints|appeals|reviews|places|posts|vacancies))\b",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"\b(?:longer|longest|shorter|shortest|waits?|waiting|how\s+long|faster|slower|quicker)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison."""

    label: str
    letters: tuple[LetterMetadata, ...]
    found: tuple[Judged, ...]


def answer(inquiry: Inquiry) -> Answer:
    """Each side's own words; the one with more first where that is asked."""
    compared = sides(inquiry)
    if len(compared) < 2 or not any(side.found for side in compared):
        return refusals.not_found(inquiry)
    wanted = _wanted(inquiry.question.standalone)
    draft = Draft(inquiry)
    key = None
    measured = [_measure(inquiry, side) for side in compared]
    pairs = [(side, one) for side, one in zip(compared, measured, strict=True) if one]
    if (
        wanted
        and len(pairs) >= min(2, len(compared))
        and (len(pairs) == len(compared) or not inquiry.question.areas)
    ):
        ends = [max(pairs, key=_value), min(pairs, key=_value)]
        first = ends[:1] if wanted is max else ends[1:]
        if _both_ends(inquiry.question.standalone) and len({_value(pair) for pair in pairs}) > 1:
            first = ends
        key = "; ".join(f"{side.label} ({one[1].text})" for side, one in first)
        others = [pair for pair in pairs if pair not in first]
        pairs = first + others
        rest = listed([f"{area(side.label)} ({one[1].text})" for side, one in others])
        told = "; ".join(f"{capital(area(side.label))}: {one[1].text}" for side, one in first)
        draft.say(f"**{told}**{f', against {rest}' if rest else ''}.")
        compared = [side for side, _ in pairs]
        measured = [one for _, one in pairs]
    else:
        draft.say(
            f"{capital(escaped(inquiry.question.topic))}: {listed([area(side.label) for side in compared])} side by side."
        )
    for side, one in zip(compared, measured, strict=True):
        _tell(
            draft,
            side,
            one if wanted or _MEASURED.search(inquiry.question.standalone) else None,
            alone=bool(wanted),
        )
    missing = [side.label for side in compared if not side.found]
    names = tuple(side.label for side in compared if side.found and side.label in inquiry.collection.areas)
    return draft.done("partial" if missing else "answered", key=key, areas=names or None)


def _wanted(text: str) -> Picking | None:
    """Whether the most or the least is asked for."""
    wait = bool(_LONG.search(text))  # the longer one is the worse
    if _MORE.search(text) or (wait and _WORSE.search(text)):
        return max
    return min if _LESS.search(text) or (wait and _BETTER.search(text)) else None


def _both_ends(text: str) -> bool:
    """Whether the most and the least are asked for: "the biggest share and … the smallest"."""
    more, less = _MORE.search(text), _LESS.search(text)
    return bool(more and less and re.search(r"\band\b", text[min(more.end(), less.end()) :]))


def _value(pair: tuple[Side, tuple[Judged, Quantity]]) -> float:
    return pair[1][1].value


def sides(inquiry: Inquiry) -> list[Side]:
    """The areas that are named and the letters that are pointed at, or every area where none is."""
    question = inquiry.question
    names = list(question.areas)
    for letter_id in question.letter_ids:
        names += [name for name in inquiry.collection.letter(letter_id).area_names if name not in names]
    if not names:
        names = list(dict.fromkeys(name for letter in inquiry.letters for name in letter.area_names))
    by_area = {name: _letters(inquiry, name) for name in names}
    if len(names) == 1:  # one area at two times
        return [
            Side(f"{names[0]}, {british(letter.sent)}", (letter,), _found(inquiry, (letter,)))
            for letter in by_area[names[0]]
        ]
    return [Side(name, letters, _found(inquiry, letters)) for name, letters in by_area.items()]


def _letters(inquiry: Inquiry, name: str) -> tuple[LetterMetadata, ...]:
    """The letters to an area, held to the period named with it where that leaves any."""
    letters = inquiry.collection.of_area(name)
    place = next(
        (place for place in inquiry.collection.places(inquiry.question.standalone) if place.name == name),
        None,
    )
    near = [span for span in inquiry.question.spans if place and 0 <= span.start - place.end <= 12]
    held = [
        letter
        for letter in letters
        for span in near
        if letter.sent
        and (not span.first or span.first <= letter.sent)
        and (not span.last or letter.sent <= span.last)
    ]
    pointed = [letter for letter in letters if letter.id in inquiry.question.letter_ids]
    return tuple(held or pointed or letters)


def _found(inquiry: Inquiry, letters: Sequence[LetterMetadata]) -> tuple[Judged, ...]:
    judged = inquiry.find(letters)
    lead_ins = {(one.hit.letter.id, one.hit.paragraph.number) for one in judged if one.matches}

    def led(one: Judged) -> bool:
        return (one.hit.letter.id, one.hit.paragraph.lead_in_number) in lead_ins

    return tuple(one for one in judged if one.in_role and (one.matches or led(one)))


def _measure(inquiry: Inquiry, side: Side) -> tuple[Judged, Quantity] | None:
    """The quantity of the best sentence of a side that has one, with the place of that sentence."""
    text = inquiry.question.standalone
    many = _MANY.search(text)
    long = bool(_LONG.search(text)) and not many
    kind = "percent" if _SHARE.search(text) else "duration" if long else "number"
    expects = inquiry.question.expects if inquiry.question.expects in VALUED else kind
    things = waited_for(text, inquiry.glossary)
    wanted = _wanted(text)
    found: list[tuple[float, Judged, Quantity]] = []
    for one in side.found:
        text = one.hit.paragraph.text
        for start, end, near in _spans(one):
            values = plain(text[start:end], expects)
            if many and expects == "number":
                values = [value for value in values if _counts(many, text[start + value.end : end])]
            said = f"{one.hit.paragraph.context} {text}"
            if values and not _lacking(inquiry, one, near) and speaks_of(said, things):
                score = one.probability + 2 * inquiry.matcher.in_words(text[start:end])
                quantity = nearest(inquiry, text[start:end], values, wanted)
                found.append((score, one, replace(quantity, start=start, end=end)))
    if not found:
        return None
    best = max(score for score, _, _ in found)
    latest = max(
        (row for row in found if row[0] >= best - NEARLY),
        key=lambda row: (str(row[1].hit.letter.sent), row[0]),
    )
    return latest[1], latest[2]


def _spans(one: Judged) -> Iterator[tuple[int, int, str]]:
    """The sentences of a paragraph, each with what says its subject: itself, and what it goes on from."""
    paragraph = one.hit.paragraph
    spans = sentences(paragraph.text, paragraph.label_end) or [(0, len(paragraph.text))]
    for at, (start, end) in enumerate(spans):
        first = at
        while first > 0 and _GOES_ON.match(paragraph.text[slice(*spans[first])]):
            first -= 1
        yield start, end, paragraph.text[spans[first][0] : end]


def _counts(many: re.Match[str], after: str) -> bool:
    """Whether a number counts what there is more of: it stands soon after."""
    noun = _PEOPLE if many["who"] else re.escape(many["what"].rstrip("s"))
    return bool(re.match(rf"[^.;]{{0,{SOON}}}?\b{noun}", after, re.IGNORECASE))


def _lacking(inquiry: Inquiry, one: Judged, near: str) -> bool:
    """Whether a sentence lacks a part of the topic that its paragraph has, or any part where that does not match."""
    context = one.hit.paragraph.context
    whole = inquiry.matcher.missing_in(f"{context} {one.hit.paragraph.text}") if one.matches else ()
    return bool(set(inquiry.matcher.missing_in(f"{context} {near}")) - set(whole))


def _tell(draft: Draft, side: Side, first: tuple[Judged, Quantity] | None, *, alone: bool) -> None:
    """One side's point: the sentence with its figure first, where there is one; and that alone where it decides."""
    if not side.found:
        draft.point(f"**{short_area(side.label)}**: nothing on this.")
        return
    others = [one for one in side.found[:TOLD] if not first or one is not first[0]]
    quotes = [_measured(draft, *first)] if first else []
    if not (first and alone):
        quotes += [draft.evidence(one) for one in others]
    draft.point(f"**{short_area(side.label)}**: {'; '.join(quote.text for quote in quotes)}")
    leading = (first[0] if first else others[0]).hit
    letter = leading.letter
    draft.groups.append(
        Group(
            label=side.label,
            areas=letter.area_names,
            date=letter.sent,
            role=leading.paragraph.role.value,
            citations=tuple(quote.number for quote in quotes),
        )
    )


def _measured(draft: Draft, one: Judged, quantity: Quantity) -> Quoted:
    """Quote what decides, and in any case the sentence with the figure."""
    start, end = telling(one, draft.inquiry)
    if not start <= quantity.start < end:
        start, end = min(start, quantity.start), max(end, quantity.end)
    return draft.quote(one.hit.paragraph, one.hit.letter, start, end)
