"""What a topic offers as a choice, each item readable alone; and that each is judged for itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.assistant import Letterbook
from assistant.choices import MOST, choices
from assistant.glossary import shipped
from assistant.weighing import options

NAMED = {"autism assessments"}


def of(topic: str) -> tuple[str, ...]:
    whole = [(one.start, one.end) for one in shipped().concepts(topic)]
    return choices(topic, whole, NAMED.__contains__)


@pytest.mark.parametrize(
    ("topic", "found"),
    [
        ("health visiting or antenatal contact", ("health visiting", "antenatal contact")),
        ("delays in assessment or diagnosis", ("delays in assessment", "delays in diagnosis")),
        ("supply, oversight or use of alternative provision", ("supply of alternative provision", "oversight of alternative provision", "use of alternative provision")),
        ("shorter waits for autism or ADHD assessments", ("shorter waits for autism assessments", "shorter waits for ADHD assessments")),
        ("access to therapy or short breaks", ("access to therapy", "access to short breaks")),
        ("the quality or accuracy of education, health and care plans", ("quality of education, health and care plans", "accuracy of education, health and care plans")),
        ("families cannot get short breaks, or have to wait for them", ("families cannot get short breaks",)),
        ("hydrotherapy or other help", ("hydrotherapy",)),
        ("short breaks (respite, overnight stays)", ("short breaks",)),  # what the words may mean
        ("transport (buses, taxis, travel training) for young adults", ("transport for young adults",)),
        ("waits (autism) in the north", ()),
        ("annual reviews", ()),
        ("children queuing for, or short of, school places", ()),  # the places belong to both
        ("getting plans or reviews done in time", ()),
        ("data: its quality, or its use", ()),
        ("staff (nurses or doctors)", ()),
    ],
)  # fmt: skip
def test_items_are_readable_alone(topic: str, found: tuple[str, ...]) -> None:
    assert of(topic) == found


@given(
    st.lists(st.sampled_from(["or", ",", "of", "transport", "them", "training", "(", ":", "é"]), max_size=40)
)
def test_any_words_are_split_into_few_items(words: list[str]) -> None:
    topic = " ".join(words)
    found = of(topic)
    assert len(found) <= MOST
    assert topic not in found


def test_a_paragraph_is_as_likely_as_the_likeliest_item_makes_it(made: Letterbook) -> None:
    either = made.inquire("Which areas were asked about annual reviews or home to school transport?").judged
    for topic in ("annual reviews", "home to school transport"):
        alone = made.inquire(f"Which areas were asked about {topic}?").judged
        matched = set(alone.drawn.keys[alone.matches].tolist())
        assert matched
        assert matched <= set(either.drawn.keys[either.matches].tolist())
    assert len(either.drawn.also) == 2
    assert all(np.shape(one) == either.drawn.dense.shape for one in either.drawn.also)


def test_a_question_about_one_letter_offers_no_choice(made: Letterbook) -> None:
    one = made.inquire("How long is the wait for therapy or short breaks in Holmdale?").question
    assert options(one, shipped(), made._words) == ()
