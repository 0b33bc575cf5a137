"""Logging in and out: our own page, a session in a cookie that no script and no other site can use."""

import math
import re
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.access.people import LONGEST, tidy
from assistant.access.person import AccessError
from assistant.web.entrance import ADDRESS, PERSON, Entrance
from assistant.web.markup import render
from assistant.web.oidc import Provider

WRONG = "That name and password do not belong together. Check both and try again."
LOCKED = "Too many tries. For your safety this name is locked for this machine until {time} ({minutes})."
BEGUN = "letterbook-login"  # the cookie of a log-in that waits for the organisation's answer
_OURS = re.compile(r"/(api/docs|\?[\w=&%.+~-]*)?")


def login_routes(entrance: Entrance) -> APIRouter:
    """The log-in page, what it sends, and logging out."""
    router = APIRouter(include_in_schema=False)

    @router.get("/login")
    def page(request: Request, to: str = "/") -> Response:
        if request.scope[PERSON]:
            return RedirectResponse(onward(to), 303)
        return _page(entrance, to)

    if entrance.way == "users":

        @router.post("/login")
        def log_in(
            request: Request,
            name: Annotated[str, Form(max_length=LONGEST)] = "",
            password: Annotated[str, Form(max_length=LONGEST + 1)] = "",
            to: Annotated[str, Form(max_length=2000)] = "/",
        ) -> Response:
            address, known = request.scope[ADDRESS], tidy(name)
            if until := entrance.attempts.locked_until(known, address):
                entrance.audit.note(known, "log-in locked", address=address)
                return _locked(entrance, to, until)
            user = entrance.people.verify(name, password)
            if user is None:
                entrance.audit.note(known, "log-in failed", address=address)
                return _page(entrance, to, fault=WRONG, name=name, status=401)
            entrance.attempts.right(known, address)
            return logged_in(
                entrance, entrance.sessions.begin(user.name, "users", user.hash), user.name, address, to
            )

    if entrance.provider:
        _organisation(router, entrance, entrance.provider)

    @router.post("/logout")
    def log_out(request: Request) -> Response:
        session = entrance.sessions.end(request.cookies.get(entrance.cookie, ""))
        if session:
            entrance.audit.note(session.name, "logged out", address=request.scope[ADDRESS])
        gone = RedirectResponse("/login", 303)
        gone.delete_cookie(
            entrance.cookie, path="/", secure=entrance.secure, httponly=True, samesite="strict"
        )
        gone.headers["Clear-Site-Data"] = '"cache", "storage"'
        return gone

    return router


def _organisation(router: APIRouter, entrance: Entrance, provider: Provider) -> None:
    """Out to the organisation's log-in, and back."""

    @router.get("/login/start")
    def start(to: str = "/") -> Response:
        try:
            address, key = provider.start(onward(to))
        except AccessError as fault:
            return _page(entrance, to, fault=str(fault), status=503)
        out = RedirectResponse(address, 303)
        # Lax: it must come back with the browser when the organisation's page sends that here.
        out.set_cookie(
            BEGUN, key, max_age=600, path="/login", secure=entrance.secure, httponly=True, samesite="lax"
        )
        return out

    @router.get("/login/callback")
    def callback(request: Request) -> Response:
        address = request.scope[ADDRESS]
        try:
            name, to = provider.finish(request.cookies.get(BEGUN, ""), dict(request.query_params))
        except AccessError as fault:
            entrance.audit.note("", "log-in failed", address=address)
            return _page(entrance, "/", fault=str(fault), status=401)
        if entrance.known(name, "oidc") is None:
            entrance.audit.note(tidy(name), "refused", address=address)
            return HTMLResponse(render("refused", name=name), 403)
        return logged_in(entrance, entrance.sessions.begin(tidy(name), "oidc"), tidy(name), address, to)


def logged_in(entrance: Entrance, key: str, name: str, address: str, to: str) -> Response:
    """Give the browser its session, and lead it on by a page of ours: the cookie goes nowhere from another's."""
    entrance.audit.note(name, "logged in", address=address)
    page = HTMLResponse(render("onward", to=onward(to)))
    page.set_cookie(
        entrance.cookie,
        key,
        max_age=int(entrance.sessions.lasting.total_seconds()),
        path="/",
        secure=entrance.secure,
        httponly=True,
        samesite="strict",
    )
    return page


def onward(to: str) -> str:
    """Where to go after logging in: a page of ours, the first where it is none."""
    return to if _OURS.fullmatch(to) and _OURS.fullmatch(unquote(to)) else "/"


def _page(entrance: Entrance, to: str, *, fault: str = "", name: str = "", status: int = 200) -> HTMLResponse:
    page = render("login", to=onward(to), fault=fault, name=name, way=entrance.way, longest=LONGEST)
    return HTMLResponse(page, status, {"Cache-Control": "no-store"})


def _locked(entrance: Entrance, to: str, until: datetime) -> HTMLResponse:
    left = max(1, math.ceil((until - entrance.attempts.now()).total_seconds()))
    minutes = math.ceil(left / 60)
    words = LOCKED.format(
        time=f"{until.astimezone(UTC):%H:%M} UTC", minutes=f"{minutes} minute{'' if minutes == 1 else 's'}"
    )
    page = _page(entrance, to, fault=words, status=429)
    page.headers["Retry-After"] = str(left)
    return page
