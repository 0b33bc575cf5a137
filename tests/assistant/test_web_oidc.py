"""Logging in with an organisation's account, against a provider of our own over loopback HTTP."""

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.access.audit import Audit
from assistant.access.people import People
from assistant.access.person import AccessError
from assistant.access.tokens import Tokens
from assistant.settings import Settings
from assistant.web.application import create_app
from assistant.web.entrance import Entrance, entrance
from assistant.web.oidc import Provider
from tests.assistant.oidc_server import Organisation, organisation
from tests.assistant.web_fake import FakeIntake, FakeLetterbook, FakePictures

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:starlette", "ignore::Warning:gradio")
SITE = "https://letters.example.gov.uk"


@pytest.fixture
def there() -> Iterator[Organisation]:
    with organisation() as made:
        yield made


@pytest.fixture
def app(there: Organisation, tmp_path: Path) -> FastAPI:
    folder, book = tmp_path / "access", FakeLetterbook()
    people = People(folder)
    people.add("anna@example.gov.uk", "editor")
    provider = Provider(issuer=there.url, client=there.client, secret=there.secret, url=SITE)
    way_in = Entrance(
        folder=folder, way="oidc", people=people, tokens=Tokens(folder), audit=Audit(folder), url=SITE, provider=provider
    )  # fmt: skip
    return create_app(
        book, store=tmp_path, intake=FakeIntake(book), pictures=FakePictures(), names=["letters.example.gov.uk"],
        entrance=way_in,
    )  # fmt: skip


@pytest.fixture
def browser(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=SITE, follow_redirects=False)


def answer(browser: TestClient, to: str = "/") -> str:
    """Go to the organisation and back as far as the address that it sends the browser to."""
    out = browser.get("/login/start", params={"to": to})
    assert out.status_code == 303
    return httpx.get(out.headers["location"]).headers["location"]


def test_a_person_of_the_organisation_comes_in(browser: TestClient) -> None:
    assert "Log in with your organisation" in browser.get("/login").text
    back = answer(browser, "/?show=letters")
    assert back.startswith(f"{SITE}/login/callback?")
    inside = browser.get(back)
    assert inside.status_code == 200
    assert 'content="0; url=/?show=letters"' in inside.text
    assert "SameSite=strict" in inside.headers["set-cookie"]
    assert browser.get("/api/letters").status_code == 200
    assert browser.post("/upload?name=a.txt", content=b"text").status_code == 201


def test_the_request_keeps_to_the_code_flow_with_pkce(browser: TestClient) -> None:
    out = browser.get("/login/start")
    asked = parse_qs(urlsplit(out.headers["location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"{SITE}/login/callback"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/login"} <= set(out.headers["set-cookie"].split("; "))


@pytest.mark.parametrize(
    "wrong",
    [{"iss": "https://evil.example"}, {"aud": "another"}, {"nonce": "another"}, {"nonce": None},
     {"exp": int(time.time()) - 3600}, {"exp": None}, {"sub": None}, {"email": None}, {"email": ""},
     {"email": ["anna@example.gov.uk"]}, {"email_verified": False}],
)  # fmt: skip
def test_what_the_provider_says_wrongly_lets_nobody_in(
    there: Organisation, browser: TestClient, wrong: dict[str, object]
) -> None:
    there.wrong = wrong
    assert browser.get(answer(browser)).status_code == 401
    assert browser.get("/api/letters").status_code == 401


@pytest.mark.parametrize("signed_by", ["other", "none", "secret"])
def test_an_answer_that_the_provider_did_not_sign_lets_nobody_in(
    there: Organisation, browser: TestClient, signed_by: str
) -> None:
    there.signed_by = signed_by
    assert browser.get(answer(browser)).status_code == 401


def test_an_answer_counts_once_and_in_its_own_browser_only(app: FastAPI, browser: TestClient) -> None:
    back = answer(browser)
    stranger = TestClient(app, base_url=SITE, follow_redirects=False)
    assert stranger.get(back).status_code == 401
    answer(stranger)  # its own log-in waits, and another's answer is none to it
    assert stranger.get(back).status_code == 401
    assert browser.get(back).status_code == 200
    assert browser.get(back).status_code == 401


def test_who_is_not_on_the_list_is_told_their_name(there: Organisation, browser: TestClient) -> None:
    there.said = {"email": "carl@example.gov.uk"}
    refused = browser.get(answer(browser))
    assert refused.status_code == 403
    assert "logged in as carl@example.gov.uk" in refused.text
    assert browser.get("/api/letters").status_code == 401


def test_a_provider_that_does_not_answer_is_said_in_words(there: Organisation, browser: TestClient) -> None:
    there.url = "https://evil.example"  # it says that it is somebody else
    refused = browser.get("/login/start")
    assert refused.status_code == 503
    assert "does not answer" in refused.text


def test_the_settings_must_name_the_organisation(tmp_path: Path) -> None:
    People(tmp_path / "access").add("anna", "reader")
    with pytest.raises(AccessError, match="LETTERBOOK_OIDC_ISSUER"):
        entrance(Settings(store=tmp_path, access="oidc"), "127.0.0.1")
    whole = {"oidc_issuer": "https://log.in", "oidc_client": "l", "oidc_secret": "s", "url": SITE}
    made = entrance(Settings(store=tmp_path, access="oidc", **whole), "0.0.0.0")  # type: ignore[arg-type]
    assert made.provider
    assert made.provider.callback == f"{SITE}/login/callback"
