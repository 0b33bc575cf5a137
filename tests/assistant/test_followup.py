"""A follow-up becomes a question that can be read alone."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from assistant.followup import Standalone, standalone
from assistant.glossary import shipped
from assistant.inquiry import scope
from assistant.question import Question, understand
from tests.assistant.made_collection import METADATA

COLLECTION = Collection(METADATA)
ABOUT_ONE = ("What was Holmdale asked about annual reviews?", "A plan to clear the backlog.", ("Holmdale",))
ABOUT_SET = ("Which areas were asked about therapy?", "Two areas.", ("Holmdale", "Ravensby"))
ABOUT_HER = (
    "Who is the SEND Adviser for Holmdale?",
    "Ines Calder, SEND Adviser, in the letter to Holmdale.",
    (),
)
Before = tuple[str, str, tuple[str, ...]]


def after(before: Before, question: str) -> Standalone:
    asked, answered, areas = before
    turns = (Turn(role="user", content=asked), Turn(role="assistant", content=answered, areas=areas))
    return standalone(question, Conversation(turns=turns), COLLECTION)


def understood(before: Before, question: str) -> tuple[Question, set[str]]:
    """The follow-up as it is understood, and the areas of the letters it is then about."""
    followed = after(before, question)
    read = understand(followed.core or followed.text, COLLECTION, shipped())
    letters = scope(read, followed, COLLECTION)
    return read, {name for letter in letters for name in letter.area_names}


def test_without_a_conversation_a_question_is_left_alone() -> None:
    for conversation in (None, Conversation()):
        assert standalone("And Ravensby’s?", conversation, COLLECTION) == Standalone(text="And Ravensby’s?")


@pytest.mark.parametrize(
    "question",
    [
        "What was Ravensby asked about transport?",
        "Which areas were praised for training?",
        "When was the letter of 5 June 2023 sent?",
        "Which area has the longest wait for its assessments?",
        "Thank you",
        "",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    assert after(ABOUT_ONE, question) == Standalone(text=question)


@pytest.mark.parametrize(
    "question", ["And Ravensby’s?", "What about Ravensby?", "and for Ravensby", "How about in Ravensby?"]
)
def test_another_area_takes_the_place_of_the_earlier_one(question: str) -> None:
    read, areas = understood(ABOUT_ONE, question)
    assert read.areas == ("Ravensby",)
    assert areas == {"Ravensby", "Stonemere"}  # one of its letters is to both
    assert "annual reviews" in read.topic
    assert "Holmdale" not in after(ABOUT_ONE, question).text


def test_an_area_without_letters_is_asked_for_as_such() -> None:
    read, _ = understood(ABOUT_ONE, "And Birmingham?")
    assert (read.areas, read.absent) == ((), ("Birmingham",))


def test_another_date_is_added_to_the_earlier_question() -> None:
    followed = after(ABOUT_ONE, "and in 2023?")
    assert "annual reviews" in followed.text
    assert "2023" in followed.text
    read, areas = understood(ABOUT_ONE, "and in 2023?")
    assert (read.areas, areas) == (("Holmdale",), {"Holmdale"})


@pytest.mark.parametrize("question", ["What was it praised for?", "Who signed it?", "What did they report?"])
def test_a_pronoun_keeps_to_the_area_that_was_spoken_of(question: str) -> None:
    _, areas = understood(ABOUT_ONE, question)
    assert areas == {"Holmdale"}
    assert "Holmdale" in after(ABOUT_ONE, question).text


def test_of_those_keeps_to_the_areas_of_the_last_answer() -> None:
    read, areas = understood(ABOUT_SET, "Which of those were praised for training?")
    assert read.intent == "list-areas"
    assert "training" in read.topic
    assert areas <= {"Holmdale", "Ravensby", "Stonemere"}


@pytest.mark.parametrize(
    "question", ["Was anyone else praised for training?", "Did any of the others ask about it?"]
)
def test_the_others_are_all_areas_but_those(question: str) -> None:
    _, areas = understood(ABOUT_SET, question)
    assert not areas & {"Holmdale", "Ravensby"}
    assert "Stonemere" in areas


def test_which_other_areas_asks_for_a_set_without_those() -> None:
    read, areas = understood(ABOUT_SET, "Which other areas were praised for training?")
    assert read.intent == "list-areas"
    assert not areas & {"Holmdale", "Ravensby"}
    assert " any " not in after(ABOUT_SET, "Which other areas were praised for training?").text


@pytest.mark.parametrize("question", ["And transport?", "And about transport?", "What about transport?"])
def test_another_topic_takes_the_place_of_the_earlier_one(question: str) -> None:
    read, _ = understood(ABOUT_ONE, question)
    assert (read.areas, read.topic, read.role_word) == (("Holmdale",), "transport", "asked")


@pytest.mark.parametrize(
    "question", ["Which of those were praised for it?", "And which areas were praised for that?"]
)
def test_it_may_be_the_topic(question: str) -> None:
    read, _ = understood(ABOUT_SET, question)
    assert "therapy" in read.topic


def test_which_were_not_turns_the_earlier_question_round() -> None:
    read, _ = understood(ABOUT_SET, "And which were not?")
    assert (read.intent, read.topic) == ("negation", "therapy")


@pytest.mark.parametrize("question", ["Does she also advise Ravensby?", "Which letters is she named in?"])
def test_she_is_the_person_that_was_named(question: str) -> None:
    followed = after(ABOUT_HER, question)
    assert "Ines Calder" in followed.text
    assert " she " not in followed.text


def test_her_is_the_person_that_was_named() -> None:
    assert "Ines Calder’s" in after(ABOUT_HER, "What is her title?").text.replace("'", "’")


def test_how_many_of_those_counts_the_points_of_the_earlier_answer() -> None:
    followed = after(ABOUT_ONE, "How many of those are about parents?")
    assert followed.earlier == ABOUT_ONE[0]
    assert followed.areas == ("Holmdale",)


def test_areas_of_a_history_from_a_file_are_read_from_its_words() -> None:
    before = ("Which areas were asked about therapy?", "Holmdale and Ravensby were asked.", ())
    assert after(before, "Which of those were praised?").areas == ("Holmdale", "Ravensby")


TURNS = st.builds(
    Turn,
    role=st.sampled_from(["user", "assistant"]),
    content=st.text(max_size=60) | st.sampled_from(ABOUT_ONE[:2]),
)
QUESTIONS = st.text(max_size=60) | st.sampled_from(
    [
        "And Ravensby?",
        "which of those?",
        "the others",
        "what about her",
        "and in 2023?",
        "is it still?",
        "the rest",
    ]
)


@example(
    "And which areas were praised for that?", [Turn(role="user", content=r"Asked about C:\10 transport?")]
)
@given(QUESTIONS, st.lists(TURNS, max_size=5))
def test_any_question_after_any_turns_becomes_one_about_areas_that_exist(
    question: str, turns: list[Turn]
) -> None:
    followed = standalone(question, Conversation(turns=tuple(turns)), COLLECTION)
    assert set(followed.areas) | set(followed.excluded) <= set(COLLECTION.areas)
    assert isinstance(followed.text, str)


@pytest.mark.parametrize("gap", [" " * 1_900, "\n" * 1_900, "\t \u2003" * 600])
def test_a_long_gap_in_what_was_said_or_is_asked_is_one_space(gap: str) -> None:
    """Found by fuzzing: two thousand spaces in a turn took seconds."""
    asked, answered, areas = ABOUT_ONE
    expected = after(ABOUT_ONE, "And Ravensby?")
    assert after((asked.replace(" ", gap, 1), answered, areas), "And Ravensby?").areas == expected.areas
    assert after(ABOUT_ONE, f"And{gap}Ravensby?") == expected
    assert after((gap, gap, ()), "And Ravensby?") == after((" ", " ", ()), "And Ravensby?")


@pytest.mark.parametrize(
    "question",
    [
        "And where did officials find fault with it?",
        "which areas were praised for it?",
        "In which councils is it a worry?",
    ],
)
def test_a_follow_up_that_asks_for_areas_is_not_held_to_the_area_before(question: str) -> None:
    followed = after(("Was Holmdale praised for travel training?", "Yes.", ("Holmdale",)), question)
    assert not followed.areas
    assert "Holmdale" not in followed.text
    if "for it" in question or "with it" in question:
        assert "travel training" in followed.text


def test_a_follow_up_that_asks_where_in_an_area_is_held_to_it() -> None:
    assert after(ABOUT_ONE, "And where is the backlog there?").areas == ("Holmdale",)


@pytest.mark.parametrize(
    "question", ["Same question for Ravensby.", "the same again for Ravensby", "Ditto for Ravensby?"]
)
def test_the_same_may_be_asked_of_another_area(question: str) -> None:
    read, areas = understood(ABOUT_ONE, question)
    assert read.topic == "annual reviews"
    assert areas == {"Ravensby", "Stonemere"}  # one letter is to both


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("And secondary schools?", "How many secondary schools in Holmdale were late?"),
        ("What about the nursery schools?", "How many nursery schools in Holmdale were late?"),
    ],
)
def test_what_is_asked_of_one_kind_may_be_asked_of_another(question: str, read: str) -> None:
    before = ("How many primary schools in Holmdale were late?", "Nine.", ("Holmdale",))
    assert after(before, question).text == read


def test_they_may_be_the_one_person_that_was_named() -> None:
    said = "**Ada Marsh**, Case Lead: named in the letter to Holmdale (20 April 2023) [1]"
    asked = "Who is the case lead in Holmdale?"
    assert "did Ada Marsh start" in after((asked, said, ()), "When did they start?").text
    assert "Ada Marsh's title" in after((asked, said, ()), "And what is their title?").text
    assert "Ada" not in after(("Which areas have a case lead?", said, ()), "When did they start?").text


def test_what_is_to_be_brought_down_is_what_was_spoken_of() -> None:
    before = ("Was Holmdale told about long waits for therapy?", "Yes.", ("Holmdale",))
    assert "waits for therapy down" in after(before, "What is it doing to bring them down?").text
    assert "to fix long waits for therapy" in after(before, "What is it doing to fix that?").text
    late = ("Was Holmdale told that its waits for therapy were too long?", "Yes.", ("Holmdale",))
    assert "to bring waits for therapy down" in after(late, "What is it doing to bring them down?").text


def test_since_then_is_after_the_period_of_the_question_before() -> None:
    before = ("How many letters were sent to Holmdale in 2023?", "One.", ("Holmdale",))
    assert after(before, "And since then?").text == "How many letters were sent to Holmdale since 2023?"
    assert after(before, "How many in 2024?").text == "How many letters were sent to Holmdale in 2024?"


def test_a_follow_up_that_asks_how_or_when_is_no_topic() -> None:
    assert after(ABOUT_ONE, "And for how long?").text == "And for how long?"


@pytest.mark.parametrize(
    "question", ["Who was copied in?", "who signed?", "When was the meeting?", "Who did they write to?"]
)
def test_what_every_letter_has_is_asked_of_the_letter_that_was_spoken_of(question: str) -> None:
    assert after(ABOUT_ONE, question).areas == ("Holmdale",)
    assert after(ABOUT_SET, question).areas == ("Holmdale", "Ravensby")


@pytest.mark.parametrize(
    "question", ["Who signed the most letters?", "When was the first letter to Ravensby sent?"]
)
def test_what_is_asked_of_others_is_not_held_to_it(question: str) -> None:
    assert after(ABOUT_ONE, question).areas == ()


def test_an_area_is_remembered_over_a_turn_that_does_not_name_it() -> None:
    turns = (
        Turn(role="user", content="When did officials meet Holmdale?"),
        Turn(role="assistant", content="On 30 March 2023."),
        Turn(role="user", content="Who did they write to?"),
        Turn(role="assistant", content="The director."),
    )
    followed = standalone("And what was their conclusion?", Conversation(turns=turns), COLLECTION)
    assert followed.areas == ("Holmdale",)
    later = (*turns, Turn(role="user", content="Why?"), Turn(role="assistant", content="No reason is given."))
    assert standalone("Who got a copy?", Conversation(turns=later), COLLECTION).areas == ("Holmdale",)
    of_all = (
        *turns,
        Turn(role="user", content="Which areas were praised?"),
        Turn(role="assistant", content="None."),
    )
    assert standalone("Who got a copy?", Conversation(turns=of_all), COLLECTION).areas == ()


def test_what_officials_do_is_not_done_by_the_one_who_signed() -> None:
    before = ("Who signed the letter to Holmdale?", "**Petra Lund**: signed it", ("Holmdale",))
    assert after(before, "When did they meet?").core == "When did they meet?"
