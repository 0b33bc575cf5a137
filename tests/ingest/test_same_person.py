"""One person under two names: a possibility, with what speaks for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.letter import Person
from ingest.same_person import same_people, same_person


def person(name: str, title: str = "", organisation: str = "") -> Person:
    return Person(name=name, title=title, organisation=organisation, part="copied", paragraph=1)


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("Debbie Ward", "Deborah Ward", '"Debbie" and "Deborah" are forms of one name'),
        ("Lorraine Mulrone", "Lorraine Mulroney", '"Mulrone" and "Mulroney" differ by one letter'),
        ("Hilary Ashcombe", "Hillary Ashcombe", '"Hilary" and "Hillary" differ by one letter'),
        ("K. Moore", "Katie Moore", '"K." is the initial of "Katie"'),
        ("Jane Holt", "Jane Holt-Bexwell", '"Holt" is part of "Holt-Bexwell"'),
        ("Pat Tate", "Pat Tate", 'the same name "Pat Tate"'),
    ],
)
def test_what_speaks_for_one_person_is_said(first: str, second: str, why: str) -> None:
    assert same_person(person(first), person(second)) == why


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Katie Moore", "Katie Pritchard"),
        ("Simon Trickett", "Simon Geraghty"),
        ("Paul Wilson", "Paula Wilson"),
        ("Debbie Ward", "Deborah Wards-Hill"),
        ("Christine Roe", "Christopher Roe"),
        ("J. Roe", "Katie Roe"),
        ("Debbie Mulrone", "Deborah Mulroney"),  # two differences
        ("", "Katie Roe"),
    ],
)
def test_two_people_are_two(first: str, second: str) -> None:
    assert same_person(person(first), person(second)) is None


def test_posts_and_organisations_are_part_of_the_evidence() -> None:
    adviser = person("Debbie Ward", "NHS England Adviser", "NHS England")
    assert same_person(adviser, person("Deborah Ward", "NHSE Adviser", "NHS England")) == (
        '"Debbie" and "Deborah" are forms of one name; both of NHS England'
    )
    assert same_person(adviser, person("Debbie Ward", "Head of SEND", "Kent Council")) == (
        'the same name "Debbie Ward"; NHS England Adviser, and Head of SEND'
    )


NAMES_THAT_MEET = ("Debbie Ward", "Deborah Ward", "Hilary Ashcombe", "Hillary Ashcombe")

NAMES = st.sampled_from(
    [
        "Debbie Ward",
        "Deborah Ward",
        "Deborah Wrad",
        "Deborah Wards",
        "K. Moore",
        "Katie Moore",
        "Lorraine Mulrone",
        "Lorraine Mulroney",
        "Lorraine Murlone",
        "Lorraine Mulr0ne",
        "Jo Ward-Moore",
        "Jo Moore",
        "A B",
        "",
    ]
)


@given(NAMES, NAMES)
def test_the_answer_does_not_depend_on_the_order(first: str, second: str) -> None:
    one, other = person(first), person(second)
    assert (same_person(one, other) is None) == (same_person(other, one) is None)


def test_among_many_every_pair_of_names_is_found_once_with_its_strongest_evidence() -> None:
    people = [
        person("Debbie Ward", "Adviser"),
        person("Deborah Ward", "Head"),
        person("Debbie Ward", "Lead", "NHS"),
        person("Deborah Ward", "Manager", "NHS"),
        person("Lorraine Mulrone"),
        person("Lorraine Mulroney"),
        person("Jane Holt"),
        person("Jane Holt-Bexwell"),
        person("Paul Wilson"),
        person("Paula Wilson"),
    ]
    found = [(one.name, other.name, why) for one, other, why in same_people(people)]
    assert sorted(found) == [
        ("Debbie Ward", "Deborah Ward", '"Debbie" and "Deborah" are forms of one name; both of NHS'),
        ("Jane Holt", "Jane Holt-Bexwell", '"Holt" is part of "Holt-Bexwell"'),
        ("Lorraine Mulrone", "Lorraine Mulroney", '"Mulrone" and "Mulroney" differ by one letter'),
    ]
    assert [one.name for one, _, _ in same_people(people, {"Jane Holt"})] == ["Jane Holt"]


@given(st.permutations([person(name, title) for name in NAMES_THAT_MEET for title in ("Adviser", "Head")]))
def test_pairs_do_not_depend_on_which_letter_was_read_first(people: list[Person]) -> None:
    assert list(same_people(people)) == list(same_people(sorted(people, key=lambda one: one.title)))
    assert [one.name for one, _, _ in same_people(people)][:2] == ["Debbie Ward", "Hilary Ashcombe"]


@given(st.lists(NAMES, max_size=6))
def test_no_pair_is_lost_by_comparing_only_neighbours(names: list[str]) -> None:
    people = [person(name) for name in dict.fromkeys(names)]
    pairs = {
        frozenset((one.name, other.name))
        for one in people
        for other in people
        if one is not other and same_person(one, other)
    }
    assert {frozenset((one.name, other.name)) for one, other, _ in same_people(people)} == pairs
