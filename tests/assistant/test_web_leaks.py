"""No markup in a letter, a name, a question or an answer makes a browser or our server call another host.

Real Chromium, in which the other host's name leads to a socket of ours: what arrives there counts, not what the
browser says that it asked for.
"""

import shutil
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.answer import Answer, Citation, Coverage, Filters, Verdict
from assistant.conversation import Conversation
from assistant.steps import Proven, Stage, Step
from assistant.web.application import create_app
from ingest.letter import Letter, Role
from tests.assistant.leaks import HOST, variants
from tests.assistant.web_fake import FakeIntake, FakeLetterbook, FakePictures, FakeReport, made_letter
from tests.assistant.web_site import FLAGS, NOBODY

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::Warning:gradio")]

BODY = f"<!doctype html><img src='http://{HOST}/control'>".encode()
CONTROL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    % len(BODY)
    + BODY
)
GO = "to => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }"
ASKS = 3  # paragraphs of a letter with a theme, each of which counts for every one of its areas
AT_ONCE = 70  # variants in one letter and one answer


@dataclass(slots=True)
class Listener:
    """A socket that keeps the first line of whatever arrives."""

    port: int = 0
    arrived: list[bytes] = field(default_factory=list)

    def listen(self, listening: socket.socket) -> None:
        """Take connections until the socket is closed."""
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            connection.settimeout(2)
            with connection:
                try:
                    self.arrived.append(connection.recv(200).split(b"\r\n")[0])
                    connection.sendall(CONTROL)
                except OSError:
                    self.arrived.append(b"a connection")


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made = Listener(port=listening.getsockname()[1])
        threading.Thread(target=made.listen, args=[listening], daemon=True).start()
        yield made


@pytest.fixture(scope="module")
def page(listener: Listener) -> Iterator[Page]:
    rules = f"--host-resolver-rules=MAP {HOST} 127.0.0.1:{listener.port}, {NOBODY}"
    with sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*FLAGS, rules]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(60_000)
        yield page
        browser.close()


class LyingLetterbook(FakeLetterbook):
    """Letters, names and answers that are all markup; nothing is proved on the way to the page."""

    def __init__(self, hostile: list[str]) -> None:
        groups = [hostile[at : at + AT_ONCE] for at in range(0, len(hostile), AT_ONCE)]
        super().__init__([hostile_letter(number, group) for number, group in enumerate(groups)])

    def ask(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> Answer:
        """All variants of the letter whose number is asked for, in every field that a page shows."""
        letter = list(self.held.values())[int(question.split()[0])]
        said = [paragraph.text for paragraph in letter.paragraphs]
        cited = tuple(
            Citation(
                number=number, paragraph=paragraph, letter=letter.metadata, start=0, end=len(paragraph.text)
            )
            for number, paragraph in enumerate(letter.paragraphs, 1)
        )
        return Answer(
            question=question,
            standalone_question=said[0],
            intent="list-areas",
            filters=Filters(topic=said[1], areas=(said[2],), people=(said[3],), plans=(said[4],)),
            status="answered",
            text="\n\n".join(f"{text} [{number}]" for number, text in enumerate(said, 1)),
            key=said[5][:30],
            areas=(said[6],),
            coverage=Coverage(matched=1, not_matched=0, unreadable=0),
            verdicts=(Verdict(letter=letter.metadata, decision="matched", reason=said[7]),),
            citations=cited,
            citations_total=len(cited),
            notes=tuple(said),
        )

    def steps(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> Iterator[Step]:
        """What is being done, in markup; a draft; the answer. Where the gate is shut each waits."""
        answer = self.ask(question, conversation, filters)
        for step in (Stage(answer.standalone_question), Proven(answer), answer):
            self.wait()
            yield step

    def examples(self) -> tuple[str, ...]:
        """More markup."""
        return tuple(next(iter(self.held.values())).paragraphs[n].text for n in range(3))


class LyingIntake(FakeIntake):
    """Says of the files that it is given nothing but markup."""

    def add(self, paths: Sequence[Path]) -> Iterator[FakeReport]:
        """As many reports as there are paragraphs in the collection, whatever came."""
        held = self.letterbook.held.items()
        for letter_id, said in ((name, one.text) for name, letter in held for one in letter.paragraphs):
            yield FakeReport(
                source=said, status="partial", letter_id=letter_id, area=said, warnings=(said,), reason=said
            )  # fmt: skip
        yield FakeReport(source=variants(0)[0], status="corrupt", reason=variants(0)[1])


def themed_letter(number: int, said: list[str]) -> Letter:
    """A letter to areas that are all markup, which is asked about annual reviews in markup."""
    letter = hostile_letter(number, said)
    asks = [
        replace(one, role=Role.ASK, text=f"Delays in annual reviews. {one.text}")
        for one in letter.paragraphs[:ASKS]
    ]
    return Letter(metadata=replace(letter.metadata, areas=tuple(said)), paragraphs=tuple(asks))


def hostile_letter(number: int, said: list[str]) -> Letter:
    """A letter that is nothing but markup, its file's name and people too."""
    letter = made_letter(
        f"2024-01-0{number % 9 + 1}-{number:06}", said[0], date(2024, 1, number % 9 + 1),
        source=f"letters/{said[1]}.pdf", title=said[2], review=said[3], plans=(said[4],), next_review_text=said[5],
        area_evidence=said[6], warnings=(said[7],), outcome=said[8],
    )  # fmt: skip
    shown = [
        replace(letter.paragraphs[3], number=n, text=text, headings=(text,)) for n, text in enumerate(said, 1)
    ]
    return Letter(metadata=letter.metadata, paragraphs=tuple(shown))


@pytest.fixture(scope="module")
def site(
    listener: Listener, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, LyingLetterbook]]:
    book, store = LyingLetterbook(variants(listener.port)), tmp_path_factory.mktemp("store")
    yield from served(create_app(book, store=store, intake=LyingIntake(book), pictures=FakePictures()), book)


@pytest.fixture(scope="module")
def themed(
    listener: Listener, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, LyingLetterbook]]:
    """The same markup as the areas and the asks of letters that have a theme."""
    book = LyingLetterbook(variants(listener.port))
    book.held = {
        name: themed_letter(number, [one.text for one in letter.paragraphs])
        for number, (name, letter) in enumerate(book.held.items())
    }
    yield from served(create_app(book, store=tmp_path_factory.mktemp("themed")), book)


def served(app: FastAPI, book: LyingLetterbook) -> Iterator[tuple[str, LyingLetterbook]]:
    """The pages at an address of this machine until the tests are done."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/", book
    server.should_exit = True
    thread.join(10)


def test_the_socket_hears_a_browser_that_is_not_guarded(page: Page, listener: Listener) -> None:
    page.goto(f"http://127.0.0.1:{listener.port}/page")
    for _ in range(100):
        if b"GET /control HTTP/1.1" in listener.arrived:
            break
        page.wait_for_timeout(100)
    assert {b"GET /page HTTP/1.1", b"GET /control HTTP/1.1"} <= set(listener.arrived)


def views(book: LyingLetterbook) -> dict[str, str]:
    """The pages' addresses, and what is there once each is shown."""
    pages = {
        "briefing": "#basket .picks li",
        "letters": "#shelf tbody tr",
        "timeline": "#shelf .lane",
        "add": "#files",
    }
    letters = {f"?letter={one}": f"#shelf form[data-letter='{one}']" for one in book.held}
    return {f"?show={name}": shown for name, shown in pages.items()} | letters


def test_no_variant_reaches_another_host(
    page: Page, listener: Listener, site: tuple[str, LyingLetterbook]
) -> None:
    url, book = site
    hostile = variants(listener.port)
    assert len(hostile) >= 200
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    listener.arrived.clear()
    page.goto(url)
    page.locator("#question").wait_for()
    for number, letter in enumerate(book.held.values()):
        page.fill("#question", f"{number} {' '.join(p.text for p in letter.paragraphs)}"[:2000])
        page.keyboard.press("Enter")
        page.locator("#turn-0:not([data-state=pending]) .citations").wait_for()
        page.locator("#turn-0 .coverage summary").click()
        page.locator("#turn-0 .citations summary").first.click()
        assert page.locator("#turn-0 .citations .cite").count() >= len(letter.paragraphs)
        if number == 0:
            page.locator("#turn-0 [data-action=pick][data-number='']").click()
            page.locator("#basket .picks li").first.wait_for(state="attached")
        page.get_by_role("button", name="New conversation").click()
        page.locator("#turn-0").wait_for(state="detached")
    for view, shown in views(book).items():
        page.evaluate(GO, view)
        page.locator(shown).first.wait_for(state="attached")
    assert dialogs == []
    nothing_of_it_is_live(page, listener)


def test_no_variant_of_a_draft_reaches_another_host(
    page: Page, listener: Listener, site: tuple[str, LyingLetterbook]
) -> None:
    url, book = site
    listener.arrived.clear()
    book.gate.clear()
    page.goto(url)
    page.locator("#question").wait_for()
    for number, letter in enumerate(book.held.values()):
        page.fill("#question", f"{number} what is said?")
        page.keyboard.press("Enter")
        book.step()
        page.locator(
            "#turn-0[data-state=pending] .stage", has_text=letter.paragraphs[0].text[:4].strip()
        ).wait_for()
        book.step()
        page.locator("#turn-0[data-state=pending] .words").first.wait_for()
        nothing_of_it_is_live(page, listener)
        book.step()
        page.locator("#turn-0:not([data-state=pending]) .citations").wait_for()
        page.get_by_role("button", name="New conversation").click()
        page.locator("#turn-0").wait_for(state="detached")
    book.gate.set()


def test_no_variant_of_what_became_of_a_file_reaches_another_host(
    page: Page, listener: Listener, site: tuple[str, LyingLetterbook]
) -> None:
    url, _ = site
    listener.arrived.clear()
    page.goto(f"{url}?show=add")
    name = "![x](http:evil.example) <img src=x onerror=fetch('//evil.example')>.txt"
    page.set_input_files("#files", [{"name": name, "mimeType": "text/plain", "buffer": b"Dear colleagues,"}])
    page.get_by_role("heading", name="Done:").wait_for()
    assert page.locator("#shelf tbody tr").count() == len(variants(listener.port)) + 1
    nothing_of_it_is_live(page, listener)


def test_no_variant_in_an_area_of_the_themes_reaches_another_host(
    page: Page, listener: Listener, themed: tuple[str, LyingLetterbook]
) -> None:
    url, _ = themed
    listener.arrived.clear()
    page.goto(f"{url}?show=themes")
    cells = page.locator(".heat button.cell")
    cells.first.wait_for()
    assert (
        cells.count() >= len(variants(listener.port)) * 0.9
    )  # those that only case tells apart are one area
    cell = {name: cells.first.get_attribute(f"data-{name}") for name in ("row", "theme")}
    page.goto(f"{url}?show=themes&{urlencode(cell)}")
    page.locator(".mentions blockquote").first.wait_for()
    assert page.locator(".mentions blockquote").count() == ASKS
    nothing_of_it_is_live(page, listener)


def nothing_of_it_is_live(page: Page, listener: Listener) -> None:
    """Nothing arrived, and no element of the page names another host."""
    assert listener.arrived == []
    named = "[...document.querySelectorAll('*')].filter(one => [...one.attributes].some(a => /evil/.test(a.value) && /^(src|srcset|href|style|action|background|poster|data|ping|on.*)$/.test(a.name))).map(one => one.outerHTML.slice(0, 200))"
    assert page.evaluate(named) == []
