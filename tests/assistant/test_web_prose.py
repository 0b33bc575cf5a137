"""Answers as HTML: citations become chips, everything else stays text."""

import html.parser
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Citation
from assistant.web.markup import linked
from assistant.web.prose import copied, prose
from tests.assistant.web_fake import FakeLetterbook

ANSWER = FakeLetterbook().ask("Which areas were asked about annual reviews?")
KNOWN = {
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "code",
    "pre",
    "h3",
    "blockquote",
    "br",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "button",
    "span",
}
NAMES = {"type", "class"} | {
    f"data-{name}" for name in ["action", "number", "letter", "paragraph", "start", "end"]
}


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags(markup: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(markup)
    return parser.tags


def test_a_marker_becomes_the_button_of_its_citation() -> None:
    ((_, attributes), *_) = [
        found for found in tags(prose("Asked [1].", ANSWER.citations)) if found[0] == "button"
    ]
    assert attributes["data-number"] == "1"
    assert attributes["data-letter"] == ANSWER.citations[0].letter.id


def test_a_marker_without_a_citation_stays_text() -> None:
    assert "[9]" in prose("Asked [9].", ANSWER.citations)
    assert "button" not in prose("Asked [9].", ANSWER.citations)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=https://evil.example/x onerror=alert(1)>",
        "![x](https://evil.example/x)",
        "![x][1]\n\n[1]: https://evil.example/x",
        "[press](javascript:alert(1))",
        "<https://evil.example>",
        "<svg/onload=alert(1)>",
        "&lt;img src=x&gt; &#60;img src=x&#62;",
        "| <img src=x> |\n|---|\n| <style>*{}</style> |",
    ],
)
def test_nothing_of_the_texts_own_is_live(text: str) -> None:
    found = tags(prose(text, ANSWER.citations))
    assert {tag for tag, _ in found} <= KNOWN
    assert not any(
        name in ("src", "href", "style") or name.startswith("on") for _, names in found for name in names
    )


@given(st.text(alphabet=st.sampled_from("<>\"'`&;/=!()[]{}$#*_-|\\ \n1ax:"), max_size=80))
def test_no_text_whatever_makes_markup(text: str) -> None:
    found = tags(prose(text, ANSWER.citations))
    assert {tag for tag, _ in found} <= KNOWN
    assert all(tag in ("button", "span", "ol", "th", "td", "code") for tag, names in found if names)


@given(st.text(max_size=40))
def test_a_letters_own_words_cannot_leave_their_attribute(text: str) -> None:
    cited: Citation = ANSWER.citations[0]
    hostile = replace(cited, letter=replace(cited.letter, id=text, areas=(text,)))
    buttons = [names for tag, names in tags(prose("[1]", [hostile])) if tag == "button"]
    assert len(buttons) == 1
    assert set(buttons[0]) == NAMES


def test_what_is_copied_names_every_quotation_and_its_letter() -> None:
    text = copied(ANSWER)
    for citation in ANSWER.citations:
        assert f"[{citation.number}] “{citation.quote}”" in text
    assert "14 March 2023" in text


def test_a_paragraph_that_a_note_names_is_a_link_to_it() -> None:
    letters = FakeLetterbook().letters()
    shown = linked("Nearest: 2023-03-14-111111#7, not <b>2000-01-01-000000#1</b>", letters)
    assert '<a href="./?letter=2023-03-14-111111#p7"' in shown
    assert "Northmoor, 14 March 2023, paragraph 7</a>" in shown
    assert "&lt;b&gt;2000-01-01-000000#1&lt;/b&gt;" in shown
