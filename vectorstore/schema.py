"""The record's tables, and how letters and paragraphs are written in them: as JSON, checked on the way out.

A letter's serial is the generation at which it was put; it is never used again. A paragraph's key is its
letter's serial and its number in one integer, so keys grow with time and a range of keys is a letter.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Table, Text

from ingest.letter import LetterMetadata, Paragraph, Status
from vectorstore.paths import path_of
from vectorstore.storeerror import LetterError

SCHEMA = 3  # of the tables
NUMBER_BITS = 20  # of a key: at most 1,048,575 paragraphs in a letter

T = TypeVar("T")

_KEY = BigInteger().with_variant(Integer(), "sqlite")
_tables = MetaData()

state = Table(
    "state",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("schema", Integer, nullable=False),
    Column("history", String(32), nullable=False),  # random; another one after a backup was restored
    Column("generation", _KEY, nullable=False),
    Column("token", String(32), nullable=False),  # random, of this generation: the journal has all of them
    Column("embedder", Text, nullable=False),  # "" until something was embedded
    Column("size", Integer, nullable=False),  # of a vector
)
letters = Table(
    "letters",
    _tables,
    Column("id", String(200), primary_key=True),
    Column("serial", _KEY, nullable=False, unique=True),
    Column("changed", _KEY, nullable=False, index=True),  # the generation that last touched the metadata
    Column("body", Text, nullable=False),
)
paragraphs = Table(
    "paragraphs",
    _tables,
    Column("key", _KEY, primary_key=True, autoincrement=False),
    Column("role", String(20), nullable=False),
    Column("sha", LargeBinary(32), nullable=False, index=True),  # of the embedded text
    Column("body", Text, nullable=False),
)
vectors = Table(
    "vectors",
    _tables,
    Column("embedder", String(200), primary_key=True),
    Column("sha", LargeBinary(32), primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # float32, little-endian
)
sources = Table(
    "sources",
    _tables,
    Column("source", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("checked_ns", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("stamp", String(64), nullable=False),
    Column("letter_id", String(200), index=True),
    Column("status", String(20), nullable=False),
    Column("reason", Text, nullable=False),
)
edits = Table(
    "edits",
    _tables,
    Column("letter_id", String(200), primary_key=True),
    Column("areas", Text, nullable=False),  # JSON list
)
journal = Table(
    "journal",
    _tables,
    Column("generation", _KEY, primary_key=True, autoincrement=False),
    Column("token", String(32), nullable=False),
    Column("at", String(40), nullable=False),  # UTC
    Column(
        "action", String(20), nullable=False
    ),  # create, put, remove, area, rename, embedder, restore, erase
    Column("letter_id", String(200), nullable=False),
)
TABLES = tuple(_tables.sorted_tables)
create_all = _tables.create_all

_metadata = TypeAdapter(LetterMetadata)
_paragraph = TypeAdapter(Paragraph)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file, or a part of one, that was read: what skips it next time, and what became of it."""

    source: str  # the file's absolute path, and "#" and a part's name where it holds several letters
    name: str  # as the letter's metadata and reports call it
    path: str  # of the file
    size: int
    mtime_ns: int
    checked_ns: int  # when it was read
    sha256: str  # of the file
    stamp: str = ""  # of what a person says of it in letterbook.csv; "" for nothing
    letter_id: str | None = None  # None: it holds no letter
    status: Status = "ok"
    reason: str = ""

    @property
    def file(self) -> Path:
        """The file on the disk, whose name may be no UTF-8."""
        return path_of(self.path)


def key_of(serial: int, number: int) -> int:
    """The key of paragraph `number` of the letter with this serial."""
    return serial << NUMBER_BITS | number


def number_of(key: int) -> int:
    """The paragraph's number within its letter."""
    return key & (1 << NUMBER_BITS) - 1


def dump_metadata(metadata: LetterMetadata) -> str:
    """Write a letter's metadata as JSON; raise LetterError where it is not text."""
    return _dumped(_metadata, metadata, metadata.id)


def load_metadata(body: str) -> LetterMetadata:
    """Read a letter's metadata; raise pydantic.ValidationError where it is damaged."""
    return _metadata.validate_json(body)


def dump_paragraph(paragraph: Paragraph) -> str:
    """Write a paragraph as JSON; raise LetterError where it is not text."""
    return _dumped(_paragraph, paragraph, paragraph.id)


def load_paragraph(body: str) -> Paragraph:
    """Read a paragraph; raise pydantic.ValidationError where it is damaged."""
    return _paragraph.validate_json(body)


def _dumped(adapter: TypeAdapter[T], value: T, name: str) -> str:
    try:
        return adapter.dump_json(value).decode()
    except (PydanticSerializationError, UnicodeError) as exc:  # half a surrogate pair
        raise LetterError(f"{name}: its text is damaged and cannot be kept: {exc}") from exc


def dump_areas(names: tuple[str, ...]) -> str:
    """Write the names that a person gave."""
    return json.dumps(names, ensure_ascii=False)


def load_areas(body: str) -> tuple[str, ...]:
    """Read the names that a person gave."""
    return tuple(json.loads(body))
