"""Words broken at the end of a line are mended as the document writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.hyphens import mended


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        # the document tells
        (["an inter-", "view and an interview"], ["an interview", "and an interview"]),
        (["on co-", "production, or co-production"], ["on co-production,", "or co-production"]),
        # in doubt the hyphen stays
        (["the well-", "being of all"], ["the well-being", "of all"]),
        # unless the printer is known to break words
        (
            ["an inter-", "view, an interview, and out-", "come"],
            ["an interview,", "an interview, and outcome", ""],
        ),
        # compounds, ranges, suspended hyphens, dashes, soft hyphens, links
        (["face-to-", "face"], ["face-to-face", ""]),
        (["2023-", "24 and"], ["2023-24", "and"]),
        (["short-", "and long-term"], ["short-", "and long-term"]),
        (["a word \u2013", "and more"], ["a word \u2013", "and more"]),
        (["exami\u00ad", "nation"], ["examination", ""]),
        (["www.gov.uk/find-", "local/x"], ["www.gov.uk/find-local/x", ""]),
    ],
)
def test_a_broken_word_is_mended(lines: list[str], wanted: list[str]) -> None:
    assert mended([lines]) == [wanted]


def test_a_flow_does_not_run_into_another() -> None:
    assert mended([["end-"], ["start"]]) == [["end-"], ["start"]]


@given(st.lists(st.lists(st.text(alphabet="ab -/\u00ad", max_size=12), max_size=6), max_size=4))
def test_no_letters_are_lost(flows: list[list[str]]) -> None:
    def letters(lines: list[list[str]]) -> str:
        return "".join(letter for flow in lines for line in flow for letter in line if letter.isalpha())

    assert letters(mended(flows)) == letters(flows)
