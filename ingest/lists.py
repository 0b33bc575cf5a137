"""Which lead-in each item of a list stands under: "At your next review meeting, I would like to see:"."""

import re
from dataclasses import dataclass

from ingest.block import Block
from ingest.joins import ended
from ingest.phrases import Phrases

_ANNOUNCES = Phrases(re.compile(r"\b(?:following|below|as follows|these|namely|includ\w+)\b", re.I))
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(]*[A-Z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadIn:
    """The sentence that introduces a list, and the number of the paragraph that ends with it."""

    text: str = ""
    number: int | None = None


@dataclass(slots=True, kw_only=True)
class _Level:
    shape: str
    left: float  # where the items start: characters, or a fraction of the page
    lead: LeadIn


class Lists:
    """The lists that are open at a point of a letter, outermost first."""

    def __init__(self) -> None:
        self._open: list[_Level] = []

    def close(self) -> None:
        """End every list: a heading or a paragraph of its own has come."""
        self._open.clear()

    @property
    def lead(self) -> LeadIn:
        """The lead-in of the outermost open list."""
        return self._open[0].lead if self._open else LeadIn()

    def item(self, block: Block, above: LeadIn, above_is_item: bool) -> LeadIn:
        """Place an item; `above` is the paragraph right above it, as the lead-in that it may be."""
        shape, left = _shape(block), _left(block)
        for depth in range(len(self._open) - 1, -1, -1):
            level = self._open[depth]
            if shape == level.shape and abs(left - level.left) <= _tolerance(block):
                del self._open[depth + 1 :]
                return level.lead
        lead = above if above_is_item or not self._open else self.lead
        self._open.append(_Level(shape=shape, left=left, lead=lead))
        return lead


def lead_in(text: str, number: int) -> LeadIn:
    """Read a paragraph's last sentence as a lead-in; an empty one where it introduces nothing."""
    last = _SENTENCE.split(text)[-1]
    introduces = (
        text.rstrip().endswith((":", ",", "-", "–", "—", ";")) or not ended(text) or _ANNOUNCES.search(last)
    )
    return LeadIn(text=last, number=number) if introduces else LeadIn()


def _shape(block: Block) -> str:
    if block.marker:
        return block.marker.shape
    return f"level {block.lines[0].line.level}"


def _left(block: Block) -> float:
    box = block.lines[0].line.box
    return box[0] if box else float(block.indent)


def _tolerance(block: Block) -> float:
    return 0.01 if block.lines[0].line.box else 1.0
