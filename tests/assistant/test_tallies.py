"""What one letter lists under a heading is counted, and each is shown."""

import pytest

from assistant.assistant import Letterbook
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("In Wenbury's letter, how many successes are listed and how many headings come under next steps and recommendations?", "4; 4"),
        ("How many successes does the Wenbury letter set out?", "4"),
        ("How many next steps are there in the Northmoor letter of 24 June 2024?", "3"),
        ("How many headings are there under successes in the 24 June 2024 letter to Northmoor?", "4"),
        ("How many bullets come under next steps in the 24 June 2024 letter to Northmoor?", "6"),
        ("How many next steps are set out in Saltmarsh's letter of 20 February 2024?", "4"),
        ("How many things are listed as successes for Kingsholt in June 2023?", "3"),
        ("How many services must Easterfell shorten waits for?", "3"),
    ],
)  # fmt: skip
def test_what_a_letter_lists_is_counted(library: Letterbook, question: str, key: str) -> None:
    answer = library.ask(question)
    assert_kept(answer, library)
    assert answer.key == key
    assert len(answer.citations) == sum(map(int, key.split("; ")))


@pytest.mark.parametrize(
    "question",
    [
        "How many of Wenbury's successes are about the Local Offer?",
        "How many educational psychologist posts are vacant in Wenbury?",
        "Which areas list more than three successes?",
        "How many children in Easterfell wait for speech and language therapy?",
        "How many services does Easterfell commission jointly?",
    ],
)
def test_what_is_no_list_is_not_counted_as_one(library: Letterbook, question: str) -> None:
    assert "** under ‘" not in library.ask(question).text
