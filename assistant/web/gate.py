"""The gate: nobody who is not let in gets past it, and nobody into another person's conversation.

What is open to everybody is the list FREE; everything else needs a person.
"""

import json
from collections import OrderedDict
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access.audit import Deed
from assistant.access.person import Person
from assistant.web.entrance import ADDRESS, PERSON, Entrance
from assistant.web.login import onward
from assistant.web.markup import render

FREE = frozenset(
    {
        "/livez", "/readyz", "/web/style.css", "/web/icon.svg",
        "/login", "/login/start", "/login/callback",
    }
)  # fmt: skip
# The pages note what their events do, the tools at /mcp what they are asked.
NOTED: dict[str, tuple[Deed, str]] = {
    "/api/ask": ("asked", ""),
    "/letters.csv": ("exported", "the table of letters"),
    "/themes.csv": ("exported", "a table of themes"),
    "/again.csv": ("exported", "a table of themes"),
}
EVENTS = ("/gradio_api/queue/join", "/gradio_api/cancel", "/gradio_api/run/")
HEARTBEAT = "/gradio_api/heartbeat/"
KEPT = 100_000  # conversations whose owner is remembered


class Gate:
    """ASGI middleware: put who asks into the request's scope, or refuse it."""

    def __init__(self, app: ASGIApp, entrance: Entrance) -> None:
        self.app = app
        self.entrance = entrance
        self._owners: OrderedDict[str, str] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        person = self.entrance.person(scope)
        scope[PERSON], scope[ADDRESS] = person, self.entrance.address(scope)
        if person and (noted := NOTED.get(scope["path"])):
            await run_in_threadpool(self.entrance.audit.note, person, *noted, scope[ADDRESS])
        if person is None and scope["path"] not in FREE:
            await self._refusal(scope)(scope, receive, send)
            return
        if person and scope["path"].startswith(EVENTS) and scope["method"] == "POST":
            body = await _body(receive)
            receive = _again(body, receive)
            if not self._owns(person, _conversation(body)):
                await _not_yours(scope, receive, send)
                return
        if person and not self._owns(person, _watched(scope)):
            await _not_yours(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _owns(self, person: Person, conversation: str | None) -> bool:
        """Whether a conversation is the person's; whoever names it first owns it."""
        if conversation is None:
            return True
        owner = self._owners.setdefault(conversation, person.name)
        self._owners.move_to_end(conversation)
        while len(self._owners) > KEPT:
            self._owners.popitem(last=False)
        return owner == person.name

    def _refusal(self, scope: Scope) -> Response:
        headers = Headers(scope=scope)
        if scope["method"] != "GET" or "text/html" not in headers.get("accept", ""):
            return JSONResponse(
                {"detail": "log in first, or send a token: Authorization: Bearer TOKEN"},
                401,
                {"WWW-Authenticate": "Bearer"},
            )
        query = scope["query_string"].decode("latin-1")
        here = onward(scope["path"] + (f"?{query}" if query else ""))
        if self.entrance.way == "proxy":
            return HTMLResponse(render("refused", name=self.entrance.named(scope)), 403)
        if session := self.entrance.session(scope):
            return HTMLResponse(render("refused", name=session.name), 403)
        if headers.get("sec-fetch-site") == "cross-site":
            # A link from elsewhere brings no SameSite=Strict cookie; the same page, opened from here, does.
            return HTMLResponse(render("onward", to=here))
        return RedirectResponse(f"/login?to={quote(here, safe='')}", 303)


async def _not_yours(scope: Scope, receive: Receive, send: Send) -> None:
    await JSONResponse({"detail": "this conversation is somebody else's"}, 403)(scope, receive, send)


async def _body(receive: Receive) -> bytes:
    """The whole body; the guard has seen that it is short."""
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, after: Receive) -> Receive:
    """A receive that gives a body that was read, and then what the connection says."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return waiting.pop() if waiting else await after()

    return receive


def _conversation(body: bytes) -> str | None:
    """The conversation that an event's body names."""
    try:
        found = json.loads(body)
    except ValueError:
        return None  # Gradio refuses it
    named = found.get("session_hash") if isinstance(found, dict) else None
    return named if isinstance(named, str) else None


def _watched(scope: Scope) -> str | None:
    """The conversation that a stream of events is asked for."""
    path: str = scope["path"]
    if path.startswith(HEARTBEAT):
        return path.removeprefix(HEARTBEAT)
    if path == "/gradio_api/queue/data":
        named = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash")
        return named[-1] if named else None
    return None
