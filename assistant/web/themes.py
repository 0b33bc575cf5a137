"""The Themes page: what the letters ask or praise, by area or year, and the same as CSV."""

import csv
import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter, Response

from assistant.brief_text import cell
from assistant.glossary import shipped
from assistant.themes import By, Doing, Grid, Mention, again, grid, mentions, years
from assistant.web.markup import render
from assistant.web.needs import Letterbook
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
        return render(
            "themes",
            view="themes",
            editable=editable,
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
        headers = {"Content-Disposition": f'attachment; filename="themes-{doing}-by-{by}.csv"'}
        return Response(
            as_csv(themes.table(view)).encode("utf-8-sig"), media_type="text/csv", headers=headers
        )

    return router


def as_csv(table: Grid) -> str:
    """A line for each cell that is not empty."""
    held = io.StringIO()
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in table.rows:
        for theme in table.themes:
            if found := table.cells.get((row, theme)):
                first, last = _ends(found.mentions)
                values = (row, theme, found.letters, len(found.mentions), first, last)
                writer.writerow([cell(value) for value in values])
    return held.getvalue()


def shade(count: int, most: int) -> int:
    """How dark a cell is, from 1 to SHADES."""
    return max(1, -(-count * SHADES // max(most, SHADES)))


def _ends(found: Sequence[Mention]) -> tuple[str, str]:
    days = [mention.letter.sent for mention in found if mention.letter.sent]
    return (min(days).isoformat(), max(days).isoformat()) if days else (british(None), british(None))
