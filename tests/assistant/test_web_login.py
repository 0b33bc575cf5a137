"""The log-in as a person meets it: a browser, the keyboard, wide and narrow, light and dark."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from argon2 import PasswordHasher
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assistant.access.audit import Audit
from assistant.access.people import People
from assistant.access.tokens import Tokens
from assistant.web.application import create_app
from assistant.web.entrance import Entrance
from tests.assistant.test_web_access import ASKED, SIZES
from tests.assistant.web_fake import FakeIntake, FakeLetterbook, FakePictures
from tests.assistant.web_site import browser

__all__ = ["browser"]  # fixture
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::Warning:gradio")]

PASSWORD = "three plain words"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store, book = tmp_path_factory.mktemp("store"), FakeLetterbook()
    folder = store / "access"
    people = People(folder, PasswordHasher(time_cost=1, memory_cost=64))
    people.add("anna", "editor", PASSWORD)
    people.add("bert", "reader", PASSWORD)
    way_in = Entrance(folder=folder, way="users", people=people, tokens=Tokens(folder), audit=Audit(folder))
    app = create_app(
        book, store=store, intake=FakeIntake(book), pictures=FakePictures(), entrance=way_in
    )  # fmt: skip
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def log_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def test_a_person_logs_in_goes_on_to_the_letter_and_logs_out(page: Page, url: str) -> None:
    page.goto(url + "?letter=2025-05-19-555555")
    expect(page).to_have_title("Log in – Letterbook")
    log_in(page, "anna", "wrong wrong wrong")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("Name")).to_have_value("anna")
    expect(page.get_by_label("Password")).to_be_focused()
    log_in(page, "anna")
    page.locator("#shelf .line").first.wait_for()
    expect(page.get_by_role("button", name="Remove this letter")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_title("Log in – Letterbook")
    page.goto(url)
    expect(page).to_have_title("Log in – Letterbook")


def test_a_reader_is_offered_no_change(page: Page, url: str) -> None:
    page.goto(url)
    log_in(page, "bert")
    page.locator("#question").wait_for()
    page.get_by_role("link", name="Letters", exact=True).click()
    page.locator("#shelf tbody tr").first.wait_for()
    assert page.get_by_role("link", name="Add letters").count() == 0


@pytest.mark.parametrize("state", ["empty", "wrong", "inside"])
def test_axe_finds_no_violation(page: Page, url: str, state: str, tmp_path: Path) -> None:
    page.goto(url)
    if state != "empty":
        log_in(page, "bert", PASSWORD if state == "inside" else "wrong wrong wrong")
        page.locator("#question" if state == "inside" else "[role=alert]").wait_for()
    for width, height, scheme in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page, options=ASKED)
        assert found.violations_count == 0, f"{width} {scheme}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width}: scrolls sideways"
