"""Entrance: who a request is from, by the way that the settings choose; and when the server may not start."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope

from assistant.access.attempts import Attempts
from assistant.access.audit import Audit
from assistant.access.kept import Kept
from assistant.access.people import People, tidy
from assistant.access.person import ANYBODY, AccessError, Person, Way
from assistant.access.proxies import Proxies
from assistant.access.sessions import Session, Sessions
from assistant.access.tokens import Tokens
from assistant.keeping import kept_of
from assistant.settings import Settings, access_folder
from assistant.web.oidc import Provider, provider

LOOPBACK = "127.0.0.1"
LOOPBACK_NAMES = (LOOPBACK, "localhost", "::1")
LOGIN = frozenset({"/login", "/login/start", "/login/callback", "/logout"})
PERSON = "letterbook.person"  # where a request's scope keeps who it is from
ADDRESS = "letterbook.address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """The way in to one collection."""

    folder: Path
    way: Way = "open"
    people: People
    tokens: Tokens
    audit: Audit
    kept: Kept | None = None  # None: no question is kept
    sessions: Sessions = field(default_factory=Sessions)
    attempts: Attempts = field(default_factory=Attempts)
    proxies: Proxies = field(default_factory=Proxies)
    header: str = ""  # in which a proxy names the person
    others: bool = False  # whether people who are not on the list may read
    url: str = ""  # the address that people use
    provider: Provider | None = None  # the organisation's log-in, where the way is oidc

    @property
    def routes(self) -> frozenset[str]:
        """Where people log in and out by pages of ours."""
        return LOGIN if self.way in ("users", "oidc") else frozenset()

    @property
    def secure(self) -> bool:
        """Whether people reach it over TLS."""
        return self.url.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds a session's key."""
        return "__Host-letterbook" if self.secure else "letterbook"

    def known(self, name: str, way: Way, proof: str = "") -> Person | None:
        """The person of that name, where the list or the settings let them read."""
        user = self.people.find(name)
        if user is None:
            return Person(name=tidy(name), rank="reader", way=way) if self.others and tidy(name) else None
        if way == "users" and user.hash != proof:  # another password since, or none
            return None
        return Person(name=user.name, rank=user.rank, way=way)

    def address(self, scope: Scope) -> str:
        """Where a request came from."""
        return self.proxies.address(_peer(scope), Headers(scope=scope))

    def person(self, scope: Scope) -> Person | None:
        """Who a request is from; None where nobody who may read the collection."""
        headers = Headers(scope=scope)
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.casefold() == "bearer":
            return self.tokens.person(token.strip())
        if self.way == "open":
            return ANYBODY
        if self.way == "proxy":
            return self.known(self.named(scope), "proxy")
        session = self.session(scope)
        return self.known(session.name, session.way, session.proof) if session else None

    def named(self, scope: Scope) -> str:
        """Whom a proxy that we trust names."""
        return self.proxies.name(_peer(scope), Headers(scope=scope), self.header)

    def session(self, scope: Scope) -> Session | None:
        """The session whose key the request brings."""
        key = HTTPConnection(scope).cookies.get(self.cookie)
        return self.sessions.find(key) if key else None


def open_entrance(folder: Path) -> Entrance:
    """No log-in: whoever reaches the server is let in."""
    return Entrance(folder=folder, people=People(folder), tokens=Tokens(folder), audit=Audit(folder))


def entrance(settings: Settings, host: str) -> Entrance:
    """The way in that the settings choose. An AccessError says what they lack."""
    folder = access_folder(settings)
    people = People(folder)
    listed = people.all()
    way: Way = settings.access or ("users" if any(user.hash for user in listed) else "open")
    _check(settings, way, host, named=bool(listed))
    return Entrance(
        folder=folder,
        way=way,
        people=people,
        tokens=Tokens(folder),
        audit=Audit(folder),
        kept=kept_of(settings),
        sessions=Sessions(settings.session),
        proxies=Proxies(settings.proxies),
        header=settings.proxy_header,
        others=settings.others == "read" and way in ("proxy", "oidc"),
        url=settings.url,
        provider=provider(settings) if way == "oidc" else None,
    )


def hosts(settings: Settings, host: str) -> tuple[str, ...]:
    """The names that the server answers to: a foreign page cannot make a browser take it for its own."""
    public = urlsplit(settings.url).hostname
    if public or host in LOOPBACK_NAMES:
        return (*LOOPBACK_NAMES, *((public,) if public else ()))
    return ("*",)  # a session's cookie keeps to the name it was given under


def _check(settings: Settings, way: Way, host: str, *, named: bool) -> None:
    public = urlsplit(settings.url).hostname or ""
    reachable = host if host not in LOOPBACK_NAMES else public if public not in ("", *LOOPBACK_NAMES) else ""
    if way == "open" and reachable:
        raise AccessError(
            f"{reachable} can be reached from other machines, and anybody there could read and change the"
            " letters: add people with `letterbook users add NAME --role reader`, or set LETTERBOOK_ACCESS to"
            " proxy or oidc (docs/security.md), or listen on 127.0.0.1"
        )
    if way != "open" and not named and settings.others != "read":
        raise AccessError("nobody may come in yet: `letterbook users add NAME --role editor` adds the first")
    if way == "proxy" and not (settings.proxies and settings.proxy_header):
        raise AccessError(
            "LETTERBOOK_ACCESS=proxy needs LETTERBOOK_PROXIES (the proxy's address) and"
            " LETTERBOOK_PROXY_HEADER (where it names the person)"
        )


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""
