"""A wait for one thing is none for another."""

import pytest

from assistant.glossary import shipped
from assistant.waits import speaks_of, waited_for


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("How long is the wait for speech therapy in Holmdale?", ["speech therapy"]),
        ("How long do children wait to see a paediatrician?", ["paediatrician"]),
        ("How many children are waiting for an autism assessment in Holmdale?", ["autism assessment"]),
        ("What is the average waiting time for a wheelchair?", ["wheelchair"]),
        ("Is the wait for SALT longer than 40 weeks?", ["salt"]),
        ("Has the wait for a wheelchair fallen below 20 weeks?", ["wheelchair"]),
        ("Is the wait for SALT worse in Holmdale?", ["salt"]),
        ("How long is the wait for an assessment?", []),
        ("How long is the wait in Holmdale?", []),
        ("How many plans are late?", []),
    ],
)
def test_what_is_waited_for_is_what_a_question_names(question: str, things: list[str]) -> None:
    assert [one.name for one in waited_for(question, shipped())] == things


@pytest.mark.parametrize(
    ("question", "text", "says"),
    [
        ("How long is the wait for SALT?", "The wait for speech and language therapy is 18 weeks.", True),
        ("How long is the wait for speech therapy?", "The wait for occupational therapy is 18 weeks.", False),
        ("How long is the queue for a speech therapist?", "The wait for SALT is 18 weeks.", True),
        ("How long is the wait to see a paediatrician?", "Community paediatrics has a wait of a year.", True),
        ("How long is the wait for CAMHS?", "Support with mental health begins after 18 weeks.", True),
        ("How long is the wait for CAMHS?", "The wait for speech therapy is 18 weeks.", False),
        ("How long is the wait for an assessment?", "The wait for therapy is 18 weeks.", True),
    ],
)
def test_a_text_speaks_of_what_is_waited_for_or_of_another_thing(
    question: str, text: str, *, says: bool
) -> None:
    assert speaks_of(text, waited_for(question, shipped())) is says
