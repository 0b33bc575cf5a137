"""While an answer is written the chat shows stages and proved sentences; before, who writes."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from assistant.answer import Filters
from assistant.steps import Proven, Stage
from assistant.web.exchange import Exchange, after
from tests.assistant.web_fake import FakeLetterbook
from tests.assistant.web_site import QUESTION, Site, browser, context, page, site

__all__ = ["browser", "context", "page", "site"]  # fixtures
pytestmark = [pytest.mark.filterwarnings("ignore::Warning:gradio")]
WRITER = "Answers are written by openai:made. Your questions and paragraphs of the letters are sent to it."


def test_an_exchange_passes_stages_and_a_draft_on_its_way_to_the_answer() -> None:
    whole = FakeLetterbook().ask(QUESTION)
    begun = Exchange(question=QUESTION)
    staged = after(begun, Stage("Reading"))
    assert (staged.stage, staged.answer) == ("Reading", None)
    drafted = after(staged, Proven(replace(whole, text="One [1].")))
    assert drafted.draft is not None
    assert (drafted.draft.text, drafted.answer) == ("One [1].", None)
    assert after(drafted, whole) == Exchange(question=QUESTION, answer=whole)


@pytest.mark.slow
def test_who_writes_is_said_before_the_first_question(page: Page, site: Site) -> None:
    assert page.locator(".writer").count() == 0  # no model, nothing to say
    site.letterbook.writer = WRITER
    page.reload()
    expect(page.locator(".writer")).to_have_text(WRITER)


@pytest.mark.slow
def test_stages_and_proved_sentences_are_seen_and_stay(page: Page, site: Site) -> None:
    whole = site.letterbook.ask(QUESTION)
    first = "\n".join(whole.text.split("\n")[:3])
    site.letterbook.before = (
        Stage("openai:made is reading 4 paragraphs"),
        Proven(replace(whole, text=first, citations=whole.citations[:1])),
    )
    site.letterbook.gate.clear()
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".stage")).to_have_text("Reading 5 paragraphs from 4 letters…")
    expect(page.locator("#announce")).to_have_text("Reading 5 paragraphs from 4 letters…")
    site.letterbook.step()
    expect(page.locator(".stage")).to_have_text("openai:made is reading 4 paragraphs…")
    site.letterbook.step()
    expect(page.locator(".turn[data-state=pending] .answer .cite")).to_have_count(1)
    shown = page.locator(".answer li").inner_text()
    page.locator(".answer .cite").click()  # a quotation can be read before the answer is whole
    expect(page.locator("#source-place")).to_have_text("Citation 1 of 1")
    site.letterbook.step()
    expect(page.locator(".turn[data-state=answered] .answer .cite")).to_have_count(4)
    assert page.locator(".answer li").first.inner_text() == shown
    expect(page.locator("#announce")).to_contain_text("Answer: 4 letters ask")


@pytest.mark.slow
def test_the_draft_is_not_part_of_the_conversation(page: Page, site: Site) -> None:
    site.letterbook.before = (Proven(site.letterbook.ask(QUESTION, None, Filters())),)
    page.fill("#question", "Please explode")
    page.keyboard.press("Enter")
    expect(page.locator(".turn[data-state=failed]")).to_be_visible()
    expect(page.locator(".answer")).to_have_count(0)
