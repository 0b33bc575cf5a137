"""How well a paragraph covers a topic."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.glossary import shipped
from assistant.matching import Cover, Matcher
from ingest.letter import Paragraph, Role

RARE, COMMON, NOWHERE = 3.0, 0.5, 5.0  # rarities (idf) of a small vocabulary
WORDS = [
    "annual",
    "review",
    "late",
    "transport",
    "school",
    "wait",
    "therapy",
    "parent",
    "trust",
    "board",
    "data",
    "improve",
    "plan",
]


class Vocabulary:
    """A collection's words: which of them are near one another, and how rare each is."""

    def __init__(
        self, near: Mapping[str, Mapping[str, float]] | None = None, idf: Mapping[str, float] | None = None
    ) -> None:
        self._near = near or {}
        self._idf = idf or {}

    def neighbours(self, words: Sequence[str], floor: float) -> dict[str, dict[str, float]]:
        return {
            word: {other: near for other, near in self._near.get(word, {}).items() if near >= floor}
            for word in words
        }

    def idf(self, word: str) -> float:
        return self._idf.get(word, RARE if word else NOWHERE)


def matcher(topic: str, **vocabulary: Mapping) -> Matcher:
    return Matcher(topic, shipped().concepts(topic), Vocabulary(**vocabulary))


def paragraph(text: str, *, headings: tuple[str, ...] = (), lead_in: str = "") -> Paragraph:
    return Paragraph(letter_id="made", number=1, text=text, role=Role.ASK, headings=headings, lead_in=lead_in)


def cover(topic: str, text: str, *, lead_in: str = "", **vocabulary: Mapping) -> Cover:
    return matcher(topic, **vocabulary).cover(paragraph(text, lead_in=lead_in))


TEXTS = st.lists(st.sampled_from([*WORDS, ". The", "of", "and"]), max_size=20).map(" ".join)
TOPICS = st.lists(st.sampled_from([*WORDS, "or", "and"]), min_size=1, max_size=6).map(" ".join)


@given(TOPICS, TEXTS, TEXTS)
def test_every_measure_lies_between_nothing_and_all(topic: str, text: str, lead_in: str) -> None:
    found = cover(topic, text, lead_in=lead_in)
    measures = (found.hard, found.soft, found.least, found.own, found.sentence)
    assert all(-1e-9 <= measure <= 1 + 1e-9 for measure in measures)
    assert found.hard <= found.soft + 1e-9


@given(TOPICS, TEXTS, TEXTS)
def test_more_text_never_covers_less(topic: str, text: str, more: str) -> None:
    less, longer = cover(topic, text), cover(topic, f"{text} {more}")
    assert longer.hard >= less.hard - 1e-9
    assert longer.soft >= less.soft - 1e-9
    assert set(longer.missing) <= set(less.missing)


@given(TOPICS)
def test_a_text_that_says_the_topic_itself_covers_all_of_it(topic: str) -> None:
    assume(shipped().concepts(topic))
    found = cover(topic, topic)
    assert found.hard == pytest.approx(1)
    assert found.missing == ()


def test_a_text_about_something_else_covers_nothing() -> None:
    found = cover("home-to-school transport", "The board meets each month and keeps minutes.")
    assert (found.hard, found.soft, found.matched) == (0, 0, ())
    assert found.missing


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("annual reviews", "an annual review was held"),  # endings
        ("co-production", "coproduction with parents"),  # hyphens
        ("co-production", "plans are co-produced with parents"),  # a thing and its doing
        ("early identification", "needs must be identified early"),
        ("EHCPs", "education, health and care plans"),  # abbreviations
        ("speech and language therapy", "the SALT service"),
    ],
)
def test_the_same_thing_in_other_words_is_covered(topic: str, text: str) -> None:
    assert cover(topic, text).hard >= 0.75


def test_what_stands_in_the_lead_in_or_the_headings_counts_nearly_as_much() -> None:
    own = cover("transport", "the transport of pupils").hard
    led = cover("transport", "that it arrives on time", lead_in="We expect of transport:").hard
    headed = matcher("transport").cover(paragraph("It is late.", headings=("Transport",))).hard
    assert own > led == headed > 0.8
    assert cover("transport", "that it arrives", lead_in="We expect of transport:").own == 0


def test_a_near_word_of_the_collection_counts_softly() -> None:
    near = {"lunch": {"meals": 0.8, "board": 0.5}}
    found = cover("lunch", "free meals", near=near)
    assert found.hard == 0
    assert 0.35 <= cover("lunch", "a board", near=near).soft < found.soft <= 0.85


def test_what_is_near_a_word_that_only_frames_is_not_near_the_phrase_it_stands_in() -> None:
    near = {"children": {"youth": 0.9}, "listen": {"hear": 0.9}}
    assert cover("listen to children", "the youth", near=near).soft == 0
    assert cover("listen to children", "they hear", near=near).soft > 0.3


def test_what_is_to_be_done_weighs_half_beside_what_it_is_done_to() -> None:
    concepts = shipped().concepts("widen transport")
    led = (replace(concepts[0], leading=True), *concepts[1:])
    found = [Matcher("widen transport", some, Vocabulary()).in_words("transport") for some in (concepts, led)]
    assert found == pytest.approx([1 / 2, 2 / 3])


def test_any_of_several_alternatives_is_enough_and_all_of_several_parts_are_needed() -> None:
    assert cover("transport or attendance", "attendance fell").missing == ()
    assert cover("transport and attendance", "attendance fell").missing == ("transport",)


def test_what_only_frames_an_ask_hardly_counts() -> None:
    framed = cover("improve transport", "improve the plan")
    assert framed.hard < 0.3
    assert framed.missing == ("transport",)
    assert cover("improve transport", "transport of pupils").missing == ()


def test_a_common_word_weighs_less_than_a_rare_one() -> None:
    idf = {"transport": RARE, "trust": COMMON}
    assert (
        cover("transport trust", "transport", idf=idf).hard > cover("transport trust", "trust", idf=idf).hard
    )


def test_words_of_a_phrase_count_less_where_they_stand_apart() -> None:
    topic = "alternative provision"
    together = cover(topic, "pupils in alternative provision").hard
    apart = cover(topic, "an alternative to the provision").hard
    assert together == 1 > apart > 0
    assert cover(topic, "an alternative, and a good deal later in the same text provision").hard == 0


def test_the_best_sentence_is_measured_alone() -> None:
    scattered = cover("transport trust", "Transport was late. The trust knows.").sentence
    joined = cover("transport trust", "Transport by the trust was late. Rain fell.").sentence
    assert joined > scattered


def test_in_words_and_missing_in_measure_a_stretch_of_text() -> None:
    made = matcher("transport and attendance")
    assert made.in_words("transport and attendance") == pytest.approx(1)
    assert made.in_words("") == 0
    assert made.missing_in("attendance fell") == ("transport",)


def test_a_word_that_stands_nowhere_is_the_askers_own() -> None:
    idf = {"zorkling": NOWHERE, "transport": RARE}
    made = matcher("zorkling transport", idf=idf)
    assert made.known("transport")
    assert not made.known("zorkling")


def test_a_topic_without_words_covers_nothing_and_lacks_nothing() -> None:
    found = cover("the of and", "transport")
    assert (found.hard, found.missing, found.matched) == (0, (), ())
