"""axe-core finds nothing wrong on any page in any state: light and dark, wide, at 320 pixels and at 400 %."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from assistant.steps import Proven
from tests.assistant.web_site import QUESTION, UNKNOWN, Site, ask, browser, context, page, site

__all__ = ["browser", "context", "page", "site"]  # fixtures
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::Warning:gradio")]


def welcome(page: Page, site: Site) -> None:
    expect(page.locator("h1", has_text="Ask the letters")).to_be_visible()


def filters(page: Page, site: Site) -> None:
    page.get_by_text("Filter by area or date").click()


def waiting(page: Page, site: Site) -> None:
    site.letterbook.gate.clear()
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    page.locator(".turn[data-state=pending]").wait_for()


def drafted(page: Page, site: Site) -> None:
    whole = site.letterbook.ask(QUESTION)
    first = "\n".join(whole.text.split("\n")[:3])
    site.letterbook.before = (Proven(replace(whole, text=first, citations=whole.citations[:1])),)
    waiting(page, site)
    site.letterbook.step()
    page.locator(".turn[data-state=pending] .answer .cite").wait_for()


def empty(page: Page, site: Site) -> None:
    site.letterbook.held.clear()
    page.reload()
    page.get_by_role("heading", name="No letters yet").wait_for()


def answered(page: Page, site: Site) -> None:
    ask(page, "Which letters asked Northmoor about annual reviews?")
    page.locator(".coverage summary").click()
    page.locator(".citations summary").click()
    page.get_by_role("button", name="Wrong").click()
    page.locator("#source mark").wait_for()


def cited(page: Page, site: Site) -> None:
    ask(page)
    page.locator(".answer .cite").first.click()
    page.locator("#source mark").wait_for()


def thanked(page: Page, site: Site) -> None:
    ask(page)
    page.get_by_role("button", name="Something is missing").click()
    page.get_by_label("What is missing?").fill("Wenbury too")
    page.get_by_role("button", name="Send").click()
    page.locator(".thanks").wait_for()


def fact(page: Page, site: Site) -> None:
    ask(page, "What proportion of plans were on time?")


def refused(page: Page, site: Site) -> None:
    ask(page, "What will the weather be?")


def failed(page: Page, site: Site) -> None:
    ask(page, "Please explode")


def table(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Letters", exact=True).click()
    page.locator("#shelf tbody tr").first.wait_for()


def nothing_found(page: Page, site: Site) -> None:
    table(page, site)
    page.get_by_label("Find").fill("xyz")
    page.get_by_text("No letter fits").wait_for()


def timeline(page: Page, site: Site) -> None:
    page.goto(site.url + "?show=timeline")
    page.locator(".lane").first.wait_for()


def letter(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?letter={UNKNOWN}")
    page.locator(".line").first.wait_for()


def unreadable(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?letter=2025-02-11-aaaaaa")
    page.locator(".notice.bad").wait_for()


def dialog(page: Page, site: Site) -> None:
    letter(page, site)
    page.get_by_role("button", name="Remove this letter").click()


def gone(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?letter=nothing")
    page.get_by_role("heading", name="This letter is not here").wait_for()


def added(page: Page, site: Site) -> None:
    upload(page, site, "a.pdf", "broken.pdf")
    page.get_by_role("heading", name="Done: 2 files").wait_for()


def adding(page: Page, site: Site) -> None:
    site.letterbook.gate.clear()
    upload(page, site, "broken.pdf", "slow.pdf")
    page.get_by_role("heading", name="Reading 1 file").wait_for()


def upload(page: Page, site: Site, *names: str) -> None:
    page.goto(site.url + "?show=add")
    files = [{"name": name, "mimeType": "application/pdf", "buffer": b"%PDF"} for name in names]
    page.get_by_label("Choose files").set_input_files(files)  # type: ignore[arg-type]


def themes(page: Page, site: Site) -> None:
    page.goto(site.url + "?show=themes&row=Northmoor&theme=Annual+review")
    page.locator("figure.plot").scroll_into_view_if_needed()
    page.locator("figure.plot svg").first.wait_for(timeout=30_000)
    page.get_by_text("The numbers of this plot").click()
    page.locator("#mentions").wait_for()


def collected(page: Page, site: Site) -> None:
    ask(page)
    page.get_by_role("button", name="Add quotations to briefing").click()
    expect(page.locator("#picked")).to_have_text("(4)")
    page.get_by_role("link", name="Briefing").click()
    page.locator(".picks li").first.wait_for()


def programs(page: Page, site: Site) -> None:
    page.goto(site.url + "api/docs")
    page.get_by_role("heading", name="For programs").wait_for()


STATES = [
    welcome, empty, filters, waiting, drafted, answered, cited, thanked, fact, refused, failed,
    table, nothing_found, timeline, letter, unreadable, dialog, gone, adding, added, themes, collected, programs,
]  # fmt: skip
# 320 × 256 is what 400 % leaves of a window of 1280 × 1024.
SIZES = ((1440, 900, "light"), (1440, 900, "dark"), (320, 900, "dark"), (320, 256, "light"))
# What lies under the question box is scrolled to; to axe-core it is small.
BESIDE = "document.querySelector('#composer')?.style.setProperty('position', 'static', 'important')"
# The size of targets (24 pixels, WCAG 2.5.8) is a rule that axe-core asks only where it is told to.
ASKED = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_violation(page: Page, site: Site, state: Callable[[Page, Site], None]) -> None:
    state(page, site)
    for width, height, scheme in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.evaluate(BESIDE)
        found = Axe().run(page, options=ASKED)
        assert found.violations_count == 0, f"{width} {scheme}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width}: scrolls sideways"
