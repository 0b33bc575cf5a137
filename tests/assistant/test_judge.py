"""Does a paragraph answer the question? A verdict for every letter."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.judge import (
    THRESHOLD,
    Best,
    Judged,
    coefficients,
    coverage,
    features,
    in_role,
    judge,
    probability,
    verdicts,
)
from assistant.matching import Cover, Matcher
from assistant.question import Question
from assistant.question import understand as read
from ingest.letter import LetterMetadata, Paragraph, Role
from tests.assistant.test_matching import Vocabulary
from vectorstore.hit import Hit

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


def question(text: str) -> Question:
    from assistant.collection import Collection
    from assistant.glossary import shipped

    return read(text, Collection([letter("a")]), shipped())


def judged(asked: Question, *hits: Hit) -> list[Judged]:
    return judge(asked, hits, Matcher(asked.topic, asked.concepts, Vocabulary()))


def one(letter_id: str, likely: float, *, role_fits: bool = True, number: int = 1) -> Judged:
    cover = Cover(hard=0, soft=0, least=0, own=0, sentence=0, matched=("transport",), missing=())
    return Judged(
        hit=hit(letter_id, "text", number=number), cover=cover, probability=likely, in_role=role_fits
    )


@given(COVERS, st.floats(-1, 1), COVERS, st.floats(-1, 1))
def test_a_probability_lies_between_none_and_one(
    cover: Cover, dense: float, best: Cover, best_dense: float
) -> None:
    values = features(cover, dense, hit("a", "text").paragraph, Best.of([(best, best_dense)]))
    assert 0 < probability(values, coefficients()) < 1


def test_the_fitted_weights_are_those_of_the_features_that_are_computed() -> None:
    cover = Cover(hard=1, soft=1, least=1, own=1, sentence=1, matched=(), missing=())
    names = set(features(cover, 0.5, hit("a", "text").paragraph, Best()))
    assert names | {"intercept"} == set(coefficients())


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
    there, back = judged(asked, *hits), judged(asked, *reversed(hits))
    assert [x.hit.paragraph.id for x in there] == [x.hit.paragraph.id for x in back]
    assert [x.probability for x in there] == [x.probability for x in back]


@given(st.lists(st.tuples(st.sampled_from("abc"), SHARE, st.booleans(), st.integers(1, 9)), max_size=12))
def test_every_letter_is_decided_once_and_the_counts_add_up(
    found: list[tuple[str, float, bool, int]],
) -> None:
    letters = [letter("a"), letter("b"), letter("c"), letter("d", readable=False)]
    evidence = [one(name, likely, role_fits=fits, number=n) for name, likely, fits, n in found]
    decided = verdicts(letters, evidence)
    counts = coverage(decided)
    assert [verdict.letter.id for verdict in decided] == ["a", "b", "c", "d"]
    assert (counts.total, counts.checked, counts.unreadable) == (4, 3, 1)
    matching = {name for name, likely, fits, _ in found if fits and likely >= THRESHOLD}
    assert {v.letter.id for v in decided if v.decision == "matched"} == matching
    assert all(bool(v.paragraphs) == (v.decision == "matched") for v in decided)
    assert all(v.reason and "\n" not in v.reason for v in decided)


def test_a_letter_that_could_not_be_read_is_never_said_not_to_match() -> None:
    decided = verdicts([letter("a", readable=False, warnings=("the file is encrypted",))], [])
    assert [(v.decision, v.reason) for v in decided] == [("unreadable", "the file is encrypted")]


def test_a_letter_that_speaks_of_it_in_another_role_says_so() -> None:
    (decided,) = verdicts([letter("a")], [one("a", 0.9, role_fits=False)])
    assert decided.decision == "not_matched"
    assert "another role" in decided.reason


def test_the_reason_names_what_was_found_and_what_was_not() -> None:
    cover = Cover(hard=0, soft=0, least=0, own=0, sentence=0, matched=("transport",), missing=("attendance",))
    reason = replace(one("a", 0.8), cover=cover).reason
    assert "transport" in reason
    assert "attendance" in reason
