"""The tagger: what it reads off questions in manners that no pattern knows."""

import numpy as np
import pytest

from assistant.tagger import Tagger, Tags
from vectorstore.embedder import OnnxEmbedder, Tokens

WEIGHTS = {
    "near": np.array(
        [[[0.0], [0.0]], [[1.0], [0.0]], [[0.0], [1.0]]], dtype=np.float32
    ),  # itself and the next
    "near_bias": np.array([0.0], dtype=np.float32),
    "wide": np.array([[[1.0]]], dtype=np.float32),
    "wide_bias": np.array([-1.0], dtype=np.float32),
    "intents": np.eye(4, 12, dtype=np.float32),
    "intents_bias": np.zeros(12, dtype=np.float32),
    "roles": np.zeros((4, 5), dtype=np.float32),
    "roles_bias": np.array([0, 0, 5, 0, 0], dtype=np.float32),
    "topic": np.array([[10.0], [0.0]], dtype=np.float32),
    "topic_bias": np.array([-15.0], dtype=np.float32),
}


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(OnnxEmbedder().tokens)


def test_words_see_their_neighbours_and_the_model_s_own_tokens_are_left_out() -> None:
    vectors = np.array([[0, 0], [1, 0], [0, 2], [0, 0]], dtype=np.float32)
    tags = Tagger(lambda text: Tokens(vectors, ((0, 0), (0, 3), (4, 8), (0, 0))), WEIGHTS)("one more")
    # The first word has 1 of its own and 2 of the next one's other half; the second has neither.
    assert max(tags.intents, key=tags.intents.__getitem__) == "list-areas"
    assert max(tags.roles, key=tags.roles.__getitem__) == "praised"
    assert [(start, end) for start, end, _ in tags.topic] == [(0, 3), (4, 8)]
    assert tags.of_topic(0, 3) > 0.99
    assert tags.of_topic(4, 8) < 0.01
    assert sum(tags.intents.values()) == pytest.approx(1)


def test_a_word_is_of_the_topic_as_much_as_its_likeliest_piece() -> None:
    tags = Tags({}, {}, ((0, 4, 0.1), (4, 7, 0.8)))
    assert (tags.of_topic(0, 7), tags.of_topic(0, 4), tags.of_topic(8, 9)) == (0.8, 0.1, 0.0)


@pytest.mark.parametrize(
    ("question", "intent", "role", "inside", "outside"),
    [  # of our own, in manners that patterns do not know; none is in questions.jsonl
        ("Whose homework includes mending the parent forum?", "list-areas", "asked", "forum", "homework"),
        (
            "who took some flak about tribunal appeals going up",
            "list-areas",
            "criticised",
            "tribunal",
            "flak",
        ),
        ("A gold star for autism outreach went to whom?", "list-areas", "praised", "autism", "star"),
        ("Which ones came away without a word on portage?", "negation", "any", "portage", "word"),
        ("Boil the Kent report down for me, would you?", "summary", "any", "", "Kent"),
    ],
)
def test_unheard_manners_are_read(
    tagger: Tagger, question: str, intent: str, role: str, inside: str, outside: str
) -> None:
    tags = tagger(question)
    assert max(tags.intents, key=tags.intents.__getitem__) == intent
    assert max(tags.roles, key=tags.roles.__getitem__) == role
    if inside:
        at = question.index(inside)
        assert tags.of_topic(at, at + len(inside)) > 0.5
    at = question.index(outside)
    assert tags.of_topic(at, at + len(outside)) < 0.5
