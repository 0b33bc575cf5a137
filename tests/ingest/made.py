"""Files for the tests of loaders, made by hand: nothing is in them but what a test is about."""

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"


def text(
    x: float, top: float, words: str, size: float = 11, *, bold: bool = False, turn: str = "1 0 0 1"
) -> str:
    """Words whose base line is `top` points below the upper edge of A4."""
    plain = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{'F2' if bold else 'F1'} {size} Tf {turn} {x} {842 - top} Tm ({plain}) Tj ET"


def rule(x0: float, top0: float, x1: float, top1: float) -> str:
    """A drawn line, half a point thick."""
    return f"0.5 w {x0} {842 - top0} m {x1} {842 - top1} l S"


def grid(xs: Sequence[float], tops: Sequence[float]) -> str:
    """The lines of a table."""
    across = [rule(xs[0], top, xs[-1], top) for top in tops]
    return "\n".join([*across, *(rule(x, tops[0], x, tops[-1]) for x in xs)])


def paragraph(x: float, top: float, lines: Sequence[str], size: float = 11, pitch: float = 14) -> str:
    """Lines under each other."""
    return "\n".join(text(x, top + index * pitch, line, size) for index, line in enumerate(lines))


def pdf(path: Path, *pages: str, picture: Image.Image | None = None, page: str = "") -> Path:
    """Write A4 pages from their content; `picture` fills each page, `page` is added to its dictionary."""
    image = _image(picture) if picture is not None else b"null"
    kids = b" ".join(b"%d 0 R" % number for number in range(6, 6 + 2 * len(pages), 2))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
        image,
    ]
    for number, content in enumerate(pages):
        drawn = f"q 595 0 0 842 0 0 cm /I Do Q\n{content}" if picture is not None else content
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R%s/Resources<<"
            b"/XObject<</I 5 0 R>>/Font<</F1 3 0 R/F2 4 0 R>>>>>>" % (7 + 2 * number, page.encode())
        )
        objects.append(stream(drawn.encode("cp1252")))
    path.write_bytes(joined(objects))
    return path


def stream(data: bytes, more: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n" % (len(packed), more) + packed + b"\nendstream"


def joined(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first its catalogue."""
    out, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    tail = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail


def docx(path: Path, body: str, parts: Mapping[str, str] | None = None, kind: str = "") -> Path:
    """Write a Word file from the XML of its body; `parts` are further ones by their name ("styles")."""
    extra = parts or {}
    links = "".join(
        f'<Relationship Id="r{name}" Type="{R}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for name in extra
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", kind or "<Types/>")
        archive.writestr(
            "_rels/.rels",
            _links(f'<Relationship Id="r" Type="{R}/officeDocument" Target="word/document.xml"/>'),
        )
        archive.writestr("word/_rels/document.xml.rels", _links(links))
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        )
        for name, content in extra.items():
            archive.writestr(f"word/{name}.xml", content)
    return path


def p(words: str, properties: str = "", run: str = "") -> str:
    """A Word paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


def root(name: str, content: str) -> str:
    """A part's root element."""
    return f'<w:{name} xmlns:w="{W}" xmlns:r="{R}">{content}</w:{name}>'


def printed(lines: Sequence[str], dpi: int = 150, size: float = 12) -> Image.Image:
    """A page printed on A4, to be scanned."""
    page = Image.new("L", (int(8.27 * dpi), int(11.69 * dpi)), 255)
    font = ImageFont.load_default(size=size * dpi / 72)
    for index, line in enumerate(lines):
        ImageDraw.Draw(page).text((dpi, dpi * (1 + index * size * 1.5 / 72)), line, font=font, fill=0)
    return page


def _links(links: str) -> str:
    return f'<Relationships xmlns="{RELATED}">{links}</Relationships>'


def _image(picture: Image.Image) -> bytes:
    size = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8" % picture.size
    colours = b"/ColorSpace/DeviceGray" if picture.mode == "L" else b"/ColorSpace/DeviceRGB"
    return stream(picture.tobytes(), size + colours)
