"""What changed from one letter to an area to the next: themes asked again, new, no longer asked, or now praised.

A theme is a term that a paragraph prints (assistant/themes.py), so that each line can be checked; two asks that
share no term are not taken for the same, however alike they are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant import themes
from assistant.answer import Answer, Group
from assistant.citations import whole
from assistant.inquiry import Inquiry
from assistant.kinds.draft import Draft
from assistant.kinds.wording import areas_of
from assistant.prose import capital, counted, escaped, listed, number
from assistant.terms import content_stems, sentences
from assistant.themes import Mention
from ingest.letter import LetterMetadata, british

STEPS = 3  # the last changes that are told
TOLD = 6  # themes of one kind of change that are quoted; the rest are named
NOTE = "Points are compared by the terms that they print; the same thing put in other words counts as new."

Asked = Mapping[str, Mention]
Told = tuple[str, tuple[Mention, ...]]  # a theme, and the paragraphs that show it


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Two letters to one area, one after the other, and what each asks and the second praises."""

    before: LetterMetadata
    after: LetterMetadata
    asked_before: Asked
    asked_after: Asked
    praised_after: Asked


def answer(inquiry: Inquiry) -> Answer | None:
    """Compare each letter in scope with the one before it; None where no area is named, or has two letters."""
    if not (
        inquiry.question.areas or inquiry.question.letter_ids
    ):  # not every letter of a collection is opened
        return None
    steps = list(_steps(inquiry))[-STEPS:]
    if not steps:
        return None
    draft = Draft(inquiry)
    keys = [_told(draft, step) for step in steps]
    return draft.done(key="; ".join(keys), notes=(NOTE,)) if draft.cited.citations else None


def _steps(inquiry: Inquiry) -> Iterator[Step]:
    by_area: dict[str, list[LetterMetadata]] = defaultdict(list)
    for letter in inquiry.letters:
        if letter.sent and not letter.unreadable:
            for name in letter.areas:
                by_area[name].append(letter)
    for letters in by_area.values():
        if len(letters) > 1:
            found = themes.mentions([inquiry.open(letter.id) for letter in letters], inquiry.glossary)
            for before, after in pairwise(letters):
                yield Step(
                    before=before,
                    after=after,
                    asked_before=_first(found, before, "asked"),
                    asked_after=_first(found, after, "asked"),
                    praised_after=_first(found, after, "praised"),
                )


def _first(found: Sequence[Mention], letter: LetterMetadata, doing: themes.Doing) -> Asked:
    """The first paragraph of a letter for each theme that it asks about, or praises."""
    kept: dict[str, Mention] = {}
    for one in found:
        if one.letter.id == letter.id and one.doing == doing:
            kept.setdefault(one.theme, one)
    return kept


def _told(draft: Draft, step: Step) -> str:
    """Tell one step; its short form."""
    old, new, praised = step.asked_before, step.asked_after, step.praised_after
    groups: dict[str, Sequence[Told]] = {
        "asked again": [(theme, (old[theme], new[theme])) for theme in new if theme in old],
        "asked before and praised now": [
            (theme, (old[theme], praised[theme])) for theme in old if theme in praised and theme not in new
        ],
        "new": [(theme, (one,)) for theme, one in new.items() if theme not in old],
        "no longer asked": [(t, (one,)) for t, one in old.items() if t not in new and t not in praised],
    }
    groups = {label: _apart(found) for label, found in groups.items()}
    sizes = [(len(found), label) for label, found in groups.items() if found]
    counts = [
        f"{counted(size, 'theme') if at == 0 else number(size)} {label}"
        for at, (size, label) in enumerate(sizes)
    ]
    span = f"{british(step.before.sent)} to {british(step.after.sent)}"
    told = listed(counts) or "neither letter asks about a theme that is known"
    draft.say(f"**{areas_of(step.after)}**, {span}: {told}.")
    for label, found in groups.items():
        _group(draft, step, label, found)
    return f"{span}: {told}"


def _apart(found: Sequence[Told]) -> list[Told]:
    """Themes without those that stand in the very paragraphs of an earlier one."""
    kept: dict[tuple[str, ...], Told] = {}
    for theme, mentions in found:
        kept.setdefault(tuple(one.paragraph.id for one in mentions), (theme, mentions))
    return list(kept.values())


def _group(draft: Draft, step: Step, label: str, found: Sequence[Told]) -> None:
    if not found:
        return
    draft.say(f"{capital(label)}:")
    numbers = []
    for theme, mentions in found[:TOLD]:
        quotes = []
        for one in mentions:
            quote = draft.quote(one.paragraph, one.letter, *_sentence(draft, one))
            numbers.append(quote.number)
            quotes.append(f"{british(one.letter.sent)} {quote.text}" if len(mentions) > 1 else quote.text)
        draft.point(f"**{escaped(capital(theme))}**: {'; '.join(quotes)}")
    if rest := [theme for theme, _ in found[TOLD:]]:
        draft.say(f"Also {label}: {escaped(listed(rest))}.")
    draft.groups.append(
        Group(
            label=capital(label),
            areas=step.after.areas,
            date=step.after.sent,
            citations=tuple(dict.fromkeys(numbers)),
        )
    )


def _sentence(draft: Draft, one: Mention) -> tuple[int, int]:
    """The sentence of a paragraph that names the theme; all of the paragraph where none does alone."""
    text, words = one.paragraph.text, set(content_stems(one.theme))
    for start, end in sentences(text, one.paragraph.label_end):
        sentence = text[start:end]
        if words <= set(content_stems(sentence)) or one.theme in themes.named(
            sentence, draft.inquiry.glossary
        ):
            return start, end
    return whole(one.paragraph)
