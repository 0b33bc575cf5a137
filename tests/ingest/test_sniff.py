"""What a file is, is told by its content."""

import zipfile
from pathlib import Path

import pytest

from ingest.letter import IngestError
from ingest.sniff import kind
from tests.ingest.made import docx, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
MAILED = b"Return-Path: <a@b>\nSubject: SEND\n folded\nMIME-Version: 1.0\n\nbody"


def stream(name: str) -> bytes:
    """A compound file that names a stream."""
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        # by signature, whatever the name
        ("a.docx", b"%PDF-1.7 ...", ".pdf"),
        ("a.txt", b"junk\n%PDF-1.7 ...", ".pdf"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n...", ".png"),
        ("a.png", b"\xff\xd8\xff\xe0...", ".jpg"),
        ("scan.pdf", b"II*\0....", ".tif"),
        ("a.doc", b"{\\rtf1 Dear}", ".rtf"),
        ("a.bin", stream("__substg1.0_0037001F"), ".msg"),
        ("a.msg", OLE[:20] + b"%PDF-1.7 attached" + stream("__substg1.0_0037001F"), ".msg"),
        # texts
        ("a.pdf", b"<!DOCTYPE html><p>x", ".html"),
        ("a.docx", b"\xef\xbb\xbf<html>x", ".html"),
        ("a.md", b"<html> is a tag", ".md"),
        ("a.txt", MAILED, ".eml"),
        ("a.eml", b"Subject: x\n\nbody", ".eml"),
        ("a.txt", b"From: Jane\nTo: Ann\n\nDear Ann", ".txt"),
        ("a.pdf", b"Dear Jane,\n", ".txt"),
        ("a", "Dear Jané,\n".encode(), ".txt"),
        ("a.txt", "Dear".encode("utf-16"), ".txt"),
        # what its content does not tell
        ("a.pdf", b"\x01\x02\x03\x04", ".pdf"),
        ("a.xyz", b"Dear Jane", ".xyz"),
    ],
)
def test_the_kind_is_told_by_the_content(tmp_path: Path, name: str, content: bytes, wanted: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert kind(path) == wanted


def test_a_word_file_is_known_under_any_name(tmp_path: Path) -> None:
    assert kind(docx(tmp_path / "a.pdf", p("x"), kind="<Types/>")) == ".docx"


@pytest.mark.parametrize(
    ("content", "status", "cure"),
    [
        (stream("WordDocument"), "unsupported", "save it as .docx"),
        (stream("EncryptedPackage"), "encrypted", "without its password"),
        (b"7z\xbc\xaf\x27\x1c....", "unsupported", "unpack"),
        (b"PK\x03\x04 cut off", "corrupt", "ask for it again"),
        (b"", "empty", "0 bytes"),
        (b"\0" * 5_000, "empty", "nothing but"),
        (b" \r\n\t", "empty", "nothing but"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_cure(
    tmp_path: Path, content: bytes, status: str, cure: str
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(IngestError, match=cure) as caught:
        kind(path)
    assert caught.value.status == status


@pytest.mark.parametrize(("inside", "what"), [("xl/a", "Excel"), ("ppt/a", "PowerPoint"), ("a", "archive")])
def test_other_archives_are_refused_by_what_they_are(tmp_path: Path, inside: str, what: str) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(inside, "x")
        if what != "archive":
            archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(IngestError, match=what):
        kind(path)


def test_a_folder_and_a_link_to_itself_are_no_files(tmp_path: Path) -> None:
    loop = tmp_path / "loop.pdf"
    loop.symlink_to(loop)
    for path in (loop, tmp_path):
        with pytest.raises(IngestError, match="not a file"):
            kind(path)
