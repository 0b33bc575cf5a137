"""Themes: the glossary's terms and the collection's own, counted where letters ask and praise."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.glossary import shipped
from assistant.themes import By, Doing, Mention, again, grid, mentions, years
from ingest.letter import Letter, LetterMetadata, Paragraph, Role

A, P, C, R = Role.ASK, Role.PRAISE, Role.CONCERN, Role.REPORT


def letter(letter_id: str, sent: date | None, *rows: tuple[Role, str], areas: Sequence[str] = ()) -> Letter:
    paragraphs = tuple(
        Paragraph(letter_id=letter_id, number=number, text=text, role=role, next_steps=role is A)
        for number, (role, text) in enumerate(rows, 1)
    )
    metadata = LetterMetadata(id=letter_id, source=letter_id, sent=sent, areas=tuple(areas))
    return Letter(metadata=metadata, paragraphs=paragraphs)


OLD = letter(
    "old", date(2022, 5, 1), (A, "Reduce overdue annual reviews."), (P, "SALT waits fell."), areas=["Ashby"]
)
NEW = letter(
    "new",
    date(2024, 5, 1),
    (A, "Each annual review must be on time; an ANNUAL REVIEW is a right."),
    (R, "You told us of the local offer."),
    (C, "The local offer is thin."),
    areas=["Ashby"],
)
JOINT = letter(
    "joint", date(2024, 6, 1), (A, "Publish the Local Offer."), (A, "Hold annual reviews."), areas=["Oakham", "Elmet"]
)  # fmt: skip
NOBODY = letter("nobody", None, (A, "Speech and language therapy must come sooner."))
LETTERS = (OLD, NEW, JOINT, NOBODY)
FOUND = mentions(LETTERS, shipped())


def themes(*texts: str, doing: Role = A) -> set[str]:
    return {one.theme for one in mentions([letter("x", None, *((doing, text) for text in texts))], shipped())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hold annual reviews on time.", "Annual review"),
        ("SALT is thin.", "Speech and Language Therapy"),  # an abbreviation
        ("More speech and language therapists.", None),  # another word is not guessed
        ("We wrote to the Department for Education.", None),  # a body is no theme
        ("Children and young people come first.", None),  # said of everything
    ],
)
def test_a_theme_is_a_term_that_is_printed(text: str, expected: str | None) -> None:
    assert themes(text) == ({expected} if expected else set())


def test_only_paragraphs_that_ask_or_praise_count() -> None:
    counted = {(one.letter.id, one.paragraph.number, one.doing, one.theme) for one in FOUND}
    assert ("new", 1, "asked", "Annual review") in counted
    assert ("old", 2, "praised", "Speech and Language Therapy") in counted
    assert not [one for one in counted if one[0] == "new" and one[1] in (2, 3)]


def test_a_paragraph_counts_once_for_a_theme() -> None:
    assert sum(one.letter.id == "new" and one.theme == "Annual review" for one in FOUND) == 1


def test_a_pair_of_words_of_many_letters_is_a_theme_of_the_collection() -> None:
    used = [letter(f"l{n}", None, (A, f"Mend the village minibus route {n}.")) for n in range(3)]
    assert {one.theme for one in mentions(used, shipped())} == {"Village minibus", "Minibus route"}
    assert mentions(used[:2], shipped()) == ()
    opening = [letter(f"l{n}", None, (A, "Before the village minibus comes:")) for n in range(3)]
    assert mentions(opening, shipped()) == ()


def shown(
    doing: Doing = "asked", by: By = "area", since: int | None = None, until: int | None = None
) -> object:
    table = grid(FOUND, doing=doing, by=by, since=since, until=until, columns=9)
    return {place: cell.letters for place, cell in table.cells.items()}, table.rows, table.themes


def test_cells_count_letters_and_a_joint_letter_counts_for_both_areas() -> None:
    cells, rows, names = shown()  # type: ignore[misc]
    assert rows == ("Ashby", "Elmet", "Oakham", "unknown (nobody)")
    assert names == ("Annual review", "Local Offer", "Speech and Language Therapy")
    assert cells == {
        ("Ashby", "Annual review"): 2,
        ("Elmet", "Annual review"): 1,
        ("Oakham", "Annual review"): 1,
        ("Elmet", "Local Offer"): 1,
        ("Oakham", "Local Offer"): 1,
        ("unknown (nobody)", "Speech and Language Therapy"): 1,
    }


def test_a_period_leaves_out_other_years_and_undated_letters() -> None:
    cells, rows, _ = shown(since=2023, until=2024)  # type: ignore[misc]
    assert rows == ("Ashby", "Elmet", "Oakham")
    assert cells["Ashby", "Annual review"] == 1
    assert shown(since=2025) == ({}, (), ())


def test_rows_can_be_years() -> None:
    cells, rows, _ = shown(by="year")  # type: ignore[misc]
    assert rows == ("2022", "2024", "undated")
    assert cells["2024", "Annual review"] == 2


def test_the_mentions_of_a_cell_are_oldest_first() -> None:
    table = grid(FOUND, doing="asked", by="area", since=None, until=None, columns=9)
    assert [one.letter.id for one in table.cells["Ashby", "Annual review"].mentions] == ["old", "new"]
    assert table.most == 2


def test_what_is_asked_again_says_when_and_whether_it_still_is() -> None:
    (one,) = again(FOUND, [held.metadata for held in LETTERS])
    assert (one.area, one.theme, one.letters, one.latest) == ("Ashby", "Annual review", 2, True)
    assert one.dates == (date(2022, 5, 1), date(2024, 5, 1))


def test_years_run_from_the_first_to_the_last() -> None:
    assert years([held.metadata for held in LETTERS]) == (2022, 2023, 2024)
    assert years([NOBODY.metadata]) == ()


@given(st.permutations(LETTERS), st.integers(1, 3))
def test_the_order_of_letters_changes_nothing_and_no_mention_is_lost(
    order: list[Letter], columns: int
) -> None:
    found: Sequence[Mention] = mentions(order, shipped())
    whole = grid(found, doing="asked", by="year", since=None, until=None, columns=99)
    assert sum(len(cell.mentions) for cell in whole.cells.values()) == sum(
        one.doing == "asked" for one in found
    )
    few = grid(found, doing="asked", by="area", since=None, until=None, columns=columns)
    assert few == grid(FOUND, doing="asked", by="area", since=None, until=None, columns=columns)
    assert len(few.themes) == columns
