"""Two questions in one."""

from dataclasses import replace

import pytest

from assistant import Letterbook
from assistant.citations import shifted
from assistant.collection import Collection
from assistant.parting import _of_the_one, joined, parted
from tests.assistant.made_collection import METADATA

COLLECTION = Collection(METADATA)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Who signed the letter to Holmdale and when was it sent?", ("Who signed the letter to Holmdale?", "when was it sent (Holmdale)?")),
        ("Which areas were asked about pay, and which were praised for it?", ("Which areas were asked about pay?", "which were praised for it?")),
        ("What was Holmdale asked? And who advises it?", None),  # "advises" is no verb that is known
        ("What was Holmdale asked? And who is its adviser?", ("What was Holmdale asked?", "who is its adviser (Holmdale)?")),
        ("How many wards does Holmdale run, and how many night nurses does its one hospital have to find?", ("How many wards does Holmdale run?", "how many night nurses does its one hospital have to find (Holmdale)?")),
        ("How many actions was Holmdale set, and how many lesser areas for improvement?", ("How many actions was Holmdale set?", "How many areas for improvement was Holmdale set?")),
        ("Who leads the hospital in Holmdale and who led the inspection?", ("Who leads the hospital in Holmdale?", "who led the inspection (Holmdale)?")),
        ("What is Holmdale's vacancy rate, and how many nurses left in May?", ("What is Holmdale's vacancy rate?", "how many nurses left in May (Holmdale)?")),
        ("How long do boys wait in Holmdale, and what about the girls?", ("How long do boys wait in Holmdale?", "what about the girls?")),
        ("Which areas were asked about pay and which areas were praised?", ("Which areas were asked about pay?", "which areas were praised?")),
        ("What was Holmdale's rate in May 2023, and what was it by 2025?", ("What was Holmdale's rate in May 2023?", "what was Holmdale's rate by 2025?")),
        ("Name the chair of Holmdale's board. When was it set up?", ("Name the chair of Holmdale's board?", "When was it set up (Holmdale)?")),
        ("Was Holmdale praised for its training? Who signed the letter?", ("Was Holmdale praised for its training?", "Who signed the letter (Holmdale)?")),
    ],
)  # fmt: skip
def test_two_questions_are_told_apart(text: str, parts: tuple[str, str] | None) -> None:
    assert parted(text, COLLECTION) == parts


@pytest.mark.parametrize(
    "text",
    [
        "How many children wait in Holmdale, and for how long?",
        "How many letters review an APP and how many a PAP?",
        "Who held the post in 2023 and who held it in 2025?",
        "What is the difference between what Holmdale was asked and what Ravensby was asked?",
        "Which areas were asked how they know what works and why?",
        "Which areas were asked about annual reviews and transport?",
        "Was Holmdale told what to do and when it must be done?",
        "",
        "what is it and " * 200,
    ],
)
def test_one_question_stays_one(text: str) -> None:
    assert parted(text, COLLECTION) is None


def test_the_answer_to_both_keeps_every_citation_with_its_words(library: Letterbook) -> None:
    answer = library.ask("Who signed the latest letter to Northmoor and when was it sent?")
    assert answer.key == "Tobias Wetherden and Barnaby Thirlwell; 27 March 2025"
    assert answer.text.endswith(f"[{len(answer.citations)}].")
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_of_two_answers_one_of_which_is_none_the_whole_is_partial(library: Letterbook) -> None:
    one = library.ask("Who signed the letter to Wenbury?")
    none = library.ask("How much does Wenbury spend on transport?")
    assert joined(one, none).status == "partial"
    assert joined(none, none).status == "not_found"
    assert joined(replace(one, areas=("Wenbury",)), none).areas == ("Wenbury",)


def test_of_two_answers_that_are_none_the_whole_is_none(library: Letterbook) -> None:
    answer = library.ask("Which areas were asked about annual reviews?")
    nothing, unclear = replace(answer, status="not_found"), replace(answer, status="needs_clarification")
    assert joined(nothing, unclear).status == nothing.status
    assert joined(unclear, nothing).abstained


def test_markers_are_shifted_and_brackets_in_words_are_not() -> None:
    assert shifted(r"“a \[b\]” [1] [12]", 3) == r"“a \[b\]” [4] [15]"


def test_the_second_question_is_asked_of_the_one_area_that_answers_the_first(library: Letterbook) -> None:
    answer = library.ask("Which area got the last letter, and who signed it?")
    assert answer.areas is not None
    assert len(answer.areas) == 1
    assert answer.status == "answered"


def test_the_outcome_is_asked_of_each_area_that_answers_the_first(library: Letterbook) -> None:
    first = replace(library.ask("Who signed the letter to Wenbury?"), areas=("Wenbury", "Northmoor"))
    named = "What outcome did each get (Wenbury and Northmoor)?"
    assert _of_the_one("What outcome did each get?", [first]) == named
    assert _of_the_one("Who signed?", [first]) == "Who signed?"


def test_a_second_question_without_a_topic_has_that_of_the_first(library: Letterbook) -> None:
    about = library.ask(
        "What was Easterfell told about its annual reviews, and what should it report on next?"
    )
    assert "268 reviews" in about.text
    assert len(about.citations) < 4
    more = library.ask("What was Easterfell told about its annual reviews, and what else was it asked?")
    assert len(more.citations) > 4
