"""A question that needs the sentence before it is put into one with it."""

import pytest

from assistant.assistant import Letterbook
from assistant.preamble import plainly
from assistant.scenes import told_to_plan
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Some areas were asked about transport. Which?", "Which areas were asked about transport?"),
        ("Several of the areas with the worst outcome were praised for data. Which ones?", "Which of the areas with the worst outcome were praised for data?"),
        ("Families tell us that a pupil who moves school has to start again. Which letters mention that?", "Which letters mention a pupil who moves school has to start again?"),
        ("NHS Kent covers several of these areas. Which of them were asked about beds?", "Which of the areas covered by NHS Kent were asked about beds?"),
        ("Background: for a meeting on Monday we need Holmdale's share of plans on time.", "What is Holmdale's share of plans on time?"),
        ("Six of the nine areas under a plan have buses among their actions. Which ones do not?", "Which of the nine areas under a plan do not have buses among their actions?"),
        ("Most of the letters mention buses. Which don't?", "Which of the letters do not mention buses?"),
        ("Two of our councils have been praised for data. Which have not?", "Which of our councils have not been praised for data?"),
        ("Many letters worry about buses. Only some of them put it into the formal requests. Which?", "Which letters put buses into the formal requests?"),
        ("Several letters complain about ramps. A few list them as next steps. Which ones?", "Which letters list ramps as next steps?"),
        ("Ada Marsh: which reviews did she lead?", "Which reviews did Ada Marsh lead?"),
        ("Ada Marsh at the DfE: list every area she wrote to.", "List every area Ada Marsh wrote to?"),
        ("Ada Marsh (SEND Adviser) - in which letters is she named?", "In which letters is Ada Marsh named?"),
        ("Ada Marsh, Regional Lead – which letters did she sign?", "Which letters did Ada Marsh sign?"),
        ("About Ada Marsh: which letters were copied to her?", "Which letters were copied to Ada Marsh?"),
        ("Ada Marsh in Holmdale: what is her title?", "What is Ada Marsh’s title in Holmdale?"),
        ("Ada Marsh – what is her job?", "What is Ada Marsh’s job?"),
        ("Context: what was Holmdale asked about pay?", "what was Holmdale asked about pay?"),
        ("Ada Marsh's job title seems to vary. What was it in 2022?", "What was Ada Marsh's job title in 2022?"),
        ("Leave out everywhere that was asked about buses. Which areas remain?", "Which areas were not asked about buses?"),
        ("Setting aside the councils praised for data, who is left?", "Which areas were not praised for data?"),
        ("Take out those which have new buses; which ones are left?", "Which areas have no new buses?"),
        ("Which areas remain once those told to plan for buses are taken out?", "Which areas were not told to plan for buses?"),
    ],
)  # fmt: skip
def test_a_scene_that_is_needed_becomes_part_of_the_question(text: str, asked: str) -> None:
    assert plainly(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Holmdale was asked about transport. Which letter says so?",
        "Which areas were asked about pay? Which reports mention that?",
        "Which reports describe that?",
        "We need Holmdale's plan.",
    ],
)
def test_any_other_question_stays_as_it_is(text: str) -> None:
    assert plainly(text) == text


def test_a_plan_is_a_condition(made: Letterbook) -> None:
    question = (
        "Some of the areas that must write a priority action plan had no priority action on transport. Which?"
    )
    answer = made.ask(question)
    assert_kept(answer, made)
    asked = "Which of the areas that must write a priority action plan had no priority action on transport?"
    assert answer.standalone_question == asked
    inquiry = made.inquire(question)
    assert inquiry.halves is not None
    assert [half.question.standalone for half in inquiry.halves] == [
        "Which areas must write a priority action plan?",
        "Which areas had priority action on transport?",
    ]
    assert inquiry.without


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Which areas are under a priority action plan?", "Which areas were told to write a priority action plan?"),
        ("How many councils have a PAP?", "How many councils were told to write a priority action plan?"),
        ("Which of the areas with a priority action plan run buses?", "Which of the areas told to write a priority action plan run buses?"),
        ("Is Holmdale on a priority action plan?", "Was Holmdale told to write a priority action plan?"),
        ("Which areas with a plan run buses?", "Which areas with a plan run buses?"),
    ],
)  # fmt: skip
def test_who_is_under_a_plan_was_told_to_write_it(text: str, told: str) -> None:
    assert told_to_plan(text) == told
