"""Keys and quotations that read the same compare the same; others do not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.evaluation.folding import Squashed, fold, holds, is_bare_number


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("On time in **54%** of cases [1].", "54%"),
        ("It took 42-month waits", "42 month"),
        ("a wait of up to 42 – month", "42‑month"),  # en dash, non-breaking hyphen
        ("1,800 children", "1800"),
        ("1800 children", "1,800"),
        ("2\u202f000 parents", "2,000"),
        ("signed by JASON   Henderson", "Jason\nHenderson"),
        ("• speech\n• language", "speech language"),
        ("long [2] waits", "long waits"),
        ("the children’s voice", "children's voice"),
        ("between 2022[1][2] and 2025", "2022 and 2025"),
        ("see 2.Next steps", "next steps"),
        ("in 2022, 800 children", "800"),
    ],
)
def test_a_key_is_found_whatever_its_dress(text: str, key: str) -> None:
    assert holds(text, key)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("154% of plans", "54%"),
        ("2.5 weeks", "5"),
        ("5.2 weeks", "5"),
        ("1,800 children", "800"),
        ("in 2022, 800 children", "2022800"),
        ("the fourth", "four"),
        ("see [4]", "4"),
        ("", "4"),
    ],
)
def test_a_key_is_found_as_whole_words_alone(text: str, key: str) -> None:
    assert not holds(text, key)


@pytest.mark.parametrize(
    ("key", "bare"), [("4", True), ("2,000", True), ("4.5", True), ("54%", False), ("four", False)]
)
def test_a_bare_number_is_digits_alone(key: str, bare: bool) -> None:
    assert is_bare_number(key) is bare


@given(st.text())
@example("1,234,567")
@example("[1] [2]")
def test_folding_twice_changes_nothing_in_plain_words(text: str) -> None:
    words = fold(text)
    assert words == words.strip()
    assert "  " not in words


@given(st.text(), st.text(min_size=1), st.text())
def test_what_stands_alone_in_a_text_is_found(before: str, quote: str, after: str) -> None:
    text = f"{before} {quote} {after}"
    spans = list(Squashed.of(text).find(quote))
    assert spans or not Squashed.of(quote).letters
    assert all(Squashed.of(text[start:end]).letters == Squashed.of(quote).letters for start, end in spans)


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("the co-\nproduction of plans", "co-production of plans", True),
        ("“children’s” voices", '"children\'s" voices', True),
        ("- **Voice:** heard early on", "Voice: heard early on", True),
        ("54 plans", "54%", False),
        ("reproduction", "production", False),  # short: whole words
        ("the eﬃcient café", "efficient café", True),
    ],
)
def test_a_quotation_is_found_by_its_letters(text: str, quote: str, found: bool) -> None:
    assert bool(list(Squashed.of(text).find(quote))) is found
