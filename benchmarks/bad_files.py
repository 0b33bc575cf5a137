"""Files that no letter can be read from, each of its own kind, with the status that it must end with.

None is large: what expands does so when it is read. Do not open them with a viewer.
"""

import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter

from benchmarks.made_letters import as_picture, source
from benchmarks.make_samples import as_docx, as_pdf

Maker = Callable[[Path], object]
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 9}">' for n in range(1, 10))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A kind of bad file: its name, how it is made, and how it may end."""

    name: str
    make: Maker
    statuses: tuple[str, ...]


def bad_files(folder: Path, count: int) -> Iterator[tuple[Path, Bad]]:
    """Make so many bad files in a folder, of all kinds in turn; yield them."""
    for number in range(count):
        bad = BAD[number % len(BAD)]
        path = folder / f"bad-{number:02}-{bad.name}"
        bad.make(path)
        yield path, bad


def _bytes(content: bytes) -> Maker:
    return lambda path: path.write_bytes(content)


def _encrypted(path: Path) -> None:
    writer = PdfWriter(PdfReader(BytesIO(as_pdf(source(1)))))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(path)


def _rewritten(path: Path, change: Callable[[bytes], bytes]) -> None:
    """A Word file with its text changed."""
    with zipfile.ZipFile(BytesIO(as_docx(source(1)))) as old, zipfile.ZipFile(path, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == "word/document.xml" else content)


def _zip_bomb(path: Path) -> None:
    _rewritten(path, lambda xml: xml.replace(b"Dear", b"A" * 200_000_000, 1))


def _entity_bomb(path: Path) -> None:
    doctype = f'?><!DOCTYPE d [<!ENTITY l0 "lol">{ENTITIES}]>'.encode()
    _rewritten(path, lambda xml: xml.replace(b"?>", doctype, 1).replace(b"Dear", b"&l9;", 1))


def _archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", source(1))


def _workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")


def _pdf(page: bytes, content: bytes, kids: bytes = b"3 0 R", count: int = 1) -> bytes:
    """A PDF of one page's objects, without a table: readers make their own."""
    return (
        b"%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[%s]/Count %d>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n%%%%EOF" % (kids, count, page, len(content), content)
    )


def _decompression_bomb(path: Path) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_048_576) for _ in range(1_024)) + packer.flush()
    path.write_bytes(_pdf(b"", packed))


def _many_pages(path: Path) -> None:
    path.write_bytes(_pdf(b"", zlib.compress(b""), b"3 0 R " * 10_000, 10_000))


def _pictures_of_nothing(path: Path) -> None:
    blank = Image.new("L", (827, 1169), 250)
    blank.save(path, "PDF", resolution=100, save_all=True, append_images=[blank] * 2)


def _vast(path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(path)


def _too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(60_000_000)  # a hole: it takes no room on the disk


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _cut(content: bytes, share: float) -> Maker:
    return _bytes(content[: int(len(content) * share)])


BAD = (
    Bad(name="encrypted.pdf", make=_encrypted, statuses=("encrypted",)),
    Bad(name="cut off.pdf", make=_cut(as_pdf(source(1)), 0.15), statuses=("corrupt",)),
    Bad(name="cut off.docx", make=_cut(as_docx(source(1)), 0.5), statuses=("corrupt",)),
    Bad(name="cut off.png", make=_cut(as_picture(source(1)), 0.02), statuses=("corrupt", "empty")),
    Bad(name="zero bytes.pdf", make=_bytes(b""), statuses=("empty",)),
    Bad(name="zeros.txt", make=_bytes(b"\0" * 5_000), statuses=("empty",)),
    Bad(name="program.pdf", make=_bytes(b"MZ\x90\0" + bytes(range(256)) * 20), statuses=("corrupt",)),
    Bad(name="ten thousand pages.pdf", make=_many_pages, statuses=("too_large",)),
    Bad(name="gigabyte.pdf", make=_decompression_bomb, statuses=("too_large", "empty")),
    Bad(name="gigabyte.docx", make=_zip_bomb, statuses=("too_large",)),
    Bad(name="entities.docx", make=_entity_bomb, statuses=("corrupt",)),
    Bad(name="20,000 pixels.png", make=_vast, statuses=("too_large",)),
    Bad(name="pictures of nothing.pdf", make=_pictures_of_nothing, statuses=("empty",)),
    Bad(name="sixty megabytes.pdf", make=_too_large, statuses=("too_large",)),
    Bad(name="links to itself.txt", make=_loop, statuses=("corrupt",)),
    Bad(name="leads nowhere.pdf", make=lambda path: path.symlink_to("nowhere.pdf"), statuses=("corrupt",)),
    Bad(name="pipe.txt", make=os.mkfifo, statuses=("unsupported",)),
    Bad(name="device.txt", make=lambda path: path.symlink_to("/dev/zero"), statuses=("unsupported",)),
    Bad(name="old.doc", make=_bytes(OLE + "WordDocument".encode("utf-16-le")), statuses=("unsupported",)),
    Bad(
        name="locked.docx", make=_bytes(OLE + "EncryptedPackage".encode("utf-16-le")), statuses=("encrypted",)
    ),
    Bad(name="archive.docx", make=_archive, statuses=("unsupported",)),
    Bad(name="workbook.docx", make=_workbook, statuses=("unsupported",)),
    Bad(name="binary.txt", make=_bytes(bytes(range(256)) * 40), statuses=("corrupt",)),
    Bad(name="nested.html", make=_bytes(b"<div>" * 40_000), statuses=("empty", "corrupt", "too_large")),
    Bad(name="no \udcff UTF-8.pdf", make=_cut(as_pdf(source(2)), 0.15), statuses=("corrupt",)),
    Bad(
        name="two\nlines.eml", make=_bytes(b"From: a@example.org\nMIME-Version: 1.0\n\n"), statuses=("empty",)
    ),
)
