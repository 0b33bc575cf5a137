"""Make the samples that are not plain text: two DOCX, two PDF and one e-mail.

Their words are in benchmarks/sample_sources/; the areas and people in samples/ are made up. Run
`python -m benchmarks.make_samples` after changing a source; the same sources always give the same bytes.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from benchmarks.tiny_pdf import Block, Run, pdf

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "benchmarks" / "sample_sources"
SAMPLES = ROOT / "samples"
SUFFIXES = {
    "northmoor-2024-06-24": ".docx",
    "easterfell-2024-12-12": ".docx",
    "northmoor-2025-03-27": ".pdf",
    "kingsholt-2025-05-19": ".pdf",
    "saltmarsh-2024-11-07": ".eml",
}
SENDER = "Department for Education"
BODY = 12.8  # points: with it a page break falls inside a sentence of both PDFs, as happens in real letters
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can state
BOLD = re.compile(r"\*\*(.+?)\*\*")


def main() -> None:
    """Write every generated sample."""
    for path in make(SAMPLES):
        print(path.relative_to(ROOT))


def make(folder: Path) -> Iterator[Path]:
    """Write the generated samples into a folder; yield their paths."""
    for stem, suffix in SUFFIXES.items():
        source = (SOURCES / f"{stem}.md").read_text(encoding="utf-8")
        path = folder / f"{stem}{suffix}"
        path.write_bytes(WRITERS[suffix](source))
        yield path


def blocks(source: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, words) of each paragraph of a source: title, heading, bullet or body."""
    kinds = {"# ": "title", "## ": "heading", "- ": "bullet"}
    for part in re.split(r"\n\s*\n|\n(?=- )", source.strip()):
        mark = re.match(r"#+ |- ", part)
        yield (kinds[mark[0]], part[mark.end() :]) if mark else ("body", part)


def as_docx(source: str) -> bytes:
    """Set a source in Word's own heading and list styles, with a running head and a page number field."""
    document = docx.Document()
    styles = {"title": "Heading 1", "heading": "Heading 2", "bullet": "List Bullet", "body": "Normal"}
    for kind, words in blocks(source):
        paragraph = document.add_paragraph(style=styles[kind])
        for run in _runs(words):
            paragraph.add_run(run.text).bold = run.bold or None
    document.sections[0].header.paragraphs[0].text = SENDER
    _number_pages(document.sections[0].footer.paragraphs[0])
    document.core_properties.author = SENDER
    document.core_properties.created = document.core_properties.modified = _sent(source)
    unpacked = BytesIO()
    document.save(unpacked)
    return _without_clock(unpacked)


def as_pdf(source: str) -> bytes:
    """Lay a source out on A4 with headings, hanging bullets, a running head and page numbers."""
    return pdf([_pdf_block(kind, words) for kind, words in blocks(source)], running_head=SENDER)


def as_eml(source: str) -> bytes:
    """Put a source as plain words into the body of a message."""
    title = next(words for kind, words in blocks(source) if kind == "title")
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{SENDER} <reviews@example.org>"
    message["To"] = "Corporate Director of People <director@saltmarsh.example>"
    message["Subject"] = title
    message["Date"] = _sent(source)
    message["Message-ID"] = "<letter@example.org>"
    message.set_content("\n\n".join(_plain(kind, words) for kind, words in blocks(source)) + "\n")
    return message.as_bytes()


WRITERS = {".docx": as_docx, ".pdf": as_pdf, ".eml": as_eml}


def _runs(words: str) -> Iterator[Run]:
    for number, text in enumerate(BOLD.split(words)):
        if text:
            yield Run(text=text, bold=bool(number % 2))


def _plain(kind: str, words: str) -> str:
    text = BOLD.sub(r"\1", words)
    return {"title": text.upper(), "bullet": f"* {text}"}.get(kind, text)


def _pdf_block(kind: str, words: str) -> Block:
    if kind == "title":
        return Block(runs=(Run(text=words, bold=True),), size=15, before=14)
    if kind == "heading":
        return Block(runs=(Run(text=words, bold=True),), size=13, before=12)
    if kind == "bullet":
        return Block(runs=tuple(_runs(words)), size=BODY, indent=22, bullet="•", before=4)
    return Block(runs=tuple(_runs(words)), size=BODY)


def _number_pages(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _sent(source: str) -> datetime:
    """Noon of the first date that the letter prints."""
    printed = re.search(r"^\d{1,2} [A-Z][a-z]+ \d{4}$", source, re.MULTILINE)
    if printed is None:
        raise ValueError("a sample's source needs a line with its date, such as 7 November 2024")
    return datetime.strptime(printed[0], "%d %B %Y").replace(hour=12, tzinfo=UTC)


def _without_clock(archive: BytesIO) -> bytes:
    """Pack a zip file again with a fixed time, so that equal content gives equal bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()


if __name__ == "__main__":
    main()
