"""The web application: Gradio's Blocks mounted on FastAPI, with our own page around them.

`create_app` needs the application behind it ready-made; `serve` runs it. Importing this module imports Gradio
(2-3 s).
"""

import logging
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.build import letterbook, open_store
from assistant.settings import Settings
from assistant.web.guard import Guard
from assistant.web.intake import StoreIntake
from assistant.web.layout import build_blocks
from assistant.web.letters import UPLOADS
from assistant.web.needs import Intake, Letterbook, Pictures
from assistant.web.pictures import PagePictures
from assistant.web.routes import page_routes

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
LOOPBACK_NAMES = (LOOPBACK, "localhost", "::1")
GRACE = 3  # seconds that open connections have to end when the server stops
PORT = 7860
AT_ONCE = 20  # events of one kind answered at the same time; Gradio's own default is 1
WAITING = 200  # events that wait before people are told to come back
LARGEST_UPLOAD = "50mb"


def create_app(
    book: Letterbook,
    *,
    store: Path,
    intake: Intake | None = None,
    pictures: Pictures | None = None,
    names: Sequence[str] = LOOPBACK_NAMES,
) -> FastAPI:
    """Build the application. Without `intake` letters cannot change; without `pictures` no page is shown.

    Requests under other host `names` are refused: a foreign page cannot name the server its own.
    """
    blocks = build_blocks(book, store=store, intake=intake, pictures=pictures)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=WAITING)
    app = FastAPI(title="Letterbook", openapi_url=None, docs_url=None, redoc_url=None)
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(names))
    app.add_middleware(Guard)
    app.include_router(page_routes(book, pictures))
    gr.mount_gradio_app(
        app,
        blocks,
        "/",
        server_name=LOOPBACK,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=gr.themes.Base(font=["Arial", "sans-serif"], font_mono=["monospace"]),
    )
    return app


def serve(
    settings: Settings,
    *,
    host: str = LOOPBACK,
    port: int = PORT,
    names: Sequence[str] = (),
    ready: Callable[[str], None] = log.info,
) -> None:
    """Open the collection and serve its pages until interrupted; call `ready` with their address first.

    `names` are the host names that a proxy in front is known by. Raise ValueError where the port is taken.
    """
    store = open_store(settings, create=True)
    try:
        app = create_app(
            letterbook(store),
            store=settings.store,
            intake=StoreIntake(store, settings.store / UPLOADS),
            pictures=PagePictures(store.record),
            names=[*LOOPBACK_NAMES, *names] if host in LOOPBACK_NAMES else names or ["*"],
        )
        config = uvicorn.Config(
            app, log_level="warning", server_header=False, timeout_graceful_shutdown=GRACE
        )
        with listening(host, port) as listener:
            ready(f"http://{host}:{listener.getsockname()[1]}/")
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        store.close()


def listening(host: str, port: int) -> socket.socket:
    """A socket that already listens, so that a port in use is found out before anything is said."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as exc:
        listener.close()
        raise ValueError(
            f"cannot listen on {host}:{port}: {exc.strerror}; choose another with --host or --port"
        ) from exc
    return listener
