"""The days between two dates that letters state are counted, each date cited."""

import pytest

from assistant.assistant import Letterbook
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("How long after its meeting did Wenbury get its letter?", "16 days (about two weeks)"),
        ("How many days lie between the two letters to Kingsholt?", "704 days (about 23 months)"),
        ("How long did Wenbury wait for its letter?", "16 days (about two weeks)"),
        ("How quickly was the letter of 24 June 2024 sent after the meeting?", "19 days (about three weeks)"),
        ("Which area waited longest between meeting and letter?", "Easterfell (28 days (four weeks))"),
        ("Which letter came out quickest after its meeting?", "unknown (letter of 18 September 2024) (15 days (about two weeks))"),
    ],
)  # fmt: skip
def test_the_days_between_two_dates_are_counted(library: Letterbook, question: str, key: str) -> None:
    answer = library.ask(question)
    assert_kept(answer, library)
    assert answer.key == key
    assert len(answer.citations) % 2 == 0


@pytest.mark.parametrize(
    "question",
    [
        "How long do children in Saltmarsh wait for CAMHS?",
        "Which areas have the longest waits for speech therapy?",
        "How long after the meeting should Saltmarsh agree a strategy?",
    ],
)
def test_waits_of_families_are_no_days_between_letters(library: Letterbook, question: str) -> None:
    assert "letter sent" not in library.ask(question).text
