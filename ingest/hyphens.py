"""Words broken at the end of a printed line, mended: the tail moves up to the line where the word began.

Whether the hyphen is the printer's (inter-view) or the word's own (co-production) is learned from the
document: from the word elsewhere in it, else from how its other lines end. In doubt the hyphen stays.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

SOFT = "\u00ad"
PART = r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*"  # letters, or letters joined by hyphens
WORD = re.compile(PART)
BROKEN = re.compile(rf"(?P<head>{PART})?(?P<mark>{SOFT}|(?<=\w)[-\u2010\u2013/])$")
TAIL = re.compile(r"(?P<tail>\w\S*)\s*")
SUSPENDED = frozenset({"and", "or", "to", "nor", "but", "versus"})  # short- and long-term


def mended(flows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Mend the lines of each flow (a column, a cell); a line whose only word moved up becomes empty."""
    known = Counter(word.casefold() for lines in flows for line in lines for word in WORD.findall(line))
    printers = _printers(flows, known)
    return [_mend(list(lines), known, printers) for lines in flows]


def _mend(lines: list[str], known: Counter[str], printers: bool) -> list[str]:
    for index in range(len(lines) - 1):
        broken, tail = BROKEN.search(lines[index]), TAIL.match(lines[index + 1])
        if broken is None or tail is None or tail["tail"].casefold() in SUSPENDED:
            continue
        mark = "" if _printers_own(broken, tail["tail"], known, printers) else broken["mark"]
        lines[index] = lines[index][: broken.start("mark")] + mark + tail["tail"]
        lines[index + 1] = lines[index + 1][tail.end() :]
    return [line.replace(SOFT, "") for line in lines]


def _printers_own(broken: re.Match[str], tail: str, known: Counter[str], printers: bool) -> bool:
    """Whether the hyphen is only the printer's, so that it goes."""
    told = _told(broken, tail, known)
    if told is None:
        simple = broken["mark"] in "-\u2010" and broken["head"] and WORD.fullmatch(broken["head"])
        return bool(printers and simple and "-" not in broken["head"] and tail[0].islower())
    return told


def _told(broken: re.Match[str], tail: str, known: Counter[str]) -> bool | None:
    """Whether the document shows the word without the hyphen; None where it does not show the word."""
    if broken["mark"] == SOFT:
        return True
    end = WORD.match(tail)
    if broken["mark"] not in "-\u2010" or broken["head"] is None or end is None:
        return False
    with_hyphen = known[f"{broken['head']}-{end[0]}".casefold()]
    without = known[f"{broken['head']}{end[0]}".casefold()]
    return None if with_hyphen == without else without > with_hyphen


def _printers(flows: Sequence[Sequence[str]], known: Counter[str]) -> bool:
    """Whether this document's printer breaks words: most line ends that can be told are broken words."""
    told = [_told(broken, tail, known) for broken, tail in _breaks(flows)]
    return told.count(True) > told.count(False)


def _breaks(flows: Iterable[Sequence[str]]) -> Iterator[tuple[re.Match[str], str]]:
    for lines in flows:
        for line, after in pairwise(lines):
            broken, tail = BROKEN.search(line), TAIL.match(after)
            if broken is not None and tail is not None:
                yield broken, tail["tail"]
