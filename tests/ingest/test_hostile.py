"""Files that mean harm, or were harmed: each ends with a named status and a line that says why."""

import random
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument, PdfiumError

from ingest.letter import IngestError
from ingest.pool import Loaders
from ingest.worker import Limits, Result
from tests.ingest import made
from tests.ingest.made import docx, joined, p, paragraph, pdf, stream

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
HELLO = stream(b"BT /F1 12 Tf 72 700 Td (Dear Jane, thank you.) Tj ET")
STATUSES = {"ok", "encrypted", "corrupt", "empty", "too_large", "timeout", "unsupported", "needs_ocr"}


@pytest.fixture(scope="module")
def pool() -> Iterator[Loaders]:
    """Two workers that give up soon."""
    with Loaders(processes=2, limits=Limits(memory=700_000_000, cpu=4, silent=20.0)) as loaders:
        yield loaders


def ended(result: Result) -> str:
    """How a file has ended."""
    if isinstance(result, IngestError):
        assert str(result).isprintable()
        return result.status
    return "ok"


def bytes_of(*objects: bytes, box: bytes = b"[0 0 612 792]", more: bytes = b"") -> bytes:
    """A PDF of one page."""
    return joined([CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE % (box, more), *objects])


def forms(depth: int) -> bytes:
    """Forms that each draw the next one twice: 2 to the power of `depth` texts."""
    inner = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>/XObject<</X %d 0 R>>>>"
    made = [inner % (7 + i) + b"/Length 11>>stream\n/X Do /X Do\nendstream" for i in range(depth)]
    last = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>/Length 23>>"
    return bytes_of(
        stream(b"/X Do"),
        FONT,
        *made,
        last + b"stream\nBT /F1 9 Tf (x) Tj ET  \nendstream",
        more=b"/XObject<</X 6 0 R>>",
    )


@cache
def gigabyte() -> bytes:
    """A gigabyte of spaces, compressed."""
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(b" " * 1_048_576) for _ in range(1_024)) + packer.flush()


def zeros(rounds: int) -> bytes:
    """A gigabyte of spaces, compressed again and again."""
    data = gigabyte()
    for _ in range(rounds - 1):
        data = zlib.compress(data, 9)
    filters = b"/FlateDecode " * rounds
    return b"<</Length %d/Filter[%s]>>stream\n" % (len(data), filters) + data + b"\nendstream"


def pages(kids: bytes, count: int, box: bytes = b"[0 0 612 792]") -> bytes:
    """A PDF whose pages are what `kids` says."""
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return joined([CATALOGUE, tree, PAGE % (box, b""), HELLO, FONT])


ITSELF = b"<</Subtype/Form/BBox[0 0 9 9]/Length 5>>stream\n/X Do\nendstream"
HOSTILE = {
    "bomb.pdf": (lambda: bytes_of(zeros(1), FONT), {"too_large", "empty"}),
    "bombs.pdf": (lambda: bytes_of(zeros(3), FONT), {"too_large", "empty"}),
    "forms.pdf": (lambda: forms(24), {"too_large", "timeout"}),
    "itself.pdf": (lambda: bytes_of(stream(b"/X Do"), FONT, ITSELF), {"empty", "corrupt"}),
    "vast.pdf": (lambda: bytes_of(HELLO, FONT, box=b"[0 0 2000000 2000000]"), {"ok"}),
    "nowhere.pdf": (lambda: bytes_of(HELLO, FONT, box=b"[0 0 0 0]"), {"ok", "empty"}),
    "many.pdf": (lambda: pages(b"3 0 R " * 9_999, 9_999, b"[0 0 9 9]"), {"too_large"}),
    "loop.pdf": (lambda: pages(b"2 0 R 3 0 R", 2), {"ok", "corrupt"}),
    "lie.pdf": (lambda: pages(b"3 0 R", 2_000_000_000), {"ok", "corrupt", "too_large"}),
    "deep.pdf": (
        lambda: bytes_of(HELLO, FONT, more=b"/X " + b"[" * 50_000 + b"]" * 50_000),
        {"ok", "corrupt"},
    ),
    "junk.pdf": (lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(200_000), {"corrupt"}),
    "zeros.txt": (lambda: b"\0" * 100_000, {"empty"}),
    "binary.txt": (lambda: random.Random(2).randbytes(10_000), {"corrupt"}),
    "deep.html": (lambda: b"<div>" * 40_000, {"empty", "corrupt", "too_large"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_with_a_status(pool: Loaders, tmp_path: Path, name: str) -> None:
    make, allowed = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(make())
    assert ended(dict(pool.load([path]))[path]) in allowed


def test_a_picture_of_twenty_thousand_pixels_is_refused(pool: Loaders, tmp_path: Path) -> None:
    path = tmp_path / "vast.png"
    Image.new("1", (20_000, 20_000)).save(path)
    result = dict(pool.load([path]))[path]
    assert ended(result) == "too_large"
    assert "300 dpi" in str(result)


def mutants(data: bytes, count: int) -> Iterator[bytes]:
    """A file cut off, and with bytes changed, dropped and doubled."""
    dice = random.Random(len(data))
    for number in range(count):
        at, size = dice.randrange(len(data)), dice.randrange(1, 200)
        junk, kept = dice.randbytes(size), data[:at]
        yield [kept, kept + junk + data[at + size :], kept + data[at + size :], kept + data[at - size :]][
            number % 4
        ]


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.eml", "a.png"])
def test_a_damaged_file_ends_with_a_status(pool: Loaders, tmp_path: Path, name: str) -> None:
    whole = tmp_path / name
    if name == "a.pdf":
        pdf(whole, *[paragraph(72, 100, [f"Dear Jane, this is page {n}."] * 9) for n in range(3)])
    elif name == "a.docx":
        docx(whole, p("Dear Jane,") * 50)
    elif name == "a.png":
        made.printed(["Dear Jane,"], dpi=40).save(whole)
    else:
        whole.write_bytes(
            b"From: a@b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\ntext\n--x--\n"
        )
    paths = []
    for number, content in enumerate(mutants(whole.read_bytes(), 12 if name == "a.png" else 40)):
        paths.append(tmp_path / f"{number}{whole.suffix}")
        paths[-1].write_bytes(content)
    found = dict(pool.load(paths))
    assert set(found) == set(paths)
    assert {ended(result) for result in found.values()} <= STATUSES
    assert not [result for result in found.values() if "its reader failed" in str(result)]


@pytest.mark.shared
@pytest.mark.slow
def test_the_odd_files_of_others_end_with_a_status(pool: Loaders, shared: Path) -> None:
    paths = sorted((shared / "badfiles").rglob("*.pdf"))
    found = dict(pool.load(paths))
    assert len(found) == len(paths)
    assert not [result for result in found.values() if "its reader failed" in str(result)]
    read = {path.name for path, result in found.items() if ended(result) == "ok"}
    assert read == {path.name for path in paths if _has_text(path)}
    assert len(read) > 20


def _has_text(path: Path) -> bool:
    """Whether pdfium finds characters on a page, not beside it; a locked file shows none."""
    try:
        return any(page.get_textpage().get_text_bounded().strip() for page in PdfDocument(path))
    except PdfiumError:
        return False
