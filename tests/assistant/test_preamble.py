"""What frames the asking is no part of the question."""

import pytest

from assistant.anywhere import of_each
from assistant.preamble import plainly


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Hi, could you let me know which areas got asked about transport please", "which areas got asked about transport"),
        ("Good morning. I need to know how many letters there are.", "how many letters there are."),
        ("I'm writing to the Minister and would be grateful to know who signed it", "who signed it"),
        ("My team are on a call. Which areas were asked about transport? Thanks", "Which areas were asked about transport?"),
        ("Do you know who signed the Holmdale letter?", "who signed the Holmdale letter?"),
        ("please can you list the areas with late plans?", "list the areas with late plans?"),
        ("Could you summarise the latest letter to Holmdale, if possible?", "summarise the latest letter to Holmdale?"),
        ("Could you tell me whether Holmdale was asked about pay?", "Was Holmdale asked about pay?"),
        ("Sorry, one more thing: who is the case lead?", "who is the case lead?"),
        ("For a PQ, what was Holmdale asked about pay?", "what was Holmdale asked about pay?"),
        ("For a briefing on fire safety: which areas were late?", "which areas were late?"),
        ("For a debate on bus fares: which areas were late?", "which areas were late?"),
        ("What led inspectors to find systemic failings in Holmdale?", "Why did inspectors find systemic failings in Holmdale?"),
        ("What made officials conclude that there were long waits in Holmdale?", "Why did officials find long waits in Holmdale?"),
        ("What was behind the verdict that plans are late in Holmdale?", "Why did inspectors find plans are late in Holmdale?"),
        ("What led the fall in waits?", "What led the fall in waits?"),
        ("Holmdale is the one where plans take 30 weeks, right?", "In Holmdale, plans take 30 weeks, right?"),
        ("Sea and Wold is the area that was praised for buses, isn't it?", "Sea and Wold was praised for buses, is that right?"),
        ("Where is the one that was praised?", "Where is the one that was praised?"),
        ("Of the areas seen in 2024, which one was asked about buses?", "Which of the areas seen in 2024 was asked about buses?"),
        ("Which areas have no action point about buses?", "Which areas were not asked about buses?"),
        ("Who was told to let what pupils and parents say shape plans?", "Who was told to let the views of pupils and parents shape plans?"),
        ("What do parents say about transport?", "What do parents say about transport?"),
        ("Who was given an improvement item on late plans?", "Who was asked about late plans?"),
        ("Where is therapy described as prompt or timely?", "Where is therapy timely?"),
        ("Where were plans judged to be poor or weak?", "Where were plans weak?"),
        ("Is it good or poor?", "Is it good or poor?"),
        ("Where were plans late or poor?", "Where were plans late or poor?"),
        ("What was described as a priority?", "What was described as a priority?"),
        ("Thank you. And when is the next review?", "And when is the next review?"),
        ("Can you confirm that Ada Marsh is the case lead?", "Ada Marsh is the case lead, is that right?"),
        ("Am I right in thinking Ada Marsh signed it?", "Ada Marsh signed it, is that right?"),
        ("I was told that plans are late in Holmdale. Is that correct?", "plans are late in Holmdale, is that right?"),
        ("Which areas were asked about pay? Please list them.", "Which areas were asked about pay?"),
        ("Who signed it? One name is enough.", "Who signed it?"),
        ("How many letters are there? Just the number, please.", "How many letters are there?"),
        ("Colleagues ask where plans were late. Which areas should I give them?", "where were plans late?"),
        ("I'm a journalist and need to know where buses are late. Which areas?", "where are buses late?"),
        ("As a parent I want to find out which areas have late buses. Which ones are they?", "which areas have late buses?"),
        ("What did inspectors say about buses? Which areas?", "What did inspectors say about buses?"),
        ("As a parent governor, could you tell me who signed it?", "who signed it?"),
        ("In which areas leaders have been told to run buses?", "In which areas have leaders been told to run buses?"),
        ("I need to know who was praised for buses; which ones can I list?", "who was praised for buses?"),
        ("Going by these letters, which area improved?", "which area improved?"),
        ("Which areas were asked about free travel, i.e. bus passes?", "Which areas were asked about free travel or bus passes?"),
        ("Which areas were asked about the BPS (that is, the bus pass scheme)?", "Which areas were asked about the BPS or the bus pass scheme?"),
        ("Where are dentists hard for families or staff to reach?", "Where are dentists hard to reach?"),
        ("Who among the areas in Kent was asked about pay?", "Which of the areas in Kent was asked about pay?"),
        ("Which areas were told off for late buses?", "Which areas were criticised for late buses?"),
        ("Who was taken to task over late plans?", "Who was criticised over late plans?"),
        ("Judging from the dates in the headings, who was inspected in 2019?", "who was inspected in 2019?"),
        ("Which areas were asked about buses, whatever else the report says?", "Which areas were asked about buses?"),
        ("Which areas were asked about buses, no matter what inspectors found elsewhere?", "Which areas were asked about buses?"),
        ("Of the areas in Kent, which were asked about pay?", "Which of the areas in Kent were asked about pay?"),
    ],
)  # fmt: skip
def test_greetings_thanks_and_reasons_are_left_out(text: str, asked: str) -> None:
    assert plainly(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Which areas told us what they do?",
        "Did Holmdale tell us which schools struggle?",
        "What should I know about Holmdale?",
        "In the letter to Holmdale, what is asked?",
        "From the March 2024 letter, which areas were asked about buses?",
        "Which areas were told to involve families, whatever their needs?",
        "I'm looking at Holmdale. What was it asked?",  # the second sentence points back to the first
        "I need a list of areas asked about pay",
        "For a note on pay, which areas were asked about it?",  # the question points back at it
        "Tell me about Holmdale",
        "Can you confirm the date of the next review?",
        "Which areas were asked about pay? List the ones in Kent that were praised.",
        "Who signed it? And the date?",
        "I believe that the next review is in May.",
        "hello",
        "Thanks",
        "",
        "could you " * 150,
    ],
)
def test_a_question_without_a_frame_stays_as_it_is(text: str) -> None:
    assert plainly(text) == text


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Which areas were told to replace their IT?", "Which areas were told to replace their information technology?"),
        ("Which areas offer phone apps?", "Which areas offer digital applications?"),
        ("Which areas have apps or other digital tools?", "Which areas have digital applications or other digital tools?"),
        ("WHICH AREAS WERE ASKED TO FIX IT", "WHICH AREAS WERE ASKED TO FIX IT"),
        ("Which areas were asked to fix it?", "Which areas were asked to fix it?"),
        ("which areas have apps and which have paps?", "which areas have apps and which have paps?"),
    ],
)  # fmt: skip
def test_it_in_capitals_is_no_pronoun_and_an_app_on_a_telephone_no_plan(text: str, asked: str) -> None:
    assert plainly(text) == asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which areas mention buses / taxis?", "Which areas mention buses or taxis?"),
        (
            "Which areas were asked about transport/travel?",
            "Which areas were asked about transport or travel?",
        ),
        ("Which areas mention SALT/OT/physio waits?", "Which areas mention SALT or OT or physio waits?"),
        ("Which areas mention plans and/or reviews?", "Which areas mention plans and/or reviews?"),
        ("What is open 24/7?", "What is open 24/7?"),
        ("Did she write his/her name?", "Did she write his/her name?"),
        ("Is www.example.org/offer named?", "Is www.example.org/offer named?"),
    ],
)
def test_what_stands_on_either_side_of_a_slash_is_offered_as_a_choice(question: str, asked: str) -> None:
    assert plainly(question) == asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How long is the wait for therapy in each area?", "Compare the wait for therapy."),
        ("What proportion of plans were on time by area?", "Compare the proportion of plans were on time."),
        ("What is the average wait for each council?", "Compare the average wait."),
        ("What is the next review date for each area?", "What is the next review date for each area?"),
        ("What was asked of each area?", "What was asked of each area?"),
        ("How long is the wait in each school?", "How long is the wait in each school?"),
    ],
)
def test_a_figure_in_each_area_is_a_comparison(question: str, asked: str) -> None:
    assert of_each(question) == asked
