"""Letterbook.ask from the files of samples/ to the answer: the promises that every answer keeps."""

import json
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, Filters
from assistant.asked import LONGEST
from assistant.assistant import Letterbook
from assistant.build import build
from assistant.conversation import Conversation, Turn
from assistant.render import as_json, as_markdown
from assistant.settings import Settings
from tests.assistant.promises import assert_kept, markers

UNNAMED = "unknown (letter of 18 September 2024)"
QUESTIONS = (
    "Which areas were asked about annual reviews?",
    "Which areas were praised for the Local Offer?",
    "Which areas were not asked about speech and language therapy?",
    "How many areas were asked about alternative provision?",
    "How many letters are there?",
    "Which letters review a Priority Action Plan?",
    "Which areas have their next review in 2025?",
    "Which areas does Jocasta Penhallow advise?",
    "What was Saltmarsh asked to do?",
    "What was Northmoor praised for?",
    "What did Easterfell tell officials about alternative provision?",
    "What percentage of new EHC plans were issued within 20 weeks in Wenbury?",
    "Was Saltmarsh asked for a data dashboard?",
    "Is it true that 12% of Wenbury's plans were issued within 20 weeks?",
    "When is Wenbury's next review?",
    "Who signed the letter to Wenbury?",
    "How have annual reviews changed in Northmoor over time?",
    "Compare Wenbury and Saltmarsh on the Local Offer",
    "Which has the longer wait for therapy, Wenbury or Saltmarsh?",
    "Is the Local Offer in Wenbury a success or a recommendation?",
    "Summarise the letter to Wenbury",
    "Tell me about Kingsholt",
    "What was Birmingham asked about?",
    "What was Northmoor asked about the Harrowdale Risk Tool?",
    "Which council is the worst?",
    "therapy",
    "",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_kind_of_answer_keeps_the_promises(library: Letterbook, question: str) -> None:
    answer = library.ask(question)
    assert_kept(answer, library)
    assert answer.question == question


@pytest.mark.parametrize("question", QUESTIONS[:9])
def test_the_same_question_has_the_same_answer(library: Letterbook, question: str) -> None:
    one, two = library.ask(question), library.ask(question)
    assert replace(one, timings_ms={}) == replace(two, timings_ms={})


def test_many_may_ask_at_once(library: Letterbook) -> None:
    alone = {question: library.ask(question).text for question in QUESTIONS}
    with ThreadPoolExecutor(max_workers=6) as pool:
        together = dict(
            zip(QUESTIONS, pool.map(lambda question: library.ask(question).text, QUESTIONS), strict=True)
        )
    assert together == alone


def test_each_stage_says_how_long_it_took(library: Letterbook) -> None:
    timings = library.ask(QUESTIONS[0]).timings_ms
    assert list(timings) == ["understand", "retrieve", "read", "prove"]
    assert all(took >= 0 for took in timings.values())


def test_a_place_that_is_only_mentioned_is_not_the_area(library: Letterbook) -> None:
    """The letter of 18 September 2024 names Saltmarsh and the Harrowdale Risk Tool, and is to neither."""
    answer = library.ask("What was Harrowdale asked about?")
    assert answer.abstained
    answer = library.ask("Which areas were asked about home-to-school transport?")
    assert "Saltmarsh" not in (answer.areas or ())


def test_every_question_that_is_suggested_is_answered(library: Letterbook) -> None:
    suggested = library.examples()
    assert 3 <= len(suggested) <= 6
    for question in suggested:
        answer = library.ask(question)
        assert_kept(answer, library)
        assert answer.status == "answered"


def test_what_a_person_changes_is_what_is_asked(library: Letterbook) -> None:
    question = "Which areas were asked about annual reviews?"
    narrowed = library.ask(question, filters=replace(library.ask(question).filters, areas=("Kingsholt",)))
    assert_kept(narrowed, library)
    assert narrowed.areas == ("Kingsholt",)
    other = library.ask(question, filters=Filters(topic="home-to-school transport", roles=("ask",)))
    assert other.areas == (UNNAMED,)
    assert other.filters.topic == "home-to-school transport"


def test_a_person_may_say_which_area_a_letter_is_to(sample_store: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_store, tmp_path / "store")
    with build(Settings(store=tmp_path / "store")) as letterbook:
        before = letterbook.index
        (unnamed,) = [letter for letter in letterbook.letters() if not letter.areas]
        letterbook.set_area(unnamed.id, "Harrowdale")
        answer = letterbook.ask("What was Harrowdale asked about transport?")
        assert_kept(answer, letterbook)
        assert answer.index != before
        assert {citation.letter.id for citation in answer.citations} == {unnamed.id}
        assert {citation.letter.area_source for citation in answer.citations} == {"user"}


def test_a_conversation_can_go_on_for_many_turns(library: Letterbook) -> None:
    conversation = Conversation()
    for question in (
        "Which areas were asked about annual reviews?",
        "Which of those were praised?",
        "And Wenbury?",
    ):
        answer = library.ask(question, conversation)
        assert_kept(answer, library)
        said = Turn(role="assistant", content=answer.text, areas=answer.areas or ())
        conversation = conversation.then(Turn(role="user", content=question), said)


def test_the_public_class_opens_asks_and_closes(sample_store: Path) -> None:
    from assistant import Letterbook as Public

    with Public.open(sample_store) as letterbook:
        answer = letterbook.ask("Which areas were asked about home-to-school transport?")
        assert_kept(answer, letterbook)


def test_retrieval_alone_gives_a_ranking(library: Letterbook) -> None:
    hits = library.retrieve("Which areas were asked about home-to-school transport?")
    assert "home-to-school transport" in hits[0].paragraph.text
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_an_empty_collection_answers_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    from assistant.build import open_store

    open_store(Settings(store=tmp_path), create=True).close()
    with build(Settings(store=tmp_path)) as letterbook:
        assert letterbook.examples() == ()
        for question in QUESTIONS:
            answer = letterbook.ask(question)
            assert answer.abstained
            assert answer.text


# Any text may be asked.

PIECES = st.sampled_from(
    ("Which areas ", "were asked about ", "not ", "praised ", "Northmoor", " Saltmarsh's ", "therapy", " and ", " or ",
     "how many ", "when ", "who ", "%", "2023 ", "since March ", "letter of 2 October 2023 ", "compare ", "?", ", ",
     "\x00", "\u202e", "\u200b", "أ", "🙂", "\n", "**", "`", "£5", "<b>", "|", "\\", "'", '"', "--", ";")
)  # fmt: skip
ASKED = st.text(max_size=120) | st.lists(PIECES, max_size=20).map("".join)


@settings(max_examples=50)
@given(ASKED)
def test_any_text_has_an_answer_that_keeps_the_promises(library: Letterbook, question: str) -> None:
    answer = library.ask(question)
    assert_kept(answer, library)
    assert answer.question == question
    as_markdown(answer)


@example(
    "And which areas were praised for that?", [Turn(role="user", content=r"Asked about C:\10 transport?")]
)
@settings(max_examples=20)
@given(
    ASKED, st.lists(st.builds(Turn, role=st.sampled_from(["user", "assistant"]), content=ASKED), max_size=4)
)
def test_any_text_may_follow_any_text(library: Letterbook, question: str, turns: list[Turn]) -> None:
    assert_kept(library.ask(question, Conversation(turns=tuple(turns))), library)


LONG = {
    "one word": "x" * 50_000,
    "brackets": "[" * 25_000 + "]" * 25_000,
    "an enormous number": "Was it " + "9" * 5000 + "% of plans in Northmoor?",
    "right to left": "\u202e" + "أي المناطق " * 300,
    "one area again and again": "Northmoor and " * 600,
    "surrogates": "\ud800\udfff" * 25_000,
}


@pytest.mark.parametrize("question", LONG.values(), ids=LONG)
def test_long_questions_are_answered_too(library: Letterbook, question: str) -> None:
    assert_kept(library.ask(question), library)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where something takes so much of the processor that it holds up everybody else: a guard, no measure."""

    def late(*_: object) -> None:
        raise AssertionError(f"not answered within {seconds} seconds of work")

    old = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, old)


ENDLESS = {
    "spaces": "Which areas" + " " * 1900 + "x",
    "many": "Which areas" + " " * 8000 + "x",
    **{
        piece: (piece * LONGEST)[:LONGEST]
        for piece in (
            "asked or ", "praised or asked ", " according to x", "in any of the letters ", "get settled ", "which areas ",
            "in the ", "what did ", "was still ", "and for how long ", "as a success or ", "the other areas ", "between 2021 and ",
            "letter of 2 May ", "Northmoor and ", "accelerated progress ", "told the ", "how has ", "not ", "(", "a, or b, ", "A B C ",
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("question", ENDLESS.values(), ids=ENDLESS)
def test_no_question_holds_up_the_others(library: Letterbook, question: str) -> None:
    with within(15):  # a slow machine under load needs 2.5; an endless pattern, minutes
        library.ask(question)


@pytest.mark.parametrize(
    "words", ["![x](http://example.org/x.png)", "[x](http://example.org)", "<b>alert</b>", "[1]", "[7]"]
)
def test_the_words_of_a_question_are_only_words_in_its_answer(library: Letterbook, words: str) -> None:
    """No link, image, HTML or marker comes from the question, and none of them cuts a sentence away."""
    answer = library.ask(f"Which areas were asked about {words} transport?")
    assert_kept(answer, library)
    assert words not in answer.text.split("\n")[0]
    assert "asked about" in answer.text.split("\n")[0]
    assert len(markers(answer.text)) == len(answer.citations)


def test_an_answer_is_json_that_can_be_written(library: Letterbook) -> None:
    def written(answer: Answer) -> bytes:
        return json.dumps(as_json(answer), ensure_ascii=False).encode()

    assert written(library.ask(QUESTIONS[0]))


def test_a_question_that_is_no_utf8_can_still_be_written(library: Letterbook) -> None:
    printed = as_json(library.ask("Which areas \udcff were asked about transport?"))
    json.dumps(printed, ensure_ascii=False).encode()
