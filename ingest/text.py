"""Text and Markdown files to pages of lines.

Blank lines become `gap`, form feeds become pages (estimated: a text file only says where its printer broke),
and Markdown's own words for headings become styles. Bullets and emphasis are left to `ingest.segment`,
because PDFs and e-mails write them in the same way.
"""

import codecs
import re
from pathlib import Path

from ingest.letter import IngestError
from ingest.page import Line, Page
from ingest.plain import in_table, one_column, table
from ingest.running import without_running

LARGEST = 50_000_000  # bytes; a letter of that size is no letter
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the start of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ATX = re.compile(r"(?P<hashes>#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*")
QUOTE = re.compile(r"^\s*>+ ?(?=\S)")
RULE = re.compile(r"\s*([-*_=])(\s*\1){2,}\s*")  # a drawn line: Markdown's thematic break or underline


def load_text(path: Path) -> tuple[Page, ...]:
    """Read a text or Markdown file as pages of lines."""
    return pages(decode(path))


def decode(path: Path) -> str:
    """Read a file's text: by its byte order mark, else as UTF-8, else as Windows-1252."""
    if path.stat().st_size > LARGEST:
        raise IngestError(f"{path.name}: larger than {LARGEST // 1_000_000} MB; split it", status="too_large")
    data = path.read_bytes()
    encoding = next((name for mark, name in BOMS if data.startswith(mark)), "")
    if not encoding and b"\0" in data:
        raise IngestError(f"{path.name}: not a text file; rename it to what it is", status="corrupt")
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def pages(text: str) -> tuple[Page, ...]:
    """Split text into pages at its form feeds; one page numbered 0 where it has none."""
    sheets = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\f\n").split("\f")
    if len(sheets) == 1:
        return without_running([Page(number=0, lines=_lines(sheets[0]))])
    return without_running(
        [
            Page(number=number, lines=_lines(sheet), estimated=True)
            for number, sheet in enumerate(sheets, start=1)
        ]
    )


def _lines(sheet: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    gap = True
    rows = list(one_column(sheet.split("\n")))
    at = 0
    while at < len(rows):
        end = next((stop for stop in range(at, len(rows)) if not in_table(rows[stop])), len(rows))
        if end > at:
            lines += table(rows[at:end], at)
            gap, at = True, end
            continue
        if not rows[at].strip() or RULE.fullmatch(rows[at]):
            gap = True
        else:
            lines.append(_line(rows[at], gap))
            gap = lines[-1].style == "heading"
        at += 1
    return tuple(lines)


def _line(raw: str, gap: bool) -> Line:
    if heading := ATX.fullmatch(raw.strip()):
        return Line(text=heading["text"], style="heading", level=len(heading["hashes"]), gap=True)
    return Line(text=QUOTE.sub("", raw.rstrip(), count=1), gap=gap)
