"""A figure that a yes-no question holds to a bound."""

import pytest

from assistant.assistant import Letterbook
from assistant.bounds import Bound, bound_of
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize(
    ("question", "bound"),
    [
        ("Is the wait longer than a year?", Bound("duration", 365.25, more=True)),
        ("Are fewer than 20% of plans late?", Bound("percent", 20, more=False)),
        ("Did more than 1,000 parents reply?", Bound("number", 1000, more=True)),
        ("Does it cost over £2 million?", Bound("money", 2e6, more=True)),
        ("Is it at least 30%?", Bound("percent", 30, more=True, itself=True)),
        ("Is it at most 30%?", Bound("percent", 30, more=False, itself=True)),
        ("Is it no more than 30%?", Bound("percent", 30, more=False, itself=True)),
        ("Are no fewer than 30% late?", Bound("percent", 30, more=True, itself=True)),
        ("Has the wait become longer?", None),
        ("Did it do more than it was asked?", None),
    ],
)
def test_the_bound_is_read(question: str, bound: Bound | None) -> None:
    assert bound_of(question) == bound


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Was Ravensby's wait for speech and language therapy longer than half a year?", None),
        ("Is Ravensby's wait for speech and language therapy longer than 40 weeks?", "No: 30 weeks"),
        ("Is Ravensby's wait for speech and language therapy longer than 20 weeks?", "Yes: 30 weeks"),
        ("Is Ravensby's wait for speech and language therapy at least 30 weeks?", "Yes: 30 weeks"),
        ("Is Ravensby's wait for speech and language therapy no more than 30 weeks?", "Yes: 30 weeks"),
        ("Is Ravensby's wait for speech and language therapy more than 30 weeks?", "No: 30 weeks"),
        ("Does Ravensby have fewer than 300 pupils in alternative provision?", "Yes: 214"),
        ("Did over half of Holmdale's new plans come within 20 weeks in March 2024?", "Yes: 63%"),
        ("Did over 70% of Holmdale's new plans come within 20 weeks in March 2024?", "No: 63%"),
    ],
)  # fmt: skip
def test_a_figure_is_held_to_the_bound(made: Letterbook, question: str, key: str | None) -> None:
    answer = made.ask(question)
    assert_kept(answer, made)
    assert key is None or answer.key == key
