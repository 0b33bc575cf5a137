"""What a PDF page draws besides its text: straight lines, pictures, and letters as curves."""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.words import Frame, Rect

THIN = 3.0  # points: a filled shape no thicker than this is a line
DEEPEST = 4  # forms in forms
MOST = 20_000  # objects looked at: beyond this it is a drawing, not a table

_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What stands on a page beside or behind its text."""

    lines: tuple[
        Rect, ...
    ] = ()  # borders, rules, underlines: thin boxes, x0, top, x1, bottom in the frame asked for
    picture: float = 0.0  # the largest picture, as a share of the page
    dpi: float = 0.0  # of that picture
    shapes: int = 0  # paths that are no lines: drawings, logos, letters as curves
    invisible: bool = False  # most of the text is laid unseen over a scan, by whoever read it


def drawn(page: pdfium.PdfPage, frame: Frame) -> Drawn:
    """Look at what a page draws."""
    lines: list[Rect] = []
    picture, dpi, shapes, seen, unseen = 0.0, 0.0, 0, 0, 0
    for number, (item, kind, matrix) in enumerate(_objects(page.raw, _IDENTITY, 0)):
        if number == MOST:
            break
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            found = list(_lines(item, matrix))
            lines += [frame.inward(box) for box in found]
            shapes += not found
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            share = _area(_bounds(item, matrix)) / (frame.width * frame.height)
            picture, dpi = max((picture, dpi), (share, _dpi(item, share, frame)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            hidden = pdfium_c.FPDFTextObj_GetTextRenderMode(item) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
            unseen, seen = unseen + hidden, seen + (not hidden)
    return Drawn(lines=tuple(lines), picture=picture, dpi=dpi, shapes=shapes, invisible=unseen > seen)


def _objects(owner: object, matrix: _Matrix, depth: int) -> Iterator[tuple[object, int, _Matrix]]:
    """Yield each object, its kind, and the matrix from its space to the page's."""
    count, get = (
        (pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject)
        if depth
        else (pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject)
    )
    for index in range(count(owner)):
        item = get(owner, index)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        yield item, kind, matrix
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            yield from _objects(item, _times(_matrix(item), matrix), depth + 1)


def _lines(path: object, matrix: _Matrix) -> Iterator[Rect]:
    box = _bounds(path, matrix)
    if box is None or _thin(box):
        yield from [box] if box is not None else []
        return
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, filled, stroked)
    for points in _figures(path, _times(_matrix(path), matrix)):
        sides = [_box(pair) for pair in pairwise(points)] if stroked.value else []
        yield from (side for side in [*sides, _box(points)] if _thin(side))


def _bounds(item: object, matrix: _Matrix) -> Rect | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(item, *edges):
        return None
    x0, y0, x1, y1 = (edge.value for edge in edges)
    return _box([_at((x0, y0), matrix), _at((x1, y0), matrix), _at((x0, y1), matrix), _at((x1, y1), matrix)])


def _dpi(image: object, share: float, frame: Frame) -> float:
    """Dots per inch of a picture that covers a share of the page."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium_c.FPDFImageObj_GetImagePixelSize(image, width, height)
    area = share * frame.width * frame.height
    return math.sqrt(width.value * height.value / area) * 72 if area > 0 else 0.0


def _area(box: Rect | None) -> float:
    return (box[2] - box[0]) * (box[3] - box[1]) if box is not None else 0.0


def _figures(path: object, matrix: _Matrix) -> Iterator[list[_Point]]:
    """Yield the corners of each part of a path; a part with curves is no line."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[_Point] = []
    straight = True
    for index in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        points.append(_at((x.value, y.value), matrix))
        straight = straight and kind != pdfium_c.FPDF_SEGMENT_BEZIERTO
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if straight and len(points) > 1:
        yield points


def _thin(box: Rect) -> bool:
    short, long = sorted((box[2] - box[0], box[3] - box[1]))
    return short <= THIN and long > 0


def _box(points: Sequence[_Point]) -> Rect:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _at(point: _Point, matrix: _Matrix) -> _Point:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def _matrix(item: object) -> _Matrix:
    raw = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, raw):
        return _IDENTITY
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    """The matrix that does `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
