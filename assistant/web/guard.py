"""What every response and request is held to: which routes are open, and security headers."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# 'unsafe-eval' because gr.HTML fills its template with Function(). Inline scripts, handlers and other hosts
# stay out.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ]
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

# What the pages use; everything else that Gradio offers stays shut. Behind /gradio_api/file= and
# /gradio_api/proxy= it would fetch any address from the server's side.
OPEN = frozenset(
    {
        "/",
        "/api/ask",
        "/api/docs",
        "/api/letters",
        "/api/openapi.json",
        "/livez",
        "/readyz",
        "/config",
        "/theme.css",
        "/again.csv",
        "/letters.csv",
        "/themes.csv",
        "/gradio_api/app_id",
        "/gradio_api/info",
        "/gradio_api/startup-events",
        "/gradio_api/upload",
        "/gradio_api/upload_progress",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/cancel",
    }
)
OPEN_UNDER = (
    "/api/letters/",
    "/web/",
    "/picture/",
    "/assets/",
    "/static/",
    "/gradio_api/run/",
    "/gradio_api/call/",
    "/gradio_api/heartbeat/",
)


LONGEST_EVENT = 1_000_000  # bytes


class Guard:
    """ASGI middleware: refuse the shut routes, add the headers to everything else."""

    def __init__(self, app: ASGIApp, more: frozenset[str] = frozenset()) -> None:
        """Guard an application; `more` are routes that are open besides."""
        self.app = app
        self.open = OPEN | more

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if status := _shut(scope["path"], self.open):
            await PlainTextResponse("There is nothing here", status_code=status, headers=HEADERS)(
                scope, receive, send
            )
            return

        if _too_long(scope):
            refusal = PlainTextResponse("That is too long", status_code=413, headers=HEADERS)
            await refusal(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, guarded)


def _too_long(scope: Scope) -> bool:
    """Whether an event says more than any page sends. Gradio holds uploads to their own limit."""
    headers = Headers(scope=scope)
    length = headers.get("content-length", "0")
    known = length.isdecimal() and "transfer-encoding" not in headers  # no page sends a body bit by bit
    return scope["path"] != "/gradio_api/upload" and not (known and int(length) <= LONGEST_EVENT)


def _shut(path: str, opened: frozenset[str]) -> int | None:
    """The status that refuses a decoded path; None where it is open."""
    if path in opened or (path.startswith(OPEN_UNDER) and ".." not in path):
        return None
    return 403 if "gradio_api" in path else 404
