"""Tables as CSV to download. No cell is a formula, whatever a letter or a file name holds."""

import csv
import io
from collections.abc import Iterable, Sequence

from fastapi import APIRouter, Response

from assistant.brief_text import cell
from assistant.web.needs import Letterbook
from ingest.letter import LetterMetadata

LETTER_COLUMNS = (
    "letter_id", "areas", "area_source", "kind", "review", "plans", "sent", "next_review", "pages", "ocr_pages",
    "unreadable", "warnings", "source",
)  # fmt: skip


def spreadsheet(name: str, rows: Iterable[Sequence[object]]) -> Response:
    """Rows as a file to keep; Excel takes CSV for UTF-8 only with the mark."""
    held = io.StringIO()
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(held.getvalue().encode("utf-8-sig"), media_type="text/csv", headers=headers)


def letter_routes(letterbook: Letterbook) -> APIRouter:
    """The table of letters."""
    router = APIRouter()

    @router.get("/letters.csv", include_in_schema=False)
    def download() -> Response:
        return spreadsheet("letters", [LETTER_COLUMNS, *map(_row, letterbook.letters())])

    return router


def _row(letter: LetterMetadata) -> tuple[object, ...]:
    """A letter as a person reads it in a table."""
    return (
        letter.id,
        "; ".join(letter.area_names),
        letter.area_source,
        letter.kind,
        letter.review,
        "; ".join(letter.plans),
        letter.sent.isoformat() if letter.sent else "",
        letter.next_review_text or (letter.next_review.isoformat() if letter.next_review else ""),
        letter.pages or "",
        letter.ocr_pages,
        letter.unreadable,
        "; ".join(letter.warnings),
        letter.source,
    )
