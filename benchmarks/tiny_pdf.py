"""Write a short letter as PDF: wrapped text in the base fonts, headings, bullets, running head, page numbers.

It exists so that the samples need no PDF library. It knows one page size, two fonts and Western characters.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 595, 842  # A4, points
MARGIN = 68
LEADING = 1.28  # line height as a multiple of the font size

# Advance widths from space to tilde, in thousandths of the size: Adobe's AFM files of the base fonts.
_PLAIN = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 "
    "611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
)
WIDTHS = {bold: tuple(map(int, table.split())) for bold, table in ((False, _PLAIN), (True, _BOLD))}
OTHER_WIDTH = 556  # dashes, accented letters: close enough to wrap a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph to set. Sizes and distances in points."""

    runs: tuple[Run, ...]
    size: float
    indent: float = 0
    bullet: str = ""
    before: float = 8


def pdf(blocks: Sequence[Block], *, running_head: str) -> bytes:
    """Set the blocks on as many pages as they need; the running head stands from page 2 on."""
    pages = _paginate(blocks)
    total = len(pages)
    contents = [
        b"\n".join([*marks, *_furniture(number, total, running_head)])
        for number, marks in enumerate(pages, start=1)
    ]
    return _assemble(contents)


def _paginate(blocks: Sequence[Block]) -> list[list[bytes]]:
    pages: list[list[bytes]] = [[]]
    top = float(PAGE_HEIGHT - MARGIN)
    for block in blocks:
        top -= block.before
        for count, words in enumerate(_lines(block)):
            top -= block.size * LEADING
            if top < MARGIN:
                pages.append([])
                top = PAGE_HEIGHT - MARGIN - 2 * block.size * LEADING
            if block.bullet and not count:
                bullet = Run(text=block.bullet)
                pages[-1].append(_text(MARGIN + block.indent - 14, top, bullet, block.size))
            pages[-1] += _line(MARGIN + block.indent, top, words, block.size)
    return pages


def _lines(block: Block) -> Iterator[list[Run]]:
    room = PAGE_WIDTH - 2 * MARGIN - block.indent
    line: list[Run] = []
    used = 0.0
    for run in block.runs:
        for part, words in enumerate(run.text.split("\n")):
            if part:
                yield line
                line, used = [], 0.0
            for text in words.split():
                word = Run(text=text, bold=run.bold)
                width = _width(word, block.size)
                if line and used + _width(Run(text=" "), block.size) + width > room:
                    yield line
                    line, used = [], 0.0
                used += width + (_width(Run(text=" "), block.size) if line else 0)
                line.append(word)
    if line:
        yield line


def _line(left: float, top: float, words: Sequence[Run], size: float) -> Iterator[bytes]:
    """Draw runs of one weight at a time, with their spaces, so that readers find whole phrases."""
    phrase = words[0]
    for word in [*words[1:], None]:
        if word is not None and word.bold == phrase.bold:
            phrase = Run(text=f"{phrase.text} {word.text}", bold=phrase.bold)
            continue
        if word is not None:
            phrase = Run(text=f"{phrase.text} ", bold=phrase.bold)
        yield _text(left, top, phrase, size)
        left += _width(phrase, size)
        phrase = word or phrase


def _text(left: float, top: float, run: Run, size: float) -> bytes:
    escaped = run.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    font = b"/F2" if run.bold else b"/F1"
    return b"BT %s %g Tf %.2f %.2f Td (%s) Tj ET" % (font, size, left, top, escaped)


def _width(run: Run, size: float) -> float:
    table = WIDTHS[run.bold]
    codes = (ord(character) - 32 for character in run.text)
    return sum(table[code] if 0 <= code < len(table) else OTHER_WIDTH for code in codes) * size / 1000


def _furniture(number: int, total: int, running_head: str) -> Iterator[bytes]:
    foot = Run(text=f"Page {number} of {total}")
    yield _text((PAGE_WIDTH - _width(foot, 9)) / 2, MARGIN / 2, foot, 9)
    if number > 1:
        yield _text(MARGIN, PAGE_HEIGHT - MARGIN / 2, Run(text=running_head), 9)


def _assemble(contents: Sequence[bytes]) -> bytes:
    """Number the objects: catalogue, page tree, two fonts, then each page and its content."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
        b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
    )
    numbers = [5 + 2 * index for index in range(len(contents))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids),
        font % b"Helvetica",
        font % b"Helvetica-Bold",
    ]
    for number, content in zip(numbers, contents, strict=True):
        packed = zlib.compress(content, 9)
        objects.append(page % (PAGE_WIDTH, PAGE_HEIGHT, number + 1))
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
        )
    return _with_table(objects)


def _with_table(objects: Sequence[bytes]) -> bytes:
    body = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % start for start in starts)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + table + trailer
