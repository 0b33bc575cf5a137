"""Sentences come one by one over real HTTP, and what was whole stays whatever happens after."""

from collections.abc import Iterator

import pytest
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage

from assistant.models import chat_model
from assistant.readererror import ReaderError
from assistant.replies import Sentence
from assistant.settings import Settings
from assistant.streaming import _Reply, _text, streamed
from tests.assistant.model_server import (
    KEY,
    Fails,
    ModelServer,
    Play,
    broken,
    failing,
    good,
    serving,
    talkative,
    then,
)

PROMPT = "\n".join(
    f"=1= paragraph {n}\nletter: to Holmdale\nrole: report\ntext: Attendance fell in 202{n}."
    for n in (1, 2, 3)
)
SAID: list[BaseMessage] = [HumanMessage(PROMPT)]
YEARS = ["Attendance fell in 2021.", "Attendance fell in 2022.", "Attendance fell in 2023."]


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with serving(good) as played:
        yield played


def sentences(server: ModelServer, play: Play, seconds: float = 20) -> Iterator[Sentence]:
    server.play = play
    server.bodies.clear()
    settings = Settings(model="openai:made", model_url=server.url, model_key=KEY, model_timeout=20)
    return streamed(chat_model(settings), SAID, seconds)


def until_it_breaks(found: Iterator[Sentence]) -> tuple[list[str], str]:
    got: list[str] = []
    with pytest.raises(ReaderError) as error:
        got.extend(one.text for one in found)
    return got, str(error.value)


def test_every_sentence_comes_and_the_model_is_asked_once(server: ModelServer) -> None:
    assert [one.text for one in sentences(server, good)] == YEARS
    assert len(server.bodies) == 1
    assert server.bodies[0]["stream"]
    assert "sentences" in str(server.bodies[0]["response_format"])


def test_a_sentence_is_handed_on_before_the_reply_is_at_its_end(server: ModelServer) -> None:
    reply = good(PROMPT)
    held = Fails(says=reply[: reply.index("2022") + 60], then_waits=1)
    found = sentences(server, failing(held))
    assert next(found).text == YEARS[0]  # the rest never comes
    assert until_it_breaks(found)[0] == []


@pytest.mark.parametrize(
    ("play", "whole"),
    [
        (broken, YEARS[:2]),
        (failing(Fails(says=good(PROMPT)[:-2])), YEARS[:2]),  # only the end of the object is missing
        (failing(Fails(says=good(PROMPT)[: good(PROMPT).index("2023")])), YEARS[:2]),
        (failing(Fails(says=good(PROMPT)[:200])), YEARS[:1]),
    ],
)
def test_what_was_whole_stays_and_the_model_is_not_asked_again(
    server: ModelServer, play: Play, whole: list[str]
) -> None:
    got, why = until_it_breaks(sentences(server, play))
    assert got == whole
    assert why == "its reply broke off"
    assert len(server.bodies) == 1


def test_what_was_whole_before_time_was_up_stays(server: ModelServer) -> None:
    late = failing(Fails(says=good(PROMPT)[:200], then_waits=30))
    got, why = until_it_breaks(sentences(server, late, seconds=3))
    assert got == YEARS[:1]
    assert why == "it did not answer within 3 seconds"


@pytest.mark.parametrize(
    ("play", "asked"),
    [
        (talkative, 1),
        (then(failing(Fails(status=503)), good), 2),
        (then(failing(Fails(status=400)), good), 2),
    ],
)
def test_words_around_it_a_passing_fault_and_no_structured_output_do_no_harm(
    server: ModelServer, play: Play, asked: int
) -> None:
    assert [one.text for one in sentences(server, play)] == YEARS
    assert len(server.bodies) == asked


@pytest.mark.parametrize(
    ("play", "why"),
    [
        (lambda prompt: "{" + "x" * 10_000_000, "it answered at too great length"),
        (lambda prompt: '{"sentences": [' + "[" * 40_000, "it did not answer in the form that was asked"),
        (lambda prompt: '{"sentences": 7}', "it did not answer in the form that was asked"),
        (lambda prompt: '["sentences"]', "it did not answer in the form that was asked"),
        (failing(Fails(empty=True)), "it did not answer in the form that was asked"),
        (failing(Fails(status=401)), "its server refused the key (401)"),
    ],
)
def test_what_is_no_answer_ends_in_one_line(server: ModelServer, play: Play, why: str) -> None:
    assert until_it_breaks(sentences(server, play)) == ([], why)


def test_a_sentence_out_of_form_falls_alone(server: ModelServer) -> None:
    found = sentences(server, lambda prompt: '{"sentences": [7, {"text": "a", "quotations": []}, {"x": 1}]}')
    assert [one.text for one in found] == ["", "a", ""]


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_however_a_reply_is_cut_into_pieces_the_sentences_are_the_same(size: int) -> None:
    reply, text = _Reply(), f"Here you are: {good(PROMPT)}"
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    found = [one.text for piece in pieces for one in reply.add(piece)]
    found += [one.text for one in reply.end()]
    assert found == YEARS
    assert reply.whole


def test_a_form_that_is_filled_in_as_a_tools_arguments_is_read_too() -> None:
    chunk = AIMessageChunk("", tool_call_chunks=[{"name": "Written", "args": '{"sen', "id": "1", "index": 0}])
    assert _text(chunk) == '{"sen'
    assert _text({"parsed": 1}) == ""
