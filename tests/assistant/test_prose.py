"""How answers are worded."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.prose import (
    area,
    areas_of,
    capital,
    counted,
    doing,
    escaped,
    letter_phrase,
    listed,
    number,
    quoted,
    short_area,
)
from tests.assistant.made_collection import METADATA, UNKNOWN

H23, R23, J24, H24, U25, O25, X25 = METADATA


@pytest.mark.parametrize(
    ("items", "written"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_are_written_out(items: list[str], written: str) -> None:
    assert listed(items) == written
    assert listed(items, "or") == written.replace(" and ", " or ")


@pytest.mark.parametrize(
    ("count", "written"),
    [(1, "one letter"), (2, "two letters"), (12, "twelve letters"), (1234, "1,234 letters")],
)
def test_counts_are_in_words_up_to_twelve(count: int, written: str) -> None:
    assert counted(count, "letter") == written
    assert written.startswith(number(count))


def test_letters_are_called_by_kind_area_and_british_date() -> None:
    assert letter_phrase(H23) == "the letter to Holmdale of 20 April 2023"
    assert letter_phrase(J24) == "the letter to Ravensby and Stonemere of 2 February 2024"
    assert letter_phrase(O25) == "the report on Stonemere of 7 March 2025"
    assert letter_phrase(U25) == "the letter of 30 January 2025 (area not named)"


def test_an_area_without_a_name_is_called_by_its_letter() -> None:
    assert area("Holmdale") == areas_of(H24) == "Holmdale"
    assert areas_of(J24) == "Ravensby and Stonemere"
    assert area(UNKNOWN) == "the area of the letter of 30 January 2025, which the letter does not name"
    assert short_area(UNKNOWN) == "Area not named (letter of 30 January 2025)"
    assert short_area("Holmdale") == "Holmdale"


def test_an_area_of_a_letter_without_a_date_is_called_by_its_file() -> None:
    assert area(X25.area_names[0]) == "the area of locked.pdf, which the letter does not name"


MARKDOWN = st.text(alphabet=st.sampled_from("a1 []()!<>#|`~\\*_&;-\n\t"), max_size=60)


@given(MARKDOWN | st.text(max_size=60))
@example("**<script>")
@example("**[1]**")
def test_a_letters_words_can_never_be_a_marker_a_link_or_html(words: str) -> None:
    shown = escaped(words)
    assert not re.search(r"\[\d+\]", shown)
    bare = re.sub(r"\\(.)", "", shown)
    assert not set(bare) & set("[]<>!|`~#\\")
    assert "\n" not in shown


@given(MARKDOWN)
def test_a_letters_words_stay_what_they_are(words: str) -> None:
    folded = re.sub(r"\s+", " ", words)
    assert re.sub(r"\\([\[\]\\`<>!|~#*_&])", r"\1", escaped(words)) == folded
    assert quoted(words) == f"“{escaped(words)}”"


@pytest.mark.parametrize("words", ["2 *and* 3", "the _best_ plan", "R&amp;D", "Tarn & Fell, R&D"])
def test_emphasis_and_entities_of_a_letter_are_shown_as_they_are(words: str) -> None:
    from markdown_it import MarkdownIt

    html = MarkdownIt().render(escaped(words))
    assert re.sub(r"<[^>]+>", "", html).replace("&amp;", "&").strip() == words


@given(st.text(max_size=20))
def test_only_the_first_letter_becomes_a_capital(text: str) -> None:
    assert capital(text)[1:].endswith(text[1:])


def test_dates_are_british() -> None:
    from ingest.letter import british

    assert british(date(2025, 11, 6)) == "6 November 2025"


def test_an_item_with_a_clause_of_its_own_is_closed_by_a_comma() -> None:
    assert listed([area(UNKNOWN), "Holmdale"]).endswith("which the letter does not name, and Holmdale")
    assert listed(["Holmdale", area(UNKNOWN)]).startswith("Holmdale and the area of the letter of")


@pytest.mark.parametrize(
    ("verb", "form"),
    [("improve", "improving"), ("cut", "cutting"), ("publish", "publishing"), ("be", "being"), ("agree", "agreeing"), ("fix", "fixing"), ("deal", "dealing"), ("tie", "tying"), ("do", "doing")],
)  # fmt: skip
def test_what_is_to_be_done_is_its_doing(verb: str, form: str) -> None:
    assert doing(verb) == form
