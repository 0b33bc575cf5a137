"""One letter as PDF, as Word and as a scan is one; a draft is another."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.letter import Paragraph, Role
from ingest.same_letter import same_letter

HEAD = "Department of Letters"
LETTER = (
    ("", "12 May 2024"),
    ("", "Dear Ada Marsh,"),
    ("Successes", "The co-production group meets monthly and families are heard."),
    ("Next steps", "We ask that waits for therapy fall below 18 weeks by September."),
    ("Next steps", "We also ask for a costed plan, with a named lead for every action in it."),
    ("", "Yours sincerely, Petra Lund, Department of Letters"),
)
# A hundred words more, so that one misread word is one in a hundred.
LONG = (
    *LETTER,
    *(("", f"Point {n} of the annex is about schools, nurseries and colleges.") for n in range(12)),
)


def paragraphs(rows: tuple[tuple[str, str], ...], *, ocr: bool = False) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(
            letter_id="x",
            number=n,
            text=text,
            role=Role.REPORT,
            headings=(heading,) if heading else (),
            ocr=ocr,
        )
        for n, (heading, text) in enumerate(rows, 1)
    )


def changed(old: str, new: str) -> tuple[tuple[str, str], ...]:
    assert any(old in text for _, text in LONG)
    return tuple((heading, text.replace(old, new)) for heading, text in LONG)


def joined(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """All in one paragraph, as a bad scan is."""
    return (("", " ".join(f"{heading} {text}" for heading, text in rows[:3])), *rows[3:])


@pytest.mark.parametrize(
    "form",
    [
        lambda: LONG,
        lambda: joined(LONG),
        lambda: changed("co-production", "coproduction"),  # its hyphen ended a line
        lambda: changed("families", "FAMILIES"),
        lambda: (("", HEAD), *LONG),  # a letterhead that the PDF has as a running head
        lambda: (*LONG[1:3], LONG[0], *LONG[3:]),  # columns read in another order
    ],
)
@pytest.mark.parametrize("ocr", [False, True])
def test_the_forms_of_one_letter_are_one(form: Callable[[], tuple[tuple[str, str], ...]], ocr: bool) -> None:
    assert same_letter(paragraphs(LONG), paragraphs(form(), ocr=ocr))
    assert same_letter(paragraphs(form(), ocr=ocr), paragraphs(LONG))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("18 weeks", "16 weeks"),
        ("below 18", "below"),
        ("families are heard", "families are not heard"),
        ("We also ask", "We do not ask"),
        ("Ada Marsh", "Eda Marsh"),
        ("a named lead", "no named lead"),
        ("12 May 2024", "DRAFT 12 May 2024"),
    ],
)
@pytest.mark.parametrize("ocr", [False, True])
def test_a_draft_is_another_letter(old: str, new: str, ocr: bool) -> None:
    assert not same_letter(paragraphs(LONG), paragraphs(changed(old, new), ocr=ocr))


@pytest.mark.parametrize(("old", "new"), [("September", "Septemher"), ("colleges.", "colleqes.")])
def test_what_ocr_misread_keeps_no_scan_apart(old: str, new: str) -> None:
    scan = tuple((heading, text.replace(old, new, 1)) for heading, text in LONG[:7]) + LONG[7:]
    assert same_letter(paragraphs(LONG), paragraphs(scan, ocr=True))
    assert not same_letter(paragraphs(LONG), paragraphs(scan)), "no scan: somebody wrote it so"


def test_a_scan_that_is_misread_all_over_stays_a_letter_of_its_own() -> None:
    assert not same_letter(paragraphs(LONG), paragraphs(changed("schools", "schoals"), ocr=True))


def test_nothing_is_the_same_as_no_words() -> None:
    assert not same_letter((), ())
    assert not same_letter(paragraphs(LONG), ())


@given(st.integers(0, len(LONG) - 1), st.integers(0, 200), st.text("abcdefgh", min_size=3, max_size=8))
def test_no_word_more_goes_unseen(row: int, place: int, word: str) -> None:
    words = LONG[row][1].split()
    words.insert(place % (len(words) + 1), word)
    more = (*LONG[:row], (LONG[row][0], " ".join(words)), *LONG[row + 1 :])
    assert not same_letter(paragraphs(LONG), paragraphs(more, ocr=True))
