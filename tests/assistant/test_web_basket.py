"""The Briefing page: what is collected, ordered and annotated in the browser is what the file holds."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from assistant.web.basket import Arranged, Pick, Picks, arranged
from tests.assistant.test_brief import ANSWER, cited
from tests.assistant.web_site import Site, ask, browser, context, page, site

__all__ = ["browser", "context", "page", "site"]  # fixtures
pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio")

PICKS: Picks = tuple(Pick(answer=ANSWER, citation=cited(number)) for number in range(4))


def order(picks: Picks) -> list[int]:
    return [one.citation.number for one in picks]


@pytest.mark.parametrize(
    ("do", "at", "expected"),
    [
        ("up", 2, [0, 2, 1, 3]),
        ("up", 0, [0, 1, 2, 3]),
        ("down", 0, [1, 0, 2, 3]),
        ("down", 3, [0, 1, 2, 3]),
        ("remove", 1, [0, 2, 3]),
        ("remove", 9, [0, 1, 2, 3]),
        ("clear", 0, []),
    ],
)
def test_quotations_are_moved_and_removed(do: str, at: int, expected: list[int]) -> None:
    assert order(arranged(PICKS, Arranged.model_validate({"do": do, "at": at}))) == expected


@given(st.lists(st.tuples(st.sampled_from(["up", "down"]), st.integers(0, 5)), max_size=20))
def test_moving_loses_nothing(moves: list[tuple[str, int]]) -> None:
    picks = PICKS
    for do, at in moves:
        picks = arranged(picks, Arranged.model_validate({"do": do, "at": at}))
    assert sorted(order(picks)) == [0, 1, 2, 3]


@pytest.mark.slow
def test_what_is_collected_and_ordered_is_what_the_document_holds(page: Page, site: Site) -> None:
    ask(page)
    page.locator(".citations summary").click()
    page.get_by_role("button", name="Add to briefing quotation 3").click()
    expect(page.locator("#picked")).to_have_text("(1)")
    page.get_by_role("button", name="Add quotations to briefing").click()
    expect(page.locator("#picked")).to_have_text("(4)")
    page.get_by_role("link", name="Briefing").click()
    expect(page.locator(".picks li").first).to_contain_text("Easterfell")
    page.get_by_role("button", name="Down quotation 1").click()
    expect(page.locator(".picks li").first).to_contain_text("Northmoor")
    expect(page.get_by_role("button", name="Down quotation 2")).to_be_focused()
    page.get_by_role("button", name="Remove quotation 4").click()
    expect(page.locator(".picks li")).to_have_count(3)
    page.get_by_label("Your line before quotation 2").fill("Easterfell <was> asked too.")
    page.get_by_label("Title").fill("For the minister")
    with page.expect_download() as download:
        page.get_by_role("button", name="Word").click()
    data = Path(download.value.path()).read_bytes()
    text = [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]
    assert text[0] == "For the minister"
    assert "Easterfell <was> asked too." in text
    assert sum(line.startswith("“") for line in text) == 3
    assert any("Checked 5 of 6 letters: 4 match; 1 could not be read." in line for line in text)
    footnotes = zipfile.ZipFile(io.BytesIO(data)).read("word/footnotes.xml").decode()
    assert (
        footnotes.index("14 March 2023")
        < footnotes.index("12 December 2024")
        < footnotes.index("24 June 2024")
    )


@pytest.mark.slow
def test_the_briefing_outlives_the_conversation_and_can_be_emptied(page: Page, site: Site) -> None:
    ask(page)
    page.get_by_role("button", name="Add quotations to briefing").click()
    expect(page.locator("#picked")).to_have_text("(4)")
    page.get_by_role("button", name="New conversation").click()
    page.get_by_role("link", name="Briefing").click()
    expect(page.locator(".picks li")).to_have_count(4)
    page.get_by_role("button", name="Remove all").click()
    expect(page.locator("#basket .lede")).to_contain_text("Nothing is collected yet")
    expect(page.locator("#picked")).to_have_text("")


@pytest.mark.slow
def test_a_quotation_is_collected_once(page: Page, site: Site) -> None:
    ask(page)
    for _ in range(2):
        page.get_by_role("button", name="Add quotations to briefing").click()
    page.get_by_role("link", name="Briefing").click()
    expect(page.locator(".picks li")).to_have_count(4)
