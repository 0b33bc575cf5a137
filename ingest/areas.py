"""The register of local areas in England, and where a text names them.

`areas.csv` has the 153 authorities that answer for SEND, with official names, regions, delivery bodies and
parent carer forums; `icbs.csv` the NHS boards and the areas they cover. Names and codes are those of the
Office for National Statistics and the Department for Education (Open Government Licence v3.0). Initials are
how councils sign, and few are theirs alone: SCC fits seven.

The register says what a text mentions. Which area a letter is *to* is decided in `ingest.local_area`.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

from ingest.forms import (
    WORD,
    Area,
    Form,
    MentionKind,
    first_word,
    fold,
    folded_word,
    forms_of,
    merged_forms,
)

_DATA = Path(__file__).parent
_WORDS_TOO = frozenset(
    {"reading", "bury", "hull", "stoke", "richmond", "redcar", "bath", "barking"}
)  # capital needed
_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof(?:essor)?|Sir|Dame|Cllr|Councillor|Lord|Lady)\.?\s+(?:[A-Z][\w'’-]+\s+)?$"
)
_BOARD = (("integrated", "care", "board"), ("icb",), ("integrated", "care", "system"), ("ics",), ("health", "board"))  # fmt: skip
_COUNTIES = {  # counties of old that several authorities share
    "Northamptonshire": ("North Northamptonshire", "West Northamptonshire"),
    "Cumbria": ("Cumberland", "Westmorland and Furness"),
    "Cheshire": ("Cheshire East", "Cheshire West and Chester"),
    "Bedfordshire": ("Bedford Borough", "Central Bedfordshire"),
    "Berkshire": (
        "Bracknell Forest",
        "Reading",
        "Slough",
        "West Berkshire",
        "Windsor and Maidenhead",
        "Wokingham",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place named at `text[start:end]`. More than one area: the words do not say which."""

    start: int
    end: int
    areas: tuple[str, ...]
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text: as printed, folded, and without its possessive ("Birmingham's")."""

    text: str
    start: int
    end: int
    folded: str
    bare: str

    @classmethod
    def of(cls, found: re.Match[str]) -> "_Word":
        """Fold a word."""
        return cls(found.group(), found.start(), found.end(), *folded_word(found.group()))

    def end_as(self, word: str) -> int:
        """Where a name that ends with this word ends: before a possessive that is no part of it."""
        return self.end - 2 if word == self.bare != self.folded else self.end


class Register:
    """Areas by every name they go by."""

    def __init__(
        self,
        areas: Iterable[Area],
        boards: Iterable[tuple[tuple[str, ...], tuple[str, ...]]] = (),
        beyond: "Register | None" = None,
    ) -> None:
        """Know these areas, and the boards with the areas that they cover; and all that `beyond` knows."""
        self._new = tuple(areas)
        self._boards = tuple(boards)
        self._beyond = beyond
        self.areas: dict[str, Area] = (beyond.areas if beyond else {}) | {
            area.name: area for area in self._new
        }

    def with_names(self, names: Iterable[str], short: Mapping[str, str] | None = None) -> "Register":
        """A register that knows further areas, such as those that a collection's letters are to."""
        called = short or {}
        new = [Area(name=name, short=called.get(name, "")) for name in names if name not in self.areas]
        return Register(new, beyond=self) if new else self

    def find(self, text: str) -> tuple[Mention, ...]:
        """Find the places that a text names, the longest name at each place, in order."""
        first = self._forms.keys()
        begun = [at for at, word in enumerate(WORD.findall(text)) if not first.isdisjoint(folded_word(word))]
        words = list(WORD.finditer(text)) if begun else []
        mentions: list[Mention] = []
        done = 0  # words before it belong to a name that was found
        for at in begun:
            found = self._longest(text, words, at) if at >= done else None
            if found:
                mentions.append(found[0])
                done = at + found[1]
        return tuple(mentions)

    def named(self, name: str) -> str | None:
        """The area that a name, official name or alias stands for; None where there is none or several."""
        words = fold(name)
        forms = [form for form in self._forms.get(words[0], ()) if form.words == words] if words else []
        forms = [form for form in forms if form.exact in ("", name.strip()) and len(form.areas) == 1]
        return forms[0].areas[0] if forms else None

    def in_region(self, region: str) -> tuple[str, ...]:
        """The areas of a region: "West Midlands"."""
        return tuple(area.name for area in self.areas.values() if area.region.casefold() == region.casefold())

    def _longest(self, text: str, words: Sequence[re.Match[str]], at: int) -> tuple[Mention, int] | None:
        """The first form that begins at a word and stands there, and how many words it has."""
        folded, bare = folded_word(words[at].group())
        begun = self._forms.get(folded, ()) or self._forms.get(bare, ())
        after = {"", *(folded_word(words[at + 1].group()) if at + 1 < len(words) else ())}
        forms = [form for form in begun if form.second in after]  # the longest is the first
        several = [_Word.of(word) for word in words[at : at + len(forms[0].words)]] if forms else []
        for form in forms:
            count = len(form.words)
            if _fits(form, several[:count]) and _may_stand(text, several[0], form):
                end = several[count - 1].end_as(form.words[-1])
                start = several[0].start
                return Mention(start=start, end=end, areas=form.areas, kind=form.kind), count
        return None

    @cached_property
    def _forms(self) -> dict[str, list[Form]]:
        """Every form by its first word, the longest first; a form that fits several areas names all."""
        index = dict(self._beyond._forms) if self._beyond else {}
        named = sorted((form for form in self._all_forms() if form.words), key=first_word)
        for word, forms in groupby(named, key=first_word):
            merged = {(form.words, form.exact): form for form in index.get(word, ())}
            for form in forms:
                merged[form.words, form.exact] = merged_forms(merged.get((form.words, form.exact)), form)
            index[word] = sorted(merged.values(), key=lambda form: (-len(form.words), form.exact == ""))
        return index

    def _all_forms(self) -> Iterator[Form]:
        for area in self._new:
            yield from forms_of(area)
        for names, covered in self._boards:
            for words in (fold(name) for name in names):
                yield Form(words=words, areas=covered, kind="group")
                yield from (Form(words=(*words, *tail), areas=covered, kind="board") for tail in _BOARD)
                yield from (
                    Form(words=("nhs", *words, *tail), areas=covered, kind="board") for tail in (*_BOARD, ())
                )
        for region in {area.region for area in self._new} - {""}:
            yield Form(words=fold(region), areas=self.in_region(region), kind="group")
        for county, areas in () if self._beyond else _COUNTIES.items():
            yield Form(words=fold(county), areas=areas, kind="group")


def areas_given(texts: Iterable[str]) -> tuple[str, ...]:
    """The areas that a person names, each once, by the register's name where it has one; ";" parts them."""
    names = [" ".join(name.split()) for text in texts for name in text.split(";")]
    return tuple(dict.fromkeys(register().named(name) or name for name in names if name))


@cache
def register() -> Register:
    """The areas of England, read once."""
    return Register(_read_areas(), _read_boards())


def _fits(form: Form, words: list["_Word"]) -> bool:
    if len(words) < len(form.words) or form.words[-1] not in (words[-1].folded, words[-1].bare):
        return False
    if any(mine != word.folded for mine, word in zip(form.words[:-1], words, strict=False)):
        return False
    return not form.exact or "".join(word.text for word in words) == form.exact


def _may_stand(text: str, first: "_Word", form: Form) -> bool:
    """Not after "Mr", not inside "Newcastle-under-Lyme", and no small-letter "reading"."""
    if _HONORIFIC.search(text[max(0, first.start - 40) : first.start]):
        return False
    if len(form.words) > 1:
        return True
    if form.capital and not first.text[0].isupper():
        return False
    if text[first.end : first.end + 6].lower() == "-under":
        return False
    if form.words[0] in _WORDS_TOO:
        opens = re.search(r"(?:^|[.!?]\s+)$", text[max(0, first.start - 9) : first.start])
        return first.text[0].isupper() and not (opens and form.words[0] == "reading")
    return True


def _read_areas() -> Iterator[Area]:
    with (_DATA / "areas.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Area(
                name=row["name"],
                official=row["official"],
                region=row["region"],
                initials=_several(row["initials"]),
                aliases=_several(row["aliases"]),
                delivery=_several(row["delivery"]),
                forums=_several(row["forums"]),
            )


def _read_boards() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    with (_DATA / "icbs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield (
                (row["name"], *_several(row["abbreviations"])),
                _several(row["areas"]) + _several(row["areas_part"]),
            )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
