"""Set questions of two halves, answered: both, or the one without the other."""

import pytest

from assistant.assistant import Letterbook
from assistant.kinds.both import Half
from tests.assistant.made_collection import H24, LOCKED, U25, UNKNOWN, X25
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("Which areas were praised for annual reviews and asked about speech and language therapy?", {"Holmdale"}),
        ("Which areas were both praised for and asked about annual reviews?", {"Holmdale"}),
        ("Which areas were asked about speech and language therapy but not praised for annual reviews?", {UNKNOWN}),
        ("Which areas were praised for travel training and asked about submarines?", set()),
    ],
)  # fmt: skip
def test_the_areas_are_those_of_both_halves_or_of_the_first_alone(
    made: Letterbook, question: str, areas: set[str]
) -> None:
    answer = made.ask(question)
    assert_kept(answer, made)
    assert set(answer.areas or ()) == areas
    cited = {name for citation in answer.citations for name in citation.letter.area_names}
    assert cited == areas


def test_where_none_has_both_that_is_said(made: Letterbook) -> None:
    answer = made.ask("Which of the areas praised for travel training were asked about submarines?")
    assert answer.areas == ()
    assert answer.text.startswith(
        "None of the areas praised for travel training were asked about submarines."
    )


def test_every_letter_is_decided_and_each_half_is_quoted(made: Letterbook) -> None:
    answer = made.ask(
        "Which areas were praised for annual reviews and asked about speech and language therapy?"
    )
    quoted = {(citation.letter.id, citation.paragraph.number) for citation in answer.citations}
    assert {(H24, 3), (H24, 5)} <= quoted
    decisions = {verdict.letter.id: verdict.decision for verdict in answer.verdicts or ()}
    assert decisions[H24] == "matched"
    assert decisions[U25] == "not_matched"  # asked, and never praised
    assert decisions[X25] == "unreadable"
    assert answer.status == "partial"
    assert LOCKED not in (answer.areas or ())


def test_what_was_understood_names_both_topics_and_all_roles(made: Letterbook) -> None:
    answer = made.ask("Which areas were praised for annual reviews but not asked about transport?")
    assert answer.filters.topic == "annual reviews and transport"
    assert {"praise", "ask"} <= set(answer.filters.roles)


@pytest.mark.parametrize(
    ("when", "areas", "total"),
    [
        ("praised for annual reviews and asked about speech and language therapy in 2024", {"Holmdale"}, 2),
        ("praised for annual reviews and asked about speech and language therapy in 2023", set(), 2),
        ("praised for annual reviews in 2024 and asked about transport in 2023", {"Holmdale"}, 4),
        ("praised for annual reviews in 2024 but not asked about transport in 2023", set(), 4),
        ("praised for annual reviews but not asked about transport in 2024", {"Holmdale"}, 2),
    ],
)
def test_a_period_at_the_end_is_of_both_halves_and_each_may_have_its_own(
    made: Letterbook, when: str, areas: set[str], total: int
) -> None:
    answer = made.ask(f"Which areas were {when}?")
    assert_kept(answer, made)
    assert set(answer.areas or ()) == areas
    assert answer.coverage is not None
    assert answer.coverage.total == total


def test_halves_about_different_areas_are_about_the_letters_of_both(made: Letterbook) -> None:
    answer = made.ask(
        "Which areas were praised for annual reviews but not asked about transport in Ravensby?"
    )
    assert_kept(answer, made)


def test_a_half_that_asks_for_a_time_alone_holds_of_every_letter_of_it(made: Letterbook) -> None:
    answer = made.ask("Which of the areas praised for annual reviews were asked about anything in 2024?")
    assert_kept(answer, made)
    split = made.inquire("How many of the areas with widespread failings were inspected in 2025?")
    assert split.halves is not None
    assert not split.halves[1].question.topic
    half = Half.of(split.halves[1])
    assert half.areas("matched") == {"Stonemere", UNKNOWN}
