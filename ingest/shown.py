"""What of a Rich Text is printed, before striprtf reads it: nothing hidden; a bold paragraph has Markdown's stars."""

import re
from dataclasses import dataclass, replace

from striprtf.striprtf import destinations, specialchars

TOKEN = re.compile(
    r"\\(?P<word>[a-z]+)(?P<number>-?\d*) ?|(?P<brace>[{}])|(?P<aside>\\\*)|(?P<said>\\[^a-z]|[^\\{}]+)", re.S
)
CELLS = frozenset({"cell", "nestcell", "row"})
ENDS = frozenset({"par", "line", "sect", "page"}) | CELLS
CHARACTERS = frozenset({"u", *specialchars}) - ENDS
ASIDE = frozenset({"listtext", *destinations})  # what they say is not of the line
UNSEEN = frozenset({"v", "deleted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What the words so far make of the text that follows in their group."""

    bold: bool = False
    unseen: frozenset[str] = frozenset()
    aside: bool = False  # no text of the page


def shown(formed: str) -> str:
    """Leave out what is hidden or deleted, and set stars around each line that is bold throughout."""
    state, line = _State(), _Line()
    above: list[_State] = []
    kept: list[str] = []
    for token in TOKEN.finditer(formed):
        word = token["word"]
        if token["brace"] == "{":
            above.append(state)
        elif token["brace"]:
            state = above.pop() if above else state
        elif word in ENDS and not state.aside:
            if word not in CELLS:
                line.set_stars(kept)
            line = _Line()
        elif token["said"] or word in CHARACTERS:
            if state.unseen:
                continue
            if not state.aside:
                line.say(kept, token[0], bold=state.bold)
        else:
            state = _after(state, word, token["number"])
        kept.append(token[0])
    return "".join(kept)


class _Line:
    """Where the line's words start and end, and whether all of them are bold."""

    def __init__(self) -> None:
        self._first: int | None = None
        self._last = 0
        self._bold = True

    def say(self, kept: list[str], text: str, *, bold: bool) -> None:
        """Take note of a text that will be kept next."""
        if text.strip():
            self._first = len(kept) if self._first is None else self._first
            self._last = len(kept)
            self._bold = self._bold and bold

    def set_stars(self, kept: list[str]) -> None:
        """Set the stars where the line is bold."""
        if self._first is not None and self._bold:
            kept[self._first] = f"**{kept[self._first].lstrip()}"
            kept[self._last] = f"{kept[self._last].rstrip()}**"


def _after(state: _State, word: str | None, number: str) -> _State:
    on = number != "0"
    if word is None or word in ASIDE:
        return replace(state, aside=True)
    if word == "plain":
        return replace(state, bold=False, unseen=frozenset())
    if word == "b":
        return replace(state, bold=on)
    if word in UNSEEN:
        return replace(state, unseen=state.unseen | {word} if on else state.unseen - {word})
    return state
