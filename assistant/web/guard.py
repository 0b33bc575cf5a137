"""What every response and request is held to: which routes are open, and security headers."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.uploads import LARGEST

# Inline scripts, handlers, eval() and other hosts stay out; script.js has functions of ours for the few that
# Gradio would make from text.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
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
    "Referrer-Policy": "same-origin",
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
        "/upload",
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
    "/gradio_api/heartbeat/",
)

READING = frozenset({"GET", "HEAD", "OPTIONS"})  # methods that change nothing
LONGEST_EVENT = 1_000_000  # bytes
LASTING_TLS = "max-age=31536000"  # seconds for which a browser comes back by TLS only


class Guard:
    """ASGI middleware: refuse what no page of ours sends, add the headers to everything else."""

    def __init__(self, app: ASGIApp, *, more: frozenset[str] = frozenset(), url: str = "") -> None:
        """Guard an application; `more` are routes that are open besides, `url` is the address that people use."""
        secure = url.startswith("https://")
        self.app = app
        self.host = urlsplit(url).netloc.casefold()
        self.open = OPEN | more
        self.headers = HEADERS | ({"Strict-Transport-Security": LASTING_TLS} if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})  # no page opens one
            return
        if scope["type"] == "http" and (refused := self._refused(scope)):
            refusal = PlainTextResponse(refused[1], status_code=refused[0], headers=self.headers)
            await refusal(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", "no-store")
                headers.update(self.headers)
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        """The status and the words that refuse a request; None where it may pass."""
        if status := _shut(scope["path"], self.open):
            return status, "There is nothing here"
        if _too_long(scope):
            return 413, "That is too long"
        if scope["method"] not in READING and _foreign(Headers(scope=scope), self.host):
            return 403, "Another site sent this"
        return None


def _foreign(headers: Headers, public: str) -> bool:
    """Whether a browser says that another site's page sends this. Programs say nothing of the kind."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if site is not None and origin in (None, "null"):
        return site not in ("same-origin", "none")
    if origin is None:
        return False
    return urlsplit(origin).netloc.casefold() not in (headers.get("host", "").casefold(), public or None)


def _too_long(scope: Scope) -> bool:
    """Whether a request says more than any page sends."""
    headers = Headers(scope=scope)
    length = headers.get("content-length", "0")
    known = length.isdecimal() and "transfer-encoding" not in headers  # no page sends a body bit by bit
    return not (known and int(length) <= (LARGEST if scope["path"] == "/upload" else LONGEST_EVENT))


def _shut(path: str, opened: frozenset[str]) -> int | None:
    """The status that refuses a decoded path; None where it is open."""
    if path in opened or (path.startswith(OPEN_UNDER) and ".." not in path.split("/")):
        return None
    return 403 if "gradio_api" in path else 404
