"""Scores are those that docs/evaluation.md words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.evaluation.cases import Case
from assistant.evaluation.gold import check_citations, find_gold
from assistant.evaluation.measures import Share, score, total
from assistant.evaluation.shelf import Shelf
from tests.assistant.evaluation.fake import COVERAGE, FakeSystem, answer

ASKED = {"letter": "ash.txt", "quote": "We ask that annual reviews are held on time."}
SHELF = Shelf(FakeSystem())


def scored(answered: Answer, **fields: object) -> dict[str, float | None]:
    case = Case.model_validate({"id": "a", "question": "?", **fields}, strict=False)
    gold = find_gold(case, SHELF)
    scores = score(case, answered, gold, check_citations(case, answered, gold, SHELF))
    return {name: share.value for name, share in scores.items()}


@pytest.mark.parametrize(
    ("gold", "optional", "found", "exact", "precision", "recall", "f1"),
    [
        (["A", "B"], [], ("B", "A"), 1, 1, 1, 1),
        (["A", "B"], [], ("A",), 0, 1, 0.5, 2 / 3),
        (["A"], [], ("A", "B"), 0, 0.5, 1, 2 / 3),
        (["A"], ["B"], ("A", "B"), 1, 1, 1, 1),
        (["A"], ["B"], ("B",), 0, 0, 0, 0),
        (["A"], [], (), 0, 0, 0, 0),
        ([], [], (), 1, 1, 1, 1),  # "none of the letters" is an answer
        ([], [], ("A",), 0, 0, 0, 0),
        (["A"], [], None, 0, 0, 0, 0),  # not answered as a set
        ([], [], None, 0, 0, 0, 0),
        (["A B"], [], ("A  B",), 1, 1, 1, 1),
    ],
)
def test_sets_are_compared_without_the_optional_areas(
    gold: list[str],
    optional: list[str],
    found: tuple[str, ...] | None,
    exact: float,
    precision: float,
    recall: float,
    f1: float,
) -> None:
    scores = scored(answer(areas=found, coverage=COVERAGE), gold_areas=gold, optional_areas=optional)
    names = ("exact_set", "set_precision", "set_recall", "set_f1")
    assert [scores[name] for name in names] == pytest.approx([exact, precision, recall, f1])
    assert scores["right"] == exact


@pytest.mark.parametrize(
    ("keys", "text", "key", "right"),
    [
        ([["54%", "54 per cent"]], "It was **54%** [1].", None, 1),
        ([["4", "four"]], "There were 4 of them.", None, 0),  # a bare number counts in the key alone
        ([["4", "four"]], "There were four of them.", None, 1),
        ([["4", "four"]], "There were some.", "4", 1),
        ([["a"], ["b"]], "only a", None, 0),
    ],
)
def test_of_each_list_of_keys_one_must_be_stated(
    keys: list[list[str]], text: str, key: str | None, right: float
) -> None:
    assert scored(answer(text=text, key=key), gold_keys=keys)["key_accuracy"] == right


@pytest.mark.parametrize(
    ("answerable", "status", "precision", "recall", "right"),
    [
        (False, "not_found", 1, 1, 1),
        (False, "out_of_scope", 1, 1, 1),
        (False, "needs_clarification", 1, 1, 1),
        (False, "answered", None, 0, 0),
        (True, "not_found", 0, None, 0),
        (True, "partial", None, None, 1),
    ],
)
def test_abstaining_is_right_where_the_letters_do_not_answer(
    answerable: bool, status: str, precision: float | None, recall: float | None, right: float
) -> None:
    scores = scored(answer(status=status), answerable=answerable)
    names = ("abstention_precision", "abstention_recall", "right")
    assert [scores[name] for name in names] == [precision, recall, right]


def test_citations_of_an_abstention_are_not_claims() -> None:
    scores = scored(answer("birch#1", status="not_found"), answerable=False, gold_support=[ASKED])
    assert scores["citation_precision"] is None
    assert scores["right"] == 1


def test_one_wrong_citation_makes_an_answer_wrong_and_a_missing_one_does_not() -> None:
    two = [ASKED, {"letter": "ash.txt", "quote": "In March 54% of plans were on time."}]
    narrow = scored(answer("ash#1"), gold_support=two)
    assert (narrow["right"], narrow["citation_precision"], narrow["citation_recall"]) == (1, 1, 0.5)
    wide = scored(answer("ash#1", "birch#1"), gold_support=two)
    assert (wide["right"], wide["citation_precision"]) == (0, 0.5)


def test_an_answer_that_cites_nothing_is_right_only_where_coverage_proves_it() -> None:
    assert scored(answer(), gold_support=[ASKED])["right"] == 0
    assert scored(answer(coverage=COVERAGE), gold_support=[ASKED])["right"] == 1


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).map(sorted)))
def test_totals_are_shares_whatever_the_order(pairs: list[list[int]]) -> None:
    rows = [{"right": Share(part=part, whole=whole)} for part, whole in pairs]
    forward, backward = total(rows), total(reversed(rows))
    assert forward == backward
    assert all(share.value is None or 0 <= share.value <= 1 for share in forward.values())
