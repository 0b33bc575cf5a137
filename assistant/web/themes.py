"""The Themes page: what the letters ask or praise, by area or year, and the same as CSV."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter, Response

from assistant.glossary import shipped
from assistant.themes import By, Doing, Grid, Mention, again, grid, mentions, years
from assistant.trend import Trend, trend
from assistant.web.markup import render
from assistant.web.needs import Letterbook
from assistant.web.plots import lines, plotly_version
from assistant.web.spreadsheet import spreadsheet
from ingest.letter import british

COLUMNS = 14  # themes side by side
REPEATED = 12  # themes asked again and again that are listed
SHADES = 4
HEADER = ("area or year", "theme", "letters", "paragraphs", "first letter", "last letter")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is counted, and in which years (both included)."""

    doing: Doing = "asked"
    by: By = "area"
    since: int | None = None
    until: int | None = None


class Themes:
    """The collection's themes, worked out once for every state of it."""

    def __init__(self, letterbook: Letterbook) -> None:
        self.letterbook = letterbook
        self._known: tuple[str, tuple[Mention, ...]] | None = None
        self._lock = threading.Lock()

    def page(self, view: View, row: str, theme: str, *, editable: bool) -> str:
        """The heat map, the paragraphs of the cell that is opened, and what was asked again and again."""
        table = self.table(view)
        letters = self.letterbook.letters()
        course = self.trend()
        return render(
            "themes",
            view="themes",
            editable=editable,
            course=course,
            plot=lines(course),
            plotly=plotly_version(),
            shown=view,
            grid=table,
            opened=table.cells.get((row, theme)),
            years=years(letters),
            again=again(self._mentions(), letters)[:REPEATED],
            shade=lambda count: shade(count, table.most),
        )

    def table(self, view: View) -> Grid:
        """The counts."""
        return grid(
            self._mentions(),
            doing=view.doing,
            by=view.by,
            since=view.since,
            until=view.until,
            columns=COLUMNS,
        )

    def trend(self) -> Trend:
        """How often what was asked again and again was asked."""
        return trend(self._mentions(), self.letterbook.letters())

    def _mentions(self) -> tuple[Mention, ...]:
        with self._lock:
            index = self.letterbook.index
            if self._known is None or self._known[0] != index:
                letters = [letter for letter in self.letterbook.letters() if not letter.unreadable]
                opened = (self.letterbook.letter(letter.id) for letter in letters)
                self._known = (index, mentions(opened, shipped()))
            return self._known[1]


def theme_routes(themes: Themes) -> APIRouter:
    """The download."""
    router = APIRouter()

    @router.get("/themes.csv", include_in_schema=False)
    def download(
        doing: Doing = "asked", by: By = "area", since: int | Literal[""] = "", until: int | Literal[""] = ""
    ) -> Response:
        view = View(doing=doing, by=by, since=since or None, until=until or None)
        return spreadsheet(f"themes-{doing}-by-{by}", counts(themes.table(view)))

    @router.get("/again.csv", include_in_schema=False)
    def repeated() -> Response:
        return spreadsheet("asked-again-and-again", course(themes.trend()))

    return router


def counts(table: Grid) -> Iterator[Sequence[object]]:
    """A line for each cell that is not empty."""
    yield HEADER
    for row in table.rows:
        for theme in table.themes:
            if found := table.cells.get((row, theme)):
                yield (row, theme, found.letters, len(found.mentions), *_ends(found.mentions))


def course(shown: Trend) -> Iterator[Sequence[object]]:
    """A line for each half-year."""
    yield ("half-year", "letters sent", *(line.theme for line in shown.lines))
    yield from zip(shown.halves, shown.sent, *(line.counts for line in shown.lines), strict=True)


def shade(count: int, most: int) -> int:
    """How dark a cell is, from 1 to SHADES."""
    return max(1, -(-count * SHADES // max(most, SHADES)))


def _ends(found: Sequence[Mention]) -> tuple[str, str]:
    days = [mention.letter.sent for mention in found if mention.letter.sent]
    return (min(days).isoformat(), max(days).isoformat()) if days else (british(None), british(None))
