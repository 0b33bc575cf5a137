"""A topic over time: letter by letter, what is new, what is asked again, what is no longer mentioned."""

from collections.abc import Mapping, Sequence

from assistant import prose
from assistant.answer import Answer, Group
from assistant.inquiry import Inquiry
from assistant.judge import Judged
from assistant.judgement import THRESHOLD
from assistant.kinds import changes, course, evidence, points, refusals
from assistant.kinds.draft import Draft
from assistant.kinds.wording import short_area
from assistant.prose import capital, counted, escaped, number
from ingest.letter import LetterMetadata, Role, british

TOLD = 8  # quotations for one letter
DECIDING = 5  # of these by the judge; the rest by standing in the same section
SPOKEN = (
    0.3  # a paragraph this likely, which names so much of the topic, keeps a letter from being silent on it
)
NAMED = 0.4
ASKS = (Role.ASK, Role.REQUIREMENT, Role.CONCERN)
_DONE = {Role.PRAISE: "praised", Role.REPORT: "reported by the area"}


def answer(inquiry: Inquiry) -> Answer:
    """The steps of a topic in order of date."""
    if not points.specific(inquiry):
        return changes.answer(inquiry) or points.summary(inquiry)
    by_letter = _steps(inquiry)
    if not by_letter:
        return refusals.not_found(inquiry)
    draft = Draft(inquiry)
    letters = [letter for letter in inquiry.letters if not letter.unreadable]
    areas = list(
        dict.fromkeys(name for letter in letters if letter.id in by_letter for name in letter.area_names)
    )
    figures = course.figures(inquiry, by_letter)
    draft.say(_opening(inquiry, letters, by_letter, {} if len(areas) > 1 else figures))
    key = [
        (letter, _state(by_letter[letter.id], [b for b in letters[:at] if b.id in by_letter], by_letter))
        for at, letter in enumerate(letters)
        if letter.id in by_letter
    ]
    for name in areas:
        _history(
            draft,
            name,
            [letter for letter in letters if name in letter.area_names],
            by_letter,
            several=len(areas) > 1,
        )
    draft.total = len(inquiry.matched)
    return draft.done(
        key="; ".join(
            f"{british(letter.sent)}: {state}{f' ({figures[letter.id]})' if letter.id in figures else ''}"
            for letter, state in key
        )
    )


def _steps(inquiry: Inquiry) -> dict[str, list[Judged]]:
    """What each letter says of the topic: in the role asked for, or else in any, so that "done" is not "gone"."""
    found: dict[str, list[Judged]] = {}
    for one in inquiry.matched:
        found.setdefault(one.hit.letter.id, []).append(one)
    if found:
        for one in inquiry.judged.likely(THRESHOLD):
            if one.hit.letter.id not in found or not found[one.hit.letter.id][0].in_role:
                found.setdefault(one.hit.letter.id, []).append(one)
        silent = {letter.id for letter in inquiry.letters} - set(found)
        for one in inquiry.judged.likely(
            SPOKEN
        ):  # half of "voice and co-production" is not "no longer mentioned"
            paragraph = one.hit.paragraph
            named = inquiry.matcher.in_words(paragraph.text) >= NAMED and paragraph.role is not Role.ADMIN
            if one.hit.letter.id in silent and named:
                found.setdefault(one.hit.letter.id, []).append(one)
    return found


def _opening(
    inquiry: Inquiry,
    letters: Sequence[LetterMetadata],
    by_letter: dict[str, list[Judged]],
    figures: Mapping[str, str],
) -> str:
    """What the topic's figures were, one after the other, or how many letters speak of it."""
    told = [letter for letter in letters if letter.id in by_letter]
    span = british(told[0].sent) if len(told) == 1 else f"{british(told[0].sent)} to {british(told[-1].sent)}"
    asked = [letter for letter in told if any(one.hit.paragraph.asked for one in by_letter[letter.id])]
    open_now = (
        f" It was last asked about on {british(asked[-1].sent)}." if asked else " Nothing was asked about it."
    )
    moved = [f"**{figures[letter.id]}** ({british(letter.sent)})" for letter in told if letter.id in figures]
    if len(moved) > 1 and course.wanted(inquiry):
        return f"{capital(escaped(inquiry.question.topic))}: {', then '.join(moved)}.{open_now}"
    return f"{capital(escaped(inquiry.question.topic))}: {number(len(told))} of {counted(len(letters), 'letter')} {'speak' if len(told) != 1 else 'speaks'} of it ({span}).{open_now}"


def _history(
    draft: Draft,
    name: str,
    letters: Sequence[LetterMetadata],
    by_letter: dict[str, list[Judged]],
    *,
    several: bool,
) -> None:
    if several:
        draft.say(f"**{short_area(name)}**")
    before: list[LetterMetadata] = []
    for letter in letters:
        ones = by_letter.get(letter.id, [])
        if ones:
            _step(draft, letter, ones, _state(ones, before, by_letter))
        elif before:
            draft.point(f"**{british(letter.sent)}** – no longer mentioned.")
        if ones:
            before.append(letter)


def _state(
    ones: Sequence[Judged], before: Sequence[LetterMetadata], by_letter: dict[str, list[Judged]]
) -> str:
    asks = any(one.hit.paragraph.asked for one in ones)
    asked_before = any(one.hit.paragraph.asked for letter in before for one in by_letter[letter.id])
    if not before:
        return "first asked" if asks else "first mentioned"
    if asks:
        return "asked again" if asked_before else "now asked"
    if any(one.hit.paragraph.role is Role.PRAISE for one in ones):
        return "no longer asked; praised" if asked_before else "praised again"
    return "mentioned again, not asked"


def _step(draft: Draft, letter: LetterMetadata, ones: Sequence[Judged], state: str) -> None:
    best = sorted(ones, key=lambda one: -one.probability)[:DECIDING]
    told = {one.hit.paragraph.number: one.hit.paragraph for one in best}
    for mate in evidence.section_mates(draft.inquiry.open(letter.id).paragraphs, list(told.values()))[
        : TOLD - len(best)
    ]:
        told[mate.number] = mate
    quotes = [(told[number], draft.quote(told[number], letter)) for number in sorted(told)]
    words = [f"{_DONE.get(paragraph.role, 'asked')}: {quote.text}" for paragraph, quote in quotes]
    draft.point(f"**{british(letter.sent)}** – {state}. {capital('; '.join(words))}")
    draft.groups.append(
        Group(
            label=f"{prose.areas_of(letter)}, {british(letter.sent)}",
            areas=letter.area_names,
            date=letter.sent,
            role=ones[0].hit.paragraph.role.value,
            citations=tuple(quote.number for _, quote in quotes),
        )
    )
