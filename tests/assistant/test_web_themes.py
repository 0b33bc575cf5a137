"""The Themes page in a real browser, and its download."""

import csv
import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from plotly.offline import get_plotlyjs_version

from assistant.web.application import create_app
from assistant.web.spreadsheet import LETTER_COLUMNS
from assistant.web.themes import HEADER, shade
from tests.assistant.web_fake import FakeLetterbook
from tests.assistant.web_site import Site, browser, context, page, site

__all__ = ["browser", "context", "page", "site"]  # fixtures
pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning:starlette", "ignore::Warning:gradio"),
]
slow = pytest.mark.slow
SLOWLY = 30_000  # ms: Plotly is 5 MB to read and run


def opened(page: Page, site: Site, more: str = "") -> None:
    page.goto(f"{site.url}?show=themes{more}")
    page.locator("#shelf h1", has_text="Themes").wait_for()


@slow
def test_a_cell_opens_its_paragraphs_and_they_lead_to_their_letters(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Letters", exact=True).click()
    page.get_by_role("link", name="Themes").click()
    cell = page.get_by_role("button", name="Annual review Northmoor: 2 letters")
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#mentions")).to_have_text("Annual review, asked: Northmoor")
    expect(page.locator("#mentions")).to_be_focused()
    expect(page.locator(".mentions blockquote")).to_have_count(2)
    page.reload()
    expect(page.locator(".mentions blockquote")).to_have_count(2)
    page.get_by_role("link", name="Northmoor, 24 June 2024").click()
    expect(page.locator("#p7")).to_be_focused(timeout=SLOWLY)
    page.go_back()
    page.get_by_role("button", name="Close these paragraphs").click()
    expect(page.locator(".mentions")).to_have_count(0)
    expect(page.get_by_role("button", name="Annual review Northmoor: 2 letters")).to_be_focused()


@slow
def test_what_is_counted_is_chosen_and_kept_in_the_address(page: Page, site: Site) -> None:
    opened(page, site)
    page.get_by_label("What was").select_option("praised")
    expect(page.get_by_role("button", name="Co-production Northmoor: 2 letters")).to_be_visible(
        timeout=SLOWLY
    )
    page.locator("select[name=by]").select_option("year")
    expect(page.locator(".heat tbody th").first).to_have_text("2023")
    page.locator("select[name=since]").select_option("2024")
    expect(page.locator(".heat tbody th").first).to_have_text("2024")
    page.reload()
    expect(page.locator(".heat tbody th").first).to_have_text("2024")
    expect(page.get_by_label("What was")).to_have_value("praised")


@slow
def test_what_was_asked_again_and_again_is_said(page: Page, site: Site) -> None:
    opened(page, site)
    expect(page.locator(".again li").first).to_contain_text(
        "Northmoor: Annual review, in 2 of 2 letters (14 March 2023, 24 June 2024; the latest letter still asks)"
    )


@slow
def test_what_was_asked_again_is_a_plot_with_its_table_and_its_file(page: Page, site: Site) -> None:
    opened(page, site)
    plot = page.locator("figure.plot")
    plot.scroll_into_view_if_needed()
    expect(plot.locator("svg .scatterlayer .trace")).to_have_count(1, timeout=SLOWLY)
    expect(plot.locator(".legendtext")).to_have_text(["Annual review"])
    page.get_by_text("The numbers of this plot").click()
    table = page.locator("table.numbers")
    expect(table.locator("thead th")).to_have_text(["Half-year", "Letters sent", "Annual review"])
    expect(table.locator("tbody tr").first.locator("th, td")).to_have_text(["Jan–Jun 2023", "1", "1"])
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these numbers as CSV").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert rows[:2] == [["half-year", "letters sent", "Annual review"], ["Jan–Jun 2023", "1", "1"]]
    assert len(rows) - 1 == table.locator("tbody tr").count()


@slow
def test_a_page_made_narrow_while_its_plot_is_drawn_does_not_scroll_sideways(page: Page, site: Site) -> None:
    page.add_init_script(
        """Object.defineProperty(window, "Plotly", { configurable: true, set(real) {
          const drawn = real.newPlot;
          real.newPlot = async (...given) => {
            await drawn(...given);
            document.body.dataset.held = "";
            while (innerWidth > 400) await new Promise(requestAnimationFrame);
          };
          Object.defineProperty(window, "Plotly", { value: real });
        } });"""
    )
    page.set_viewport_size({"width": 1440, "height": 900})
    opened(page, site)
    plot = page.locator("figure.plot")
    plot.scroll_into_view_if_needed()
    expect(page.locator("body")).to_have_attribute("data-held", "", timeout=SLOWLY)
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    narrow = plot.locator('svg.main-svg[width^="2"]').first  # px
    expect(narrow).to_be_attached(timeout=SLOWLY)
    expect(plot.locator(".legendtext")).to_have_text(["Annual review"])


@slow
def test_without_its_script_the_plots_numbers_stand_alone(page: Page, site: Site) -> None:
    page.route("**/web/plotly.js*", lambda route: route.fulfill(status=200, body="'use strict';"))
    page.set_viewport_size({"width": 1440, "height": 3000})  # all of the page is in view
    with page.expect_response("**/web/plotly.js*"):
        opened(page, site)
    page.get_by_text("The numbers of this plot").click()
    expect(page.locator("table.numbers")).to_be_visible()
    expect(page.locator("figure.plot")).to_be_hidden()


@slow
def test_the_table_is_downloaded_as_it_is_shown(page: Page, site: Site) -> None:
    opened(page, site, "&doing=praised")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these counts as CSV").click()
    assert download.value.suggested_filename == "themes-praised-by-area.csv"
    assert "Co-production" in Path(download.value.path()).read_text("utf-8")


@slow
def test_a_small_screen_lists_the_cells_of_each_area(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, site)
    expect(page.locator(".cell .theme").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@slow
def test_an_empty_collection_has_no_themes(page: Page, site: Site) -> None:
    site.letterbook.held.clear()
    opened(page, site)
    expect(page.locator("#shelf .lede")).to_contain_text("No letter of these years asks anything")


def test_the_download_has_a_line_for_each_cell_and_no_formula(tmp_path: Path) -> None:
    letterbook = FakeLetterbook()
    letterbook.set_area("2025-05-19-555555", "=cmd()")
    with TestClient(create_app(letterbook, store=tmp_path), base_url="http://127.0.0.1") as client:
        given = client.get("/themes.csv?doing=asked&since=&until=2025")
        assert client.get("/themes.csv?doing=begged").status_code == 422
    rows = list(csv.reader(io.StringIO(given.content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == HEADER
    assert ["Northmoor", "Annual review", "2", "2", "2023-03-14", "2024-06-24"] in rows
    assert "'=cmd()" in {row[0] for row in rows}


def test_letters_are_downloaded_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    letterbook = FakeLetterbook()
    letterbook.set_area("2025-05-19-555555", "=cmd()")
    with TestClient(create_app(letterbook, store=tmp_path), base_url="http://127.0.0.1") as client:
        given = client.get("/letters.csv")
    rows = list(csv.DictReader(io.StringIO(given.content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == LETTER_COLUMNS
    assert [row["letter_id"] for row in rows] == [letter.id for letter in letterbook.letters()]
    assert "'=cmd()" in {row["areas"] for row in rows}
    assert "2023-03-14" in {row["sent"] for row in rows}


def test_the_plots_script_is_plotlys_own_and_is_kept(tmp_path: Path) -> None:
    with TestClient(create_app(FakeLetterbook(), store=tmp_path), base_url="http://127.0.0.1") as client:
        given = client.get("/web/plotly.js")
    assert f"plotly.js v{get_plotlyjs_version()}" in given.text[:200]
    assert "immutable" in given.headers["cache-control"]


@pytest.mark.parametrize(
    ("count", "most", "expected"), [(1, 1, 1), (1, 4, 1), (4, 4, 4), (1, 40, 1), (40, 40, 4)]
)
def test_the_shade_follows_the_count(count: int, most: int, expected: int) -> None:
    assert shade(count, most) == expected
