"""A running site and a browser on it, for the tests of the pages."""

import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from assistant.web.application import create_app
from tests.assistant.web_fake import FakeIntake, FakeLetterbook, FakePictures

# Chromium asks for hosts of its own accord, whatever page is open: it finds none but this machine.
NOBODY = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--disable-dev-shm-usage"]
QUESTION = "Which areas were asked about annual reviews?"
# What Gradio logs when its page is left while it waits for an event.
LEFT_EARLY = re.compile(r"signal is aborted|Connection errored out|BodyStreamBuffer was aborted")
UNKNOWN = "2025-05-19-555555"
PATIENCE = 30_000  # milliseconds: a loaded machine is slow, not wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running server and what is behind it."""

    url: str
    letterbook: FakeLetterbook
    store: Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    letterbook, store = FakeLetterbook(), tmp_path_factory.mktemp("store")
    app = create_app(letterbook, store=store, intake=FakeIntake(letterbook), pictures=FakePictures())
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Site(url=f"http://127.0.0.1:{port}/", letterbook=letterbook, store=store)
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        rules = f"--host-resolver-rules={NOBODY}"
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, rules])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One for all tests, so that the browser need not read Gradio's scripts again for each."""
    context = browser.new_context(reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """The application's page, fresh; it must log no error and ask no other host."""
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on("request", lambda sent: None if _ours(sent.url, site) else wrong.append(f"asked {sent.url}"))
    site.letterbook.reset()
    page.goto(site.url)
    page.locator("#question").wait_for()
    yield page
    page.close()
    assert not [line for line in wrong if not LEFT_EARLY.search(line)], wrong


def _ours(url: str, site: Site) -> bool:
    return url.startswith((site.url, "data:", "blob:"))


def ask(page: Page, question: str = QUESTION) -> None:
    turns = page.locator(".turn:not([data-state=failed])").count()
    page.fill("#question", question)
    page.keyboard.press("Enter")
    page.locator(f"#turn-{turns}:not([data-state=pending])").wait_for()
