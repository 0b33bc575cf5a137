"""The pages in a real browser: what a person does with mouse, keyboard and screen reader."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.web_fake import made_letter
from tests.assistant.web_site import QUESTION, UNKNOWN, Site, ask, browser, context, page, site

__all__ = ["browser", "context", "page", "site"]  # fixtures
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::Warning:gradio")]


def test_a_question_is_answered_with_quotations(page: Page) -> None:
    ask(page)
    expect(page.locator(".answer")).to_contain_text("4 letters ask about annual reviews")
    expect(page.locator(".answer .cite")).to_have_count(4)
    expect(page.locator("#source mark")).to_have_text(
        "delays in annual reviews are being reduced, school by school;"
    )


def test_an_example_is_one_click_from_its_answer(page: Page) -> None:
    page.get_by_role("button", name="Which areas were asked").click()
    expect(page.locator(".answer")).to_be_visible()
    expect(page.locator("#examples")).to_be_hidden()


def test_focus_returns_to_the_question_box_and_the_answer_is_announced(page: Page) -> None:
    page.fill("#question", QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#question")).to_have_value("")
    expect(page.locator("#announce")).to_contain_text("Answer: 4 letters ask")


def test_a_follow_up_knows_what_was_said(page: Page, site: Site) -> None:
    ask(page)
    ask(page, "What about Saltmarsh?")
    expect(page.locator(".turn")).to_have_count(2)
    _, conversation, _ = site.letterbook.asked[-1]
    assert conversation is not None
    assert [turn.role for turn in conversation.turns] == ["user", "assistant"]
    assert "Northmoor" in (conversation.turns[1].areas or ())


AT_ONCE = """question => {
  const seen = new MutationObserver(() => {
    const turn = [...document.querySelectorAll(".turn")].at(-1);
    if (!turn || turn.dataset.state === "pending") return;
    seen.disconnect();
    const box = document.querySelector("#question");
    box.value = question;
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  });
  seen.observe(document.body, { subtree: true, childList: true, attributes: true });
}"""


def test_a_question_is_not_lost_in_the_moment_in_which_an_answer_ends(page: Page) -> None:
    page.evaluate(AT_ONCE, "What about Saltmarsh?")
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1:not([data-state=pending])")).to_be_visible()
    expect(page.locator("#turn-1")).to_contain_text("What about Saltmarsh?")


def test_a_double_click_asks_once(page: Page, site: Site) -> None:
    page.fill("#question", QUESTION)
    page.get_by_role("button", name="Ask", exact=True).dblclick()
    page.locator("#turn-0:not([data-state=pending])").wait_for()
    page.wait_for_timeout(500)
    expect(page.locator(".turn")).to_have_count(1)
    assert len(site.letterbook.asked) == 1


def test_a_citation_shows_its_letter_and_the_keyboard_walks_on(page: Page) -> None:
    ask(page)
    page.locator(".answer .cite").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source-place")).to_have_text("Citation 2 of 4")
    expect(page.locator("#source-title")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#source-place")).to_have_text("Citation 3 of 4")
    expect(page.locator("#source-title")).to_have_text("Easterfell")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#source-place")).to_have_text("Citation 1 of 4")
    expect(page.locator(".answer .cite[aria-current]")).to_have_text("Citation 1, Northmoor, 14 March 2023")
    page.keyboard.press("Escape")
    expect(page.locator(".answer .cite").nth(1)).to_be_focused()


def test_the_page_of_a_citation_is_shown_with_its_highlight(page: Page) -> None:
    ask(page)
    picture = page.locator("#source .sheet img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('#source .sheet img').naturalWidth > 0")
    expect(page.locator("#source .highlight")).to_have_count(1)
    sheet, mark = (
        page.locator("#source .sheet").bounding_box(),
        page.locator("#source .highlight").bounding_box(),
    )
    assert sheet is not None
    assert mark is not None
    assert abs((mark["y"] - sheet["y"]) / sheet["height"] - 0.7) < 0.01


def test_removing_a_chip_asks_again(page: Page, site: Site) -> None:
    ask(page, "Which letters asked Northmoor about annual reviews?")
    expect(page.locator(".answer .cite")).to_have_count(2)
    page.get_by_role("button", name="Remove Area: Northmoor").click()
    expect(page.locator(".answer .cite")).to_have_count(4)
    expect(page.locator(".turn")).to_have_count(1)
    page.get_by_role("button", name="Put back what was understood").click()
    expect(page.locator(".answer .cite")).to_have_count(2)


def test_areas_and_dates_chosen_before_asking_narrow_the_question(page: Page, site: Site) -> None:
    page.get_by_text("Filter by area or date").click()
    page.get_by_label("Easterfell").check()
    page.get_by_label("From").fill("2024-01-01")
    ask(page)
    filters = site.letterbook.asked[-1][2]
    assert filters is not None
    assert filters.areas == ("Easterfell",)
    assert str(filters.date_from) == "2024-01-01"
    assert filters.topic == "annual reviews"
    expect(page.locator(".filters-now")).to_contain_text("Easterfell")


def test_coverage_opens_into_every_letter_with_its_reason(page: Page) -> None:
    ask(page)
    page.get_by_text("Checked 5 of 6 letters: 4 match; 1 could not be read").click()
    expect(page.locator(".verdicts li")).to_have_count(6)
    expect(page.get_by_text("nothing about annual reviews")).to_be_visible()
    expect(page.get_by_text("no text could be read")).to_be_visible()
    ask(page, "And in Saltmarsh?")
    expect(page.locator("#coverage-0")).to_have_attribute("open", "")


def test_not_found_is_said_and_helps_on(page: Page) -> None:
    ask(page, "What will the weather be?")
    expect(page.locator(".notice h3")).to_have_text("Not a question for these letters")
    expect(page.locator(".turn .example")).to_have_count(3)
    expect(page.locator("#source")).to_be_hidden()
    expect(page.locator("#question")).to_be_in_viewport()


def test_an_error_is_said_plainly_and_can_be_tried_again(page: Page, site: Site) -> None:
    ask(page, "Please explode")
    expect(page.locator(".notice.bad")).to_contain_text("Nothing was lost")
    expect(page.locator("body")).not_to_contain_text("RuntimeError")
    page.get_by_role("button", name="Ask again").click()
    page.wait_for_timeout(600)
    expect(page.locator(".notice.bad")).to_be_visible()
    assert [question for question, *_ in site.letterbook.asked] == ["Please explode"] * 2
    ask(page)
    expect(page.locator(".answer")).to_be_visible()


def test_what_people_say_of_an_answer_is_kept_as_a_question(page: Page, site: Site) -> None:
    ask(page)
    page.get_by_role("button", name="Something is missing").click()
    page.get_by_label("What is missing?").fill("Wenbury too")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".thanks")).to_contain_text("missing")
    kept = json.loads((site.store / "feedback.jsonl").read_text("utf-8").splitlines()[-1])
    assert kept["question"] == QUESTION
    assert kept["note"] == "missing: Wenbury too"


def test_an_answer_is_copied_with_its_quotations(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="Copy answer with citations").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1] “delays in annual reviews" in copied


def test_a_new_conversation_forgets_the_old_one(page: Page, site: Site) -> None:
    ask(page)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("h1", has_text="Ask the letters")).to_be_visible()
    ask(page)
    conversation = site.letterbook.asked[-1][1]
    assert conversation is not None
    assert conversation.turns == ()


def test_nothing_moves_while_the_answer_comes(page: Page, site: Site) -> None:
    watch = """() => { window.shift = 0; new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true }); }"""
    page.evaluate(watch)
    site.letterbook.seconds = 0.8
    ask(page)
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") < 0.01


def test_the_first_paint_comes_within_two_seconds(page: Page) -> None:
    assert page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") < 2000


def test_letters_are_sorted_and_found(page: Page) -> None:
    page.get_by_role("link", name="Letters", exact=True).click()
    expect(page.locator("#shelf tbody tr")).to_have_count(6)
    page.get_by_role("button", name="Area", exact=True).click()
    expect(page.locator("#shelf tbody th").first).to_contain_text("Easterfell")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Area")
    page.get_by_label("Find").fill("northmoor")
    expect(page.locator("#shelf tbody tr")).to_have_count(2)
    expect(page.get_by_label("Find")).to_be_focused()
    page.reload()
    expect(page.locator("#shelf tbody tr")).to_have_count(2)


def test_a_letter_is_read_and_the_conversation_is_still_there_after(page: Page) -> None:
    ask(page)
    page.get_by_role("link", name="Read the whole letter").click()
    expect(page.locator("#shelf h1")).to_contain_text("Northmoor")
    expect(page.locator("#p7")).to_be_focused()
    expect(page.locator("#shelf .role.praise")).to_have_count(1)
    page.locator(".own dd a").first.click()
    expect(page.locator("#p2")).to_be_focused()
    page.go_back()
    expect(page.locator(".answer")).to_be_visible()
    assert "Ask the letters" in page.title()


def test_an_unknown_area_is_set_by_a_person(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Area unknown").first.click()
    page.get_by_label("Which area is it to?").fill("Westmere")
    page.get_by_role("button", name="Set the area").click()
    expect(page.locator("#shelf h1")).to_contain_text("Westmere")
    expect(page.locator(".done")).to_have_text("The area is now Westmere.")
    assert site.letterbook.letter(UNKNOWN).metadata.area_source == "user"
    page.get_by_role("link", name="Ask", exact=True).click()
    page.get_by_text("Filter by area or date").click()
    expect(page.get_by_label("Westmere")).to_be_visible()


def test_files_are_added_one_by_one_with_their_report(page: Page, site: Site, tmp_path: Path) -> None:
    for name in ("new.pdf", "broken.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.4 made for a test")
    page.goto(site.url + "?show=add")
    page.get_by_label("Choose files").set_input_files([tmp_path / "new.pdf", tmp_path / "broken.pdf"])
    expect(page.get_by_role("heading", name="Done: 2 files")).to_be_visible()
    expect(page.locator("#shelf tbody tr").first).to_contain_text("Added")
    expect(page.locator("#shelf tbody tr").last).to_contain_text("Damaged The file is damaged.")
    assert (site.store / "uploads" / "new.pdf").exists()
    page.get_by_role("link", name="new.pdf").click()
    expect(page.locator("#shelf h1")).to_contain_text("Area unknown")


def test_a_letter_is_removed_only_after_a_question(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?letter={UNKNOWN}")
    page.get_by_role("button", name="Remove this letter").click()
    page.get_by_role("button", name="Keep it").click()
    assert UNKNOWN in site.letterbook.held
    page.get_by_role("button", name="Remove this letter").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator(".done")).to_contain_text("The letter is removed")
    assert UNKNOWN not in site.letterbook.held


def test_letters_markup_is_shown_as_text(page: Page) -> None:
    ask(page)
    expect(page.locator("#source .neighbour", has_text="<b>shape</b>")).to_be_visible()
    assert page.locator("#source b").count() == 0


def test_a_small_screen_shows_the_citation_over_the_answer(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page)
    expect(page.locator("#source")).to_be_hidden()
    page.locator(".answer .cite").first.click()
    expect(page.locator("#source")).to_be_visible()
    expect(page.locator("#source-title")).to_be_focused()
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#source")).to_be_hidden()
    expect(page.locator(".answer .cite").first).to_be_focused()


def test_an_empty_collection_says_what_to_do(page: Page, site: Site) -> None:
    site.letterbook.held.clear()
    page.reload()
    expect(page.get_by_role("heading", name="No letters yet")).to_be_visible()
    expect(page.locator("#question")).to_be_hidden()
    page.get_by_role("link", name="Add letters").click()
    expect(page.get_by_label("Choose files")).to_be_visible()


HOSTILE = (
    '<img src="https://evil.example/a" onerror="document.title=1">',
    "<script src='https://evil.example/b'></script>",
    "![x](https://evil.example/c) [y](javascript:document.title=1)",
    "</textarea></p><style>*{background:url(https://evil.example/d)}</style>",
    "${document.title=1} {{document.title=1}} `${alert(1)}`",
    "<svg onload=document.title=1><use href='https://evil.example/e#x'/></svg>",
)


def test_hostile_words_are_inert_wherever_they_stand(page: Page, site: Site) -> None:
    text = " ".join(HOSTILE)
    letter = made_letter(
        "2026-01-01-aaaaaa", text, date(2026, 1, 1), title=text, review=text, warnings=(text,)
    )
    paragraphs = tuple(replace(p, text=f"{text} annual reviews", headings=(text,)) for p in letter.paragraphs)
    site.letterbook.held[letter.metadata.id] = replace(letter, paragraphs=paragraphs)
    page.reload()
    ask(page, f"Which areas were asked about annual reviews? {text}")
    page.locator(".answer .cite").last.click()
    page.locator(".coverage summary").click()
    page.locator(".citations summary").click()
    expect(page.locator("#source mark")).to_contain_text("<script")
    for query in ("?show=letters", "?show=timeline", f"?letter={letter.metadata.id}"):
        page.goto(site.url + query)
        expect(page.locator("#shelf h1")).to_be_visible()
        assert page.title() != "1"
        for element in ("img", "script", "style", "svg", "a[href^='javascript:']"):
            assert page.locator(f":is(#ask-view, #letters-view) {element}").count() == 0
