"""What most letters ask for and praise: themes by the number of letters, with where they stand."""

from collections.abc import Iterator

import pytest

from assistant.assistant import Letterbook
from tests.assistant.filed import filed
from tests.assistant.promises import assert_kept

LETTER = """Ms Ola Finch
Director of Children's Services
{area} Council

{sent}

Dear Ms Finch,

Review of SEND services in {area}

{said}

Yours sincerely,

Ann Orde
Deputy Director, Department for Education
"""
LETTERS = [
    ("Tarnside", "4 March 2024", "You should clear the backlog of annual reviews.\n\nWe commend your work on the Local Offer."),
    ("Tarnside", "9 January 2025", "You should finish all annual reviews on time, and improve alternative provision."),
    ("Ellmoor", "6 January 2025", "You should hold annual reviews on time.\n\nWe commend your Local Offer."),
    ("Oddby", "", "Please note that you should finish all of the annual reviews on time."),
    ("Wexholm", "6 May 2025", "You should offer alternative provision to all.\n\nWe are impressed by the Local Offer."),
]  # fmt: skip


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Letterbook]:
    texts = {
        f"{number}.txt": LETTER.format(area=area, sent=sent, said=said)
        for number, (area, sent, said) in enumerate(LETTERS)
    }
    with filed(tmp_path_factory.mktemp("often"), texts) as letterbook:
        yield letterbook


@pytest.mark.parametrize(
    "question",
    [
        "What are the most common concerns?",
        "What are the big worries across all the letters?",
        "What are areas most often asked about?",
        "Which issues come up most often?",
    ],
)
def test_what_is_asked_most_often_is_told_by_the_number_of_letters(
    letters: Letterbook, question: str
) -> None:
    answer = letters.ask(question)
    assert_kept(answer, letters)
    assert answer.text.startswith("**Asked about or found wanting most often**")
    first, second = answer.text.split("\n- ")[1:3]
    assert first.startswith("**Annual review**, four letters to three areas: Ellmoor, Oddby and Tarnside.")
    assert "For example in the letter to Tarnside of 9 January 2025" in first  # the latest that is dated
    assert second.startswith("**Alternative Provision**, two letters to two areas: Tarnside and Wexholm.")
    assert "Praised" not in answer.text


def test_a_period_may_be_given(letters: Letterbook) -> None:
    answer = letters.ask("What were the main asks in 2024 and 2025?")
    assert "**Annual review**, three letters to two areas: Ellmoor and Tarnside." in answer.text


def test_what_is_praised_most_often_is_told(letters: Letterbook) -> None:
    answer = letters.ask("What are the main strengths?")
    assert_kept(answer, letters)
    assert answer.text.startswith("**Praised most often**, by the number of letters (of five letters):")
    assert "**Local Offer**, three letters to three areas" in answer.text


@pytest.mark.parametrize("question", ["What are the main themes?", "What comes up most often?"])
def test_themes_are_of_both(letters: Letterbook, question: str) -> None:
    answer = letters.ask(question)
    assert "**Asked about or found wanting most often**" in answer.text
    assert "**Praised most often**" in answer.text
    assert next(group.label for group in answer.groups or ()) == "Annual review"


@pytest.mark.parametrize(
    "question",
    [
        "What are the main concerns in Tarnside?",
        "What are the most common concerns about the Local Offer?",
        "What are the main themes of the latest letter?",
    ],
)
def test_one_area_or_letter_or_thing_is_told_as_before(letters: Letterbook, question: str) -> None:
    assert "most often**" not in letters.ask(question).text
