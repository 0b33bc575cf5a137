"""Serve the web pages over an open collection. Importing this module imports Gradio (2-3 s)."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from contextlib import closing
from types import FrameType

import uvicorn

from assistant.build import letterbook, open_store
from assistant.keeping import kept_of
from assistant.settings import Settings
from assistant.web.allocation import give_back_soon
from assistant.web.application import create_app
from assistant.web.entrance import LOOPBACK, entrance, hosts
from assistant.web.intake import StoreIntake
from assistant.web.letters import UPLOADS
from assistant.web.pictures import PagePictures
from assistant.web.turns import AT_ONCE, WITH_MODEL
from ingest.pool import Loaders

log = logging.getLogger(__name__)

PORT = 7860
GRACE = 1  # seconds that open connections have to end when the server stops


def serve(
    settings: Settings,
    *,
    host: str = LOOPBACK,
    port: int = PORT,
    mcp: bool = False,
    ready: Callable[[str], None] = log.info,
) -> None:
    """Open the collection and serve its pages until interrupted; call `ready` with their address first.

    `mcp` serves language models at /mcp. Raise ValueError where the port is taken, or where anybody on the network
    could come in.
    """
    give_back_soon()
    way_in = entrance(settings, host)
    with (
        closing(open_store(settings, create=True, serve=True)) as store,
        Loaders() as loaders,
        kept_of(settings).tended(),
    ):
        app = create_app(
            letterbook(store),
            store=settings.store,
            intake=StoreIntake(store, settings.store / UPLOADS),
            pictures=PagePictures(store.record, loaders.render),
            names=hosts(settings, host),
            mcp=mcp,
            at_once=WITH_MODEL if settings.model else AT_ONCE,
            entrance=way_in,
        )
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            proxy_headers=False,  # the entrance believes only the proxies that are listed
            timeout_graceful_shutdown=GRACE,
        )
        signal.signal(signal.SIGTERM, _leave)
        logging.getLogger("uvicorn.error").addFilter(_not_cut_off)
        with listening(host, port) as listener:
            ready(f"http://{host}:{listener.getsockname()[1]}/")
            uvicorn.Server(config).run(sockets=[listener])


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


def _leave(number: int, frame: FrameType | None) -> None:
    """End as after Ctrl-C, so that files are closed and uploads deleted."""
    raise SystemExit(0)


def _not_cut_off(record: logging.LogRecord) -> bool:
    """Open pages are cut off when the server stops: nothing to report."""
    cancelled = record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError)
    return not cancelled and "graceful shutdown exceeded" not in record.getMessage()
