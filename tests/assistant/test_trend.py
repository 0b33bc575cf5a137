"""The trend: what was asked again and again, counted by half-year."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.glossary import shipped
from assistant.themes import mentions
from assistant.trend import LINES, trend
from assistant.web.plots import lines
from ingest.letter import Letter
from tests.assistant.test_themes import FOUND, LETTERS, A, letter


def test_only_what_an_area_was_asked_again_is_followed() -> None:
    found = trend(FOUND, [one.metadata for one in LETTERS])
    assert found.halves == ("Jan–Jun 2022", "Jul–Dec 2022", "Jan–Jun 2023", "Jul–Dec 2023", "Jan–Jun 2024")
    assert found.sent == (1, 0, 0, 0, 2)
    assert [(line.theme, line.counts) for line in found.lines] == [("Annual review", (1, 0, 0, 0, 2))]


def test_a_letter_counts_once_however_often_it_asks() -> None:
    often = letter("a", date(2024, 1, 1), (A, "Annual reviews."), (A, "An annual review."), areas=["Ashby"])
    again = letter("b", date(2024, 7, 1), (A, "Annual reviews."), areas=["Ashby"])
    found = trend(mentions([often, again], shipped()), [often.metadata, again.metadata])
    assert found.lines[0].counts == (1, 1)


def test_an_undated_or_empty_collection_has_no_trend() -> None:
    assert trend((), ()).halves == ()
    assert trend(mentions(LETTERS[3:], shipped()), [LETTERS[3].metadata]).lines == ()


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 12, 31)), max_size=8))
def test_no_line_passes_the_letters_that_were_sent(days: list[date]) -> None:
    made: list[Letter] = [
        letter(str(place), day, (A, "Hold annual reviews."), areas=["Ashby"])
        for place, day in enumerate(days)
    ]
    found = trend(mentions(made, shipped()), [one.metadata for one in made])
    assert sum(found.sent) == len(days)
    assert len(found.lines) <= LINES
    for line in found.lines:
        assert len(line.counts) == len(found.halves)
        assert all(count <= sent for count, sent in zip(line.counts, found.sent, strict=True))


def test_a_plot_is_data_for_plotly_and_tells_lines_apart_without_colour() -> None:
    traces = json.loads(lines(trend(FOUND, [one.metadata for one in LETTERS])))
    assert [(one["name"], one["y"]) for one in traces] == [("Annual review", [1, 0, 0, 0, 2])]
    assert {"dash", "width"} == set(traces[0]["line"])
