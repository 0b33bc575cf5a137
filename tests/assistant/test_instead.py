"""A follow-up that is only a phrase takes the place of the like phrase of the question before."""

import pytest

from assistant import Letterbook
from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from assistant.followup import standalone
from assistant.instead import instead
from tests.assistant.made_collection import METADATA

COLLECTION = Collection(METADATA)
WAIT = "How long is the average wait for a first therapy appointment in Holmdale?"


@pytest.mark.parametrize(
    ("question", "earlier", "read"),
    [
        # a thing that is waited for, as a noun or an infinitive
        ("And to see a paediatrician there?", WAIT, "How long is the average wait to see a paediatrician in Holmdale?"),
        ("and for a wheelchair?", WAIT, "How long is the average wait for a wheelchair in Holmdale?"),
        ("For a wheelchair?", WAIT, "How long is the average wait for a wheelchair in Holmdale?"),
        ("And for a wheelchair in Ravensby?", WAIT, "How long is the average wait for a wheelchair in Ravensby?"),
        ("And in Ravensby for a wheelchair?", WAIT, "How long is the average wait for a wheelchair in Ravensby?"),
        ("And what about physiotherapy?", WAIT, "How long is the average wait for physiotherapy in Holmdale?"),
        ("to be assessed?", "How long do families in Holmdale wait for a diagnosis?", "How long do families in Holmdale wait to be assessed?"),
        ("And for a wheelchair?", "How long do families in Holmdale wait to see a physiotherapist?", "How long do families in Holmdale wait for a wheelchair?"),
        ("and to get a plan?", "How long does it take to have a needs assessment in Holmdale?", "How long does it take to get a plan in Holmdale?"),
        ("And to improve?", "What was Holmdale told to publish?", "What was Holmdale told to improve?"),
        # people, who are no thing that is waited for
        ("And for children over five?", WAIT, "How long is the average wait for a first therapy appointment for children over five in Holmdale?"),
        ("And for girls?", "How long do boys in Holmdale wait for a test?", "How long do girls in Holmdale wait for a test?"),
        ("And girls?", "How long do boys in Holmdale wait for a test?", "How long do girls in Holmdale wait for a test?"),
        ("And for children over five?", "How long do children under five wait for a test in Holmdale?", "How long do children over five wait for a test in Holmdale?"),
        ("And for the teenagers?", "How many places for under-fives were lost in Holmdale?", "How many places for the teenagers were lost in Holmdale?"),
        # other prepositions
        ("And in health?", "Who leads on education in Holmdale?", "Who leads on health in Holmdale?"),
        ("And in health?", "What was Holmdale praised for in education?", "What was Holmdale praised for in health?"),
        ("And on transport?", "When must Holmdale report on waiting times?", "When must Holmdale report on transport?"),
        ("And of annual reviews?", "What share of plans were on time in Holmdale in 2023?", "What share of annual reviews were on time in Holmdale in 2023?"),
        ("And from the hospital?", "How much money did Holmdale get from the council?", "How much money did Holmdale get from the hospital?"),
        ("And with a hearing loss?", "How many children have a plan in Holmdale?", "How many children have a plan with a hearing loss in Holmdale?"),
        ("and after that?", "How many places will Holmdale open in September 2024?", "How many places will Holmdale open after September 2024?"),
        ("And before that?", WAIT, "How long is the average wait before a first therapy appointment in Holmdale?"),
        # no phrase, or none that is like another
        ("And for Ravensby?", WAIT, ""),
        ("And in 2023?", WAIT, ""),
        ("And to publish it?", WAIT, ""),
        ("And for which of those?", WAIT, ""),
        ("To whom was it sent?", WAIT, ""),
        ("And why?", WAIT, ""),
        ("In brief, please", "What was Holmdale told to publish?", ""),
    ],
)  # fmt: skip
def test_the_phrase_is_put_in_the_place_of_the_like_one(question: str, earlier: str, read: str) -> None:
    assert instead(question, earlier, COLLECTION) == read


def test_a_phrase_after_a_phrase_is_of_the_question_in_full() -> None:
    turns = [WAIT, "20 weeks.", "And for a wheelchair?", "Ten weeks."]
    roles = ("user", "assistant", "user", "assistant")
    before = Conversation(
        turns=tuple(Turn(role=role, content=said) for role, said in zip(roles, turns, strict=True))  # type: ignore[arg-type]
    )
    followed = standalone("And to see a dietician?", before, COLLECTION)
    assert followed.text == "How long is the average wait to see a dietician in Holmdale?"


@pytest.mark.parametrize(
    "question", ["And to get a wheelchair?", "and for a wheelchair there?", "What about a wheelchair?"]
)
def test_the_answer_is_that_of_the_question_in_full(made: Letterbook, question: str) -> None:
    before = Conversation(
        turns=(Turn(role="user", content=WAIT), Turn(role="assistant", content="Not stated."))
    )
    answer = made.ask(question, before)
    assert answer.filters.areas == ("Holmdale",)
    assert (answer.filters.topic or "").startswith("average wait")
