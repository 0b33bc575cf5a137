"""Catalogue: the letters of one generation of the record, held in memory and refreshed by what changed."""

import hashlib
from bisect import insort
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError
from sqlalchemy import Connection, func, select

from ingest.letter import LetterMetadata
from vectorstore import schema
from vectorstore.roll import Roll
from vectorstore.state import START, Point, passed
from vectorstore.storeerror import StoreError
from vectorstore.writes import chunks

SUMS = 1 << 256  # what sums of SHA-256 are counted round
FEW = 50  # letters up to which each is put in its place among the others
BY_HAND = "set by a person"  # the evidence of an area that `set_area` set


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """One consistent view of all letters. Not slotted: what is derived from it is kept with it."""

    point: Point
    letters: Roll  # by date, the undated last
    serials: tuple[int, ...]  # of `letters`, in the same order
    digest: int = 0  # the sum of the letters' hashes: the same for the same letters in whatever order

    @cached_property
    def serial_column(self) -> npt.NDArray[np.int64]:
        """`serials` as a column."""
        return np.array(self.serials, dtype=np.int64)

    @cached_property
    def ranks(self) -> npt.NDArray[np.int64]:
        """The rank of each letter when they are sorted by id."""
        ranks = np.empty(len(self.letters), dtype=np.int64)
        ranks[sorted(range(len(self.letters)), key=lambda place: self.letters[place].id)] = np.arange(
            len(self.letters)
        )
        return ranks

    @cached_property
    def by_area(self) -> Mapping[str, list[int]]:
        """The places in `letters` of each area name, folded (see `folded`)."""
        places: dict[str, list[int]] = {}
        for name, there in self.letters.by_area.items():
            places.setdefault(folded(name), []).extend(there)
        return places

    @cached_property
    def serial_of(self) -> Mapping[str, int]:
        """The serials by letter id."""
        return dict(zip((letter.id for letter in self.letters), self.serials, strict=True))

    @cached_property
    def serial_set(self) -> frozenset[int]:
        """`serials` without their order."""
        return frozenset(self.serials)

    @cached_property
    def by_serial(self) -> Mapping[int, LetterMetadata]:
        """The letters by their serials."""
        return dict(zip(self.serials, self.letters, strict=True))

    def places_of(self, serials: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the place in `letters` of each serial; -1 where no letter has it."""
        ascending, places = self._ascending
        if not len(ascending):
            return np.full(len(serials), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(ascending, serials), len(ascending) - 1)
        return np.where(ascending[at] == serials, places[at], -1)

    @cached_property
    def _ascending(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The serials, ascending, and the place of each."""
        order = np.argsort(self.serial_column, kind="stable")
        return self.serial_column[order], order

    def keys_of(self, ids: Iterable[str]) -> dict[int, str]:
        """Return the paragraph ids by key; ids of letters that are not there are left out."""
        keys = {}
        for paragraph_id in ids:
            letter_id, _, number = paragraph_id.rpartition("#")
            if letter_id in self.serial_of and number.isascii() and number.isdigit():
                keys[schema.key_of(self.serial_of[letter_id], int(number))] = paragraph_id
        return keys


def folded(name: str) -> str:
    """Return an area's name without what two spellings of it may differ in: case and white space."""
    return " ".join(name.casefold().split())


EMPTY = Catalogue(point=START, letters=Roll(), serials=())


def read_catalogue(connection: Connection, point: Point, old: Catalogue) -> Catalogue:
    """Return the catalogue at a point, reading only what changed since `old`."""
    if old.point.generation > point.generation or not passed(connection, old.point):
        old = EMPTY
    table, edited = schema.letters, _edits(connection)
    letters, digest = dict(old.by_serial), old.digest
    new: set[int] = set()
    for serial in old.serial_set - living(connection, old.serial_set):
        digest -= _hash(letters.pop(serial))
    changed = select(table.c.serial, table.c.id, table.c.body).where(table.c.changed > old.point.generation)
    for serial, letter_id, body in connection.execute(changed).tuples():
        new.add(serial)
        digest -= _hash(letters[serial]) if serial in letters else 0
        letters[serial] = _metadata(letter_id, body, edited.get(letter_id, ()))
        digest += _hash(letters[serial])
    kept = [serial for serial in old.serials if serial in letters and serial not in new]
    order = _placed(kept, new, lambda serial: _by_date(letters[serial]))
    return Catalogue(
        point=point,
        letters=Roll(letters[serial] for serial in order),
        serials=tuple(order),
        digest=digest % SUMS,
    )


def living(connection: Connection, serials: frozenset[int]) -> Set[int]:
    """Return which letters are there of all that there ever were between the first and last of some serials.

    Most often none has gone, and counting them says so without reading them.
    """
    if not serials:
        return serials
    serial = schema.letters.c.serial
    between = serial.between(min(serials), max(serials))
    if connection.execute(select(func.count()).where(between)).scalar() == len(serials):
        return serials
    return set(connection.execute(select(serial).where(between)).scalars())


def read_metadata(connection: Connection, letter_ids: Iterable[str]) -> dict[str, LetterMetadata]:
    """Return what some letters say of themselves, by id, without reading the others."""
    table = schema.letters
    found: dict[str, LetterMetadata] = {}
    for some in chunks(letter_ids):
        edited = _edits(connection, some)
        rows = connection.execute(select(table.c.id, table.c.body).where(table.c.id.in_(some))).tuples()
        found |= {name: _metadata(name, body, edited.get(name, ())) for name, body in rows}
    return found


def _edits(connection: Connection, letter_ids: Sequence[str] | None = None) -> dict[str, tuple[str, ...]]:
    table = schema.edits
    wanted = select(table.c.letter_id, table.c.areas)
    if letter_ids is not None:
        wanted = wanted.where(table.c.letter_id.in_(letter_ids))
    rows = connection.execute(wanted).tuples()
    return {letter_id: schema.load_areas(areas) for letter_id, areas in rows}


def _metadata(letter_id: str, body: str, areas: tuple[str, ...]) -> LetterMetadata:
    try:
        letter = schema.load_metadata(body)
    except ValidationError as exc:
        raise StoreError(f"the record of {letter_id} is damaged: `letterbook restore FILE`") from exc
    return replace(letter, areas=areas, area_source="user", area_evidence=BY_HAND) if areas else letter


def _hash(letter: LetterMetadata) -> int:
    """A letter's share of the digest (a multiset hash by addition: Clarke et al. 2003, "Incremental Multiset Hash Functions")."""
    line = f"{letter.id}\t{letter.text_sha256}\t{letter.areas}"
    return int.from_bytes(hashlib.sha256(line.encode("utf-8", "replace")).digest())


def _placed(kept: list[int], new: set[int], key: Callable[[int], tuple[date, str]]) -> list[int]:
    """All in order, where those that were kept are: a few new ones are put among them, for each letter that comes."""
    if len(new) > FEW:
        return sorted([*kept, *new], key=key)
    for one in new:
        insort(kept, one, key=key)
    return kept


def _by_date(letter: LetterMetadata) -> tuple[date, str]:
    return letter.sent or date.max, letter.id
