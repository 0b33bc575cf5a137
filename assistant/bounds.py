"""The bound that a yes-no question sets to a figure: "longer than a year", "more than 1,000"."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.quantities import quantities

Kind = Literal["percent", "money", "duration", "number"]
KINDS: tuple[Kind, ...] = ("percent", "money", "duration", "number")
_BOUND = re.compile(
    r"\b(?P<not>(?:no|not)\s+)?(?:(?P<more>longer|more|over|above|greater|higher|exceed(?:s|ed|ing)?|upwards\s+of|in\s+excess\s+of|older|(?P<least>at\s+least))|less|fewer|shorter|under|below|lower|younger|(?P<most>at\s+most))\s+(?:than\s+)?(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure is to be more, or less, than."""

    kind: Kind
    value: float
    more: bool
    itself: bool = False  # whether the value itself fits, too: "at least"

    def holds(self, value: float) -> bool:
        """Whether a figure is within the bound."""
        return (value > self.value if self.more else value < self.value) or (
            self.itself and value == self.value
        )


def bound_of(text: str) -> Bound | None:
    """The bound that a yes-no question sets; None where it sets none."""
    for found in _BOUND.finditer(text):
        for kind in KINDS:
            after = [one for one in quantities(text, kind) if one.start <= found.end() < one.end]
            if after:
                denied = bool(found["not"])  # "no more than"
                itself = denied or bool(found["least"] or found["most"])
                return Bound(kind, after[0].value, more=bool(found["more"]) != denied, itself=itself)
    return None
