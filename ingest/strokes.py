"""The straight lines that a PDF page draws: borders of tables, rules, underlines, as thin boxes."""

import ctypes
from collections.abc import Iterator, Sequence
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


def strokes(page: pdfium.PdfPage, frame: Frame) -> list[Rect]:
    """Read the boxes of a page's straight strokes and thin shapes: x0, top, x1, bottom in the frame given."""
    found: list[Rect] = []
    for number, (path, matrix) in enumerate(_paths(page.raw, _IDENTITY, 0)):
        if number == MOST:
            break
        found += [frame.inward(box) for box in _lines(path, matrix)]
    return found


def _paths(owner: object, matrix: _Matrix, depth: int) -> Iterator[tuple[object | None, _Matrix]]:
    """Yield each path with its matrix to the page's space; None for an object of another kind."""
    count, get = (
        (pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject)
        if depth
        else (pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject)
    )
    for index in range(count(owner)):
        item = get(owner, index)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            yield item, matrix
            continue
        yield None, matrix
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            yield from _paths(item, _times(_matrix(item), matrix), depth + 1)


def _lines(path: object | None, matrix: _Matrix) -> Iterator[Rect]:
    if path is None:
        return
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(path, *edges):
        return
    x0, y0, x1, y1 = (edge.value for edge in edges)
    box = _box([_at((x0, y0), matrix), _at((x1, y1), matrix)])
    if _thin(box):
        yield box
        return
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, filled, stroked)
    for points in _figures(path, _times(_matrix(path), matrix)):
        sides = [_box(pair) for pair in pairwise(points)] if stroked.value else []
        yield from (side for side in [*sides, _box(points)] if _thin(side))


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
    return min(box[2] - box[0], box[3] - box[1]) <= THIN


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
