"""Near-duplicates: a draft and the letter that was sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.alike import minhash, near_duplicates, resemblance, shingles
from ingest.letter import Letter, LetterMetadata, Paragraph, Role

DRAFT = " ".join(f"The partnership has done thing number {n} well and should do it again." for n in range(20))


def letter(name: str, text: str) -> Letter:
    return Letter(
        metadata=LetterMetadata(id=name, source=f"{name}.txt"),
        paragraphs=(Paragraph(letter_id=name, number=1, text=text, role=Role.REPORT),),
    )


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
    ((first, second, share),) = near_duplicates([*others, letter("draft", DRAFT), letter("sent", sent)])
    assert (first, second) == ("draft", "sent")
    assert share > 0.8


def test_letters_without_text_are_alike_to_none() -> None:
    assert list(near_duplicates([letter("a", ""), letter("b", "")])) == []


@given(st.lists(st.sampled_from("abcdefgh"), min_size=8, max_size=60), st.randoms())
def test_minhash_estimates_resemblance(words: list[str], random: object) -> None:
    whole = shingles(letter("a", " ".join(words)).paragraphs)
    part = frozenset(sorted(whole)[: max(1, len(whole) * 3 // 4)])
    equal = sum(one == other for one, other in zip(minhash(whole), minhash(part), strict=True)) / 128
    assert abs(equal - len(part) / len(whole)) < 0.25
