"""Column by column the cover is the same as paragraph by paragraph."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.columns import Covers, covers
from assistant.glossary import shipped
from assistant.matching import Matcher
from assistant.sayings import Mark
from assistant.stemming import split
from benchmarks.collection import THEMES, letters
from ingest import load
from ingest.letter import Paragraph, Role
from tests.assistant.test_matching import TOPICS, WORDS, Vocabulary
from vectorstore.stemmed import Segment, joined, no_paragraphs, segment_of

SAMPLES = Path(__file__).parents[2] / "samples"
PHRASES = [
    "education",
    "health and care",
    "mental health",
    "alternative",
    "provision",
    ". The",
    "; of",
    "\n",
    "co-production",
]
TEXTS = st.lists(st.sampled_from([*WORDS, *PHRASES]), max_size=20).map(" ".join)
NEAR = {"lunch": {"meals": 0.8, "board": 0.5}, "transport": {"school": 0.6, "trust": 0.46}}
TOLD = (
    "annual reviews", "mental health or behaviour", "speech and language therapy waiting times", "school transport",
    "co-production with parents and carers", "the local offer", "exclusion, absence or shortened days",
    "governance: the board, its data", "improve the area", "zorkling lunch",
)  # fmt: skip


def made(texts: Sequence[tuple[str, str, str]]) -> list[Paragraph]:
    """Paragraphs of (label, text, lead-in)."""
    return [
        Paragraph(
            letter_id="made", number=number, text=f"{label}: {text}" if label else text, role=Role.ASK,
            headings=("Next steps",) if number % 2 else (), lead_in=lead_in, label_end=len(label) + 2 if label else 0,
        )
        for number, (label, text, lead_in) in enumerate(texts, start=1)
    ]  # fmt: skip


def segment(paragraphs: Sequence[Paragraph]) -> Segment:
    return segment_of((key, split(paragraph)) for key, paragraph in enumerate(paragraphs))


def one_by_one(matcher: Matcher, paragraphs: Sequence[Paragraph]) -> list[tuple[object, ...]]:
    found = [matcher.cover(paragraph) for paragraph in paragraphs]
    return [
        (c.hard, c.soft, c.least, c.own, c.sentence, c.matched, c.missing, len(c.missing), c.terms_missing) for c in found
    ]  # fmt: skip


def at_once(matcher: Matcher, found: Covers) -> list[tuple[object, ...]]:
    names = [part.name for part in matcher.parts]

    def named(bits: np.ndarray) -> list[tuple[str, ...]]:
        return [tuple(name for n, name in enumerate(names) if one >> n & 1) for one in bits.tolist()]

    numbers = (found.hard, found.soft, found.least, found.own, found.sentence)
    counts = (found.parts_missing.tolist(), found.terms_missing.tolist())
    return list(
        zip(*(n.tolist() for n in numbers), named(found.matched), named(found.missing), *counts, strict=True)
    )


def agree(topic: str, paragraphs: Sequence[Paragraph], index: Segment) -> None:
    matcher = Matcher(topic, shipped().concepts(topic), Vocabulary(near=NEAR))
    rows = np.arange(len(paragraphs))
    assert at_once(matcher, covers(matcher, index, rows)) == one_by_one(matcher, paragraphs)
    some = rows[::3]
    apart = covers(matcher, index.only(some), np.arange(len(some)))
    assert at_once(matcher, apart) == one_by_one(matcher, [paragraphs[row] for row in some])
    assert at_once(matcher, covers(matcher, index, some)) == one_by_one(
        matcher, [paragraphs[row] for row in some]
    )


@given(TOPICS, st.lists(st.tuples(st.sampled_from(["", "School transport"]), TEXTS, TEXTS), max_size=6))
def test_the_cover_is_the_same_to_the_last_bit(topic: str, texts: list[tuple[str, str, str]]) -> None:
    paragraphs = made(texts)
    agree(topic, paragraphs, segment(paragraphs))


@given(TOPICS, st.lists(st.tuples(st.just("Plans"), TEXTS, TEXTS), min_size=2, max_size=6))
def test_segments_put_together_are_the_same_as_one(topic: str, texts: list[tuple[str, str, str]]) -> None:
    paragraphs = made(texts)
    parts = [
        segment_of((key, split(paragraphs[key])) for key in range(start, len(paragraphs), 2))
        for start in (0, 1)
    ]
    ordered = [*paragraphs[0::2], *paragraphs[1::2]]
    agree(topic, ordered, joined(parts, range(len(paragraphs)), 0))


@pytest.mark.parametrize("topic", [*TOLD, *(wordings[0] for wordings in THEMES.values())])
def test_the_cover_of_a_made_collection_is_the_same(topic: str) -> None:
    paragraphs = [paragraph for letter in letters(6) for paragraph in letter.paragraphs]
    agree(topic, paragraphs, segment(paragraphs))


def test_the_cover_of_the_samples_is_the_same() -> None:
    found = [letter for path in sorted(SAMPLES.glob("*.txt")) for letter in load(path)]
    paragraphs = [paragraph for letter in found for paragraph in letter.paragraphs]
    assert len(paragraphs) > 20
    index = segment(paragraphs)
    for topic in TOLD:
        agree(topic, paragraphs, index)


def test_nothing_covers_nothing() -> None:
    matcher = Matcher("transport", shipped().concepts("transport"), Vocabulary())
    assert len(covers(matcher, no_paragraphs(), np.zeros(0, dtype=np.int64)).soft) == 0


def test_the_best_sentence_alone_has_less_of_a_topic_that_several_make_up() -> None:
    together = "Lunches are on time. Training is well led."
    apart = "Lunches are welcome. Training is on time."
    matcher = Matcher("lunches on time", shipped().concepts("lunches on time"), Vocabulary())
    found = covers(matcher, segment(made([("", text, "") for text in (together, apart)])), np.arange(2))
    alone = found.of_best_sentence()
    assert found.hard[0] == found.hard[1] == alone.hard[0]
    assert alone.hard[1] < found.hard[1]
    assert (alone.soft == found.sentence).all()


def test_only_sentences_that_do_what_is_wanted_are_looked_at() -> None:
    text = "Lunches are excellent and welcome. However, transport is too slow and late."
    one = replace(made([("", text, "")])[0], role=Role.CONCERN)
    matcher = Matcher("lunches", shipped().concepts("lunches"), Vocabulary())
    praised, faulted = (
        covers(matcher, segment([one]), np.arange(1), int(mark)) for mark in (Mark.PRAISE, Mark.CONCERN)
    )
    assert (praised.hard[0], faulted.hard[0]) == (1, 0)
    assert (praised.share[0], faulted.share[0]) == (1, 0)
