"""Rich Text (RTF) to lines, with striprtf; Outlook's, which packs an e-mail's HTML or is itself compressed, too.

What a reader sees: nothing hidden or deleted. Of page headers the first is read, which may be the letterhead; footers,
notes and text boxes are not.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from compressed_rtf import decompress
from striprtf.striprtf import rtf_to_text

from ingest.html import read_html
from ingest.letter import IngestError
from ingest.limits import MOST_CHARACTERS, check_size
from ingest.page import Page
from ingest.shown import shown
from ingest.text import pages

FAULTS = (ValueError, LookupError, TypeError, ArithmeticError)
"""What striprtf raises on damaged files."""
START = "{\\rtf"
BINARY = re.compile(rb"\\bin([a-z]*)(\d*) ?")  # a picture's bytes, or a printer's bin
TAG = re.compile(r"\{\\\*\\htmltag\d* ?")  # what follows is HTML
BESIDE_HTML = re.compile(r"\\htmlrtf1?(?!\d) ?(.*?)(?:\\htmlrtf0 ?|\Z)", re.S)  # for who cannot read HTML
KEPT_OF_IT = re.compile(r"(?<!\\)[{}]|\\f\d+")  # groups, and the fonts that tell a character set
WRITTEN_OTHERWISE = (
    (re.compile(r"(?<!\\)\\\r?\n"), r"\\par "),
    (re.compile(r"\\fldinst(?![a-z])"), r"\\datafield"),  # striprtf prints a link's address
    (re.compile(r"\\pntext(?![a-z])"), r"\\listtext"),  # striprtf leaves out an old list's marks
)
FIRST_HEADER = re.compile(r"\\headerf(?![a-z])|\\header(?![a-z])(?!.*\\headerf(?![a-z]))", re.S)
SECTION = "\\sectd"
PARAGRAPH = re.compile(r"\\par(?![a-z])")
BRACE = re.compile(r"\\[{}\\]|[{}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formed:
    """What a Rich Text says: as HTML where it packs that, else as text."""

    html: str = ""
    text: str = ""
    refused: bytes = b""  # itself, where it cannot be read


def load_rtf(path: Path) -> tuple[Page, ...]:
    """Read a Rich Text file as one page. Raises IngestError where it is damaged or has no text."""
    check_size(path)
    read = read_rtf(path.read_bytes(), path.name)
    html = read.html.encode()
    found = (Page(number=0, lines=read_html(html, path.name)),) if read.html else pages(read.text)
    if not any(page.lines for page in found):
        raise IngestError(f"{path.name}: no text in it", status="empty")
    return found


def read_packed(data: bytes) -> Formed:
    """Read an e-mail's Rich Text as Outlook packs it, compressed or not."""
    try:
        formed: bytes = decompress(data)
    except Exception:  # noqa: BLE001  it raises nothing more exact
        return Formed(refused=START.encode())  # cut off, as `load_rtf` will say
    try:
        return read_rtf(formed, "message.rtf")
    except IngestError:
        return Formed(refused=formed if formed.startswith(START.encode()) else START.encode())


def read_rtf(data: bytes, name: str) -> Formed:
    """Read a Rich Text. Raises IngestError where it is damaged or too long."""
    formed = _without_binary(data).decode("cp1252", errors="replace")
    if not (formed.startswith(START) and _is_whole(formed)):
        raise _damaged(name)
    start = formed[:1_000]
    try:
        read = (
            Formed(html=_html(formed))
            if "\\fromhtml1" in start
            else Formed(text=_text(formed, wrapped="\\fromtext" in start))
        )
    except FAULTS as error:
        raise _damaged(name) from error
    if len(read.text) > MOST_CHARACTERS:
        raise IngestError(f"{name}: more than {MOST_CHARACTERS} characters; split it", status="too_large")
    return read


def _html(formed: str) -> str:
    return _stripped(TAG.sub("{", BESIDE_HTML.sub(_kept, formed)))


def _kept(beside: re.Match[str]) -> str:
    """What counts for the text around it; an empty group first, which ends the word before it."""
    marks = KEPT_OF_IT.findall(beside[1])
    return "{}" + "".join(f"{mark} " if mark.startswith("\\") else mark for mark in marks)


def _text(formed: str, *, wrapped: bool) -> str:
    """The text, with a blank line after each paragraph unless its paragraphs are a plain text's lines."""
    for pattern, otherwise in WRITTEN_OTHERWISE:
        formed = pattern.sub(otherwise, formed)
    seen = shown(formed)
    at = max(seen.find(SECTION), 0)  # headers that stand before are not printed
    seen = seen[:at] + FIRST_HEADER.sub(r"\\letterhead", seen[at:], count=1)
    text = _stripped(seen if wrapped else PARAGRAPH.sub(r"\\par\\par", seen))
    return "\n".join(map(_row, text.split("\n")))


def _row(line: str) -> str:
    """A table's row as Markdown has it; striprtf sets "|" behind each cell."""
    if not line.endswith("|"):
        return line
    return f"|{line}" if line.count("|") > 1 else line[:-1]


def _stripped(formed: str) -> str:
    """The text of a Rich Text; a pair of surrogates is one character."""
    text: str = rtf_to_text(formed, errors="replace")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "")


def _is_whole(formed: str) -> bool:
    """Whether the group that a Rich Text is ends, and nothing that might be of it follows."""
    depth = 0
    for found in BRACE.finditer(formed):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth:
            return not formed[found.end() :].strip("\0\r\n\t ")
    return False


def _without_binary(data: bytes) -> bytes:
    """Leave out bytes that are no text, which would be read as braces and words."""
    kept, at = [], 0
    for found in BINARY.finditer(data):
        if found.start() >= at:
            kept.append(data[at : found.start()])
            at = found.end() + (0 if found[1] else int(found[2] or 0))
    return b"".join([*kept, data[at:]])


def _damaged(name: str) -> IngestError:
    return IngestError(f"{name}: cut off or damaged Rich Text; ask for it again", status="corrupt")
