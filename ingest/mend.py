"""Blocks that a page break or a stray blank line cut in two, made whole."""

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.block import Block
from ingest.joins import ended, unwrapped

_OPEN = re.compile(
    r"(?:[-–—&]|\b(?:the|an?|and|or|their|your|our|its|this|these|which|has|have))$"
)  # no heading ends so
_DANGLING = re.compile(r"(?:[,/]|\b(?:of|to|for|with|in|on|by|from|as|at|that|is|are|be))$")
_HEADING = 60  # characters; a shorter block that does not end may be a heading, which goes on with nothing


def mend(parts: Iterable[Block], vocabulary: frozenset[str]) -> list[Block]:
    """Join each block to the one before it where a page break or a stray blank line cut them apart."""
    mended: list[Block] = []
    for part in parts:
        if mended and _cut(mended[-1], part):
            above = mended[-1]
            text = unwrapped((above.text, part.text), vocabulary)
            mended[-1] = replace(above, lines=(*above.lines, *part.lines), text=text)
        else:
            mended.append(part)
    return mended


def _cut(above: Block, part: Block) -> bool:
    """Whether two blocks are one sentence: it has not ended, or a bracket is open, and the next goes on."""
    if above.zone != "body" or part.zone != "body" or part.bullet or "heading" in (above.style, part.style):
        return False
    if above.place != part.place:
        return False
    if _open_bracket(above.text) and re.match(r"[^(]*\)", part.text):
        return True
    if ended(above.text):
        return False
    long = len(above.text) > _HEADING or above.bullet
    turned = above.lines[-1].page != part.lines[0].page and len(above.text.split()) > 3
    if part.text[:1].islower() and (long or turned):
        return True
    return bool(_OPEN.search(above.text) or (long and _DANGLING.search(above.text)))


def _open_bracket(text: str) -> bool:
    return text.rfind("(") > text.rfind(")")
