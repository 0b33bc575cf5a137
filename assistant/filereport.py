"""FileReport: what became of a file. Reports: those of one ingest, in a file without a name.

Memory does not grow with the number of files: only what is counted of them is held.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from ingest.letter import LetterMetadata, Status
from vectorstore.schema import Source

READ = ("ok", "partial")  # statuses of what an ingest brought
HELD = 500_000  # characters of reports that are held in memory before they go to a file


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file, or of one letter of a file: a row of `letterbook ingest`."""

    source: str
    status: Status
    letter_id: str | None = None
    area: str | None = None  # None where there is no letter
    date: str | None = None  # ISO; None where there is none
    pages: int = 0
    paragraphs: int = 0
    ocr_pages: int = 0
    warnings: tuple[str, ...] = ()
    reason: str = ""


def report_of(source: Source, letter: LetterMetadata | None, paragraphs: int) -> FileReport:
    """The report on a source, and on its letter where it has one of so many paragraphs."""
    if letter is None:
        return FileReport(source=source.name, status=source.status, reason=source.reason)
    return FileReport(
        source=source.name,
        status=source.status,
        letter_id=letter.id,
        area="; ".join(letter.area_names),
        date=letter.sent.isoformat() if letter.sent else None,
        pages=letter.pages,
        paragraphs=paragraphs,
        ocr_pages=letter.ocr_pages,
        warnings=letter.warnings,
        reason=source.reason,
    )


class Reports:
    """The reports of an ingest in their order; they may be read many times."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()  # files by status
        self.folders: set[Path] = set()  # of the files
        self.read: list[str] = []  # ids of the letters that were read
        self._lines = tempfile.SpooledTemporaryFile(HELD, "w+", encoding="utf-8")  # noqa: SIM115 - closed by `__exit__`

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()

    def add(self, report: FileReport) -> None:
        """Keep one more."""
        self.counts[report.status] += 1
        self.folders.add(Path(report.source).parent)
        if report.letter_id and report.status in READ:
            self.read.append(report.letter_id)
        self._lines.write(json.dumps(asdict(report)) + "\n")

    def __iter__(self) -> Iterator[FileReport]:
        self._lines.seek(0)
        for line in self._lines:
            fields = json.loads(line)
            yield FileReport(**fields | {"warnings": tuple(fields["warnings"])})
