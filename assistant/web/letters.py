"""The Letters page: the table, the timeline, one letter, adding and removing letters."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import gradio as gr
from pydantic import BaseModel, Field

from assistant.themes import By, Doing
from assistant.web.chat import clean
from assistant.web.markup import needs_look, render
from assistant.web.needs import FileReport, Intake, Letterbook
from assistant.web.themes import Themes, View
from assistant.web.timeline import timeline
from assistant.web.uploads import Uploads
from assistant.web.visitor import NOT_AN_EDITOR, Door, OpenDoor
from ingest.letter import IngestError, LetterMetadata
from vectorstore.storeerror import StoreError

UPLOADS = "uploads"  # folder of the store
ROWS = 50  # letters on one page of the table
PER_ROW = 0.002  # seconds a row that a table of what became of files stands before it is sent anew

Column = Literal["area", "sent", "kind", "next", "ocr", "warnings"]


class Wanted(BaseModel, extra="forbid", hide_input_in_errors=True):
    """Which view to show, and how the table is filtered and sorted."""

    view: Literal["letters", "timeline", "themes", "add", "letter"] = "letters"
    letter: str = ""
    text: str = Field(default="", max_length=200)
    kind: Literal["", "letter", "report"] = ""
    attention: bool = False
    sort: Column = "sent"
    descending: bool = True
    page: int = Field(default=1, ge=1)
    doing: Doing = "asked"
    by: By = "area"
    since: str = Field(default="", pattern=r"^(\d{4})?$")
    until: str = Field(default="", pattern=r"^(\d{4})?$")
    row: str = Field(default="", max_length=300)
    theme: str = Field(default="", max_length=300)


class Named(BaseModel, extra="forbid", hide_input_in_errors=True):
    """A letter, and the area that a person says it is to."""

    letter: str
    name: str = Field(min_length=1, max_length=200)


class Removed(BaseModel, extra="forbid", hide_input_in_errors=True):
    """A letter to take out."""

    letter: str


class Uploaded(BaseModel, extra="forbid", hide_input_in_errors=True):
    """Files that were received, by what they were called then."""

    files: tuple[str, ...] = Field(max_length=1000)


class Shelf:
    """Answers the Letters page's events."""

    def __init__(
        self,
        letterbook: Letterbook,
        *,
        store: Path,
        intake: Intake | None,
        themes: Themes | None = None,
        uploads: Uploads | None = None,
        door: Door | None = None,
    ) -> None:
        self.letterbook = letterbook
        self.themes = themes or Themes(letterbook)
        self.intake = intake
        self.uploads = uploads or Uploads(store / UPLOADS)
        self.door = door or OpenDoor()

    def show(self, event: gr.EventData, request: gr.Request | None = None) -> str:
        """One view of the page."""
        wanted = Wanted.model_validate(event._data)
        if wanted.view == "letter":
            return self._letter(request, wanted.letter)
        if wanted.view == "timeline":
            line = timeline(self.letterbook.letters())
            return self._render(request, "timeline", view="timeline", line=line)
        if wanted.view == "themes":
            return self._themes(request, wanted)
        if wanted.view == "add":
            return self._add(request, ())
        return self._table(request, wanted)

    def set_area(self, event: gr.EventData, request: gr.Request | None = None) -> str:
        """Set the area of a letter, and show it."""
        named = Named.model_validate(event._data)
        if not self.door.may_edit(request, f"set area of {named.letter}"):
            return self._letter(request, named.letter, fault=NOT_AN_EDITOR)
        try:
            self.letterbook.set_area(named.letter, clean(named.name))
        except StoreError as fault:
            return self._letter(request, named.letter, fault=str(fault))
        self.door.note(request, "set area", named.letter)
        areas = self.letterbook.letter(named.letter).metadata.areas
        return self._letter(request, named.letter, notice=f"The area is now {' and '.join(areas)}.")

    def remove(self, event: gr.EventData, request: gr.Request | None = None) -> str:
        """Take a letter out, and show the others."""
        removed = Removed.model_validate(event._data)
        if self.intake is None:
            return self._table(request, Wanted())
        if not self.door.may_edit(request, f"remove {removed.letter}"):
            return self._letter(request, removed.letter, fault=NOT_AN_EDITOR)
        try:
            self.intake.remove(removed.letter)
        except StoreError as fault:
            return self._letter(request, removed.letter, fault=str(fault))
        self.door.note(request, "removed", removed.letter)
        return self._table(request, Wanted(), notice="The letter is removed. No answer will quote it again.")

    def add(self, event: gr.EventData, request: gr.Request | None = None) -> Iterator[str]:
        """Ingest what was uploaded, showing each file's report as it comes."""
        if self.intake is None:
            return
        if not self.door.may_edit(request, "add letters"):
            yield self._add(request, (), fault=NOT_AN_EDITOR)
            return
        sent = Uploaded.model_validate(event._data).files
        files = self.uploads.keep(self.door.person(request).name, sent)
        reports: list[FileReport] = []
        yield self._add(request, reports, waiting=len(files))
        fault, due = "", 0.0
        try:
            for report in self.intake.add(files):
                reports.append(report)
                self.door.note(request, "uploaded", f"{report.letter_id or '-'} {report.status}")
                if (now := time.monotonic()) >= due:  # a long table is not sent anew for each of its rows
                    due = now + len(reports) * PER_ROW
                    yield self._add(request, reports, waiting=max(len(files) - len(reports), 0))
        except (StoreError, IngestError) as stopped:
            fault = str(stopped)
        yield self._add(request, reports, done=True, fault=fault)

    def _table(self, request: gr.Request | None, wanted: Wanted, notice: str = "") -> str:
        everything, maybe = self.letterbook.letters(), self.letterbook.possibilities()
        nearly = {name: one.nearly_same for name, one in maybe.by_letter().items() if one.nearly_same}
        found = sorted(
            (letter for letter in everything if _passes(letter, wanted, frozenset(nearly))),
            key=COLUMNS[wanted.sort],
            reverse=wanted.descending,
        )
        pages = max(1, -(-len(found) // ROWS))
        page = min(wanted.page, pages)
        rows = found[(page - 1) * ROWS : page * ROWS]
        return self._render(
            request,
            "letters",
            view="letters",
            wanted=wanted,
            rows=rows,
            nearly=nearly,
            people=maybe.people,
            by_id={letter.id: letter for letter in everything},
            found=len(found),
            total=len(everything),
            page=page,
            pages=pages,
            notice=notice,
        )

    def _themes(self, request: gr.Request | None, wanted: Wanted) -> str:
        since, until = (int(year) if year else None for year in (wanted.since, wanted.until))
        view = View(doing=wanted.doing, by=wanted.by, since=since, until=until)
        return self.themes.page(view, wanted.row, wanted.theme, editable=self._editable(request))

    def _letter(self, request: gr.Request | None, letter_id: str, notice: str = "", fault: str = "") -> str:
        try:
            letter = self.letterbook.letter(letter_id)
        except StoreError:
            return self._render(request, "gone", view="letter")
        areas = sorted({area for other in self.letterbook.letters() for area in other.areas})
        return self._render(
            request,
            "letter",
            view="letter",
            letter=letter.metadata,
            paragraphs=letter.paragraphs,
            maybe=self.letterbook.possibilities().of([letter_id]),
            areas=areas,
            notice=notice,
            fault=fault,
        )

    def _add(self, request: gr.Request | None, reports: Sequence[FileReport], **values: object) -> str:
        shown = {"waiting": 0, "done": False, "fault": ""} | values
        return self._render(request, "add", view="add", reports=reports, **shown)

    def _render(self, request: gr.Request | None, template: str, **values: object) -> str:
        return render(template, editable=self._editable(request), **values)

    def _editable(self, request: gr.Request | None) -> bool:
        """Whether letters can change here, and by whoever asks."""
        return self.intake is not None and self.door.person(request).editor


COLUMNS: dict[Column, Callable[[LetterMetadata], Any]] = {
    "area": lambda letter: (not letter.areas, letter.area_names[0].casefold(), letter.sent or date.min),
    "sent": lambda letter: (letter.sent or date.min, letter.area_names[0]),
    "kind": lambda letter: (letter.kind, letter.review, letter.sent or date.min),
    "next": lambda letter: (letter.next_review or date.min, letter.next_review_text),
    "ocr": lambda letter: (letter.ocr_pages, letter.sent or date.min),
    "warnings": lambda letter: (len(letter.warnings) + letter.unreadable, letter.sent or date.min),
}


def _passes(letter: LetterMetadata, wanted: Wanted, nearly: frozenset[str]) -> bool:
    words = " ".join([*letter.area_names, letter.title, letter.review, letter.source, *letter.plans])
    words = words.casefold()
    return (
        all(word in words for word in wanted.text.casefold().split())
        and wanted.kind in ("", letter.kind)
        and (needs_look(letter) or letter.id in nearly or not wanted.attention)
    )
