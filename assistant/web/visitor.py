"""The door that events of the pages come through: who sends one, and what is noted of it."""

import gradio as gr
from starlette.requests import HTTPConnection

from assistant.access.audit import Audit, Deed
from assistant.access.kept import Kept
from assistant.access.person import ANYBODY, Person
from assistant.answer import Answer
from assistant.keeping import keep, notice
from assistant.web.entrance import ADDRESS, PERSON

Request = gr.Request | HTTPConnection | None  # of a page's event, of a program; None: a page without a server

NOT_AN_EDITOR = "Only an editor of this collection can do that. Ask the person who looks after it."


class Door:
    """Knows who sends an event, as the gate has put it into the request's scope; notes it in an audit.

    Questions are `kept` where the settings say so; people are told it.
    """

    def __init__(self, audit: Audit, kept: Kept | None = None, *, named: bool = False) -> None:
        self.audit = audit
        self.kept = kept
        self.notice = notice(kept, named=named) if kept else ""

    def person(self, request: Request) -> Person:
        """Who sent an event; an event from nobody is a PermissionError."""
        found = _scope(request).get(PERSON)
        if not isinstance(found, Person):
            raise PermissionError("an event from nobody")
        return found

    def note(self, request: Request, deed: Deed, what: str = "") -> None:
        """Note what the sender of an event did."""
        self.audit.note(self.person(request), deed, what, str(_scope(request).get(ADDRESS, "")))

    def keep(self, request: Request, answer: Answer) -> None:
        """Keep what the sender of an event asked, and the answer, where the settings say so."""
        if self.kept and self.kept.days:
            keep(self.kept, self.person(request).name, answer)

    def may_edit(self, request: Request, what: str) -> bool:
        """Whether the sender is an editor; that somebody else tried is noted."""
        if self.person(request).editor:
            return True
        self.note(request, "refused", what)
        return False


class OpenDoor(Door):
    """Everybody may do everything, and nothing is noted or kept: for pages without a server."""

    def __init__(self) -> None:
        """Need no audit."""
        self.kept, self.notice = None, ""

    def person(self, request: Request) -> Person:
        """Anybody."""
        return ANYBODY

    def note(self, request: Request, deed: Deed, what: str = "") -> None:
        """Note nothing."""


def _scope(request: Request) -> dict[str, object]:
    inner = request.request if isinstance(request, gr.Request) else request
    return dict(inner.scope) if inner else {}
