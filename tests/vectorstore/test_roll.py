"""Letters with columns: each column says of every letter what the letter says of itself."""

from datetime import date

import numpy as np
import pytest

from ingest.letter import Kind, LetterMetadata
from vectorstore.catalogue import Catalogue
from vectorstore.roll import Roll
from vectorstore.state import START

DAYS = (date(2023, 1, 31), date(2023, 12, 31), None, date(2024, 2, 1))
LETTERS = Roll(
    LetterMetadata(
        id=f"l{n}",
        source=f"{n}.txt",
        sent=day,
        met=date(2022, 5, n + 1),
        areas=("Northmoor", "Saltmarsh")[: n % 3],
        text_sha256="0" * 64 * (n != 1),
        unread_pages=n % 2,
    )
    for n, day in enumerate(DAYS)
)


def test_columns_say_what_the_letters_say() -> None:
    assert LETTERS.unreadable.tolist() == [letter.unreadable for letter in LETTERS]
    assert LETTERS.partly_read.tolist() == [False, True, False, True]
    assert [LETTERS.places[letter.id] for letter in LETTERS] == [0, 1, 2, 3]
    assert {name: [LETTERS[place].id for place in places] for name, places in LETTERS.by_area.items()} == {
        name: [letter.id for letter in LETTERS if name in letter.area_names]
        for name in dict.fromkeys(name for letter in LETTERS for name in letter.area_names)
    }


@pytest.mark.parametrize("first", [None, date(2023, 1, 31), date(2023, 2, 1)])
@pytest.mark.parametrize("last", [None, date(2023, 12, 31), date(2024, 1, 31)])
def test_a_period_holds_its_ends_and_nothing_undated(first: date | None, last: date | None) -> None:
    inside = [
        bool(day and (not first or first <= day) and (not last or day <= last)) for day in DAYS
    ]  # whatever the period
    assert LETTERS.sent_between(first, last).tolist() == inside


def test_some_of_the_letters_know_their_places_among_all() -> None:
    some = LETTERS.at([1, 3])
    assert some == (LETTERS[1], LETTERS[3])
    assert some.places_in(LETTERS).tolist() == [1, 3]
    assert LETTERS.places_in(LETTERS).tolist() == [0, 1, 2, 3]
    assert Roll(some).places_in(LETTERS).tolist() == [1, 3]  # found by their ids
    assert some.at([1]).places_in(LETTERS).tolist() == [3]
    assert LETTERS.places_in(some).tolist() == [-1, 0, -1, 1]
    assert LETTERS.where(np.ones(4, dtype=np.bool_)) is LETTERS
    assert Roll.of(some) is some


def test_a_catalogue_finds_its_letters_by_serial_and_ranks_them_by_id() -> None:
    catalogue = Catalogue(point=START, letters=LETTERS.at([3, 0, 2]), serials=(7, 2, 5))
    assert catalogue.places_of(np.array([2, 7, 5, 3, 99])).tolist() == [1, 0, 2, -1, -1]
    assert catalogue.ranks.tolist() == [2, 0, 1]
    assert Catalogue(point=START, letters=Roll(), serials=()).places_of(np.array([2])).tolist() == [-1]


def test_a_period_holds_an_inspection_that_only_begins_or_ends_in_it() -> None:
    def made(kind: Kind, met: date | None, sent: date) -> LetterMetadata:
        return LetterMetadata(id=f"{kind} {met} {sent}", source="a.txt", kind=kind, met=met, sent=sent)

    letters = Roll(
        (
            made("report", date(2023, 1, 30), date(2023, 2, 3)),
            made(
                "letter", date(2023, 1, 30), date(2023, 2, 3)
            ),  # of a letter the day of the meeting alone counts
            made("letter", None, date(2023, 2, 3)),
        )
    )
    assert letters.held_between(date(2023, 2, 1), date(2023, 2, 28)).tolist() == [True, False, True]
    assert letters.held_between(None, date(2023, 1, 31)).tolist() == [True, True, False]
