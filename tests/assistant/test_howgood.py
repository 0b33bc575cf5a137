"""A judgement asked for is answered by what the letters say."""

import pytest

from assistant.howgood import described


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Is transport a problem in Holmdale?", "What concerns were raised about transport in Holmdale?"),
        ("Are waits for speech therapy too long in Holmdale", "What concerns were raised about waits for speech therapy in Holmdale?"),
        ("Was leadership still seen as a major weakness in Holmdale in 2024?", "What concerns were raised about leadership in Holmdale in 2024?"),
        ("Is co-production working well in Holmdale?", "What is said about co-production in Holmdale?"),
        ("Are plans any good in Holmdale?", "What is said about plans in Holmdale?"),
        ("Which area had the biggest fall in waits?", "Where have waits come down?"),
        ("Where was the sharpest rise in exclusions?", "Where have exclusions gone up?"),
        ("How bad are waits in Holmdale?", "What concerns were raised about waits in Holmdale?"),
        ("How good is the forum in Holmdale?", "What is said about the forum in Holmdale?"),
        ("What are annual reviews like in Holmdale?", "What is said about annual reviews in Holmdale?"),
        ("Are waits getting better in Holmdale?", "Have waits improved in Holmdale?"),
        ("Is attendance getting worse at Holmdale?", "Has attendance worsened at Holmdale?"),
        ("Are waits getting better anywhere?", "Which areas were praised for waits?"),
        ("Is transport a concern in any of these areas?", "Which areas were told of problems with transport?"),
        ("Has anything improved anywhere on autism diagnosis?", "Which areas were praised for autism diagnosis?"),
        ("Which area is best at transitions?", "Which areas were praised for transitions?"),
        ("What's the worst council for waiting lists?", "Which areas were told of problems with waiting lists?"),
        ("What difference has the new hub made in Holmdale?", "What has the new hub achieved in Holmdale?"),
        ("What sort of impact did family workers have in Holmdale?", "What did family workers achieve in Holmdale?"),
        ("Which areas have longer waits than Holmdale?", "Which areas were told of problems with waits?"),
        ("Which other councils did much better than those in Holmdale on plans?", "Which areas were praised for plans?"),
    ],
)  # fmt: skip
def test_what_is_said_is_asked_for(text: str, asked: str) -> None:
    assert described(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Is the wait 75 weeks in Holmdale?",  # a claim
        "Is there a problem with transport in Holmdale?",
        "Is it good in Holmdale?",
        "Was Holmdale praised for good leadership in 2024?",
        "Which area is the worst?",  # opinions are refused
        "Which council is the best in the region?",
        "Which areas were told that waits are too long?",
        "Is transport a problem?",
        "Which areas have longer waits than the statutory 20 weeks?",
        "Which areas did better than last time on transport?",
        "Are plans good or bad in Holmdale?",
        "What effect did it have in Holmdale?",
        "What effect have vacancies had on therapy in Holmdale?",
    ],
)
def test_other_questions_are_as_they_were(text: str) -> None:
    assert described(text) == text
