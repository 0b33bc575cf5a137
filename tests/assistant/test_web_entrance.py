"""Nobody comes in unseen: every route, the log-in, roles, tokens, other sites, and people from each other."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import Mount

from assistant.access.attempts import TRIES, WAIT, Attempts
from assistant.access.audit import Audit
from assistant.access.people import People
from assistant.access.person import AccessError
from assistant.access.proxies import Proxies
from assistant.access.sessions import Sessions
from assistant.access.tokens import Tokens
from assistant.settings import Settings
from assistant.web.application import create_app
from assistant.web.entrance import Entrance, entrance, hosts
from tests.assistant.web_fake import FakeIntake, FakeLetterbook, FakePictures

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:starlette", "ignore::Warning:gradio")

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "three plain words"
SITE = "http://127.0.0.1"
LETTER = "2025-05-19-555555"
# All that is there for people who are not let in. /login/… are where people log in, the rest says nothing.
Site = tuple[FastAPI, Entrance, FakeLetterbook, str]
ALLOWED = {"/livez", "/readyz", "/login", "/web/style.css", "/web/icon.svg"}


class Clock:
    """A time that tests move."""

    time = datetime(2026, 1, 5, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@contextmanager
def served(folder: Path, **more: Any) -> Iterator[Site]:
    access, book = folder / "access", FakeLetterbook()
    way_in = Entrance(**{
        "folder": access, "way": "users", "people": People(access, QUICK), "tokens": Tokens(access), "audit": Audit(access),
        **more,
    })  # fmt: skip
    way_in.people.add("anna", "editor", PASSWORD)
    way_in.people.add("bert", "reader", PASSWORD)
    names = ["127.0.0.1", "letters.example.gov.uk"]
    app = create_app(
        book, store=folder, intake=FakeIntake(book), pictures=FakePictures(), names=names, entrance=way_in
    )
    yield app, way_in, book


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("store")) as made:
        server = uvicorn.Server(uvicorn.Config(made[0], host="127.0.0.1", port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield *made, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def client(site: Site, name: str = "") -> httpx.Client:
    """A browser of its own, logged in where it has a name."""
    site[2].reset()
    made = httpx.Client(base_url=site[3], timeout=60)
    assert not name or log_in(made, name).status_code == 200
    return made


def log_in(client: httpx.Client | TestClient, name: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/login", data={"name": name, "password": password, **more})


@pytest.fixture
def stranger(site: Site) -> Iterator[httpx.Client]:
    with closing(client(site)) as made:
        yield made


@pytest.fixture
def anna(site: Site) -> Iterator[httpx.Client]:
    with closing(client(site, "anna")) as made:
        yield made


@pytest.fixture
def bert(site: Site) -> Iterator[httpx.Client]:
    with closing(client(site, "bert")) as made:
        yield made


def routes(app: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every path and method, those of Gradio too."""
    for route in app.routes:
        if isinstance(route, Mount):
            yield from routes(route.app, prefix + route.path)
        elif inner := getattr(route, "original_router", None):
            yield from routes(inner, prefix)
        else:
            path = re.sub(r"\{[^}]*\}", "x", prefix + getattr(route, "path", ""))
            for method in getattr(route, "methods", None) or {"GET"}:
                yield path, method


def test_every_route_is_shut_to_strangers_but_the_list(site: Site, stranger: httpx.Client) -> None:
    every = set(routes(site[0]))
    assert len(every) > 80, "Gradio's own routes are among them"
    assert {
        ("/", "GET"),
        ("/api/ask", "POST"),
        ("/gradio_api/queue/join", "POST"),
        ("/upload", "POST"),
    } <= every
    for path, method in sorted(every):
        for accept in ("text/html", "application/json"):
            reply = stranger.request(method, path, headers={"accept": accept})
            shut = reply.status_code in (401, 403, 404) or reply.headers.get("location", "").startswith(
                "/login?"
            )
            assert shut or path in ALLOWED | {"/logout"}, f"{method} {path}: {reply.status_code}"


@pytest.mark.parametrize("path", sorted(ALLOWED))
def test_what_is_open_to_strangers_tells_nothing_of_the_letters(stranger: httpx.Client, path: str) -> None:
    reply = stranger.get(path)
    assert reply.status_code == 200
    for word in ("Northmoor", "Saltmarsh", LETTER, "anna", "bert"):
        assert word not in reply.text


def test_a_socket_is_refused(site: Site, anna: httpx.Client) -> None:
    from starlette.websockets import WebSocketDisconnect

    browser = TestClient(site[0], base_url=SITE, cookies=dict(anna.cookies))
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect("/gradio_api/queue/data"):
        pass


def test_a_session_is_a_cookie_that_no_script_and_no_other_site_can_use(stranger: httpx.Client) -> None:
    cookie = log_in(stranger, "Anna ").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/", "Max-Age=28800"} <= set(cookie.split("; "))
    assert stranger.get("/api/letters").status_code == 200


def test_behind_tls_the_cookie_is_for_tls_only(tmp_path: Path) -> None:
    with served(tmp_path, url="https://letters.example.gov.uk") as (app, _, _):
        at = "https://letters.example.gov.uk"
        with TestClient(app, base_url=at) as client:
            reply = log_in(client, "anna")
            assert reply.headers["set-cookie"].startswith("__Host-letterbook=")
            assert "Secure" in reply.headers["set-cookie"]
            assert "max-age=31536000" in reply.headers["strict-transport-security"]
            assert client.get("/api/letters").status_code == 200
            # The proxy may call the server by another name than people do.
            asked = {"origin": at, "host": "127.0.0.1:7860"}
            assert client.post("/api/ask", json={"question": "Which?"}, headers=asked).status_code == 200


def test_a_wrong_password_and_an_unknown_name_are_told_alike(stranger: httpx.Client) -> None:
    wrong, unknown = log_in(stranger, "carl", "wrong wrong wrong"), log_in(stranger, "nobody", PASSWORD)
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("carl", "") == unknown.text.replace("nobody", "")
    assert "set-cookie" not in wrong.headers


def test_the_sixth_try_is_told_until_when_it_waits(tmp_path: Path) -> None:
    clock = Clock()
    with (
        served(tmp_path, attempts=Attempts(clock)) as (app, way_in, _),
        TestClient(app, base_url=SITE) as client,
    ):
        for _ in range(TRIES):
            assert log_in(client, "anna", "wrong wrong wrong").status_code == 401
        locked = log_in(client, "anna")  # even with the right password
        assert locked.status_code == 429
        assert "until 12:15 UTC (15 minutes)" in locked.text
        assert locked.headers["retry-after"] == "900"
        assert client.get("/api/letters").status_code == 401
        assert log_in(client, "bert").status_code == 200
        clock.time += WAIT
        assert log_in(client, "anna").status_code == 200
        deeds = [
            line.split('"did": "')[1].split('"')[0] for line in way_in.audit.path.read_text().splitlines()
        ]
        assert deeds == ["log-in failed"] * TRIES + ["log-in locked", "logged in", "logged in"]


def test_a_session_ends_by_itself_and_with_the_persons_name_or_password(tmp_path: Path) -> None:
    clock = Clock()
    with (
        served(tmp_path, sessions=Sessions(now=clock)) as (app, way_in, _),
        TestClient(app, base_url=SITE) as client,
    ):
        log_in(client, "anna")
        assert client.get("/api/letters").status_code == 200
        way_in.people.add("anna", "editor", "three other words")
        assert client.get("/api/letters").status_code == 401
        log_in(client, "anna", "three other words")
        clock.time += timedelta(hours=8)
        assert client.get("/api/letters").status_code == 401
        log_in(client, "anna", "three other words")
        way_in.people.remove("anna")
        assert client.get("/api/letters").status_code == 401


def test_logging_out_ends_the_session_on_the_server(anna: httpx.Client) -> None:
    held = dict(anna.cookies)
    assert anna.post("/logout").headers["location"] == "/login"
    anna.cookies.update(held)
    assert anna.get("/api/letters").status_code == 401


@pytest.mark.parametrize(
    ("to", "onward"),
    [
        ("/?letter=2025-05-19-555555", "/?letter=2025-05-19-555555"),
        ("/api/docs", "/api/docs"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("/?x=1#//evil", "/"),
        ("javascript:alert(1)", "/"),
        ("/%0d%0aSet-Cookie:a=b", "/"),
        ('/?"><script>', "/"),
    ],
)
def test_logging_in_leads_to_pages_of_ours_only(stranger: httpx.Client, to: str, onward: str) -> None:
    assert f'content="0; url={onward}"' in log_in(stranger, "anna", to=to).text
    assert f'value="{onward}"' in stranger.get("/login", params={"to": to}).text or stranger.cookies


def test_a_link_from_elsewhere_is_opened_again_from_here(stranger: httpx.Client) -> None:
    headers = {"accept": "text/html", "sec-fetch-site": "cross-site"}
    assert 'content="0; url=/?letter=x"' in stranger.get("/?letter=x", headers=headers).text
    headers["sec-fetch-site"] = "same-origin"
    assert stranger.get("/?letter=x", headers=headers).headers["location"] == "/login?to=%2F%3Fletter%3Dx"


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
     {"sec-fetch-site": "same-site"}, {"origin": "http://127.0.0.1:9999"}],
)  # fmt: skip
def test_another_sites_page_can_do_nothing_with_a_session(
    anna: httpx.Client, headers: dict[str, str]
) -> None:
    for path in ("/api/ask", "/upload?name=x.txt", "/logout", "/login", "/gradio_api/queue/join"):
        reply = anna.post(path, headers=headers, content=b"{}")
        assert reply.status_code == 403, path
        assert "access-control-allow-origin" not in reply.headers
    for path in ("/gradio_api/heartbeat/events", "/config", "/"):
        with anna.stream("GET", path, headers=headers) as reply:  # a heartbeat never ends
            assert "access-control-allow-origin" not in reply.headers


def event(client: httpx.Client, name: str, data: dict[str, object], conversation: str = "c" * 10) -> Any:
    """Send an event of the pages and return what it fills, by the components' ids."""
    config = client.get("/config").json()
    ids = {one["id"]: one["props"].get("elem_id") for one in config["components"]}
    found = [one for one in config["dependencies"] if any(name == event for _, event in one["targets"])]
    body = {
        "data": [None] * len(found[0]["inputs"]), "event_data": data, "fn_index": found[0]["id"],
        "session_hash": conversation, "trigger_id": found[0]["targets"][0][0],
    }  # fmt: skip
    joined = client.post("/gradio_api/queue/join", json=body)
    if joined.status_code != 200:
        return joined
    with client.stream("GET", f"/gradio_api/queue/data?session_hash={conversation}") as stream:
        lines = [line for line in stream.iter_lines() if "process_completed" in line]
    assert ids
    return lines[-1]


EDITS = [("area", {"letter": LETTER, "name": "Westmere"}), ("remove", {"letter": LETTER})]


@pytest.mark.parametrize(("name", "data"), EDITS)
def test_a_reader_changes_nothing_and_is_told_so(
    site: Site, bert: httpx.Client, name: str, data: dict[str, object]
) -> None:
    assert "Only an editor" in event(bert, name, data, "reader" + name)
    assert site[2].letter(LETTER).metadata.areas == ()
    assert (
        f'"did": "refused", "what": "{"set area of" if name == "area" else name} {LETTER}"'
        in site[1].audit.path.read_text()
    )


@pytest.mark.parametrize(("name", "data"), EDITS)
def test_an_editor_changes_what_the_log_says(
    site: Site, anna: httpx.Client, name: str, data: dict[str, object]
) -> None:
    assert "Only an editor" not in event(anna, name, data, "editor" + name)
    done = {"area": "set area", "remove": "removed"}[name]
    assert (
        f'"who": "anna", "way": "users", "from": "127.0.0.1", "did": "{done}", "what": "{LETTER}"'
        in site[1].audit.path.read_text()
    )


def test_a_readers_pages_offer_no_changes(bert: httpx.Client, anna: httpx.Client) -> None:
    for browser, offered in ((bert, False), (anna, True)):
        shown = event(browser, "show", {"view": "letter", "letter": LETTER}, f"shown{offered}")
        assert ("Remove this" in shown, "Set the area" in shown, "Add letters" in shown) == (offered,) * 3


def test_only_an_editor_uploads_and_only_adds_their_own(
    site: Site, anna: httpx.Client, bert: httpx.Client
) -> None:
    assert bert.post("/upload?name=a.txt", content=b"text").status_code == 403
    sent = anna.post("/upload?name=a.txt", content=b"text")
    assert sent.status_code == 201
    assert "/" not in sent.json()["file"]
    site[1].people.add("carl", "editor", PASSWORD)
    with closing(client(site, "carl")) as carl:
        assert '"success":false' in event(carl, "ingest", {"files": [sent.json()["file"]]}, "carls")
    assert '"success":true' in event(anna, "ingest", {"files": [sent.json()["file"]]}, "annas")


def test_a_file_cannot_be_fetched_by_anybody(anna: httpx.Client, bert: httpx.Client) -> None:
    import os

    called = anna.post("/upload?name=mine.txt", content=b"text").json()["file"]
    (path,) = Path(os.environ["GRADIO_TEMP_DIR"]).glob(f"*/*/{called}/mine.txt")
    for browser in (bert, anna):
        for way in ("file=", "file/", "proxy="):
            assert browser.get(f"/gradio_api/{way}{path}").status_code == 403


def test_nobody_reads_another_persons_conversation(anna: httpx.Client, bert: httpx.Client) -> None:
    asked = {"question": "Which areas were asked about annual reviews?"}
    assert "letters ask" in event(anna, "ask", asked, "secret")
    assert event(bert, "judge", {"turn": 0, "verdict": "right"}, "secret").status_code == 403
    assert bert.get("/gradio_api/queue/data?session_hash=secret").status_code == 403
    assert bert.get("/gradio_api/heartbeat/secret").status_code == 403
    cancel = {"session_hash": "secret", "fn_index": 0, "event_id": "x"}
    assert bert.post("/gradio_api/cancel", json=cancel).status_code == 403
    assert (
        bert.post("/gradio_api/run/predict", json={"session_hash": "secret", "data": []}).status_code == 403
    )
    assert "Northmoor" not in event(bert, "refine", {}, "other")


def test_what_is_asked_is_noted_without_its_words(site: Site, anna: httpx.Client) -> None:
    event(anna, "ask", {"question": "Which areas mention canaries?"}, "canary")
    assert anna.post("/api/ask", json={"question": "Which canaries?"}).status_code == 200
    log = site[1].audit.path.read_text()
    assert log.count('"did": "asked"') >= 2
    assert "canar" not in log
    assert site[1].audit.check().fault == ""


def test_what_is_taken_away_is_noted_without_its_words(site: Site, anna: httpx.Client) -> None:
    event(anna, "ask", {"question": "Which areas were asked about annual reviews?"}, "taken")
    event(anna, "pick", {"turn": 0, "numbers": []}, "taken")
    assert "briefing-" in event(anna, "export", {"suffix": ".docx", "title": "Canaries"}, "taken")
    for path in ("/letters.csv", "/themes.csv"):
        assert anna.get(path).status_code == 200
    log = site[1].audit.path.read_text()
    assert log.count('"did": "exported"') == 3
    assert re.search(r'"what": "a briefing of \d+ quotations \(\.docx\)"', log)
    assert "anar" not in log


def test_a_token_lets_a_program_in(site: Site, stranger: httpx.Client) -> None:
    text, _ = site[1].tokens.add("script", "reader", 1)
    held = {"authorization": f"Bearer {text}"}
    assert stranger.get("/api/letters", headers=held).status_code == 200
    assert stranger.post("/upload?name=a.txt", headers=held, content=b"text").status_code == 403
    for wrong in ("Bearer", f"Bearer {text}x", f"Basic {text}", text):
        refused = stranger.get("/api/letters", headers={"authorization": wrong})
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"
    site[1].tokens.remove("script")
    assert stranger.get("/api/letters", headers=held).status_code == 401


def test_a_proxy_says_who_comes(tmp_path: Path) -> None:
    behind = {"way": "proxy", "proxies": Proxies("10.0.0.5"), "header": "Remote-User"}
    with served(tmp_path, **behind) as (app, way_in, _):
        proxy = TestClient(app, base_url=SITE, client=("10.0.0.5", 1))
        other = TestClient(app, base_url=SITE, client=("10.0.0.6", 1))
        anna, bert = {"remote-user": "anna", "accept": "text/html"}, {"remote-user": "bert"}
        assert proxy.get("/", headers=anna).status_code == 200
        assert other.get("/", headers=anna).status_code == 403
        assert proxy.get("/").status_code == 401
        refused = proxy.get("/", headers={"remote-user": "carl", "accept": "text/html"})
        assert refused.status_code == 403
        assert "logged in as carl" in refused.text
        assert proxy.post("/upload?name=a.txt", headers=bert, content=b"x").status_code == 403
        assert proxy.post("/upload?name=a.txt", headers=anna, content=b"x").status_code == 201
        assert proxy.get("/login").status_code == 404
        assert way_in.person({"type": "http", "headers": [], "client": None}) is None


def settings(folder: Path, **more: Any) -> Settings:
    return Settings(store=folder, **more)


def test_without_a_log_in_it_listens_on_this_machine_only(tmp_path: Path) -> None:
    assert entrance(settings(tmp_path), "127.0.0.1").way == "open"
    for host in ("0.0.0.0", "::", "192.0.2.1"):
        with pytest.raises(AccessError, match=r"users add .* or listen on 127\.0\.0\.1"):
            entrance(settings(tmp_path), host)
    with pytest.raises(AccessError, match=r"letters\.example"):  # a proxy would let everybody in
        entrance(settings(tmp_path, url="https://letters.example.gov.uk"), "127.0.0.1")
    People(tmp_path / "access").add("anna", "reader", PASSWORD)
    assert entrance(settings(tmp_path), "0.0.0.0").way == "users"
    with pytest.raises(AccessError):
        entrance(settings(tmp_path, access="open"), "0.0.0.0")


def test_a_way_in_that_lets_nobody_in_is_refused(tmp_path: Path) -> None:
    for way in ("users", "proxy", "oidc"):
        with pytest.raises(AccessError, match="users add"):
            entrance(settings(tmp_path, access=way), "0.0.0.0")
    People(tmp_path / "access").add("anna", "reader")
    with pytest.raises(AccessError, match="LETTERBOOK_PROXIES"):
        entrance(settings(tmp_path, access="proxy"), "0.0.0.0")
    proxied = settings(tmp_path, access="proxy", proxies="10.0.0.5", proxy_header="Remote-User")
    assert entrance(proxied, "0.0.0.0").way == "proxy"


def test_the_server_answers_to_its_own_names_only(tmp_path: Path) -> None:
    assert hosts(settings(tmp_path), "127.0.0.1") == ("127.0.0.1", "localhost", "::1")
    public = settings(tmp_path, url="https://letters.example.gov.uk")
    assert hosts(public, "0.0.0.0")[-1] == "letters.example.gov.uk"
