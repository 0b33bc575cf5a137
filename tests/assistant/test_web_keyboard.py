"""Every task with the keyboard alone: what is needed is reached by Tab, is seen when it is, and focus is never lost."""

from pathlib import Path

import pytest
from playwright.sync_api import FileChooser, Locator, Page, expect

from tests.assistant.web_site import QUESTION, UNKNOWN, Site, browser, context, page, site

__all__ = ["browser", "context", "page", "site"]  # fixtures
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::Warning:gradio")]

MOST = 80  # presses of Tab
SLOWLY = 60_000  # milliseconds: on a loaded machine Plotly's script alone takes seconds to read
# Something of the focused element is on the screen with nothing over it (WCAG 2.4.11), and it is marked (2.4.7).
SEEN = """e => {
  const box = e.getBoundingClientRect();
  const at = (x, y) => document.elementFromPoint(x, y);
  const over = [[box.left + 4, box.top + 4], [box.left + box.width / 2, box.top + box.height / 2]].map(([x, y]) => at(x, y));
  const free = over.some(top => top && (top === e || e.contains(top) || top.contains(e)));
  const marked = [e, e.parentElement].some(one => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
  return [free, marked];
}"""


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    page.set_default_timeout(SLOWLY)


def reach(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until something has the focus, and see that it can be seen."""
    target.wait_for()
    for _ in range(MOST):
        if target.evaluate("e => e === document.activeElement"):
            assert target.evaluate(SEEN) == [True, True], target
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} is not reached")


def use(page: Page, target: Locator, key: str = "Enter") -> None:
    """Reach something and press a key on it."""
    reach(page, target)
    page.keyboard.press(key)


def asked(page: Page, question: str = QUESTION) -> None:
    reach(page, page.locator("#question"))
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    page.locator(".turn.last:not([data-state=pending])").wait_for()


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def test_a_question_is_asked_its_citations_are_walked_and_the_next_is_asked(page: Page) -> None:
    asked(page)
    expect(page.locator("#question")).to_be_focused()
    reach(page, page.locator(".answer .cite").last, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#source-place")).to_have_text("Citation 4 of 4")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#source-place")).to_have_text("Citation 3 of 4")
    page.keyboard.press("Escape")
    expect(page.locator(".answer .cite").last).to_be_focused()
    asked(page, "What about Saltmarsh?")
    expect(page.locator(".turn")).to_have_count(2)


def test_an_answer_is_announced_once(page: Page) -> None:
    page.evaluate(
        """() => { window.said = []; new MutationObserver(() => {
        const text = document.querySelector("#announce").textContent;
        if (text) window.said.push(text);
    }).observe(document.querySelector("#announce"), { childList: true, subtree: true, characterData: true }); }"""
    )
    asked(page)
    expect(page.locator("#announce")).to_contain_text("Answer: 4 letters ask")
    expect(page.locator("#source mark")).to_be_visible()
    assert [text[:7] for text in page.evaluate("window.said")].count("Answer:") == 1


def test_a_question_is_narrowed_and_a_chip_is_taken_away(page: Page, site: Site) -> None:
    use(page, page.locator("#filters summary"))
    reach(page, page.get_by_label("Easterfell"))
    page.keyboard.press("Space")
    asked(page)
    filters = site.letterbook.asked[-1][2]
    assert filters is not None
    assert filters.areas == ("Easterfell",)
    use(page, page.get_by_role("button", name="Remove Area: Easterfell"))
    expect(page.locator(".answer .cite")).to_have_count(4)


def test_what_was_wrong_is_said(page: Page, site: Site) -> None:
    asked(page)
    use(page, button(page, "Wrong"))
    expect(page.get_by_label("What is wrong?")).to_be_focused()
    page.keyboard.type("Wenbury too")
    use(page, button(page, "Send"))
    expect(page.locator(".thanks")).to_contain_text("wrong")


def test_quotations_are_collected_ordered_and_saved(page: Page) -> None:
    asked(page)
    use(page, button(page, "Add quotations to briefing"))
    expect(page.locator("#picked")).to_have_text("(4)")
    use(page, page.get_by_role("link", name="Briefing"))
    expect(page.locator("#basket h1")).to_be_focused()
    use(page, button(page, "Down quotation 1"))
    expect(button(page, "Down quotation 2")).to_be_focused()
    reach(page, button(page, "Word"))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".docx")


def test_a_letter_is_found_read_given_its_area_and_removed(page: Page, site: Site) -> None:
    use(page, page.get_by_role("link", name="Letters", exact=True))
    expect(page.locator("#shelf h1")).to_be_focused()
    reach(page, page.get_by_label("Find"))
    page.keyboard.type("unknown")
    use(page, page.get_by_role("link", name="Area unknown").first)
    expect(page.locator("#shelf h1")).to_be_focused()
    reach(page, page.get_by_label("Which area is it to?"))
    page.keyboard.type("Westmere")
    use(page, button(page, "Set the area"))
    expect(page.locator(".done")).to_have_text("The area is now Westmere.")
    use(page, button(page, "Remove this letter"))
    use(page, button(page, "Remove it"))
    expect(page.locator(".done")).to_contain_text("The letter is removed")
    assert UNKNOWN not in site.letterbook.held


def test_files_are_chosen_and_added(page: Page, site: Site, tmp_path: Path) -> None:
    (tmp_path / "new.pdf").write_bytes(b"%PDF-1.4 made for a test")
    use(page, page.get_by_role("link", name="Letters", exact=True))
    use(page, page.get_by_role("link", name="Add letters"))
    chosen: list[FileChooser] = []
    page.on("filechooser", lambda one: chosen.append(one))
    for _ in range(10):  # a page that has only just come may take the focus to its heading once more
        use(page, page.get_by_label("Choose files"))
        page.wait_for_timeout(1_000)
        if chosen:
            break
    chosen[0].set_files(tmp_path / "new.pdf")
    page.get_by_role("heading", name="Done: 1 file").wait_for()


def test_a_cell_of_the_themes_is_opened(page: Page) -> None:
    use(page, page.get_by_role("link", name="Letters", exact=True))
    use(page, page.get_by_role("link", name="Themes"))
    use(page, page.get_by_role("button", name="Annual review Northmoor: 2 letters"))
    expect(page.locator("#mentions")).to_be_focused(timeout=SLOWLY)


@pytest.mark.parametrize("query", ["", "?show=letters", "?show=timeline", f"?letter={UNKNOWN}", "?show=add"])
def test_tab_walks_through_a_page_and_out_of_it(page: Page, site: Site, query: str) -> None:
    page.goto(site.url + query)
    page.locator("h1:visible").first.wait_for()
    page.evaluate("document.activeElement.blur()")
    walked: list[str] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        where = page.evaluate(
            "document.activeElement === document.body ? '' : document.activeElement.outerHTML"
        )
        if not where or (walked and where == walked[0]):
            break
        walked.append(where)
    assert 5 < len(walked) < 400
