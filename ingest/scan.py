"""The picture of a page made ready for reading: straight, without coloured stamps; its drawn lines found."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Rect = tuple[float, float, float, float]
Place = tuple[int, int, int, int]
"""x0, top, x1, bottom; pixels."""

STEEPEST = 5.0  # degrees: how far a page may lie askew
STEP = 0.1  # degrees
WORTH = 0.15  # degrees: less is left alone
SKEW_WIDTH = 900  # pixels: enough to see a tenth of a degree
BLOCK = 4  # pixels: colour is judged over a block, so that a scanner's coloured fringes do not count
COLOURFUL = 50  # levels between a block's strongest and weakest channel
CELL = 8  # blocks: coloured blocks in neighbouring cells are one stamp
BLACK = 0.5  # of the paper's lightness, in every colour
MOST_COLOUR = 0.4  # of the page: more is paper, not ink
DARK = 0.6  # of the paper's lightness
RULE = 0.6  # inch: the shortest line of a table
THICK = 0.03  # inch: the thickest
UNBROKEN = 0.95  # of it is ink


@dataclass(frozen=True, slots=True)
class Ink:
    """A page in grey without coloured ink, in grey with it, and the boxes (pixels) where there is some."""

    plain: Image.Image
    full: Image.Image
    coloured: tuple[Place, ...]


def ink(picture: Image.Image) -> Ink:
    """Take out stamps, highlighters and pens: black print under them stays, and can be read."""
    full = picture.convert("L")
    if picture.mode != "RGB":
        return Ink(full, full, ())
    red, green, blue = map(np.asarray, picture.reduce(BLOCK).split())
    strongest, weakest = (each(each(red, green), blue) for each in (np.maximum, np.minimum))
    vivid: Mask = strongest - weakest > COLOURFUL
    if not vivid.any() or vivid.mean() > MOST_COLOUR:
        return Ink(full, full, ())
    boxes = tuple(_islands(vivid))
    plain = np.asarray(full).copy()
    wide = _grown(vivid, 2)
    for x0, top, x1, bottom in boxes:
        place = np.s_[top:bottom, x0:x1]
        colours = np.asarray(picture.crop((x0, top, min(x1, picture.width), min(bottom, picture.height))))
        plain[place] = _faded(
            colours, plain[place], wide[top // BLOCK : bottom // BLOCK, x0 // BLOCK : x1 // BLOCK]
        )
    return Ink(Image.fromarray(plain), full, boxes)


def _faded(colours: Grey, grey: Grey, blocks: Mask) -> Grey:
    """White where coloured blocks have no black: ink that is pale in one of its colours is not print."""
    mask = blocks.repeat(BLOCK, axis=0).repeat(BLOCK, axis=1)[: grey.shape[0], : grey.shape[1]]
    strongest = colours.max(axis=2)
    paper = np.uint8(np.percentile(strongest, 90))
    return np.where(mask, np.where(strongest > BLACK * paper, paper, strongest), grey).astype(np.uint8)


def tilt(page: Image.Image, steepest: float = STEEPEST) -> float:
    """How far lines fall to the right, in degrees: the turn that makes rows of print and of white clearest.

    W. Postl, "Detection of linear oblique structures and skew scan in digitized documents" (ICPR 1986).
    """
    ratio = SKEW_WIDTH / page.width
    small = page.resize((SKEW_WIDTH, max(int(page.height * ratio), 1)), Image.Resampling.BOX)
    dark = _dark(np.asarray(small))
    if not 0.001 < dark.mean() < 0.5:
        return 0.0
    rows, columns = np.nonzero(dark)
    coarse = _clearest(rows, columns, np.arange(-steepest, steepest + 0.01, 5 * STEP))
    best = _clearest(rows, columns, np.arange(coarse - 4 * STEP, coarse + 4.01 * STEP, STEP))
    return best if abs(best) >= WORTH else 0.0


def straightened(page: Image.Image, degrees: float, place: Place | None = None) -> Image.Image:
    """Turn a grey page anticlockwise about its middle, or what then is at a place of it."""
    x0, top, x1, bottom = place or (0, 0, *page.size)
    if not degrees:
        return page.crop(place) if place else page
    paper = int(np.median(np.asarray(page.reduce(8))))
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = x0 - page.width / 2, top - page.height / 2
    back = (cos, -sin, cos * x - sin * y + page.width / 2, sin, cos, sin * x + cos * y + page.height / 2)
    return page.transform(
        (x1 - x0, bottom - top), Image.Transform.AFFINE, back, Image.Resampling.BICUBIC, fillcolor=paper
    )


def drawn_lines(dark: Mask, dpi: float) -> list[Rect]:
    """Find the lines drawn on a straight page by its ink: x0, top, x1, bottom in points, thin."""
    scale = 72 / dpi
    length = int(RULE * dpi)
    height = len(dark) // 8 * 8
    rows = _inked((np.packbits(dark, axis=1) == 255).T, length)
    columns = _inked(np.logical_and.reduce([dark[start:height:8] for start in range(8)]), length)
    across = [(x0, y0, x1, y1) for y0, x0, y1, x1 in _strokes(dark[rows], rows, dpi)]
    down = [(x0, y0, x1, y1) for x0, y0, x1, y1 in _strokes(dark[:, columns].T, columns, dpi)]
    return [(x0 * scale, y0 * scale, x1 * scale, y1 * scale) for x0, y0, x1, y1 in [*across, *down]]


def darkness(page: Image.Image) -> Mask:
    """Which pixels are ink."""
    return _dark(np.asarray(page))


def _dark(grey: Grey) -> Mask:
    paper = float(np.percentile(grey[::4, ::4], 90))
    return grey < DARK * paper


def _clearest(rows: NDArray[np.intp], columns: NDArray[np.intp], angles: NDArray[np.float64]) -> float:
    def clear(angle: float) -> float:
        sheared = rows - columns * np.tan(np.radians(angle))
        counts = np.bincount((sheared - sheared.min()).astype(np.intp)).astype(np.float64)
        return float(((counts[1:] - counts[:-1]) ** 2).sum())

    return float(max(angles, key=clear))


def _inked(full: Mask, length: int) -> NDArray[np.intp]:
    """Which lines may hold a run so long: few of a page, and found fast. `full`: groups of eight that are all ink.

    However it lies, such a run fills so many whole groups, less one for each pixel that it lacks.
    """
    least = (length - 7) // 8 - int(length * (1 - UNBROKEN) + 1e-9)
    sums = np.cumsum(np.pad(full, ((1, 0), (0, 0))), axis=0, dtype=np.int16)
    reach = min(length // 8 + 1, len(full))
    return np.flatnonzero((sums[reach:] - sums[: len(sums) - reach]).max(axis=0) >= least)


def _strokes(dark: Mask, rows: NDArray[np.intp], dpi: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield the long horizontal runs of ink in some rows as first row, first column, last row, last column."""
    length, thick = int(RULE * dpi), max(int(THICK * dpi), 2)
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    if dark.shape[1] <= length:
        return
    long: Mask = sums[:, length:] - sums[:, :-length] >= UNBROKEN * length
    active = np.flatnonzero(long.any(axis=1))
    for band in np.split(active, np.flatnonzero(np.diff(rows[active]) > 1) + 1):
        if not 0 < len(band) <= thick:
            continue
        columns = np.flatnonzero(long[band].any(axis=0))
        for run in np.split(columns, np.flatnonzero(np.diff(columns) > thick) + 1):
            middle = (rows[band[0]] + rows[band[-1]]) / 2
            yield middle, float(run[0]), middle + 1, float(run[-1] + length)


def _grown(mask: Mask, by: int) -> Mask:
    """Widen a mask by a few pixels to each side."""
    padded = np.pad(mask, by)
    height, width = mask.shape
    steps = range(2 * by + 1)
    rows = np.any([padded[step : step + height, :] for step in steps], axis=0)
    return np.asarray(np.any([rows[:, step : step + width] for step in steps], axis=0))


def _islands(mask: Mask) -> Iterator[Place]:
    """Yield the boxes of what is coloured, in pixels; blocks in neighbouring cells are one island."""
    height, width = -(-mask.shape[0] // CELL), -(-mask.shape[1] // CELL)
    cells = np.zeros((height * CELL, width * CELL), dtype=np.bool_)
    cells[: mask.shape[0], : mask.shape[1]] = mask
    left = set(map(tuple, np.argwhere(cells.reshape(height, CELL, width, CELL).any(axis=(1, 3))).tolist()))
    while left:
        island = [left.pop()]
        for row, column in island:
            near = {(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & left
            left -= near
            island += near
        rows, columns = [cell[0] for cell in island], [cell[1] for cell in island]
        edge = CELL * BLOCK
        yield min(columns) * edge, min(rows) * edge, (max(columns) + 1) * edge, (max(rows) + 1) * edge
