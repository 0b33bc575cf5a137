"""What letters ask and praise again and again: themes by area and by year.

Themes are the glossary's terms and the collection's own frequent pairs of words. A paragraph speaks of a theme
where it prints one of its phrases, in any inflection; nothing is guessed from likeness of meaning.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from assistant.glossary import GENERIC, SAME, Glossary, Phrase
from assistant.prose import capital
from assistant.terms import STOP_WORDS, Token, tokens
from ingest.letter import Letter, LetterMetadata, Paragraph, Role

Doing = Literal["asked", "praised"]
By = Literal["area", "year"]

UNDATED = "undated"
# Terms of the glossary that name a process, a body or a post, not what is asked for.
FRAME = frozenset(
    (
        "Accelerated Progress Plan", "Priority Action Plan", "Written Statement of Action", "Stocktake", "Deep dive",
        "Progress review", "Revisit", "Area for Priority Action", "Area for Improvement", "Significant weakness",
        "Systemic failings", "Improvement Notice", "Special educational needs and/or disabilities",
        "Special educational needs", "Children and young people", "Local area partnership", "Local authority",
        "Integrated Care Board", "Integrated Care System", "Sustainability and Transformation Partnership",
        "Clinical Commissioning Group", "NHS England", "Department for Education", "Care Quality Commission",
        "Vulnerable Children's Unit", "Regions Group", "Director of Children's Services", "Lead Member",
        "Leader of the Council", "Chief Nursing Officer", "Senior responsible officer", "SEND adviser",
        "NHS England adviser", "Case lead", "Lead Professional Adviser", "SEND Commissioner",
        "Special educational needs co-ordinator in a school", "SEND Information",
    )
)  # fmt: skip
# Words that join or frame others, in no pair of the collection's own.
JOINING = frozenset(
    (
        "across", "along", "alongside", "around", "among", "towards", "regarding", "ensuring", "including",
        "particularly", "requires", "required", "ofsted", "hmci", "inspectors", "inspection",
    )
)  # fmt: skip
OWN_LETTERS = 3  # letters that must use a pair of words before it is a theme of the collection's own
OWN_SHARE = 0.05  # and this share of all letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A paragraph that asks or praises, and a theme that it speaks of."""

    theme: str
    doing: Doing
    letter: LetterMetadata
    paragraph: Paragraph

    def rows(self, by: By) -> tuple[str, ...]:
        """The rows of a grid in which it counts: every area of its letter, or its year."""
        if by == "area":
            return self.letter.area_names
        return (str(self.letter.sent.year) if self.letter.sent else UNDATED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The mentions of one theme in one row, oldest first."""

    row: str
    theme: str
    mentions: tuple[Mention, ...]

    @property
    def letters(self) -> int:
        """How many letters they stand in."""
        return len({mention.letter.id for mention in self.mentions})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows and themes with the cells that are not empty."""

    rows: tuple[str, ...]
    themes: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]

    @property
    def most(self) -> int:
        """The most letters in one cell."""
        return max((cell.letters for cell in self.cells.values()), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A theme that one area was asked about in several letters."""

    area: str
    theme: str
    dates: tuple[date, ...]  # of the letters that ask, oldest first; two at least
    letters: int  # dated letters to the area
    latest: bool  # whether its latest letter still asks


def mentions(letters: Iterable[Letter], glossary: Glossary) -> tuple[Mention, ...]:
    """Every theme of every paragraph that asks or praises."""
    spoken = [
        (letter.metadata, paragraph, doing, tokens(paragraph.text))
        for letter in letters
        for paragraph in letter.paragraphs
        if (doing := _doing(paragraph))
    ]
    known = _Phrases(glossary)
    between = [() if _leads_in(paragraph) else known.rest(words) for _, paragraph, _, words in spoken]
    own = _own_terms([(letter.id, rest) for (letter, *_), rest in zip(spoken, between, strict=True)])
    return tuple(
        Mention(theme=theme, doing=doing, letter=letter, paragraph=paragraph)
        for (letter, paragraph, doing, words), rest in zip(spoken, between, strict=True)
        for theme in dict.fromkeys([*known.named(words), *_pairs_of(rest, own)])
    )


def named(text: str, glossary: Glossary) -> list[str]:
    """The terms of the glossary that a text names."""
    return _Phrases(glossary).named(tokens(text))


def grid(
    found: Sequence[Mention], *, doing: Doing, by: By, since: int | None, until: int | None, columns: int
) -> Grid:
    """Count mentions in a period (years, both included) by row and theme; the themes with the most rows first."""
    kept = [one for one in found if one.doing == doing and _within(one.letter.sent, since, until)]
    held: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for one in kept:
        for row in one.rows(by):
            held[row, one.theme].append(one)
    rows_of = Counter(theme for _, theme in held)
    letters_of = Counter(theme for theme, _ in {(one.theme, one.letter.id) for one in kept})
    themes = sorted(rows_of, key=lambda name: (-letters_of[name], -rows_of[name], name.casefold()))[:columns]
    cells = {
        place: Cell(row=place[0], theme=place[1], mentions=tuple(sorted(ones, key=_age)))
        for place, ones in held.items()
        if place[1] in themes
    }
    rows = sorted(
        {row for row, _ in cells}, key=lambda row: (row.startswith(("unknown (", UNDATED)), row.casefold())
    )
    return Grid(rows=tuple(rows), themes=tuple(themes), cells=cells)


def again(found: Sequence[Mention], letters: Sequence[LetterMetadata]) -> tuple[Again, ...]:
    """Every theme asked of one area in two letters or more, those asked most often first."""
    sent: dict[str, set[date]] = defaultdict(set)
    for letter in letters:
        for area in letter.areas:
            sent[area] |= {letter.sent} if letter.sent else set()
    asked: dict[tuple[str, str], set[date]] = defaultdict(set)
    for one in found:
        if one.doing == "asked" and one.letter.sent:
            for area in one.letter.areas:
                asked[area, one.theme].add(one.letter.sent)
    repeated = [
        Again(
            area=area, theme=theme, dates=tuple(sorted(days)), letters=len(sent[area]), latest=max(sent[area]) in days
        )
        for (area, theme), days in asked.items()
        if len(days) > 1
    ]  # fmt: skip
    return tuple(
        sorted(repeated, key=lambda one: (-len(one.dates), one.area.casefold(), one.theme.casefold()))
    )


def years(letters: Iterable[LetterMetadata]) -> tuple[int, ...]:
    """The years from the first letter to the last; () where none is dated."""
    known = [letter.sent.year for letter in letters if letter.sent]
    return tuple(range(min(known), max(known) + 1)) if known else ()


class _Phrases:
    """The phrases that say a term of the glossary, found by their first stem, the longest first."""

    def __init__(self, glossary: Glossary) -> None:
        self._starting: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
        for name in dict.fromkeys(glossary.terms.values()):
            shown = "" if name in FRAME else capital(name)  # what is not shown is still no pair of words
            first = tuple(token.stem for token in tokens(name))
            same = [phrase for phrase, weight in glossary.phrases.get(first, {}).items() if weight >= SAME]
            for phrase in (first, *same):
                if phrase and not all(word in GENERIC or word in STOP_WORDS for word in phrase):
                    self._starting[phrase[0]].append((phrase, shown))
        for phrases in self._starting.values():
            phrases.sort(key=lambda one: (-len(one[0]), one[1]))

    def named(self, words: Sequence[Token]) -> list[str]:
        """The terms that a text names."""
        return [name for _, _, name in self._found(words) if name]

    def rest(self, words: Sequence[Token]) -> list[Sequence[Token]]:
        """The stretches of a text between the terms that it names."""
        stretches, at = [], 0
        for start, end, _ in self._found(words):
            stretches.append(words[at:start])
            at = end
        return [*stretches, words[at:]]

    def _found(self, words: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        stems = tuple(word.stem for word in words)
        at = 0
        while at < len(stems):
            held = self._starting.get(stems[at], ())
            phrase, name = next((one for one in held if stems[at : at + len(one[0])] == one[0]), ((), ""))
            if phrase:
                yield at, at + len(phrase), name
            at += max(len(phrase), 1)


def _own_terms(texts: Sequence[tuple[str, Sequence[Sequence[Token]]]]) -> dict[Phrase, str]:
    """Pairs of telling words that many letters use and the glossary does not know, as they are mostly printed."""
    used: dict[Phrase, set[str]] = defaultdict(set)
    printed: dict[Phrase, Counter[str]] = defaultdict(Counter)
    for letter_id, stretches in texts:
        for pair, words in _pairs(stretches):
            used[pair].add(letter_id)
            printed[pair][words] += 1
    enough = max(OWN_LETTERS, OWN_SHARE * len({letter_id for letter_id, _ in texts}))
    return {
        pair: capital(printed[pair].most_common(1)[0][0])
        for pair, letters in used.items()
        if len(letters) >= enough
    }


def _pairs_of(stretches: Iterable[Sequence[Token]], own: Mapping[Phrase, str]) -> list[str]:
    return [own[pair] for pair, _ in _pairs(stretches) if pair in own]


def _pairs(stretches: Iterable[Sequence[Token]]) -> Iterator[tuple[Phrase, str]]:
    """Words that stand side by side, both telling something."""
    for words in stretches:
        for one, two in pairwise(words):
            if two.start - one.end == 1 and all(_telling(word) for word in (one, two)):
                yield (one.stem, two.stem), f"{one.word} {two.word}"


def _telling(word: Token) -> bool:
    return (
        word.stem not in GENERIC
        and word.word not in STOP_WORDS
        and word.word not in JOINING
        and word.word.isalpha()
        and len(word.word) > 3
    )


def _leads_in(paragraph: Paragraph) -> bool:
    """Whether it only opens a list: what it says is said in every letter."""
    return paragraph.text.rstrip().endswith(":")


def _doing(paragraph: Paragraph) -> Doing | None:
    if paragraph.asked:
        return "asked"
    return "praised" if paragraph.role is Role.PRAISE else None


def _within(sent: date | None, since: int | None, until: int | None) -> bool:
    if sent is None:
        return since is None and until is None
    return (since is None or sent.year >= since) and (until is None or sent.year <= until)


def _age(one: Mention) -> tuple[date, str, int]:
    return (one.letter.sent or date.max, one.letter.id, one.paragraph.number)
