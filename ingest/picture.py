"""A page as a picture: for Tesseract to read, and for the chat to show beside its citation."""

import io
import math
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageOps, ImageSequence

from ingest.letter import IngestError
from ingest.limits import MOST_PIXELS, check_pages
from ingest.sniff import kind

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})
WIDEST = 4_000  # pixels of a picture for the chat
MOST_DECODED = 120_000_000  # pixels: A3 at 600 dpi, before it is made smaller
A4_WIDTH = 8.27  # inches
POINTS = 72.0  # an inch


def render(path: Path, page: int, width_px: int) -> bytes:
    """Draw a page (from 1) of a PDF or of a scan as a PNG. It opens the file: run it in `ingest.child`.

    Raises IngestError where the file has no such page, has no pages, or cannot be drawn.
    """
    suffix = kind(path)
    if suffix != ".pdf" and suffix not in PICTURES:
        raise IngestError(f"{path.name}: has no pages to show", status="unsupported")
    width = min(max(width_px, 1), WIDEST)
    picture = _scan(path, page) if suffix in PICTURES else _sheet(path, page, width)
    picture.thumbnail((width, max(MOST_PIXELS // width, 1)))
    drawn = io.BytesIO()
    picture.save(drawn, "PNG")
    return drawn.getvalue()


def opened(path: Path) -> pdfium.PdfDocument:
    """Open a PDF with pdfium. Raises IngestError where it is encrypted or refused."""
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            message = f"{path.name}: encrypted; save it without its password"
            raise IngestError(message, status="encrypted") from error
        raise IngestError(f"{path.name}: not a readable PDF; ask for it again", status="corrupt") from error


def draw(page: pdfium.PdfPage, scale: float) -> Image.Image:
    """Draw a PDF's page in grey tones or colour, `scale` pixels to a point where the limit allows it."""
    width, height = page.get_size()
    most = math.sqrt(MOST_PIXELS / max(width * height, 1.0))
    drawn: Image.Image = page.render(scale=min(scale, most), rev_byteorder=True).to_pil()
    return drawn.convert("RGB")


def scans(path: Path) -> Iterator[tuple[Image.Image, float]]:
    """Yield the pages of a scanned picture upright in RGB, each with its dots per inch.

    Raises IngestError where it is no picture, is cut off or is too large.
    """
    try:
        with Image.open(path) as file:
            check_pages(path, getattr(file, "n_frames", 1))
            for frame in ImageSequence.Iterator(file):
                if frame.width * frame.height > MOST_DECODED:
                    message = f"{path.name}: {frame.width} x {frame.height} pixels; scan it at 300 dpi"
                    raise IngestError(message, status="too_large")
                yield _upright(frame), _dpi(frame)
    except Image.DecompressionBombError as error:
        raise IngestError(
            f"{path.name}: far too many pixels; scan it at 300 dpi", status="too_large"
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise IngestError(f"{path.name}: not a readable picture ({error})", status="corrupt") from error


def _scan(path: Path, number: int) -> Image.Image:
    for count, (picture, _) in enumerate(scans(path), start=1):
        if count == number:
            return picture
    raise IngestError(f"{path.name}: has no page {number}", status="unsupported")


def _sheet(path: Path, number: int, width: int) -> Image.Image:
    with opened(path) as document:
        if not 0 < number <= len(document):
            raise IngestError(f"{path.name}: has no page {number}", status="unsupported")
        try:
            page = document[number - 1]
            return draw(page, width / max(page.get_width(), 1.0))
        except pdfium.PdfiumError as error:
            raise IngestError(f"{path.name}: page {number} cannot be drawn", status="corrupt") from error


def _upright(frame: Image.Image) -> Image.Image:
    """Turn as the camera noted, lay on white, and make no larger than the limit."""
    picture = ImageOps.exif_transpose(frame)
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    picture = picture.convert("RGB")
    shrink = math.sqrt(MOST_PIXELS / (picture.width * picture.height))
    if shrink < 1:
        picture = picture.resize((int(picture.width * shrink), int(picture.height * shrink)))
    return picture


def _dpi(frame: Image.Image) -> float:
    """Dots per inch as the file says, or as they would be on A4, after `_upright`."""
    said = float(frame.info.get("dpi", (0, 0))[0])
    shrink = min(1.0, math.sqrt(MOST_PIXELS / (frame.width * frame.height)))
    return (said if 70 <= said <= 1200 else min(frame.size) / A4_WIDTH) * shrink
