"""The web application: Gradio's Blocks mounted on FastAPI, with our own page around them.

`create_app` needs what is behind it ready-made. Importing this module imports Gradio (2-3 s).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI, Request
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.web.api import DESCRIPTION, OPENAPI, api_routes, refuse_in_words
from assistant.web.entrance import LOOPBACK, LOOPBACK_NAMES, PERSON, Entrance, open_entrance
from assistant.web.gate import Gate
from assistant.web.guard import Guard
from assistant.web.layout import build_blocks
from assistant.web.letters import UPLOADS
from assistant.web.login import login_routes
from assistant.web.needs import Intake, Letterbook, Pictures
from assistant.web.routes import page_routes
from assistant.web.sessions import lean
from assistant.web.spreadsheet import letter_routes
from assistant.web.themes import Themes, theme_routes
from assistant.web.turns import AT_ONCE, in_turn
from assistant.web.uploads import Uploads, upload_routes
from assistant.web.visitor import Door

if TYPE_CHECKING:
    from assistant.web.tools import Tools

EVENTS = 100  # of one kind handled at the same time (Gradio's own default is 1); turns.py says who waits
QUEUED = 1_000  # beyond them
THREADS = 120  # that handle them: those who wait for their turn keep nobody from looking
CONVERSATIONS = 1_000  # kept in memory, of some 10 kB an answer; the oldest go first


def create_app(
    book: Letterbook,
    *,
    store: Path,
    intake: Intake | None = None,
    pictures: Pictures | None = None,
    names: Sequence[str] = LOOPBACK_NAMES,
    mcp: bool = False,
    at_once: int = AT_ONCE,
    entrance: Entrance | None = None,
) -> FastAPI:
    """Build the application. Without `intake` letters cannot change; without `pictures` no page is shown.

    Requests under other host `names` are refused: a foreign page cannot name the server its own. With `mcp` language
    models can use it too. So many answers are made `at_once`. Without `entrance` whoever reaches it is let in.
    """
    entrance = entrance or open_entrance(store / "access")
    book = in_turn(book, at_once)
    themes, uploads = Themes(book), Uploads(store / UPLOADS)
    door = Door(entrance.audit, entrance.kept, named=entrance.way != "open")
    blocks = build_blocks(
        book,
        themes,
        store=store,
        intake=intake,
        pictures=pictures,
        uploads=uploads,
        door=door,
    )
    blocks.max_threads, blocks.state_session_capacity = THREADS, CONVERSATIONS
    blocks.queue(default_concurrency_limit=EVENTS, max_size=QUEUED)
    served = _tools(book, names, door) if mcp else None
    app = FastAPI(
        title="Letterbook",
        description=DESCRIPTION,
        openapi_url=OPENAPI,
        docs_url=None,
        redoc_url=None,
        lifespan=(lambda app: served.running()) if served else None,
    )
    refuse_in_words(app)
    app.add_middleware(Gate, entrance=entrance)  # the last that is added is asked first
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(names))
    more = frozenset({served.route.path} if served else ())
    app.add_middleware(Guard, more=more | entrance.routes, url=entrance.url)
    app.include_router(api_routes(book, door))
    app.include_router(theme_routes(themes))
    app.include_router(letter_routes(book))
    app.include_router(page_routes(book, pictures))
    app.include_router(upload_routes(uploads))
    if entrance.routes:
        app.include_router(login_routes(entrance))
    app.router.routes.extend([served.route] if served else [])
    gr.mount_gradio_app(
        app,
        blocks,
        "/",
        server_name=LOOPBACK,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=0,  # files come by our own route
        auth_dependency=named,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=gr.themes.Base(font=["Arial", "sans-serif"], font_mono=["monospace"]),
    )
    lean(app, blocks)
    return app


def named(request: Request) -> str | None:
    """Who a request is from, as Gradio wants it; None is refused. The gate has refused them already."""
    person = request.scope.get(PERSON)
    return f"{person.way} {person.name}" if person else None


def _tools(book: Letterbook, names: Sequence[str], door: Door) -> "Tools":
    """Import the protocol's SDK only where it is wanted."""
    from assistant.web.tools import tools

    return tools(book, names, door)
