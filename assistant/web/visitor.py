"""The door that events of the pages come through: who sends one, and what is noted of it."""

import gradio as gr
from starlette.requests import HTTPConnection

from assistant.access.audit import Audit, Deed
from assistant.access.person import ANYBODY, Person
from assistant.web.entrance import ADDRESS, PERSON

Request = gr.Request | HTTPConnection | None  # of a page's event, of a program; None: a page without a server

NOT_AN_EDITOR = "Only an editor of this collection can do that. Ask the person who looks after it."


class Door:
    """Knows who sends an event, as the gate has put it into the request's scope; notes it in an audit."""

    def __init__(self, audit: Audit) -> None:
        self.audit = audit

    def person(self, request: Request) -> Person:
        """Who sent an event; an event from nobody is a PermissionError."""
        found = _scope(request).get(PERSON)
        if not isinstance(found, Person):
            raise PermissionError("an event from nobody")
        return found

    def note(self, request: Request, deed: Deed, what: str = "") -> None:
        """Note what the sender of an event did."""
        self.audit.note(self.person(request), deed, what, str(_scope(request).get(ADDRESS, "")))

    def may_edit(self, request: Request, what: str) -> bool:
        """Whether the sender is an editor; that somebody else tried is noted."""
        if self.person(request).editor:
            return True
        self.note(request, "refused", what)
        return False


class OpenDoor(Door):
    """Everybody may do everything, and nothing is noted: for pages without a server."""

    def __init__(self) -> None:
        """Need no audit."""

    def person(self, request: Request) -> Person:
        """Anybody."""
        return ANYBODY

    def note(self, request: Request, deed: Deed, what: str = "") -> None:
        """Note nothing."""


def _scope(request: Request) -> dict[str, object]:
    inner = request.request if isinstance(request, gr.Request) else request
    return dict(inner.scope) if inner else {}
