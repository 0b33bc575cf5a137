"""What a file is, by its first bytes: names lie, and mail renames.

`kind` gives the suffix that the file ought to have, so that a loader can be looked up; what is recognised but
cannot be read is refused with its cure.
"""

import codecs
import re
import zipfile
from pathlib import Path

from ingest.letter import IngestError
from ingest.limits import check_size

HEAD = 8_192  # bytes looked at
STRANGE = 0.01  # of the bytes of a text are control characters at most
REFUSED = {
    ".doc": "an old Word file; open it in Word and save it as .docx",
    ".odt": "an OpenDocument file; save it as .docx or PDF",
    ".xls": "an old Excel file, not a letter",
    ".xlsx": "an Excel workbook, not a letter",
    ".ppt": "an old PowerPoint file, not a letter",
    ".pptx": "a PowerPoint file, not a letter; save it as PDF",
    ".zip": "an archive; unpack it first",
    ".7z": "an archive; unpack it first",
    ".gz": "an archive; unpack it first",
    ".heic": "an iPhone picture; save it as JPEG",
}
"""Kinds that are recognised and not read, and what to do with them."""

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
    (b"BM", ".bmp"),
    (b"{\\rtf", ".rtf"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\x1f\x8b", ".gz"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXTS = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".eml"})
MISNAMED = frozenset({"", ".pdf", ".docx", ".docm", ".doc", ".rtf", ".odt", ".msg"})  # texts may be called so
HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
HEADERS = re.compile(rb"(?:From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
MAILED = re.compile(rb"^(?:mime-version|message-id|received|return-path|x-mailer)\s*:", re.I | re.M)


def kind(path: Path) -> str:
    """Tell the suffix that a file ought to have, by its content; its own where its content does not tell.

    Raises IngestError where it is empty, too large, or of a kind that is not read.
    """
    check_size(path)
    with path.open("rb") as file:
        head = file.read(HEAD)
    found = _by_content(path, head) or path.suffix.lower()
    if found in REFUSED:
        raise IngestError(f"{path.name}: {REFUSED[found]}", status="unsupported")
    return found


def _by_content(path: Path, head: bytes) -> str:
    """The suffix by content; "" where it does not tell."""
    if not head.strip(b"\0 \t\r\n"):
        raise IngestError(f"{path.name}: nothing but zeros or white space; ask for it again", status="empty")
    if head.startswith(OLE):
        return _in_ole(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(path)
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return ".heic"
    known = next((suffix for signature, suffix in SIGNATURES if head.startswith(signature)), "")
    if not known and b"%PDF-" in head[:1_024]:  # readers allow for junk before it
        return ".pdf"
    return known or _text(path, head)


def _in_ole(path: Path) -> str:
    """Outlook, old Office, or a Word file under a password: by the names of its streams."""
    names = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in names:
        raise IngestError(f"{path.name}: encrypted; save it without its password", status="encrypted")
    streams = {"__substg1.0_": ".msg", "WordDocument": ".doc", "Workbook": ".xls", "PowerPoint": ".ppt"}
    return next((suffix for name, suffix in streams.items() if name.encode("utf-16-le") in names), ".doc")


def _in_zip(path: Path) -> str:
    """Office's formats are archives: by what they hold."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise IngestError(f"{path.name}: cut off or damaged; ask for it again", status="corrupt") from error
    if "[Content_Types].xml" in names:
        folders = {name.split("/", 1)[0] for name in names}
        return ".xlsx" if "xl" in folders else ".pptx" if "ppt" in folders else ".docx"
    return ".odt" if "mimetype" in names and "content.xml" in names else ".zip"


def _text(path: Path, head: bytes) -> str:
    """Mail, HTML or plain text under whatever name; "" for bytes that are no text."""
    suffix = path.suffix.lower()
    block = HEADERS.match(head)
    if block is not None and MAILED.search(block[0]):
        return ".eml"
    if HTML.match(head.removeprefix(codecs.BOM_UTF8)):
        return suffix if suffix in (".md", ".markdown") else ".html"
    if suffix in TEXTS:
        return suffix
    strange = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return ".txt" if suffix in MISNAMED and strange <= STRANGE * len(head) else ""
