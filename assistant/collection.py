"""What a collection is about: its areas, people and letters, and which of them a question names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from assistant.addressees import as_areas
from assistant.periods import NEAR, Period, leading_up
from assistant.short_forms import short_forms
from ingest.areas import Mention, Register, register
from ingest.letter import LetterMetadata
from vectorstore.roll import Roll

_NUMBER_WORDS = {"three": "3", "six": "6", "nine": "9", "twelve": "12", "eighteen": "18", "twenty-four": "24", "thirty": "30", "thirty-six": "36"}  # fmt: skip
NUMBERED_REVIEW = re.compile(
    r"\b(\d+|"
    + "|".join(_NUMBER_WORDS)
    + r")[\s-]*month(?:ly)?[\s-]+(?:progress\s+)?(?:review|stocktake|report|letter|meeting)",
    re.IGNORECASE,
)
_REFERS_BEFORE = re.compile(
    r"\b(?:letters?|reports?|reviews?|stocktakes?|area|areas|one|council|partnership)\b[^?.,;]{0,40}\b(?:of|from|in|dated|sent|reviewed|on|written)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_REFERS_AFTER = re.compile(
    r"^[’']?s?\s*(?:\w+\s+){0,2}(?:letters?|reports?|reviews?|stocktakes?|area|areas|council|partnership|ones?)\b(?:\s+(?:of|in|from)\s+(?:19|20)\d\d\b)?",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(  # "which areas were met in October": what is asked for points at nothing
    r"\b(?:which|what|how\s+many|any|all|every|each|list|name)\s+(?:of\s+)?(?:the\s+)?(?:other\s+|local\s+)?$",
    re.IGNORECASE,
)
_COORDINATED = re.compile(  # between the dates of "the October 2022 and March 2025 letters"
    r"\s*(?:,|and|or|&|to|with|versus|vs\.?|,\s*and)?\s*(?:(?:the|in|of|from|that|to|one)\s+)*", re.IGNORECASE
)
REGIONS = (
    "North East", "North West", "Yorkshire and the Humber", "East Midlands", "West Midlands", "East of England", "London",
    "South East", "South West",
)  # fmt: skip
_PART_OF_NAME = re.compile(  # "Staffordshire Risk Matrix": a name that begins with a place
    r"\s+(?!(?:Council|County|City|Borough|Metropolitan|Local|Area|LAP|LA|Partnership|SEND|Children|Letter|Report|ICB|Integrated|And|In|Or|APP|PAP)\b)[A-Z][a-z]+"
)
_SUBJECT = re.compile(  # where an area's name would stand
    r"\b(?:was|were|did|is|has|had|does)\s+(?P<name>[A-Z][a-z]{3,})\s+(?:ever\s+|also\s+)?(?:asked|told|praised|pressed|urged|required|expected|credited|commended|doing|been|do|get|receive|report)\b"
    r"|\b(?:in|about|to|for)\s+(?P<name_after>[A-Z][a-z]{3,})(?=\s*(?:[?.!,]|$|['’]s?\b))",
)
_NO_PLACES = frozenset(
    "January February March April June July August September October November December Ofsted Parliament England Government Council Education Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
_OF_BOARD = re.compile(  # before a board's name: its areas are meant, not the board
    r"\b(?:areas?|partnerships?|councils?|authorit(?:y|ies)|places|count(?:y|ies)|boroughs?|(?:which|any|all|some)\s+of\s+(?:these|those|them|the)(?:\s+\w+)?|which\s+ones?)\s+(?:\w+ed\s+)?(?:that\s+|which\s+)?(?:(?:are|is|comes?|falls?|sits?|belongs?)\s+)?(?:under|in|within|of|covered\s+by|served\s+by|belonging\s+to|across|to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b(?:area|council|partnership)\s+whose\s+(?:letter|report)\b[^?,]{0,40}?(?:not|n['’]?t|never)\s+(?:say|name|state|give|tell)\b(?:\s+(?:who|which|what|where)(?:\s+(?:area\s+)?it\s+is)?|\s+(?:it|itself|the\s+area|its\s+name))?|"
    r"\b(?:unnamed|unknown|unidentified|anonymous)\s+(?:local\s+)?(?:area|partnership|council)|\barea\s+(?:that|which)\b[^?]{0,30}\b(?:not|n['’]t)\s+(?:name|state)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A local area that a text names; `known` where a letter of the collection is to it."""

    name: str
    start: int
    end: int
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Letters that a text points at, the periods that served to do so, and where it does."""

    letter_ids: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    where: tuple[tuple[int, int], ...] = ()


@lru_cache(maxsize=8)
def _knowing(strangers: tuple[str, ...]) -> Register:
    """The register with areas that are a collection's own: few new letters are to another."""
    return register().with_names(strangers, short_forms(strangers))


class Collection:
    """The letters' metadata, looked up by what people call things."""

    def __init__(self, letters: Sequence[LetterMetadata]) -> None:
        self.letters = Roll.of(letters)
        self.areas = tuple(self.letters.by_area)
        named = {name for letter in letters for name in letter.areas}
        self._register = _knowing(tuple(sorted(named - register().areas.keys())))
        self._loosely = _loosely(self.areas)

    def letter(self, letter_id: str) -> LetterMetadata:
        """The metadata of one letter."""
        return self.letters[self.letters.places[letter_id]]

    def worded(self, text: str) -> str:
        """A question in the words of areas: "which prisons" are those of letters to prisons, not of others."""
        return as_areas(text) if self._of_organisations else text

    @cached_property
    def _of_organisations(self) -> bool:
        """Whether most are letters to organisations: to no local area of the register, and on no plan of one."""
        known = register().areas.keys()
        named = {name for name in self.areas if not name.startswith("unknown (")}
        return 2 * len(named - known) > len(named) and not self.reviews_plans

    def places(self, text: str) -> tuple[Place, ...]:
        """The areas a text names, in its order; a longer name hides the shorter one inside it."""
        named = [place for mention in self._register.find(text) for place in self._registered(mention, text)]
        named += [*self._own_names(text), *self._regions(text)]
        named += [place for found in _SUBJECT.finditer(text) for place in self._strange(found)]
        named += [place for found in _UNNAMED.finditer(text) for place in self._unknown(found)]
        named.sort(key=lambda place: (place.start, -place.end, not place.known))
        kept: list[Place] = []
        for place in named:
            if all(
                place.start >= other.end or (place.start, place.end) == (other.start, other.end)
                for other in kept
            ):
                kept.append(place)
        return tuple(kept)

    def referred(self, text: str, spans: Iterable[Period]) -> Reference:
        """The letters a text points at, by date ("the letter of 22 July 2022") or by kind of review."""
        ids: list[str] = []
        used: list[Period] = []
        where: list[tuple[int, int]] = []
        for span, (start, end) in self._pointers(text, list(spans)):
            if matched := self._in_period(span):
                ids.extend(matched)
                used.append(span)
                where.append((start, end))
        for found in NUMBERED_REVIEW.finditer(text):
            number = numbered(found[1])
            matched = [
                letter.id
                for letter in self.letters
                if re.match(
                    rf"{number}-month{'ly' if 'monthly' in found.group().lower() else ''}\b", letter.review
                )
            ]
            ids.extend(matched)
            where.extend([found.span()] if matched else [])
        return Reference(letter_ids=tuple(dict.fromkeys(ids)), periods=tuple(used), where=tuple(where))

    def _pointers(self, text: str, spans: Sequence[Period]) -> list[tuple[Period, tuple[int, int]]]:
        """The days and months that point at letters, each with where it does: one of a list makes pointers of all."""
        short = [span for span in spans if span.first and span.last and (span.last - span.first).days < 32]
        where = [_pointing(text, span) for span in short]
        for order in (range(len(short) - 1), range(len(short) - 2, -1, -1)):
            for at in order:
                one, two = where[at], where[at + 1]
                gap = text[one[1] if one else short[at].end : two[0] if two else short[at + 1].start]
                if bool(one) != bool(two) and len(gap) < NEAR and _COORDINATED.fullmatch(gap):
                    where[at], where[at + 1] = one or short[at].place, two or short[at + 1].place
        return [(span, place) for span, place in zip(short, where, strict=True) if place]

    def people(self, text: str) -> tuple[str, ...]:
        """The people of the letters that a text names, by full name or by surname."""
        said = text.lower()
        # A pattern is made of those alone that stand there: of thousands of names it takes seconds.
        there = [name for name, lower in self.person_names.items() if name and lower in said]
        return tuple(name for name in there if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE))

    def of_area(self, *names: str) -> tuple[LetterMetadata, ...]:
        """The letters to one area, or to any of several, oldest first."""
        places = {place for name in names for place in self.letters.by_area.get(name, ())}
        return tuple(self.letters[place] for place in sorted(places))

    @cached_property
    def reviews_plans(self) -> bool:
        """Whether any letter says which plan it reviews."""
        return any(letter.plans for letter in self.letters)

    @cached_property
    def person_names(self) -> Mapping[str, str]:
        """Every name of a person in the letters, and the same in lower case."""
        names = dict.fromkeys(person.name for letter in self.letters for person in letter.people)
        return {name: name.lower() for name in names}

    @cached_property
    def _nameless(self) -> tuple[str, ...]:
        """The areas that their letters do not name, by the name they have here."""
        return tuple(name for name in self.areas if name.startswith("unknown ("))

    @cached_property
    def _no_strangers(self) -> frozenset[str]:
        """The words of the names, bodies and titles of people, and of areas."""
        words = {word for area in self.areas for word in area.split()}
        for letter in self.letters:
            for person in letter.people:
                words.update(f"{person.name} {person.organisation} {person.title}".split())
        return frozenset(words)

    def _in_period(self, span: Period) -> list[str]:
        letters = self.letters
        inside = letters.sent_between(span.first, span.last)
        if not (span.first and span.last and inside.any()):
            inside |= letters.met_between(span.first, span.last)
        return [letters[place].id for place in np.flatnonzero(inside).tolist()]

    def _own_names(self, text: str) -> Iterable[Place]:
        """Areas that their letters do not name; others with an "s" and no apostrophe."""
        for found in self._loosely.finditer(text) if self._loosely else ():
            name = next(name for name in self.areas if name.casefold() == found[1].casefold())
            yield Place(name=name, start=found.start(), end=found.end(), known=True)
        said = text.lower()
        # A pattern is made of those alone that stand there: a collection may have hundreds of letters that name no area.
        for name in self._nameless if "unknown (" in said else ():
            for found in re.finditer(re.escape(name), text, re.IGNORECASE) if name.lower() in said else ():
                yield Place(name=name, start=found.start(), end=found.end(), known=True)

    def _regions(self, text: str) -> Iterable[Place]:
        """The collection's areas of a region that a text names."""
        for region in REGIONS:
            around = rf"(?:\b(?:in|across|within|throughout|for)\s+(?:the\s+)?{re.escape(region)}\b(?!\s+[A-Z]))|(?:\b{re.escape(region)}\b(?=\s+(?:areas?|councils?|regions?|authorities|partnerships?|boroughs?)\b))"
            for found in re.finditer(around, text):
                for name in self._register.in_region(region):
                    if name in self.letters.by_area:
                        yield Place(name=name, start=found.start(), end=found.end(), known=True)

    def _registered(self, mention: Mention, text: str) -> Iterable[Place]:
        """The areas of a mention; where several fit, those of the collection. Part of a longer name is no area."""
        of_board = mention.kind in ("board", "group") and _OF_BOARD.search(text[: mention.start])
        if (mention.kind in ("board", "group", "forum") and not of_board) or _PART_OF_NAME.match(
            text[mention.end :]
        ):
            return
        known = [name for name in mention.areas if name in self.letters.by_area]
        names = known or ([] if mention.kind == "initials" else mention.areas[:1])
        for name in names:
            yield Place(name=name, start=mention.start, end=mention.end, known=name in self.letters.by_area)

    def _strange(self, found: re.Match[str]) -> Iterable[Place]:
        """A name in an area's place that is no area, person or body of the letters: "What was Harrowdale asked"."""
        group = "name" if found["name"] else "name_after"
        name = found[group]
        if name not in self._no_strangers and name not in _NO_PLACES and not self._register.find(name):
            yield Place(name=name, start=found.start(group), end=found.end(group), known=False)

    def _unknown(self, found: re.Match[str]) -> Iterable[Place]:
        for name in self._nameless:
            yield Place(name=name, start=found.start(), end=found.end(), known=True)


def _pointing(text: str, span: Period) -> tuple[int, int] | None:
    """Where a text points at a letter by a date; None where it does not."""
    words, offset = leading_up(text, span.start)
    before, after = _REFERS_BEFORE.search(words), _REFERS_AFTER.match(text[span.end : span.end + NEAR])
    if before and _ASKED_FOR.search(words[: before.start()]):
        before = None
    if not before and not after:
        return None
    start = before.start() + offset if before else span.start
    if before and words[: before.start()].lower().endswith(
        "annual "
    ):  # the topic: it goes up to the date or the letters
        inner = _REFERS_BEFORE.search(words, before.start() + 1)
        start = inner.start() + offset if inner else span.start
    return start, span.end + (after.end() if after else 0)


def numbered(word: str) -> str:
    """The months of a review in figures: "six" and "6" are 6."""
    return _NUMBER_WORDS.get(word.lower(), word)


def _loosely(areas: Sequence[str]) -> re.Pattern[str] | None:
    """ "Northmoors case lead": names with an "s" after them; None where there are none."""
    names = "|".join(re.escape(name) for name in areas if not name.startswith("unknown ("))
    return re.compile(rf"\b({names})s\b", re.IGNORECASE) if names else None
