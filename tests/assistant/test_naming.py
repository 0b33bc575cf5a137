"""Where a name is asked for, only a sentence that holds one answers."""

import pytest

from assistant.assistant import Letterbook
from assistant.naming import asked, holds, names_body, somebody
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is the name of the independent chair of the board in Holmdale?", "person"),
        ("Who is the designated clinical officer?", "person"),
        ("Name the independent chair of Holmdale's board.", "person"),
        ("What is the chair called?", "person"),
        ("What is the name of the parent carer forum?", "thing"),
        ("What is Holmdale's forum called?", "thing"),
        ("Which company is going to run the buses in Holmdale?", "body"),
        ("And which academy trust will open the school?", "body"),
        ("What provider runs the helpline?", "body"),
        ("Which trust was told to cut its waits?", ""),
        ("Which providers were praised for training?", ""),
        ("Who is responsible for transport?", ""),
        ("What is the plan for transport?", ""),
        ("Which areas have a named lead?", ""),
    ],
)
def test_it_is_told_what_a_name_is_asked_of(question: str, kind: str) -> None:
    assert asked(question) == kind


@pytest.mark.parametrize(
    ("question", "text", "there"),
    [
        ("Who is the chair?", "An independent chair of the SEND Improvement Board was appointed.", False),
        ("Who is the chair?", "The chair, Ada Marsh, has started.", True),
        ("Who is the chair?", "Mr Pike chairs the board.", True),
        ("Who is the chair?", "Holmdale County Council appointed a chair in March 2024.", False),
        ("What is the parent carer forum called?", "The parent carer forum (PCF) meets monthly.", False),
        ("What is the parent carer forum called?", "‘Together4All’, the forum, meets monthly.", True),
        ("What is the parent carer forum called?", "The forum, Holmdale Voices, meets monthly.", True),
        ("What is the parent carer forum called?", "We spoke with the team at Brook House.", False),
        ("What was asked?", "Nothing at all.", True),
    ],
)
def test_a_sentence_holds_a_name_or_none(question: str, text: str, there: bool) -> None:
    assert holds(question, text) is there


@pytest.mark.parametrize(
    "question",
    [
        "What is the name of the independent chair of the improvement board in Northmoor?",
        "Who is the independent chair of the improvement board in Northmoor?",
        "What is Northmoor's independent chair called?",
        "Can you give me the name of Northmoor's independent chair?",
        "Who is the designated clinical officer in Northmoor?",
    ],
)
def test_without_a_name_the_nearest_mention_is_shown(library: Letterbook, question: str) -> None:
    answer = library.ask(question)
    assert_kept(answer, library)
    assert answer.status == "not_found"
    assert "no such name" in answer.text
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("What is the name of the director of children's services in Wenbury?", "Hector Lindqvist-Shaw"),
        ("What is the name of Wenbury's case lead?", "Callum Dunmore"),
        ("Name the person who signed the Saltmarsh letter of 20 February 2024.", "Tobias Wetherden"),
    ],
)
def test_a_name_that_is_printed_is_told(library: Letterbook, question: str, key: str) -> None:
    answer = library.ask(question)
    assert_kept(answer, library)
    assert answer.key == key


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("You said that you will apply for a free school and expand your Resource Provision.", False),
        ("The SEND Team will buy in the buses.", False),
        ("The buses will be run by Thornwick Travel.", True),
        ("The contract went to Merrow from March.", True),
    ],
)
def test_a_company_is_named_or_not(text: str, there: bool) -> None:
    assert names_body("Which company will run the buses and the school?", text) is there
    assert names_body("What was said of the buses?", text)


@pytest.mark.parametrize(
    "question",
    [
        "Which charity helped Kingsholt with short breaks?",
        "Which firm will build the Local Offer website in Saltmarsh?",
    ],
)
def test_without_the_name_of_a_company_the_nearest_mention_is_shown(
    library: Letterbook, question: str
) -> None:
    answer = library.ask(question)
    assert_kept(answer, library)
    assert answer.status == "not_found"
    assert "no such name" in answer.text


@pytest.mark.parametrize(
    ("question", "text", "there"),
    [
        (
            "Who will run the free school?",
            "You will apply for a free school and expand your Resource Provision.",
            False,
        ),
        ("Who will run the free school?", "The free school will be run by the council.", True),
        ("Who will run the free school?", "The free school is to be run by Merrow.", True),
        ("Who leads the board?", "The board has met twice.", False),
        ("Who leads the board?", "The board is led by two parents.", True),
    ],
)
def test_who_is_somebody_whom_the_question_does_not_speak_of(question: str, text: str, there: bool) -> None:
    assert somebody(question, text) is there


def test_whoever_appointed_somebody_is_not_who_was_appointed(library: Letterbook) -> None:
    answer = library.ask("Who appointed the Corporate Director of People in Saltmarsh?")
    assert "**Cordelia Wychwood**" not in answer.text
    assert (
        "**Cordelia Wychwood**" in library.ask("Who is the Corporate Director of People in Saltmarsh?").text
    )
