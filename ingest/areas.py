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
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

MentionKind = Literal[
    "name", "official", "alias", "partnership", "delivery", "forum", "initials", "board", "group"
]

_DATA = Path(__file__).parent
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)*|&")
_WORDS_TOO = frozenset(
    {"reading", "bury", "hull", "stoke", "richmond", "redcar", "bath", "barking"}
)  # capital needed
_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof(?:essor)?|Sir|Dame|Cllr|Councillor|Lord|Lady)\.?\s+(?:[A-Z][\w'’-]+\s+)?$"
)
_PARTNERSHIP = (("local", "area", "partnership"), ("local", "area"), ("lap",), ("area", "partnership"))
_COUNCIL = (
    ("council",),
    ("county", "council"),
    ("city", "council"),
    ("borough", "council"),
    ("metropolitan", "borough", "council"),
    ("mbc",),
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
class Area:
    """A local area: the authority's name, and what else it is known by."""

    name: str
    official: str = ""
    region: str = ""
    initials: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    delivery: tuple[str, ...] = ()
    forums: tuple[str, ...] = ()
    short: str = ""  # what an organisation is called for short; one word of it needs its capital


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place named at `text[start:end]`. More than one area: the words do not say which."""

    start: int
    end: int
    areas: tuple[str, ...]
    kind: MentionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    words: tuple[str, ...]
    areas: tuple[str, ...]
    kind: MentionKind
    exact: str = ""  # initials: the letters as written
    capital: bool = False  # the first letter must be one
    second: str = ""  # of its words, where it has two


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
        return cls(found.group(), found.start(), found.end(), *_folded(found.group()))

    def end_as(self, word: str) -> int:
        """Where a name that ends with this word ends: before a possessive that is no part of it."""
        return self.end - 2 if word == self.bare != self.folded else self.end


@lru_cache(maxsize=50_000)
def _folded(word: str) -> tuple[str, str]:
    """A word in small letters without its apostrophes, and without its possessive; "&" as "and"."""
    if word == "&":
        return "and", "and"
    small = word.lower().replace("’", "'")
    return small.replace("'", ""), small.removesuffix("'s")


class Register:
    """Areas by every name they go by."""

    def __init__(
        self, areas: Iterable[Area], boards: Iterable[tuple[tuple[str, ...], tuple[str, ...]]] = ()
    ) -> None:
        self.areas = {area.name: area for area in areas}
        self._boards = tuple(boards)

    def with_names(self, names: Iterable[str], short: Mapping[str, str] | None = None) -> "Register":
        """A register that knows further areas, such as those that a collection's letters are to."""
        called = short or {}
        new = [Area(name=name, short=called.get(name, "")) for name in names if name not in self.areas]
        return Register([*self.areas.values(), *new], self._boards) if new else self

    def find(self, text: str) -> tuple[Mention, ...]:
        """Find the places that a text names, the longest name at each place, in order."""
        first = self._forms.keys()
        begun = [at for at, word in enumerate(_WORD.findall(text)) if not first.isdisjoint(_folded(word))]
        words = list(_WORD.finditer(text)) if begun else []
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
        folded, bare = _folded(words[at].group())
        begun = self._forms.get(folded, ()) or self._forms.get(bare, ())
        after = {"", *(_folded(words[at + 1].group()) if at + 1 < len(words) else ())}
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
    def _forms(self) -> dict[str, list[_Form]]:
        """Every form by its first word, the longest first; a form that fits several areas names all."""
        merged: dict[tuple[tuple[str, ...], str], _Form] = {}
        for form in self._all_forms():
            known = merged.get((form.words, form.exact))
            areas = tuple(dict.fromkeys((known.areas if known else ()) + form.areas))
            if known and known.kind in ("name", "alias", "official") and form.kind in ("board", "group"):
                continue
            merged[form.words, form.exact] = _Form(
                words=form.words,
                areas=areas,
                kind=known.kind if known else form.kind,
                exact=form.exact,
                capital=form.capital and (known is None or known.capital),
                second="".join(form.words[1:2]),
            )
        index: dict[str, list[_Form]] = {}
        for form in sorted(merged.values(), key=lambda form: (-len(form.words), form.exact == "")):
            index.setdefault(form.words[0], []).append(form)
        return index

    def _all_forms(self) -> Iterator[_Form]:
        for area in self.areas.values():
            yield from _forms_of(area)
        for names, covered in self._boards:
            for words in (fold(name) for name in names):
                yield _Form(words=words, areas=covered, kind="group")
                yield from (_Form(words=(*words, *tail), areas=covered, kind="board") for tail in _BOARD)
                yield from (
                    _Form(words=("nhs", *words, *tail), areas=covered, kind="board") for tail in (*_BOARD, ())
                )
        for region in {area.region for area in self.areas.values()} - {""}:
            yield _Form(words=fold(region), areas=self.in_region(region), kind="group")
        for county, areas in _COUNTIES.items():
            yield _Form(words=fold(county), areas=areas, kind="group")


def areas_given(texts: Iterable[str]) -> tuple[str, ...]:
    """The areas that a person names, each once, by the register's name where it has one; ";" parts them."""
    names = [" ".join(name.split()) for text in texts for name in text.split(";")]
    return tuple(dict.fromkeys(register().named(name) or name for name in names if name))


@cache
def register() -> Register:
    """The areas of England, read once."""
    return Register(_read_areas(), _read_boards())


def fold(name: str) -> tuple[str, ...]:
    """A name as words: small letters, "&" as "and", no apostrophes, hyphens or commas."""
    return tuple(_Word.of(word).folded for word in _WORD.finditer(name))


def _forms_of(area: Area) -> Iterator[_Form]:
    mine = (area.name,)
    names: list[tuple[str, MentionKind]] = [(area.name, "name"), *((one, "alias") for one in area.aliases)]
    for name, kind in names:
        words = fold(name)
        yield _Form(words=words, areas=mine, kind=kind)
        yield from (_Form(words=(*words, *tail), areas=mine, kind="partnership") for tail in _PARTNERSHIP)
        yield from (_Form(words=(*words, *tail), areas=mine, kind="official") for tail in _COUNCIL)
    if words := fold(area.short):
        yield _Form(words=words, areas=mine, kind="alias", capital=len(words) == 1)
    if area.official:
        yield _Form(words=fold(area.official), areas=mine, kind="official")
    for name in area.delivery:
        yield _Form(words=fold(name), areas=mine, kind="delivery", exact=name if name.isupper() else "")
    for name in area.forums:
        yield _Form(words=fold(name), areas=mine, kind="forum", exact=name if name.isupper() else "")
    for name in area.initials:
        yield _Form(words=fold(name), areas=mine, kind="initials", exact=name)


def _fits(form: _Form, words: list["_Word"]) -> bool:
    if len(words) < len(form.words) or form.words[-1] not in (words[-1].folded, words[-1].bare):
        return False
    if any(mine != word.folded for mine, word in zip(form.words[:-1], words, strict=False)):
        return False
    return not form.exact or "".join(word.text for word in words) == form.exact


def _may_stand(text: str, first: "_Word", form: _Form) -> bool:
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
