"""Letters as a scanner gives them: a text file set in type, printed, tilted, blurred and stamped.

Bold and bullets are set as the text marks them (`**label:**`, `- item`); what is compared is the words.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = ("LiberationSans-{}.ttf", "DejaVuSans{}.ttf")
A4 = (8.27, 11.69)  # inches
MARGIN = 1.0  # inch
POINTS = 11.0
LEADING = 1.25  # of the size
BULLET = re.compile(r"\s*[-•*]\s+")
BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanner:
    """How bad the scan is."""

    dpi: int = 200
    tilt: float = 0.5  # degrees
    blur: float = 0.7  # pixels, the radius of a Gaussian
    noise: int = 8  # grey levels
    stamp: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A printed line: words with their weight, and how far it is set in, in inches."""

    words: tuple[tuple[str, bool], ...]
    indent: float = 0.0
    bullet: bool = False
    gap: float = 0.0  # white above it, as a share of the leading


def scanned(text: str, scanner: Scanner, seed: int = 0) -> list[Image.Image]:
    """Print a letter and scan it."""
    dice = random.Random(seed)
    return [_scan(page, scanner, dice) for page in printed(text, scanner.dpi)]


def printed(text: str, dpi: int) -> list[Image.Image]:
    """Set a letter in type on A4, black on white."""
    fonts = _font(dpi, bold=False), _font(dpi, bold=True)
    width = int((A4[0] - 2 * MARGIN) * dpi)
    pitch = POINTS / 72 * dpi * LEADING
    pages: list[Image.Image] = []
    y = 0.0
    for run in _runs(text, width, fonts, dpi):
        y += run.gap * pitch
        if not pages or y + pitch > (A4[1] - MARGIN) * dpi:
            pages.append(Image.new("L", (int(A4[0] * dpi), int(A4[1] * dpi)), 255))
            y = MARGIN * dpi
        _draw(pages[-1], run, y, fonts, dpi)
        y += pitch
    return pages


def plain(text: str) -> list[str]:
    """The words that a letter prints, without its marks of emphasis and its bullets."""
    lines = (BULLET.sub("", line, count=1) if BULLET.match(line) else line for line in text.splitlines())
    return " ".join(BOLD.sub(r"\1", line) for line in lines).split()


def save(pages: Sequence[Image.Image], path: Path, dpi: int) -> None:
    """Write scanned pages as a PDF of pictures."""
    pages[0].save(path, "PDF", resolution=dpi, save_all=True, append_images=pages[1:], quality=80)


def _runs(
    text: str, width: int, fonts: tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont], dpi: int
) -> Iterator[Run]:
    gap = 0.0
    for raw in text.splitlines():
        if not raw.strip():
            gap = 0.6
            continue
        bullet = BULLET.match(raw)
        indent = 0.25 if bullet else 0.0
        words = _weighted(raw[bullet.end() :] if bullet else raw)
        lines = _wrapped(words, width - int(indent * dpi), fonts)
        for index, line in enumerate(lines):
            yield Run(
                words=line, indent=indent, bullet=bool(bullet) and index == 0, gap=0.0 if index else gap
            )
        gap = 0.0


def _weighted(text: str) -> list[tuple[str, bool]]:
    parts = BOLD.split(text)
    return [(word, index % 2 == 1) for index, part in enumerate(parts) for word in part.split()]


def _wrapped(
    words: Sequence[tuple[str, bool]],
    width: int,
    fonts: tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont],
) -> Iterator[tuple[tuple[str, bool], ...]]:
    line: list[tuple[str, bool]] = []
    used = 0.0
    space = fonts[0].getlength(" ")
    for word in words:
        length = fonts[word[1]].getlength(word[0])
        if line and used + space + length > width:
            yield tuple(line)
            line, used = [], 0.0
        used += length + (space if line else 0)
        line.append(word)
    if line:
        yield tuple(line)


def _draw(
    page: Image.Image,
    run: Run,
    y: float,
    fonts: tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont],
    dpi: int,
) -> None:
    pen = ImageDraw.Draw(page)
    x = (MARGIN + run.indent) * dpi
    if run.bullet:
        pen.text((x - 0.2 * dpi, y), "•", font=fonts[0], fill=0)
    for word, bold in run.words:
        pen.text((x, y), word, font=fonts[bold], fill=0)
        x += fonts[bold].getlength(word) + fonts[0].getlength(" ")


def _font(dpi: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    for name in FONTS:
        weight = ("Bold" if bold else "Regular") if "Liberation" in name else ("-Bold" if bold else "")
        try:
            return ImageFont.truetype(name.format(weight), round(POINTS / 72 * dpi))
        except OSError:
            continue
    raise SystemExit("no Liberation or DejaVu fonts: apt-get install fonts-liberation fonts-dejavu")


def _scan(page: Image.Image, scanner: Scanner, dice: random.Random) -> Image.Image:
    sheet = page.convert("RGB")
    if scanner.stamp:
        sheet = _stamp(sheet, scanner.dpi, dice)
    sheet = sheet.rotate(scanner.tilt, Image.Resampling.BICUBIC, fillcolor="white")
    sheet = sheet.filter(ImageFilter.GaussianBlur(scanner.blur))
    grains = np.random.default_rng(dice.randrange(2**32)).normal(128, scanner.noise, sheet.size[::-1])
    noise = Image.fromarray(grains.clip(0, 255).astype(np.uint8)).convert("RGB")
    return Image.blend(sheet, noise, 0.06)


def _stamp(sheet: Image.Image, dpi: int, dice: random.Random) -> Image.Image:
    """RECEIVED, in a tilted frame at the right of the top, where post rooms put it; print shows through."""
    seal = Image.new("RGB", (int(2.0 * dpi), int(0.7 * dpi)), "white")
    pen = ImageDraw.Draw(seal)
    red = (190, 40, 50)
    pen.rectangle((3, 3, seal.width - 4, seal.height - 4), outline=red, width=4)
    pen.text((0.15 * dpi, 0.1 * dpi), "RECEIVED\n12 MAR 2025", font=_font(dpi, bold=True), fill=red)
    seal = seal.rotate(dice.uniform(4, 12), expand=True, fillcolor="white")
    ink = Image.new("RGB", sheet.size, "white")
    ink.paste(seal, (sheet.width - seal.width - int(0.3 * dpi), int(0.3 * dpi)))
    return ImageChops.multiply(sheet, ink)
