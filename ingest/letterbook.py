"""`letterbook.csv` beside the letters: what a person knows better than a letter says.

Columns: file (its name, or "mail.eml#attachment.pdf"), area (several with ";"), date, title. Empty cells
change nothing. A letter's id stays as it is, because it is made from what the letter says.
"""

import csv
import hashlib
import io
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from ingest.areas import areas_given
from ingest.dates import dates
from ingest.letter import Letter, LetterMetadata

NAME = "letterbook.csv"
COLUMNS = ("file", "area", "date", "title")
_EVIDENCE = f"set in {NAME}"

HASTE_NS = 2_000_000_000  # a file written this lately may change again without a new time

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """What the file says: the rows by file, a hash of each file's rows, and what is wrong with it as a whole."""

    rows: Mapping[str, Row] = field(default_factory=dict)
    stamps: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


NO_BOOK = _Book()


def corrected(letter: Letter, path: Path) -> Letter:
    """Apply the row that `letterbook.csv`, in the folder of `path`, has for a letter."""
    book = _read(path.parent / NAME)
    fault = book.fault
    row = book.rows.get(Path(letter.metadata.source).name) or (
        book.rows.get(path.name) if _whole(letter, path) else None
    )
    metadata = letter.metadata
    if row:
        metadata = _with_date(_with_area(metadata, row), row)
        metadata = replace(metadata, title=row.get("title") or metadata.title)
    if fault:
        metadata = replace(metadata, warnings=(*metadata.warnings, fault))
    return replace(letter, metadata=metadata)


def astray(folders: Iterable[Path]) -> tuple[str, ...]:
    """What of the files in some folders does nothing, each a line for people: rows without a file, no column."""
    return tuple(line for folder in sorted(set(folders)) for line in _astray(folder, _read(folder / NAME)))


def _astray(folder: Path, book: _Book) -> Iterator[str]:
    columns = {name for row in book.rows.values() for name in row}
    if columns and not columns & set(COLUMNS[1:]):
        known = ", ".join(COLUMNS[1:])
        yield f"{folder / NAME}: no column named {known}; it has {', '.join(sorted(columns))}"
    for name in book.rows:
        if name and not (folder / name.split("#")[0]).is_file():
            yield f'{folder / NAME}: no file named "{name}" beside it; its row does nothing'


def stamp(path: Path) -> str:
    """A hash of the row that a file has; "" for none. A file whose stamp changed must be read again."""
    return _read(path.parent / NAME).stamps.get(path.name, "")


def _whole(letter: Letter, path: Path) -> bool:
    return Path(letter.metadata.source).name == path.name


def _read(path: Path) -> _Book:
    """Read the file, once for all letters of a folder; one that is still being written each time."""
    try:
        status = path.stat()
    except OSError:
        return NO_BOOK
    if not path.is_file():
        return NO_BOOK
    calm = time.time_ns() - status.st_mtime_ns > HASTE_NS
    read = _kept if calm else _kept.__wrapped__
    return read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=8)  # the files of a folder come one after another
def _kept(path: Path, mtime_ns: int, size: int) -> _Book:
    try:
        rows = _rows(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _Book(fault=f"{NAME}: not UTF-8; save it as CSV UTF-8")
    except (OSError, ValueError, csv.Error) as error:
        return _Book(fault=f"{NAME}: {error}")
    said: dict[str, list[str]] = defaultdict(list)
    for file, row in sorted(rows.items()):
        said[file.split("#")[0]].append(f"{file}:{sorted(row.items())}")
    stamps = {file: hashlib.sha256("\n".join(rows).encode()).hexdigest() for file, rows in said.items()}
    return _Book(rows=rows, stamps=stamps)


def _rows(text: str) -> dict[str, Row]:
    """The rows by file; raise ValueError where no column says which."""
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if text.split("\n")[0].count(";") > 2 else ",")
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    if "file" not in names:
        raise ValueError(f"no column named file; it has {', '.join(names) or 'none'}")
    rows = [dict(zip(names, (cell or "" for cell in line.values()), strict=False)) for line in reader]
    return {row["file"].strip(): {name: cell.strip() for name, cell in row.items()} for row in rows}


def _with_area(metadata: LetterMetadata, row: Row) -> LetterMetadata:
    areas = areas_given([row.get("area", "")])
    if not areas:
        return metadata
    facts = tuple(fact for fact in metadata.facts if fact.name != "area")
    warnings = tuple(warning for warning in metadata.warnings if not warning.startswith("area:"))
    return replace(
        metadata, areas=areas, area_source="user", area_evidence=_EVIDENCE, facts=facts, warnings=warnings
    )


def _with_date(metadata: LetterMetadata, row: Row) -> LetterMetadata:
    given = row.get("date", "")
    if not given:
        return metadata
    day: date | None = next((each.day for each in dates(given) if each.exact), None)
    if day is None:
        fault = f'{NAME}: "{given}" is no date; write 2025-03-31 or 31 March 2025'
        return replace(metadata, warnings=(*metadata.warnings, fault))
    warnings = tuple(warning for warning in metadata.warnings if not warning.startswith("date:"))
    facts = tuple(fact for fact in metadata.facts if fact.name != "sent")
    return replace(metadata, sent=day, facts=facts, warnings=warnings)
