"""A question that points at the sentence before it is asked about what that says; one for areas in any form asks for them."""

import pytest

from assistant.anywhere import listing, measured
from assistant.pointedat import staged


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Buses that come late are a complaint we know well. Which council was told to sort it out?", "Which council was told to tackle buses that come late?"),
        ("Parents tell us that buses come late. Which areas were asked to do something about this?", "Which areas were asked to tackle buses come late?"),
        ("Several MPs have written about free travel. Does it come up anywhere?", "Does free travel come up anywhere?"),
        ("A constituent's son has no bus to school. Did officials raise that sort of case with any of the areas?", "Did officials raise no bus to school with any of the areas?"),
        ("We hear of long waits for hearing aids. Which areas were told to bring in plans to fix them?", "Which areas were told to bring in plans to tackle long waits for hearing aids?"),
        ("There is much talk of buses. Who was praised for them?", "There is much talk of buses. Who was praised for them?"),
        ("Kent has late buses. What was it told about that?", "Kent has late buses. What was it told about that?"),
        ("Kentish buses were to be looked at. Did that visit find any?", "Kentish buses were to be looked at. Did that visit find any?"),
        ("It is one thing to buy buses and another to run them on time. Who was asked to show the latter?", "Who was asked to run them on time?"),
        ("It's one thing to buy buses, quite another to run them on time. Which areas were praised for the former?", "Which areas were praised for buy buses?"),
        ("Most reports speak well of school buses. Where did inspectors find fault with them?", "Where did inspectors find fault with school buses?"),
        ("Many letters praise the parent forum. Who was asked to do more about it?", "Who was asked to tackle the parent forum?"),
        ("School buses: who was told to bring them under control?", "who was told to bring school buses under control?"),
        ("AP places – which areas were praised?", "which areas were praised for AP places?"),
        ("Kent: which letters mention it?", "Kent: which letters mention it?"),
        ("Letters of 2024: who signed them?", "Letters of 2024: who signed them?"),
        ("Which areas have buses? Which were praised for them?", "Which areas have buses? Which were praised for them?"),
        ("Leaders were to get a visit. Did that visit find progress?", "Leaders were to get a visit. Did that visit find progress?"),
        ("The list of pupils without a desk is praised. Whose lists are criticised?", "Whose lists of pupils without a desk are criticised?"),
        ("We are writing on the shortage of swimming teachers. Where are schools unable to get one, or lessons lost for want of them?", "Where are schools unable to get swimming teachers, or lessons lost for want of swimming teachers?"),
        ("Long waits for ramps have come up in the House. Where are families without them?", "Where are families without ramps?"),
    ],
)  # fmt: skip
def test_what_is_pointed_at_is_named(text: str, asked: str) -> None:
    assert staged(text) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Have officials raised late buses with any of these areas, and which?", "Where does late buses come up?"),
        ("Is free travel mentioned in any of the letters?", "Where does free travel come up?"),
        ("Did inspectors bring up buses with anyone?", "Where does buses come up?"),
        ("Which areas does the Marsh and Fell health board cover?", "Which areas are covered by the Marsh and Fell health board?"),
        ("In which areas do the actions set for leaders name buses in particular?", "Which areas were asked about buses?"),
        ("Where do the priority actions deal with late buses?", "Which areas were set priority actions about late buses?"),
        ("Which areas do the reports mention?", "Which areas do the reports mention?"),
        ("Which areas does the guide cover?", "Which areas does the guide cover?"),
        ("Did officials raise late buses with Kent?", "Did officials raise late buses with Kent?"),
        ("Has the Department told any council to run more buses, and which?", "Which areas were told to run more buses?"),
        ("Did officials praise any of the areas for buses?", "Which areas were praised for buses?"),
        ("Did the review find any council's buses to be late?", "In which areas did the review find buses to be late?"),
        ("Any criticism of late buses or of lost tickets? List the places concerned.", "Which areas were criticised for late buses or lost tickets?"),
        ("Are there any recommendations on buses? If so, name the areas.", "Which areas were asked about buses?"),
        ("Was there any mention of buses, and where?", "Which letters mention buses?"),
        ("Who has late buses among the matters they had to mend?", "Which areas were asked about late buses?"),
        ("Which councils have no buses among what they must improve?", "Which councils were not asked about buses?"),
        ("Who had buses in their list of improvements?", "Which areas were asked about buses?"),
        ("Which areas have staff working on what they were asked to do?", "Which areas have staff working on what they were asked to do?"),
        ("Who has buses among their priority actions?", "Who has buses among their priority actions?"),
        ("Which areas' improvement points or action lists use the term free travel?", "Which areas were asked about free travel?"),
        ("Whose recommendations mention buses?", "Which areas were asked about buses?"),
        ("Which reports' priority actions are about buses?", "Which areas were set priority actions about buses?"),
        ("Which areas' actions were praised?", "Which areas' actions were praised?"),
        ("Was there any praise for buses in Kent?", "Was there any praise for buses in Kent?"),
    ],
)  # fmt: skip
def test_a_question_for_areas_has_their_form(text: str, asked: str) -> None:
    assert listing(text) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("How does the wait for ramps in Kent compare with the legal limit?", "How does the wait for ramps in Kent measure up to the legal limit?"),
        ("How do its fares compare to what the law requires?", "How do its fares measure up to the statutory deadline?"),
        ("How does Kent's share compare with the national average?", "How does Kent's share measure up to the national average?"),
        ("How does Kent compare with Surrey?", "How does Kent compare with Surrey?"),
    ],
)  # fmt: skip
def test_a_comparison_with_the_law_is_about_one_thing(text: str, asked: str) -> None:
    assert measured(text) == asked
