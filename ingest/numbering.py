"""Word's lists: the bullet or the number that it prints before an item, counted as Word counts."""

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ingest.ooxml import W
from ingest.styles import value

PLACE = re.compile(r"%([1-9])")
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
MOST = 100_000  # counted: no list has more


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How a list prints its items at one level."""

    format: str = "bullet"
    text: str = ""  # "%1." where the counter of the first level stands
    start: int = 1


class Numbering:
    """The lists of `numbering.xml`, and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for element in root.iterfind(f"{W}abstractNum") if root is not None else ():
            self._levels[element.get(f"{W}abstractNumId", "")] = dict(
                map(_level, element.iterfind(f"{W}lvl"))
            )
        for element in root.iterfind(f"{W}num") if root is not None else ():
            self._add_list(element)

    def label(self, item: tuple[str, int]) -> str | None:
        """What is printed before a list's next item: "" a bullet, "2." or "(a)" a number, None nothing."""
        list_id, depth = item
        abstract = self._abstract.get(list_id, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(depth, Level())
        if level.format in ("bullet", "none"):
            return "" if level.format == "bullet" else None
        counts = self._counts[abstract]
        for place, start in self._restarts.pop(list_id, {}).items():
            counts[place] = start - 1
        counts[depth] = min(counts.get(depth, level.start - 1) + 1, MOST)
        for deeper in [place for place in counts if place > depth]:
            del counts[deeper]
        return PLACE.sub(lambda match: _counter(counts, levels, int(match[1]) - 1), level.text)

    def _add_list(self, element: Element) -> None:
        list_id = element.get(f"{W}numId", "")
        self._abstract[list_id] = value(element, "abstractNumId") or ""
        starts = {
            int(override.get(f"{W}ilvl", "0")): value(override, "startOverride")
            for override in element.iterfind(f"{W}lvlOverride")
        }
        self._restarts[list_id] = {
            depth: int(start) for depth, start in starts.items() if start is not None and start.isdigit()
        }


def written(count: int, style: str) -> str:
    """A number as a list prints it, by the name of Word's number format."""
    if style in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letters if style == "lowerLetter" else letters.upper()
    if style in ("lowerRoman", "upperRoman"):
        return _roman(count) if style == "lowerRoman" else _roman(count).upper()
    return f"{count:02d}" if style == "decimalZero" else str(count)


def _level(element: Element) -> tuple[int, Level]:
    start = value(element, "start")
    depth = element.get(f"{W}ilvl", "0")
    return int(depth) if depth.isdigit() else 0, Level(
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        start=int(start) if start is not None and start.isdigit() else 1,
    )


def _counter(counts: dict[int, int], levels: dict[int, Level], depth: int) -> str:
    level = levels.get(depth, Level(format="decimal"))
    return written(counts.get(depth, level.start), level.format)


def _roman(count: int) -> str:
    letters = ""
    for worth, letter in ROMAN:
        letters += letter * (count // worth)
        count %= worth
    return letters
