"""The second look takes sentences away, and lets nothing through that was not asked about."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.build import build
from assistant.settings import Settings
from assistant.steps import Proven, Stage
from tests.assistant.model_server import KEY, Fails, ModelServer, good, serving

ASKED = "What was Holmdale asked to do in May 2024?"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(good) as played:
        yield played


def steps(store: Path, server: ModelServer, verdicts: object) -> list[object]:
    def play(prompt: str) -> str | Fails:
        if "You check sentences" not in prompt:
            return good(prompt)
        return verdicts if isinstance(verdicts, Fails) else json.dumps({"verdicts": verdicts})

    server.play = play
    settings = Settings(
        store=store, model="openai:made", model_url=server.url, model_key=KEY, model_timeout=30,
        model_judging=0, model_checking=True,
    )  # fmt: skip
    with build(settings) as letterbook:
        return list(letterbook.steps(ASKED))


def verdict(*holds: bool) -> list[dict[str, object]]:
    return [{"sentence": n, "holds": one} for n, one in enumerate(holds, 1)]


def test_sentences_that_are_confirmed_stay_and_none_is_shown_before(
    made_store: Path, server: ModelServer
) -> None:
    found = steps(made_store, server, verdict(True, True))
    answer = found[-1]
    assert isinstance(answer, Answer)
    assert (answer.reader, answer.status) == ("openai:made", "answered")
    assert not [one for one in found if isinstance(one, Proven)]
    assert Stage("openai:made is checking two sentences") in found
    assert answer.sent is not None
    assert answer.sent.calls == 2


@pytest.mark.parametrize(
    "verdicts",
    [
        verdict(True, False),
        verdict(True),  # nothing said of the second
        [*verdict(True, True), {"sentence": 2, "holds": False}],  # yes and no
        [*verdict(True), {"sentence": 9, "holds": True}],
    ],
)
def test_a_sentence_that_is_not_confirmed_falls(
    made_store: Path, server: ModelServer, verdicts: object
) -> None:
    answer = steps(made_store, server, verdicts)[-1]
    assert isinstance(answer, Answer)
    assert answer.status == "partial"
    assert "One sentence of 2 left out: not proved by the letters" in answer.notes


@pytest.mark.parametrize(
    ("verdicts", "why"),
    [
        (verdict(False, False), "nothing that it wrote was proved"),
        (Fails(status=500), "what it wrote could not be checked: its server failed"),
        (Fails(says="{"), "what it wrote could not be checked: it did not answer in the form"),
    ],
)
def test_where_nothing_is_confirmed_the_embedded_answer_stands(
    made_store: Path, server: ModelServer, verdicts: object, why: str
) -> None:
    answer = steps(made_store, server, verdicts)[-1]
    assert isinstance(answer, Answer)
    assert (answer.reader, answer.status) == ("extractive", "answered")
    assert any(why in note for note in answer.notes)
