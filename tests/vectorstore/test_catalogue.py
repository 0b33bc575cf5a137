"""The catalogue: however letters come, go and change, it is what one read at once would be."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vectorstore.made import Shelf, letter
from vectorstore.catalogue import EMPTY, read_catalogue

DAYS = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2024, 1, 9)))
CHANGES = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.booleans(), DAYS), max_size=8)


@pytest.mark.parametrize("few", [0, 2, 50])
@settings(max_examples=15, deadline=None)
@given(changes=st.lists(CHANGES, max_size=4))
def test_letters_stand_by_date_whatever_came_between_two_looks(
    few: int, changes: list[list[tuple[str, bool, date | None]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("vectorstore.catalogue.FEW", few)
        for some in changes:
            for name, goes, sent in some:
                if goes:
                    shelf.record.remove([name])
                else:
                    shelf.put(letter(name, f"{name} on {sent}.", sent=sent))
            seen = shelf.record.catalogue()
            with shelf.record.database.reading() as connection:
                whole = read_catalogue(connection, seen.point, EMPTY)
            assert seen == whole
            assert [one.sent or date.max for one in seen.letters] == sorted(
                one.sent or date.max for one in seen.letters
            )
