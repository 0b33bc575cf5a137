"""Near-duplicates: a draft and the letter that was sent."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest.pairs
from ingest.alike import FORM, estimate, resemblance, shingles, sketch
from ingest.letter import Letter, LetterMetadata, Paragraph, Role
from ingest.pairs import near_duplicates

DRAFT = " ".join(f"The partnership has done thing number {n} well and should do it again." for n in range(20))


def letter(name: str, text: str) -> Letter:
    paragraphs = (Paragraph(letter_id=name, number=1, text=text, role=Role.REPORT),)
    metadata = LetterMetadata(id=name, source=f"{name}.txt", sketch=sketch(paragraphs), text_sha256="1")
    return Letter(metadata=metadata, paragraphs=paragraphs)


def found(letters: list[Letter], of: set[str] | None = None) -> list[tuple[str, str, float]]:
    opened = {each.metadata.id: each.paragraphs for each in letters}
    return list(near_duplicates([each.metadata for each in letters], opened.__getitem__, of=of))


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


def test_pairs_are_those_of_some_letters_where_they_are_given() -> None:
    letters = [letter(name, DRAFT) for name in "abc"]
    assert [pair[:2] for pair in found(letters, of={"b"})] == [("a", "b"), ("b", "c")]
    assert found(letters, of=set()) == []


def test_the_pairs_are_the_same_when_few_hashes_are_sorted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [" ".join(f"w{n // 2}x{at}" for at in range(99 + n)) for n in range(20)]
    letters = [letter(f"l{n:02}", text) for n, text in enumerate(texts)]
    whole = found(letters)
    monkeypatch.setattr(ingest.pairs, "SORTED", 100)
    assert found(letters) == whole
    assert [pair[:2] for pair in sorted(whole)] == [(f"l{n:02}", f"l{n + 1:02}") for n in range(0, 20, 2)]
