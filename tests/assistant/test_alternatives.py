"""What a topic asks for together, and what it offers as alternatives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.alternatives import Part, otherwise_called, parts
from assistant.glossary import shipped

PIECES = st.sampled_from(
    ["transport", "attendance", ",", "or", "and", "training", ":", "the", "(", ")", "waits", "for", "therapy",
     "co-production", ";", "of them", "improve", ", or", "staff"]
)  # fmt: skip


def split(topic: str) -> list[list[list[str]]]:
    """The parts of a topic as names."""
    found = parts(topic, shipped().concepts(topic))
    return [[[concept.name for concept in other] for other in part] for part in found]


def every(found: tuple[Part, ...]) -> list[int]:
    return [concept.start for part in found for other in part for concept in other]


@pytest.mark.parametrize(
    ("topic", "wanted"),
    [
        ("", []),
        ("transport", [[["transport"]]]),
        # all count
        ("delays to transport", [[["delays"]], [["transport"]]]),
        ("transport and attendance", [[["transport"]], [["attendance"]]]),
        # any will do
        ("transport or attendance", [[["transport"], ["attendance"]]]),
        ("transport, attendance or exclusions", [[["transport"], ["attendance"], ["exclusions"]]]),
        # what they share counts beside them
        ("waits for assessment or treatment", [[["waits"]], [["assessment"], ["treatment"]]]),
        # a comma inside one idea is no list
        ("education, health and care plans", [[["education health and care plans"]]]),
        # clauses of their own
        (
            "absence, missing school, or shortened days",
            [[["absence"], ["missing school"], ["shortened", "days"]]],
        ),
        # an aside between commas
        (
            "queuing for, or short of, places in schools",
            [[["queuing"], ["short"]], [["places in schools"]]],
        ),
        # an item of two words is one item
        ("ramps, stair lifts or rails", [[["ramps"], ["stair", "lifts"], ["rails"]]]),
        ("late or slow repairs", [[["late"], ["slow"]], [["repairs"]]]),
        ("a firmer hand: audits, ward rounds, or spot checks", [[["audits"], ["ward", "rounds"], ["spot", "checks"]]]),
        # an example of what is meant is one more way to say it
        ("places for newcomers, refugees included", [[["places"]], [["newcomers"], ["refugees"]]]),
        ("repairs to lifts (stairs included)", [[["repairs"]], [["lifts"], ["stairs"]]]),
        ("training in trades, such as plumbing", [[["training"]], [["trades"], ["plumbing"]]]),
    ],
)  # fmt: skip
def test_a_topic_is_split_as_it_is_meant(topic: str, wanted: list[list[list[str]]]) -> None:
    assert split(topic) == wanted


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_no_concept_counts_twice_and_no_part_is_empty(topic: str) -> None:
    concepts = shipped().concepts(topic)
    found = parts(topic, concepts)
    starts = every(found)
    assert len(starts) == len(set(starts))
    assert set(starts) <= {concept.start for concept in concepts}
    assert all(part and all(part) for part in found)
    assert bool(found) == bool(concepts)


@given(st.lists(st.sampled_from(["transport", "attendance", "training", "exclusions"]), max_size=4))
def test_without_commas_and_ors_every_concept_is_a_part_of_its_own(words: list[str]) -> None:
    assert split(" and ".join(words)) == [[[word]] for word in words]


@pytest.mark.parametrize(
    ("topic", "phrases"),
    [
        ("dynamic support register (or pathway or database)", {"dynam support pathway", "dynam support databas"}),
        ("complaints panel (or board)", {"board"}),
        ("complaints panel", set()),
    ],
)  # fmt: skip
def test_other_names_in_brackets_are_of_the_word_before(topic: str, phrases: set[str]) -> None:
    before = shipped().concepts(topic)
    told = otherwise_called(topic, before)
    new = {" ".join(phrase) for one in told for phrase, _ in one.phrases}
    assert phrases <= new
    assert len(told) == len(before) - (topic.count(" or ") + topic.count("(or "))
