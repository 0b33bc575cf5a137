"""What a set question looks at: all that means about the same or shares a word, in its letters."""

import numpy as np
import pytest

from ingest.letter import Role
from tests.vectorstore.made import FOUR, Shelf, letter
from vectorstore.drawn import Drawing, Drawn
from vectorstore.hit import Query
from vectorstore.rows import ROLES
from vectorstore.terms import content_words


@pytest.fixture
def four(tmp_path):
    shelf = Shelf(tmp_path).put(*FOUR)
    yield shelf
    shelf.close()


def drawing(shelf: Shelf, floor: float = 0.25) -> Drawing:
    return Drawing(shelf.record, shelf.exact, shelf.stems, shelf.embedder, content_words, floor)


def texts(found: Drawn) -> list[str]:
    paragraphs = found.paragraphs(found.keys.tolist())
    return [paragraphs[key].text for key in found.keys.tolist()]


def test_every_paragraph_that_shares_a_word_is_drawn(four: Shelf) -> None:
    found = drawing(four).draw(Query(text="annual reviews"))
    assert texts(found) == [
        FOUR[0].paragraphs[0].text,
        FOUR[1].paragraphs[0].text,
        FOUR[3].paragraphs[0].text,
    ]
    assert [found.letters[serial].id for serial in found.serials.tolist()] == ["n24", "n23", "u"]
    assert found.roles.tolist() == [ROLES.index(role) for role in (Role.ASK, Role.CONCERN, Role.ASK)]
    assert found.numbers.tolist() == [1, 1, 1]


def test_a_term_draws_as_the_text_does(four: Shelf) -> None:
    found = drawing(four, floor=2).draw(Query(text="zorkling", terms=("parents",)))
    assert texts(found) == [FOUR[2].paragraphs[0].text]


def test_only_the_letters_asked_for_are_drawn_from(four: Shelf) -> None:
    found = drawing(four).draw(Query(text="annual reviews", letter_ids=("u",)))
    assert [found.letters[serial].id for serial in found.serials.tolist()] == ["u"]
    assert not len(drawing(four).draw(Query(text="annual reviews", letter_ids=("nobody",))).keys)


def test_the_columns_of_the_parts_are_those_of_the_candidates(four: Shelf) -> None:
    four.put(*(letter(f"m{n}", "Annual reviews again.") for n in range(9))).stems.derive()
    four.put(letter("late", "Annual reviews at last."))
    found = drawing(four).draw(Query(text="annual reviews"))
    assert len(found.parts) == 2
    assert np.concatenate([part.keys[rows] for part, rows in found.parts]).tolist() == found.keys.tolist()


def test_a_paragraph_without_a_vector_is_in_no_column(four: Shelf) -> None:
    four.stems.derive()
    with four.record.database.writing() as connection:
        connection.exec_driver_sql(
            "DELETE FROM vectors WHERE sha = (SELECT sha FROM paragraphs ORDER BY key LIMIT 1)"
        )
    found = drawing(four).draw(Query(text="annual reviews"))
    assert texts(found) == [FOUR[1].paragraphs[0].text, FOUR[3].paragraphs[0].text]
    assert np.concatenate([part.keys[rows] for part, rows in found.parts]).tolist() == found.keys.tolist()


def test_an_empty_collection_has_nothing(tmp_path) -> None:
    shelf = Shelf(tmp_path)
    assert not len(drawing(shelf).draw(Query(text="annual reviews")).keys)
    shelf.close()


def test_a_text_that_would_do_as_well_draws_too_and_is_likened_for_itself(four: Shelf) -> None:
    plain = drawing(four, floor=0.5).draw(Query(text="zorkling"))
    both = drawing(four, floor=0.5).draw(Query(text="zorkling", also=(FOUR[2].paragraphs[0].text,)))
    assert FOUR[2].paragraphs[0].text in set(texts(both)) - set(texts(plain))
    (also,) = both.also
    assert also.shape == both.dense.shape
    assert also[texts(both).index(FOUR[2].paragraphs[0].text)] == also.max()
