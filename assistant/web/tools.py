"""The tools for language models: asking and reading letters over MCP, the Model Context Protocol, at /mcp.

They take and give what the routes under /api do. Off unless `serve --mcp` says otherwise. Importing this module
imports the protocol's SDK (0.6 s).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import HTTPException
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.api import DESCRIPTION, answered, one_letter, summaries
from assistant.web.contract import (
    LONGEST_HISTORY,
    LONGEST_QUESTION,
    Answered,
    Ask,
    EarlierTurn,
    LetterSummary,
    Limits,
    WholeLetter,
)
from assistant.web.needs import Letterbook
from assistant.web.visitor import Door
from vectorstore.storeerror import StoreError

PATH = "/mcp"
INSTRUCTIONS = (
    "Ask in whole sentences, one thing at a time. Read `status` before `answer`: a question may be answered, answered "
    "in part, or not in the letters at all. Say nothing of the letters that no citation's `quote` holds."
)
_LOOKS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Question = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
History = Annotated[list[EarlierTurn], Field(max_length=LONGEST_HISTORY, description="oldest first")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What an application needs in order to serve the tools."""

    route: Route
    running: Callable[[], AbstractAsyncContextManager[None]]  # once, while the application runs


def tools(letterbook: Letterbook, names: Sequence[str], door: Door) -> Tools:
    """The tools over a collection, for requests under these host names ("*" for any)."""
    server = tool_server(letterbook, door)
    app = server.streamable_http_app(
        streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=_hosts(names)
    )
    (route,) = (one for one in app.routes if isinstance(one, Route))
    return Tools(route=Route(PATH, endpoint=_NoPages(route.app)), running=server.session_manager.run)


def tool_server(letterbook: Letterbook, door: Door) -> MCPServer[object]:
    """The server with its tools, not yet bound to any transport."""
    server: MCPServer[object] = MCPServer(
        "letterbook", instructions=f"{DESCRIPTION} {INSTRUCTIONS}", log_level="WARNING"
    )

    @server.tool(annotations=_LOOKS)
    def ask(
        question: Question,
        context: Context[object],
        history: History = [],  # noqa: B006
        filters: Limits | None = None,
    ) -> Answered:
        """Answer a question about the letters, with the quotations that prove it."""
        with _in_words():
            request = context.request_context.request
            door.note(request, "asked")
            asked = Ask(question=question, history=history, filters=filters)
            return Answered.model_validate(answered(letterbook, asked, partial(door.keep, request)))

    @server.tool(annotations=_LOOKS)
    def letters() -> list[LetterSummary]:
        """List the letters, oldest first, with what each says of itself."""
        with _in_words():
            return [LetterSummary.model_validate(one) for one in summaries(letterbook)]

    @server.tool(annotations=_LOOKS)
    def letter(letter_id: Annotated[str, Field(max_length=300)]) -> WholeLetter:
        """Read one letter: its paragraphs and their roles."""
        with _in_words():
            return WholeLetter.model_validate(one_letter(letterbook, letter_id))

    return server


class _NoPages:
    """Refuse what a web page sends: browsers say which page it was, programs do not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "origin" in Headers(scope=scope):
            refusal = PlainTextResponse("Web pages may not use these tools", status_code=403)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _hosts(names: Sequence[str]) -> TransportSecuritySettings:
    """The SDK guards against DNS rebinding on loopback alone unless it is told the names (python-sdk#2269)."""
    if "*" in names:
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    shown = [f"[{name}]" if ":" in name else name for name in names]
    return TransportSecuritySettings(allowed_hosts=[*shown, *(f"{name}:*" for name in shown)])


@contextmanager
def _in_words() -> Iterator[None]:
    """What cannot be done, as words for the model."""
    try:
        yield
    except HTTPException as fault:
        raise ToolError(fault.detail) from fault
    except StoreError as fault:
        raise ToolError(str(fault)) from fault
