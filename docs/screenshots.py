"""Take the screenshots that the README and the documents show, from the made letters in samples/.

    python docs/screenshots.py

Needs Chromium and Playwright (`make test` installs it). Writes docs/images/*.png.
"""

import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright
from pypdfium2 import PdfDocument

from assistant.brief import briefing
from assistant.brief_export import exported
from assistant.build import build, letterbook, open_store
from assistant.ingestion import ingest
from assistant.settings import Settings
from assistant.web.application import create_app
from assistant.web.intake import StoreIntake
from assistant.web.pictures import PagePictures
from ingest.pool import Loaders

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
QUESTION = "Which areas were asked about annual reviews?"


def main() -> None:
    """Take them all."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, width, height, scheme, take in SHOTS:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(url)
            page.locator("#question").wait_for()
            take(page, url)
            page.wait_for_timeout(600)
            page.screenshot(path=IMAGES / f"{name}.png")
            page.close()
        browser.close()
        briefing_page(Path(folder))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the samples."""
    store = open_store(Settings(store=folder), create=True)
    loaders = Loaders()
    ingest(store, [ROOT / "samples"], read=loaders.load)
    intake = StoreIntake(store, folder / "uploads")
    pictures = PagePictures(store.record, loaders.render)
    app = create_app(letterbook(store), store=folder, intake=intake, pictures=pictures)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join(10)
    loaders.close()
    store.close()


def ask(page: Page, url: str) -> None:
    """The example question, answered."""
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    page.locator("#source mark").wait_for(state="attached")


def cited(page: Page, url: str) -> None:
    """A citation from a PDF, on the page it stands on."""
    page.fill("#question", "What was Northmoor praised for in its latest letter?")
    page.keyboard.press("Enter")
    page.locator("#source .sheet img").wait_for(state="attached")
    page.evaluate("document.querySelector('#source').scrollTop = 520")


def cited_on_a_phone(page: Page, url: str) -> None:
    """A citation over the answer on a small screen."""
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    page.locator(".answer .cite").first.click()
    page.locator("#source mark").wait_for()


def letter(page: Page, url: str) -> None:
    """One letter with its roles."""
    page.goto(url + "?show=letters")
    page.get_by_role("link", name="Northmoor").first.click()
    page.locator(".line").first.wait_for()


def timeline(page: Page, url: str) -> None:
    """Every area's letters."""
    page.goto(url + "?show=timeline")
    page.locator(".lane").first.wait_for()


def themes(page: Page, url: str) -> None:
    """What was asked, by area, with one cell opened."""
    page.goto(url + "?show=themes&row=Northmoor&theme=Annual+review")
    page.locator(".mentions blockquote").first.wait_for()


def again(page: Page, url: str) -> None:
    """What was asked again and again, by half-year."""
    page.goto(url + "?show=themes")
    page.locator("figure.plot").scroll_into_view_if_needed()
    page.locator("figure.plot svg").first.wait_for()
    page.get_by_text("The numbers of this plot").click()
    page.get_by_role("heading", name="Asked again and again").evaluate("(one) => one.scrollIntoView()")


def basket(page: Page, url: str) -> None:
    """Quotations of an answer on their way into a document."""
    ask(page, url)
    page.get_by_role("button", name="Add quotations to briefing").click()
    page.locator("#picked", has_text="(").wait_for()
    page.get_by_role("link", name="Briefing").click()
    page.locator("#note-0").fill("Two areas had a backlog:")
    page.locator("#note-0").blur()


def programs(page: Page, url: str) -> None:
    """The page that describes the routes for programs."""
    page.goto(url + "api/docs")
    page.get_by_role("heading", name="For programs").wait_for()


def briefing_page(folder: Path) -> None:
    """The first page of a briefing as LibreOffice prints it; left as it was where there is no LibreOffice."""
    if (office := shutil.which("soffice")) is None:
        return
    with build(Settings(store=folder)) as book:
        brief = briefing([book.ask(QUESTION)], datetime(2026, 1, 12, 9, tzinfo=UTC))
    (folder / "brief.docx").write_bytes(exported(brief, ".docx"))
    convert = [office, f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*convert, "--outdir", folder, folder / "brief.docx"], check=True, timeout=120)
    with PdfDocument(folder / "brief.pdf") as printed:
        printed[0].render(scale=1.5).to_pil().save(IMAGES / "brief.png")


SHOTS = (
    ("ask", 1440, 900, "light", ask),
    ("page", 1440, 900, "dark", cited),
    ("letter", 1440, 900, "light", letter),
    ("timeline", 1440, 700, "light", timeline),
    ("themes", 1440, 1250, "light", themes),
    ("again", 1440, 1000, "light", again),
    ("basket", 1440, 1100, "light", basket),
    ("programs", 1440, 900, "light", programs),
    ("phone", 390, 844, "light", cited_on_a_phone),
)

if __name__ == "__main__":
    main()
