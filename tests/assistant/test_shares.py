"""What is said to be mostly so, and sentences that give a share of less than half."""

import pytest

from assistant.shares import mostly, of_few
from ingest.letter import Paragraph, Role


def paragraph(text: str) -> Paragraph:
    return Paragraph(letter_id="h", number=1, text=text, role=Role.PRAISE)


@pytest.mark.parametrize(
    ("question", "so"),
    [
        ("Where are new plans mostly on time?", True),
        ("Which areas were praised for most buses running on time?", True),
        ("Which areas always answer in time?", True),
        ("Which areas were praised for buses?", False),
        ("Where are buses mostly late?", False),
        ("Where are plans not always on time?", False),
    ],
)
def test_what_is_asked_for_the_most_part_is_known(question: str, so: bool) -> None:
    assert mostly(question) is so


@pytest.mark.parametrize(
    ("text", "few"),
    [
        ("Buses run on time more often, up from the published 4%.", True),
        ("Buses on time rose from 4% to 54%.", False),
        ("Only 4% of buses are late.", False),
        ("Buses run on time.", False),
        ("Buses run on time. 4% of trams do.", False),
        ("", False),
    ],
)
def test_a_share_of_less_than_half_is_not_mostly(text: str, few: bool) -> None:
    assert of_few(paragraph(text), lambda said: float("uses" in said)) is few
