"""The paragraphs a language model is shown: numbered, within a budget, between markers no letter can know."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.injection import addressed_to_machine
from assistant.prose import letter_phrase
from ingest.letter import LetterMetadata, Paragraph, british

CHARACTERS = 3.5  # of English for one token, on the safe side of the usual four


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One numbered paragraph."""

    number: int
    paragraph: Paragraph
    letter: LetterMetadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is shown, and how much is not."""

    shown: tuple[Shown, ...]
    withheld: int  # paragraphs that read like orders to a program
    over: int  # paragraphs for which there was no room


def selected(citations: Sequence[Citation], tokens: int) -> Selection:
    """Number the cited paragraphs that fit into `tokens`: the first of every letter goes before any second.

    They stand letter by letter, so that what is written of one letter stands together.
    """
    ordered = _fairly({one.paragraph.id: one for one in citations}.values())
    safe = [one for one in ordered if not suspect(one.paragraph)]
    room, fitting = tokens * CHARACTERS, list[Citation]()
    for one in safe:
        size = len(_block(Shown(number=len(fitting) + 1, paragraph=one.paragraph, letter=one.letter), ""))
        if size <= room:
            fitting.append(one)
            room -= size
    letters = list(dict.fromkeys(one.letter.id for one in fitting))
    fitting.sort(key=lambda one: letters.index(one.letter.id))
    shown = tuple(
        Shown(number=n, paragraph=one.paragraph, letter=one.letter) for n, one in enumerate(fitting, 1)
    )
    return Selection(shown=shown, withheld=len(ordered) - len(safe), over=len(safe) - len(shown))


def rendered(shown: Sequence[Shown], marker: str) -> str:
    """The paragraphs as the prompt has them, each after a line with the marker and its number."""
    return "\n".join(_block(one, marker) for one in shown)


def safe_areas(letter: LetterMetadata) -> tuple[str, ...]:
    """The areas a letter is to, without names that no area can have."""
    return tuple(area for area in letter.areas if len(area) <= 80 and not addressed_to_machine(area))


def _fairly(citations: Iterable[Citation]) -> list[Citation]:
    """The first paragraph of every letter, then the second of each, and so on."""
    rank: dict[str, int] = {}
    ranked: list[tuple[int, int, Citation]] = []
    for at, one in enumerate(citations):
        rank[one.letter.id] = rank.get(one.letter.id, -1) + 1
        ranked.append((rank[one.letter.id], at, one))
    return [one for *_, one in sorted(ranked, key=lambda row: row[:2])]


def suspect(paragraph: Paragraph) -> bool:
    """Whether a paragraph, or what it stands under, reads like an order to a program."""
    return any(map(addressed_to_machine, (paragraph.text, paragraph.lead_in, *paragraph.headings)))


def _block(one: Shown, marker: str) -> str:
    areas = safe_areas(one.letter)
    to = f"to {' and '.join(areas)}, {british(one.letter.sent)}" if areas else _unnamed(one.letter)
    lines = [
        f"{marker} paragraph {one.number}",
        f"letter: {_line(to)}",
        f"role: {one.paragraph.role.value}",
        f"context: {_line(one.paragraph.context)}",
        f"text: {_line(one.paragraph.text)}",
    ]
    return "\n".join(line for line in lines if line != "context: ")


def _unnamed(letter: LetterMetadata) -> str:
    """A letter whose area cannot be named, by its date."""
    return letter_phrase(letter) if not letter.areas else f"{letter.kind} of {british(letter.sent)}"


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
