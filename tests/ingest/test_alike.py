"""Near-duplicates: a draft and the letter that was sent."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.alike import FORM, Sketches, estimate, near_duplicates, resemblance, shingles, sketch
from ingest.letter import Letter, LetterMetadata, Paragraph, Role

DRAFT = " ".join(f"The partnership has done thing number {n} well and should do it again." for n in range(20))


def letter(name: str, text: str) -> Letter:
    paragraphs = (Paragraph(letter_id=name, number=1, text=text, role=Role.REPORT),)
    metadata = LetterMetadata(id=name, source=f"{name}.txt", sketch=sketch(paragraphs), text_sha256="1")
    return Letter(metadata=metadata, paragraphs=paragraphs)


def found(letters: list[Letter]) -> list[tuple[str, str, float]]:
    opened = {each.metadata.id: each.paragraphs for each in letters}
    return list(near_duplicates([each.metadata for each in letters], opened.__getitem__))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (DRAFT, 1.0, 1.0),
        (DRAFT.upper().replace(" ", "  "), 1.0, 1.0),
        (DRAFT.replace("number 7", "number seven"), 0.8, 0.99),
        ("Nothing of the kind was ever said in this letter, and nobody said it.", 0.0, 0.0),
        ("", 0.0, 0.0),
    ],
)
def test_resemblance_is_the_share_of_common_words_in_order(text: str, low: float, high: float) -> None:
    assert low <= resemblance(letter("a", DRAFT).paragraphs, letter("b", text).paragraphs) <= high


def test_a_draft_and_the_sent_letter_are_found_among_others() -> None:
    sent = DRAFT.replace("number 7", "number seven")
    others = [letter(f"other{n}", f"{n} " + " ".join(f"word{n}{at}" for at in range(99))) for n in range(30)]
    ((first, second, share),) = found([*others, letter("draft", DRAFT), letter("sent", sent)])
    assert (first, second) == ("draft", "sent")
    assert share > 0.8


def test_letters_without_text_are_alike_to_none() -> None:
    assert found([letter("a", ""), letter("b", "")]) == []


def test_letters_that_were_read_before_there_were_sketches_are_compared_too() -> None:
    old = [
        replace(each, metadata=replace(each.metadata, sketch=""))
        for each in (letter("a", DRAFT), letter("b", DRAFT))
    ]
    assert found(old) == [("a", "b", 1.0)]


def test_letters_of_one_form_are_not_each_others_drafts() -> None:
    """What more letters say than could be drafts of one is said of none, and costs no pairs."""
    assert len(found([letter(f"form{n}", DRAFT) for n in range(FORM)])) == FORM * (FORM - 1) // 2
    assert found([letter(f"form{n}", DRAFT) for n in range(FORM + 1)]) == []


def test_a_draft_is_found_among_letters_that_begin_and_end_alike() -> None:
    usual = " ".join(f"Thank you all for point {n} of the usual words." for n in range(30))
    others = [
        letter(f"other{n}", usual + " ".join(f"w{n}x{at}" for at in range(200))) for n in range(FORM + 10)
    ]
    draft = letter("draft", usual + DRAFT)
    sent = letter("sent", usual + DRAFT.replace("number 7", "number seven"))
    assert [pair[:2] for pair in found([*others, draft, sent])] == [("draft", "sent")]


@given(st.sets(st.integers(0, 10**9), min_size=100, max_size=300), st.integers(50, 100))
def test_sketches_estimate_resemblance(numbers: set[int], kept: int) -> None:
    words = [f"w{number}" for number in sorted(numbers)]
    first, second = letter("a", " ".join(words)), letter("b", " ".join(words[: len(words) * kept // 100]))
    said = estimate(first.metadata.sketch, second.metadata.sketch)
    assert abs(said - resemblance(first.paragraphs, second.paragraphs)) < 0.25


def test_a_letter_shorter_than_a_run_is_one_run() -> None:
    assert len(shingles(letter("a", "Thank you.").paragraphs)) == 1


def test_a_letter_is_found_by_its_sketch_until_it_goes() -> None:
    draft, sent = letter("draft", DRAFT), letter("sent", DRAFT.replace("number 7", "number seven"))
    other = letter("other", "Nothing of the kind was ever said in this letter, and nobody said it.")
    known = Sketches()
    for each in (sent, other):
        known.add(each.metadata.id, each.metadata.sketch)
    assert known.like(draft.metadata.sketch) == ["sent"]
    assert known.like("") == []
    known.drop("sent")
    assert known.like(draft.metadata.sketch) == []
