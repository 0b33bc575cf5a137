"""Running heads and page numbers of formats without positions: printed on the page, no part of the letter."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.page import Line, Page

_EDGE = 3  # lines at the top and at the bottom of a page where they stand
_NUMBER = re.compile(r"\s*(?:[-–|]\s*)?(?:page\s+)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*[-–|])?\s*", re.I)
_OF_PAGES = re.compile(r"\s*(?:[-–|]\s*)?page\s+\d{1,3}\s+of\s+\d{1,3}(?:\s*[-–|])?\s*", re.I)


def without_running(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Drop what repeats at the edges of pages, and page numbers there."""
    repeated = _repeated(pages)
    return tuple(replace(page, lines=_body(page.lines, repeated, len(pages))) for page in pages)


def _repeated(pages: Sequence[Page]) -> frozenset[str]:
    """What stands at the edge of three pages at least, and of a third of them; digits may differ."""
    seen = Counter(text for page in pages for text in {_folded(line) for line in _edges(page.lines)})
    need = max(3, len(pages) / 3)
    return frozenset(text for text, count in seen.items() if count >= need)


def _body(lines: Sequence[Line], repeated: frozenset[str], pages: int) -> tuple[Line, ...]:
    edges = {id(line) for line in _edges(lines)}
    return tuple(line for line in lines if not _runs(line, id(line) in edges, repeated, pages))


def _runs(line: Line, edge: bool, repeated: frozenset[str], pages: int) -> bool:
    if _OF_PAGES.fullmatch(line.text):
        return True
    return edge and (_folded(line) in repeated or (pages > 1 and bool(_NUMBER.fullmatch(line.text))))


def _edges(lines: Sequence[Line]) -> Sequence[Line]:
    return lines if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]]


def _folded(line: Line) -> str:
    return re.sub(r"\d+", "0", " ".join(line.text.split()))
