"""The Briefing page: quotations collected from answers, in an order and with lines of one's own, as a file."""

import base64
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

import gradio as gr
from pydantic import BaseModel, Field

from assistant.answer import Answer, Citation
from assistant.brief import TITLE, collected
from assistant.brief_export import MEDIA_TYPES, exported
from assistant.web.chat import LONGEST_QUESTION, Exchanges, clean
from assistant.web.markup import render
from assistant.web.visitor import Door

MOST = 500  # quotations in one briefing


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A quotation that was collected, and the line to stand before it."""

    answer: Answer
    citation: Citation
    note: str = ""


Picks = tuple[Pick, ...]


class Picked(BaseModel, extra="forbid", hide_input_in_errors=True):
    """Quotations of one turn, by number; none: all of them."""

    turn: int = Field(ge=0)
    numbers: tuple[int, ...] = Field(default=(), max_length=MOST)


class Arranged(BaseModel, extra="forbid", hide_input_in_errors=True):
    """What to do with the quotation at a place."""

    do: Literal["up", "down", "remove", "note", "clear"]
    at: int = Field(default=0, ge=0)
    note: str = Field(default="", max_length=LONGEST_QUESTION)


class Wanted(BaseModel, extra="forbid", hide_input_in_errors=True):
    """Which kind of file."""

    suffix: Literal[".docx", ".md", ".csv", ".json"]
    title: str = Field(default="", max_length=200)


def basket(picks: Picks) -> str:
    """The page."""
    return render("basket", picks=picks, title=TITLE, longest=LONGEST_QUESTION)


def pick(exchanges: Exchanges, picks: Picks, event: gr.EventData) -> tuple[str, Picks]:
    """Collect quotations of an answer; one that is there already stays where it is."""
    picked = Picked.model_validate(event._data)
    answer = exchanges[picked.turn].answer if picked.turn < len(exchanges) else None
    found = [one for one in (answer.citations if answer else ()) if _chosen(one, picked)]
    held = {_place(one.citation) for one in picks}
    new = [Pick(answer=answer, citation=one) for one in found if answer and _place(one) not in held]
    picks = (*picks, *new)[:MOST]
    return basket(picks), picks


def arrange(picks: Picks, event: gr.EventData) -> tuple[str, Picks]:
    """Move or remove a quotation, or set its line."""
    picks = arranged(picks, Arranged.model_validate(event._data))
    return basket(picks), picks


def arranged(picks: Picks, change: Arranged) -> Picks:
    """The quotations after one change; a place that is not there changes nothing."""
    if change.do == "clear":
        return ()
    if change.at >= len(picks):
        return picks
    order, at = list(picks), change.at
    if change.do == "note":
        order[at] = replace(order[at], note=clean(change.note))
        return tuple(order)
    moved = order.pop(at)
    if change.do != "remove":
        order.insert(max(0, at + (-1 if change.do == "up" else 1)), moved)
    return tuple(order)


class Exporter:
    """Gives briefings to keep, and notes it."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def export(self, picks: Picks, event: gr.EventData, request: gr.Request | None = None) -> str:
        """The file, for script.js to save."""
        wanted = Wanted.model_validate(event._data)
        self.door.note(request, "exported", f"a briefing of {len(picks)} quotations ({wanted.suffix})")
        return _file(picks, wanted)


def _file(picks: Picks, wanted: Wanted) -> str:
    made = datetime.now(UTC)
    chosen = [(one.answer, one.citation, one.note) for one in picks]
    data = exported(collected(chosen, made, clean(wanted.title) or TITLE), wanted.suffix)
    return render(
        "file",
        name=f"briefing-{made:%Y-%m-%d}{wanted.suffix}",
        type=MEDIA_TYPES[wanted.suffix],
        content=base64.b64encode(data).decode(),
        made=made.isoformat(),
    )


def _chosen(citation: Citation, picked: Picked) -> bool:
    return not picked.numbers or citation.number in picked.numbers


def _place(citation: Citation) -> tuple[str, int, int]:
    return (citation.paragraph.id, citation.start, citation.end)
