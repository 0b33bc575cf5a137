"""A letter's words as runs: `**emphasis**` marks become bold, a quotation cut inside one keeps its half."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that are printed alike."""

    text: str
    bold: bool = False


def runs(text: str, start: int = 0, end: int | None = None) -> tuple[Run, ...]:
    """The runs of `text[start:end]`; marks are paired in the whole text, one without its pair is printed."""
    last = len(text) if end is None else end
    return tuple(
        Run(text=text[max(first, start) : min(stop, last)], bold=bold)
        for first, stop, bold in _stretches(text)
        if max(first, start) < min(stop, last)
    )


def plain(text: str, start: int = 0, end: int | None = None) -> str:
    """The words of `text[start:end]` without emphasis marks."""
    return "".join(run.text for run in runs(text, start, end))


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where words stand that are not marks, and whether they are bold."""
    at = 0
    for found in _EMPHASIS.finditer(text):
        yield at, found.start(), False
        yield found.start(1), found.end(1), True
        at = found.end()
    yield at, len(text), False
