"""`letterbook.csv` beside the letters: what a person knows better than a letter says.

Columns: file (its name, or "mail.eml#attachment.pdf"), area (several with ";"), date, title. Empty cells
change nothing. A letter's id stays as it is, because it is made from what the letter says.
"""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ingest.areas import register
from ingest.dates import dates
from ingest.letter import Letter, LetterMetadata

NAME = "letterbook.csv"
COLUMNS = ("file", "area", "date", "title")
_EVIDENCE = f"set in {NAME}"

Row = Mapping[str, str]


def corrected(letter: Letter, path: Path) -> Letter:
    """Apply the row that `letterbook.csv`, in the folder of `path`, has for a letter."""
    rows, fault = _rows(path.parent / NAME)
    row = rows.get(Path(letter.metadata.source).name) or (
        rows.get(path.name) if _whole(letter, path) else None
    )
    metadata = letter.metadata
    if row:
        metadata = _with_date(_with_area(metadata, row), row)
        metadata = replace(metadata, title=row.get("title") or metadata.title)
    if fault:
        metadata = replace(metadata, warnings=(*metadata.warnings, fault))
    return replace(letter, metadata=metadata)


def stamp(path: Path) -> str:
    """A hash of the row that a file has; "" for none. A file whose stamp changed must be read again."""
    rows, _ = _rows(path.parent / NAME)
    mine = sorted(
        f"{file}:{sorted(row.items())}" for file, row in rows.items() if file.split("#")[0] == path.name
    )
    return hashlib.sha256("\n".join(mine).encode()).hexdigest() if mine else ""


def _whole(letter: Letter, path: Path) -> bool:
    return Path(letter.metadata.source).name == path.name


def _rows(path: Path) -> tuple[dict[str, Row], str]:
    """The rows by file, and what is wrong with the file as a whole."""
    if not path.is_file():
        return {}, ""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return {}, f"{NAME}: not UTF-8; save it as CSV UTF-8"
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if text.split("\n")[0].count(";") > 2 else ",")
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    if "file" not in names:
        return {}, f"{NAME}: no column named file; it has {', '.join(names) or 'none'}"
    rows = [dict(zip(names, (cell or "" for cell in line.values()), strict=False)) for line in reader]
    return {row["file"].strip(): {name: cell.strip() for name, cell in row.items()} for row in rows}, ""


def _with_area(metadata: LetterMetadata, row: Row) -> LetterMetadata:
    names = [name.strip() for name in row.get("area", "").split(";") if name.strip()]
    if not names:
        return metadata
    areas = tuple(register().named(name) or name for name in names)
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
