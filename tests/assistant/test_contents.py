"""Which letters have a text or nearly it, from a scratch database."""

from dataclasses import replace

from assistant.contents import Contents
from ingest.alike import FORM, sketch
from ingest.letter import LetterMetadata, Paragraph, Role

DRAFT = " ".join(f"The partnership has done thing number {n} well and should do it again." for n in range(20))
SENT = DRAFT.replace("number 7", "number seven")
OTHER = "Nothing of the kind was ever said in this letter, and nobody said it."


def letter(name: str, text: str) -> LetterMetadata:
    """What a letter of one paragraph says of itself."""
    paragraphs = (Paragraph(letter_id=name, number=1, text=text, role=Role.REPORT),)
    return LetterMetadata(id=name, source=f"{name}.txt", sketch=sketch(paragraphs), text_sha256=text)


def test_a_letter_is_found_by_its_text_and_by_its_sketch_until_it_goes() -> None:
    known, draft = Contents([letter("sent", SENT), letter("other", OTHER)]), letter("draft", DRAFT)
    assert (known.with_content(letter("x", SENT)), known.with_content(draft)) == ("sent", None)
    assert (known.like(draft.sketch), known.like("")) == (["sent"], [])
    known.unlearn("sent")
    assert (known.with_content(letter("x", SENT)), known.like(draft.sketch)) == (None, [])


def test_what_a_letter_says_now_takes_the_place_of_what_it_said() -> None:
    known = Contents([letter("a", SENT)])
    known.learn("a", letter("a", OTHER))
    assert known.like(letter("x", DRAFT).sketch) == []
    assert known.with_content(letter("x", OTHER)) == "a"


def test_what_a_form_says_finds_no_letter() -> None:
    assert len(Contents(letter(f"f{n}", DRAFT) for n in range(FORM)).like(letter("x", DRAFT).sketch)) == FORM
    assert Contents(letter(f"f{n}", DRAFT) for n in range(FORM + 1)).like(letter("x", DRAFT).sketch) == []


def test_letters_without_text_are_told_apart_by_their_files() -> None:
    empty = LetterMetadata(id="a", source="a.pdf", file_sha256="1")
    known = Contents([empty])
    assert known.with_content(replace(empty, id="b")) == "a"
    assert known.with_content(replace(empty, id="b", file_sha256="2")) is None
