"""Predictions and opinions are out of scope, however they are wrapped; what letters say of the future is not."""

import pytest

from assistant.assistant import Letterbook


@pytest.mark.parametrize(
    "question",
    [
        "Going by these letters, which area will fail its next SEND inspection? One name is enough.",
        "Based on the letters, who is going to fail next time? Just the name.",
        "Judging by these letters, which area is most likely to pass its next inspection?",
        "If you had to pick one, which area is heading for trouble?",
        "How will Wenbury do at its next inspection?",
        "What outcome will Northmoor get at its next inspection?",
        "What are the chances of Northmoor passing its next inspection?",
        "Off the record, which council is the worst run? A name will do.",
        "Which area do you reckon will be re-inspected?",
        "On the evidence of these letters, which council is least likely to improve? Please name one.",
    ],
)
def test_no_letter_foretells(library: Letterbook, question: str) -> None:
    assert library.ask(question).status == "out_of_scope"


@pytest.mark.parametrize(
    "question",
    [
        "When will the next review of Wenbury take place?",
        "What will reviewers look for at Saltmarsh's next review?",
        "Which areas were told that children are more likely to be excluded?",
        "Which areas fail to hold annual reviews on time?",
        "From these letters, which areas were asked about short breaks? Just the names.",
    ],
)
def test_what_letters_say_is_in_scope(library: Letterbook, question: str) -> None:
    assert library.ask(question).status != "out_of_scope"
