"""Forms: every way in which the name of a local area may stand in a text, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

MentionKind = Literal[
    "name", "official", "alias", "partnership", "delivery", "forum", "initials", "board", "group"
]

OF_SEVERAL = ("board", "group")  # kinds that name several areas at once
WORD = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)*|&")
_PARTNERSHIP = (("local", "area", "partnership"), ("local", "area"), ("lap",), ("area", "partnership"))
_COUNCIL = (
    ("council",),
    ("county", "council"),
    ("city", "council"),
    ("borough", "council"),
    ("metropolitan", "borough", "council"),
    ("mbc",),
)


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
class Form:
    """One form, and the areas that it may mean."""

    words: tuple[str, ...]
    areas: tuple[str, ...]
    kind: MentionKind
    exact: str = ""  # initials: the letters as written
    capital: bool = False  # the first letter must be one
    second: str = ""  # of its words, where it has two


@lru_cache(maxsize=50_000)
def folded_word(word: str) -> tuple[str, str]:
    """A word in small letters without its apostrophes, and without its possessive; "&" as "and"."""
    if word == "&":
        return "and", "and"
    small = word.lower().replace("’", "'")
    return small.replace("'", ""), small.removesuffix("'s")


def fold(name: str) -> tuple[str, ...]:
    """A name as words: small letters, "&" as "and", no apostrophes, hyphens or commas."""
    return tuple(folded_word(word)[0] for word in WORD.findall(name))


def first_word(form: Form) -> str:
    """The word under which it is found."""
    return form.words[0]


def merged_forms(known: Form | None, form: Form) -> Form:
    """What two forms of the same words mean together; what is an area's own name is no board's or region's."""
    if known and known.kind in OF_SEVERAL and form.kind not in OF_SEVERAL:
        known, form = form, known
    if known and known.kind in ("name", "alias", "official") and form.kind in OF_SEVERAL:
        form = known
    return Form(
        words=form.words,
        areas=tuple(dict.fromkeys((known.areas if known else ()) + form.areas)),
        kind=known.kind if known else form.kind,
        exact=form.exact,
        capital=form.capital and (known is None or known.capital),
        second="".join(form.words[1:2]),
    )


def forms_of(area: Area) -> Iterator[Form]:
    """The forms of one area."""
    mine = (area.name,)
    names: list[tuple[str, MentionKind]] = [(area.name, "name"), *((one, "alias") for one in area.aliases)]
    for name, kind in names:
        words = fold(name)
        yield Form(words=words, areas=mine, kind=kind)
        yield from (Form(words=(*words, *tail), areas=mine, kind="partnership") for tail in _PARTNERSHIP)
        yield from (Form(words=(*words, *tail), areas=mine, kind="official") for tail in _COUNCIL)
    if words := fold(area.short):
        yield Form(words=words, areas=mine, kind="alias", capital=len(words) == 1)
    if area.official:
        yield Form(words=fold(area.official), areas=mine, kind="official")
    for name in area.delivery:
        yield Form(words=fold(name), areas=mine, kind="delivery", exact=name if name.isupper() else "")
    for name in area.forums:
        yield Form(words=fold(name), areas=mine, kind="forum", exact=name if name.isupper() else "")
    for name in area.initials:
        yield Form(words=fold(name), areas=mine, kind="initials", exact=name)
