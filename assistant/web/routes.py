"""Plain routes beside Gradio's: the page itself, its style and script, page pictures, health."""

import hashlib
import logging
import re
from functools import cache
from pathlib import Path

import gradio as gr
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from markupsafe import Markup

from assistant.access.person import Person
from assistant.web.contract import Fault
from assistant.web.entrance import PERSON
from assistant.web.markup import HERE, render
from assistant.web.needs import Letterbook, Pictures
from assistant.web.plots import plotly_script
from vectorstore.storeerror import StoreError

log = logging.getLogger(__name__)

ASSETS = {"style.css": "text/css", "script.js": "text/javascript", "icon.svg": "image/svg+xml"}
PLOTLY = "plotly.js"
PICTURE_WIDTH = 1000  # pixels: sharp in the panel at twice its width
YEAR = "public, max-age=31536000, immutable"


def page_routes(letterbook: Letterbook, pictures: Pictures | None) -> APIRouter:
    """The routes that come before Gradio's own."""
    router = APIRouter()

    @router.get("/", response_class=HTMLResponse, include_in_schema=False)
    def page(request: Request) -> HTMLResponse:
        return HTMLResponse(_page(request.scope[PERSON]), headers={"Cache-Control": "no-store"})

    @router.get("/web/{name}", include_in_schema=False)
    def asset(name: str) -> FileResponse:
        if name == PLOTLY:
            return FileResponse(
                plotly_script(), media_type="text/javascript", headers={"Cache-Control": YEAR}
            )
        if name not in ASSETS:
            raise HTTPException(404)
        return FileResponse(HERE / name, media_type=ASSETS[name], headers={"Cache-Control": YEAR})

    @router.get("/picture/{letter_id}/{number}", include_in_schema=False)
    def picture(letter_id: str, number: int) -> Response:
        try:
            letter = letterbook.letter(letter_id).metadata
        except StoreError as exc:
            raise HTTPException(404) from exc
        png = pictures.draw(letter, number, PICTURE_WIDTH) if pictures and number >= 1 else None
        if png is None:
            raise HTTPException(404)
        return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    @router.get("/livez", response_class=PlainTextResponse)
    def livez() -> PlainTextResponse:
        """Say that the server runs."""
        return PlainTextResponse("ok")

    @router.get(
        "/readyz",
        response_class=PlainTextResponse,
        responses={503: {"model": Fault, "description": "Not ready"}},
    )
    def readyz() -> PlainTextResponse:
        """Say that the collection can be asked."""
        try:
            letterbook.letters()
        except StoreError as fault:
            log.warning(
                "not ready: %s", fault
            )  # whoever may look here need not know where the collection lies
            raise HTTPException(503, "the collection cannot be read: the server's log says why") from fault
        return PlainTextResponse("ok")

    return router


def _page(person: Person) -> str:
    """Our page around Gradio's application, for one person."""
    gradio, version = _gradio()
    return render("page", gradio=gradio, version=version, person=person)


@cache
def _gradio() -> tuple[Markup, str]:
    """Gradio's scripts and styles by name, none of its inline ones; and what of ours changes with them."""
    index = Path(gr.__file__).parent / "templates" / "frontend" / "index.html"
    tags = re.findall(
        r'<script type="module"[^>]*src="[^"]+"[^>]*></script>|<link rel="stylesheet"[^>]*>',
        index.read_text("utf-8"),
    )
    content = b"".join((HERE / name).read_bytes() for name in ASSETS)
    version = hashlib.sha256(content).hexdigest()[:12]
    return Markup("\n".join(tags)), version
