"""Does a paragraph answer the question? A verdict for every letter."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.judge import (
    THRESHOLD,
    Best,
    Judgement,
    coefficients,
    features,
    in_role,
    judge,
    probability,
    shift,
)
from assistant.matching import Cover, Matcher
from assistant.question import Question
from assistant.question import understand as read
from assistant.stemming import split
from assistant.verdicts import Verdicts, coverage
from ingest.letter import LetterMetadata, Paragraph, Role
from tests.assistant.test_matching import Vocabulary
from vectorstore.catalogue import Catalogue
from vectorstore.drawn import Drawn
from vectorstore.hit import Hit
from vectorstore.roll import Roll
from vectorstore.rows import ROLES
from vectorstore.schema import key_of
from vectorstore.state import START
from vectorstore.stemmed import segment_of

SHARE = st.floats(0, 1)
COVERS = st.builds(
    Cover, hard=SHARE, soft=SHARE, least=SHARE, own=SHARE, sentence=SHARE, matched=st.just(()),
    missing=st.lists(st.just("x"), max_size=5).map(tuple),
)  # fmt: skip


def letter(letter_id: str, *, readable: bool = True, warnings: tuple[str, ...] = ()) -> LetterMetadata:
    return LetterMetadata(
        id=letter_id, source=f"{letter_id}.txt", text_sha256="0" * 64 if readable else "", warnings=warnings
    )


def hit(letter_id: str, text: str, *, role: Role = Role.ASK, dense: float = 0.6, number: int = 1) -> Hit:
    paragraph = Paragraph(letter_id=letter_id, number=number, text=text, role=role)
    return Hit(paragraph=paragraph, letter=letter(letter_id), score=dense, dense=dense)


def drawn(hits: Iterable[Hit]) -> Drawn:
    """The hits as candidates; a letter's serial is the place of its first letter in the alphabet."""
    by_key = {key_of(ord(one.letter.id[0]), one.paragraph.number): one for one in hits}
    keys = sorted(by_key)
    segment = segment_of((key, split(by_key[key].paragraph)) for key in keys)
    return Drawn(
        keys=np.array(keys, dtype=np.int64),
        dense=np.array([by_key[key].dense for key in keys], dtype=np.float32),
        roles=np.array([ROLES.index(by_key[key].paragraph.role) for key in keys], dtype=np.uint8),
        parts=((segment, np.arange(len(keys))),),
        catalogue=catalogue(one.letter for one in by_key.values()),
        paragraphs=lambda some: {key: by_key[key].paragraph for key in some},
    )


def catalogue(letters: Iterable[LetterMetadata]) -> Catalogue:
    by_serial = {ord(one.id[0]): one for one in letters}
    return Catalogue(point=START, letters=Roll(by_serial.values()), serials=tuple(by_serial))


def question(text: str) -> Question:
    from assistant.collection import Collection
    from assistant.glossary import shipped

    return read(text, Collection([letter("a")]), shipped())


def judged(asked: Question, *hits: Hit) -> Judgement:
    return judge(asked, drawn(hits), Matcher(asked.topic, asked.concepts, Vocabulary()))


def decided(found: Sequence[tuple[str, float, bool, int]]) -> Judgement:
    """A judgement of made probabilities: letter, probability, whether in the role, number."""
    of_key = {key_of(ord(name), number): (likely, fits) for name, likely, fits, number in found}
    candidates = drawn(hit(name, "text", number=number) for name, _, _, number in found)
    values = [of_key[key] for key in candidates.keys.tolist()]
    count = len(values)
    return Judgement(
        drawn=candidates,
        probability=np.array([likely for likely, _ in values], dtype=np.float64),
        in_role=np.array([fits for _, fits in values], dtype=np.bool_),
        roles=candidates.roles,
        matched=np.full(count, 1, dtype=np.uint64),
        missing=np.full(count, 2, dtype=np.uint64),
        names=("transport", "attendance"),
        chosen=np.arange(count),
    )


@given(COVERS, st.floats(-1, 1), COVERS, st.floats(-1, 1))
def test_a_probability_lies_between_none_and_one(
    cover: Cover, dense: float, best: Cover, best_dense: float
) -> None:
    values = features(cover, dense, 4, Best(best_dense, best.soft))
    assert 0 < probability(values, coefficients()) < 1


def test_the_fitted_weights_are_those_of_the_features_that_are_computed() -> None:
    cover = Cover(hard=1, soft=1, least=1, own=1, sentence=1, matched=(), missing=())
    assert set(features(cover, 0.5, 4, Best())) | {"intercept"} == set(coefficients())


def test_nothing_computed_can_overflow_the_model() -> None:
    weights = {"intercept": 0.0, "x": 1e6}
    assert probability({"x": 1e6}, weights) == pytest.approx(1)
    assert probability({"x": -1e6}, weights) == pytest.approx(0)


@pytest.mark.parametrize(
    ("asked", "fitting"),
    [
        ("Which areas were asked about transport?", {Role.ASK, Role.REQUIREMENT}),
        ("Which areas were praised for transport?", {Role.PRAISE}),
        ("Which areas mention transport?", set(Role)),
    ],
)
def test_only_paragraphs_of_the_role_that_was_asked_for_fit(asked: str, fitting: set[Role]) -> None:
    understood = question(asked)
    found = {role for role in Role if in_role(understood, hit("a", "transport", role=role).paragraph)}
    assert found == fitting


def test_a_concern_is_an_ask_only_under_next_steps() -> None:
    understood = question("Which areas were asked about transport?")
    concern = hit("a", "transport is late", role=Role.CONCERN).paragraph
    assert not in_role(understood, concern)
    assert in_role(understood, replace(concern, next_steps=True))


def test_a_thank_you_is_no_praise_but_answers_who_was_thanked() -> None:
    thanks = hit("a", "Thank you for the transport data.", role=Role.ADMIN).paragraph
    assert not in_role(question("Which areas were praised for transport data?"), thanks)
    assert in_role(question("Which areas were thanked for transport data?"), thanks)


SPOKEN = {"intercept": -3.0, "dense": 10.0, "hard": 0.0}


@pytest.mark.parametrize(
    ("best", "likely", "moved"),
    [
        (0.2, [0.9, 0.3], -2.0),  # hardly spoken of
        (0.4, [0.9, 0.3], 0.0),  # spoken of and found
        (0.4, [0.25, 0.1], math.log(3)),  # spoken of in other words
        (0.4, [], 0.0),
    ],
)
def test_all_is_moved_by_how_much_the_topic_is_spoken_of_and_by_what_is_likeliest(
    best: float, likely: list[float], moved: float
) -> None:
    assert shift(Best(best), np.array(likely), SPOKEN) == pytest.approx(moved)


IDIOM = "Whose teachers burn the midnight oil?"


def test_what_is_nearest_answers_a_set_question_in_words_that_no_letter_uses() -> None:
    near, far = hit("a", "Staff work long hours.", dense=0.52), hit("b", "Buses are late.", dense=0.1)
    found = judged(replace(question(IDIOM), intent="list-areas"), near, far)
    assert [one.hit.letter.id for one in found.matching()] == ["a"]


def test_the_nearest_of_what_is_all_far_answers_nothing() -> None:
    far = hit("a", "Staff work long hours.", dense=0.2), hit("b", "Buses are late.", dense=0.1)
    assert not len(judged(replace(question(IDIOM), intent="list-areas"), *far).matching())


def test_what_is_on_the_topic_matches_and_what_is_not_does_not() -> None:
    asked = question("Which areas were asked about home-to-school transport?")
    on, off = judged(
        asked,
        hit("a", "arrange home-to-school transport before term", dense=0.8),
        hit("b", "The board should publish its minutes.", dense=0.05),
    )
    assert on.matches
    assert on.hit.letter.id == "a"
    assert not off.matches


def test_a_paragraph_of_another_role_never_matches() -> None:
    asked = question("Which areas were praised for home-to-school transport?")
    (found,) = judged(asked, hit("a", "arrange home-to-school transport before term", dense=0.9))
    assert not found.matches


def test_the_order_of_hits_does_not_matter() -> None:
    asked = question("Which areas were asked about transport?")
    hits = [hit("a", "transport is late"), hit("b", "buses", dense=0.4), hit("c", "transport", number=2)]
    there, back = list(judged(asked, *hits)), list(judged(asked, *reversed(hits)))
    assert [x.hit.paragraph.id for x in there] == [x.hit.paragraph.id for x in back]
    assert [x.probability for x in there] == [x.probability for x in back]


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), SHARE, st.booleans(), st.integers(1, 9)),
        max_size=12,
        unique_by=lambda one: (one[0], one[3]),
    )
)
def test_every_letter_is_decided_once_and_the_counts_add_up(
    found: list[tuple[str, float, bool, int]],
) -> None:
    letters = [letter("a"), letter("b"), letter("c"), letter("d", readable=False)]
    verdicts = Verdicts(letters, decided(found))
    counts = coverage(verdicts)
    assert counts == coverage(tuple(verdicts))
    assert [verdict.letter.id for verdict in verdicts] == ["a", "b", "c", "d"]
    assert (counts.total, counts.checked, counts.unreadable) == (4, 3, 1)
    matching = {name for name, likely, fits, _ in found if fits and likely >= THRESHOLD}
    assert {v.letter.id for v in verdicts if v.decision == "matched"} == matching
    assert {one.id for one in verdicts.of("matched")} == matching
    assert all(bool(v.paragraphs) == (v.decision == "matched") for v in verdicts)
    assert all(v.reason and "\n" not in v.reason for v in verdicts)


def test_what_decides_is_named_the_likeliest_first() -> None:
    (verdict,) = Verdicts(
        [letter("a")], decided([("a", 0.6, True, 1), ("a", 0.9, True, 2), ("a", 1, False, 3)])
    )
    assert verdict.paragraphs == ("a#2", "a#1")
    assert "90% likely" in verdict.reason


def test_a_letter_that_could_not_be_read_is_never_said_not_to_match() -> None:
    verdicts = Verdicts([letter("a", readable=False, warnings=("the file is encrypted",))], decided([]))
    assert [(v.decision, v.reason) for v in verdicts] == [("unreadable", "the file is encrypted")]


def test_a_letter_that_speaks_of_it_in_another_role_says_so() -> None:
    (verdict,) = Verdicts([letter("a")], decided([("a", 0.9, False, 1)]))
    assert verdict.decision == "not_matched"
    assert "another role" in verdict.reason


def test_the_reason_names_what_was_found_and_what_was_not() -> None:
    (verdict,) = Verdicts([letter("a")], decided([("a", 0.8, True, 1)]))
    assert "transport" in verdict.reason
    assert "attendance" in verdict.reason


def test_what_came_near_is_judged_when_a_reason_is_read_and_says_the_same() -> None:
    letters = [letter("a"), letter("b"), letter("c"), letter("d")]
    found = [
        ("a", 0.9, True, 1),
        ("a", 0.95, False, 2),
        ("b", 0.8, False, 1),
        ("b", 0.2, True, 2),
        ("c", 0.3, False, 1),
    ]
    asked: list[str] = []

    def whole() -> Judgement:
        asked.append("all")
        return decided(found)

    verdicts = Verdicts(letters, decided([one for one in found if one[2]]), whole)
    assert (verdicts.coverage.matched, [one.id for one in verdicts.of("matched")], asked) == (1, ["a"], [])
    assert verdicts == Verdicts(letters, decided(found))
    assert asked == ["all"]


def test_verdicts_equal_the_same_verdicts_in_a_tuple() -> None:
    verdicts = Verdicts([letter("a"), letter("b")], decided([("a", 0.8, True, 1)]))
    assert verdicts == tuple(verdicts)
    assert verdicts[-1] == verdicts[1:][0]


def test_the_likeliest_are_those_of_a_sorted_list() -> None:
    found = [("a", 0.3, True, 1), ("b", 0.9, False, 1), ("a", 0.9, True, 2), ("c", 0.1, True, 1)]
    judgement = decided(found)
    assert [one.hit.paragraph.id for one in judgement] == ["a#2", "a#1", "c#1", "b#1"]
    assert [one.hit.paragraph.id for one in judgement.likeliest(3)] == ["a#2", "b#1", "a#1"]
    assert [one.hit.paragraph.id for one in judgement.likely(0.3)] == ["a#2", "a#1", "b#1"]
    assert [one.hit.paragraph.id for one in judgement.matching()] == ["a#2"]


MIXED = "Home visits are prompt and effective. However, the inspection of high buildings is too slow."


@pytest.mark.parametrize(
    ("asked", "areas"),
    [
        ("Which areas were praised for home visits?", ["a"]),
        ("Which areas were praised for the inspection of high buildings?", []),
        ("Which areas were criticised for the inspection of high buildings?", ["a"]),
        ("Which areas were criticised for home visits?", []),
    ],
)
def test_a_paragraph_that_praises_one_thing_and_criticises_another_answers_for_each(
    asked: str, areas: list[str]
) -> None:
    found = judged(question(asked), hit("a", MIXED, role=Role.CONCERN, dense=0.45))
    assert [one.hit.letter.id for one in found.matching()] == areas


def test_a_reason_names_what_the_sentence_does_that_decides() -> None:
    found = judged(
        question("Which areas were praised for home visits?"), hit("a", MIXED, role=Role.CONCERN, dense=0.45)
    )
    assert Verdicts([letter("a")], found)[0].reason.startswith("praise: ")
