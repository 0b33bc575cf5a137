"""What changed from one letter to an area to the next: themes asked again, new, no longer asked, or now praised.

A theme is a term that a paragraph prints (assistant/themes.py), so that each line can be checked; two asks that
share no term are not taken for the same, however alike they are.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant import ordinals, themes
from assistant.answer import Answer, Group
from assistant.citations import whole
from assistant.inquiry import Inquiry
from assistant.kinds.draft import Draft
from assistant.kinds.wording import areas_of
from assistant.periods import Period
from assistant.prose import capital, counted, escaped, listed, number
from assistant.question import Question
from assistant.terms import content_stems, sentences
from assistant.themes import Mention
from ingest.letter import LetterMetadata, british

STEPS = 3  # the last changes that are told
TOLD = 6  # themes of one kind of change that are quoted; the rest are named
NOTE = "Points are compared by the terms that they print; the same thing put in other words counts as new."

LABELS = ("asked again", "asked before and praised now", "new", "no longer asked")
_ONLY = (
    (re.compile(r"\bno\s+longer\b|\bnot\s+asked\s+(?:again|any\s*more)\b|\b(?:dropped|gone|disappeared)\b", re.IGNORECASE), LABELS[1::2]),
    (re.compile(r"\b(?:still|again|repeated|carried\s+over|outstanding|remain(?:s|ed)?|same)\b", re.IGNORECASE), LABELS[:1]),
    (re.compile(r"\b(?:new|newly|for\s+the\s+first\s+time|added)\b", re.IGNORECASE), LABELS[2:3]),
)  # fmt: skip
Letters = Sequence[LetterMetadata]
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
    wanted = _wanted(inquiry.question.standalone)
    keys = [_told(draft, step, wanted) for step in steps]
    return draft.done(key="; ".join(keys), notes=(NOTE,)) if draft.cited.citations else None


def _steps(inquiry: Inquiry) -> Iterator[Step]:
    """The letters to compare, the earlier with the later: of each area that the letters in scope are to."""
    scope = {letter.id for letter in inquiry.letters}
    for name in dict.fromkeys(name for letter in inquiry.letters for name in letter.areas):
        letters = [
            letter for letter in inquiry.collection.of_area(name) if letter.sent and not letter.unreadable
        ]
        pairs = _pairs(inquiry.question, letters, scope)
        if not pairs:
            continue
        used = dict.fromkeys(letter for pair in pairs for side in pair for letter in side)
        found = themes.mentions([inquiry.open(letter.id) for letter in used], inquiry.glossary)
        for before, after in pairs:
            yield Step(
                before=before[-1],
                after=after[-1],
                asked_before=_first(found, before, "asked"),
                asked_after=_first(found, after, "asked"),
                praised_after=_first(found, after, "praised"),
            )


def _pairs(question: Question, letters: Letters, scope: set[str]) -> list[tuple[Letters, Letters]]:
    """Which letters are set against which: two times that are named, the first and the last, or each and the next."""
    if len(letters) < 2:
        return []
    text = question.standalone
    times = [held for span in question.spans if (held := [one for one in letters if _within(one, span)])]
    if len(times) > 1 and times[0] != times[-1]:
        return [(times[0], times[-1])]
    if ordinals.ENDS.search(text):
        return [(letters[:1], letters[-1:])]
    nexts: list[tuple[Letters, Letters]] = [
        ((one,), (two,)) for one, two in pairwise(letters) if two.id in scope
    ]
    pointed = [one for one in letters if one.id in question.letter_ids]
    if len(pointed) > 1:  # "between the March and the June letters"
        return [((one,), (two,)) for one, two in pairwise(pointed)]
    if since := [one for one in nexts if one[0][0].id in scope and _since(question)]:
        return since
    if place := ordinals.nth(text):
        after = tuple(letters[place - 1 if place > 0 else place :][:1])
        return [(one, two) for one, two in nexts if two == after]
    return nexts[-1:] if ordinals.of_last(text) else nexts


def _since(question: Question) -> bool:
    """Whether changes since some day are asked for: the first letter after it is what the others are set against."""
    return bool(question.spans) and all(span.first and not span.last for span in question.spans)


def _within(letter: LetterMetadata, span: Period) -> bool:
    return bool(
        letter.sent
        and (not span.first or span.first <= letter.sent)
        and (not span.last or letter.sent <= span.last)
    )


def _wanted(text: str) -> tuple[str, ...]:
    """The kinds of change that are asked for; every kind where none is named."""
    return next((labels for pattern, labels in _ONLY if pattern.search(text)), LABELS)


def _first(found: Sequence[Mention], letters: Letters, doing: themes.Doing) -> Asked:
    """The first paragraph of some letters for each theme that they ask about, or praise."""
    ids = {letter.id for letter in letters}
    kept: dict[str, Mention] = {}
    for one in found:
        if one.letter.id in ids and one.doing == doing:
            kept.setdefault(one.theme, one)
    return kept


def _told(draft: Draft, step: Step, wanted: Collection[str]) -> str:
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
    groups = {label: _apart(found) for label, found in groups.items() if label in wanted}
    sizes = [(len(found), label) for label, found in groups.items() if found]
    counts = [
        f"{counted(size, 'theme') if at == 0 else number(size)} {label}"
        for at, (size, label) in enumerate(sizes)
    ]
    span = f"{british(step.before.sent)} to {british(step.after.sent)}"
    told = (
        listed(counts)
        or f"no theme that is known is {listed([label for label in LABELS if label in wanted], 'or')}"
    )
    if len(wanted) < len(LABELS) and sizes:
        told += f": {listed([theme for found in groups.values() for theme, _ in found])}"
    draft.say(f"**{areas_of(step.after)}**, {span}: {escaped(told)}.")
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
