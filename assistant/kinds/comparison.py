"""Two areas or letters side by side on one topic; where a quantity is asked, which is more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Group
from assistant.inquiry import Inquiry
from assistant.judge import Judged
from assistant.kinds import refusals
from assistant.kinds.draft import Draft
from assistant.kinds.facts import VALUED, nearest
from assistant.kinds.wording import area, short_area
from assistant.prose import capital, escaped, listed
from assistant.quantities import Quantity, quantities
from assistant.terms import sentences
from ingest.letter import LetterMetadata

TOLD = 8  # quotations for one side
NEARLY = 0.5  # of a sentence's score: of two that are nearly as telling the later letter's is taken
_MORE = re.compile(
    r"\b(?:more|longer|longest|higher|highest|bigger|biggest|greater|greatest|later|latest|most|larger|older|slower)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:less|shorter|shortest|lower|lowest|smaller|fewer|fewest|earlier|least|faster|quicker|sooner)\b",
    re.IGNORECASE,
)
_LONG = re.compile(r"\b(?:longer|longest|shorter|shortest|wait|faster|slower|quicker)\b", re.IGNORECASE)


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
    wanted = (
        max
        if _MORE.search(inquiry.question.standalone)
        else min
        if _LESS.search(inquiry.question.standalone)
        else None
    )
    draft = Draft(inquiry)
    key = None
    measured = [_measure(inquiry, side) for side in compared]
    pairs = [(side, one) for side, one in zip(compared, measured, strict=True) if one]
    if (
        wanted
        and len(pairs) >= min(2, len(compared))
        and (len(pairs) == len(compared) or not inquiry.question.areas)
    ):
        compared = [side for side, _ in pairs]
        measured = [one for _, one in pairs]
        most = wanted(pairs, key=lambda pair: pair[1][1].value)
        key = f"{most[0].label} ({most[1][1].text})"
        rest = listed([f"{area(side.label)} ({one[1].text})" for side, one in pairs if side is not most[0]])
        against = f", against {rest}" if rest else ""
        draft.say(f"**{capital(area(most[0].label))}: {most[1][1].text}**{against}.")
    else:
        draft.say(
            f"{capital(escaped(inquiry.question.topic))}: {listed([area(side.label) for side in compared])} side by side."
        )
    for side, one in zip(compared, measured, strict=True):
        _tell(draft, side, one[0] if one and wanted else None)
    missing = [side.label for side in compared if not side.found]
    names = tuple(side.label for side in compared if side.found and side.label in inquiry.collection.areas)
    return draft.done("partial" if missing else "answered", key=key, areas=names or None)


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
            Side(f"{names[0]}, {letter.sent}", (letter,), _found(inquiry, (letter,)))
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
    """The quantity of the best sentence of a side that has one."""
    expects = (
        inquiry.question.expects
        if inquiry.question.expects in VALUED
        else ("duration" if _LONG.search(inquiry.question.standalone) else "number")
    )
    found: list[tuple[float, Judged, Quantity]] = []
    for one in side.found:
        paragraph = one.hit.paragraph
        for start, end in sentences(paragraph.text, paragraph.label_end) or [(0, len(paragraph.text))]:
            text = paragraph.text[start:end]
            missing = inquiry.matcher.missing_in(f"{paragraph.context} {text}")
            if (values := quantities(text, expects)) and not missing:
                score = one.probability + 2 * inquiry.matcher.in_words(text)
                found.append((score, one, nearest(inquiry, text, values)))
    if not found:
        return None
    best = max(score for score, _, _ in found)
    latest = max(
        (row for row in found if row[0] >= best - NEARLY),
        key=lambda row: (str(row[1].hit.letter.sent), row[0]),
    )
    return latest[1], latest[2]


def _tell(draft: Draft, side: Side, first: Judged | None) -> None:
    if not side.found:
        draft.point(f"**{short_area(side.label)}**: nothing on this.")
        return
    chosen = [first] if first else list(side.found[:TOLD])
    quotes = [draft.evidence(one) for one in chosen]
    draft.point(f"**{short_area(side.label)}**: {'; '.join(quote.text for quote in quotes)}")
    letter = chosen[0].hit.letter
    draft.groups.append(
        Group(
            label=side.label,
            areas=letter.area_names,
            date=letter.sent,
            role=chosen[0].hit.paragraph.role.value,
            citations=tuple(quote.number for quote in quotes),
        )
    )
