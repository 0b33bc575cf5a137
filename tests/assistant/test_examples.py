"""Questions that are offered: about what the letters say, also where they are of another field."""

from datetime import date

from assistant.examples import examples
from ingest.letter import Letter, LetterMetadata, Paragraph, Role


def offered(*texts: str) -> tuple[str, ...]:
    """The questions offered for letters of one asking paragraph each."""
    letters = {}
    for at, text in enumerate(texts, 1):
        one = f"2024-01-0{at}-aaaaaa"
        metadata = LetterMetadata(
            id=one, source=f"{at}.txt", areas=(f"Skerry {at}",), sent=date(2024, 1, at), text_sha256="read"
        )
        paragraph = Paragraph(letter_id=one, number=1, text=text, role=Role.ASK)
        letters[one] = Letter(metadata=metadata, paragraphs=(paragraph,))
    return examples([letter.metadata for letter in letters.values()], letters.__getitem__)


def test_a_theme_of_the_field_is_offered_where_its_words_stand() -> None:
    assert offered("Clear the overdue annual reviews.")[0] == "Which areas were asked about annual review?"


def test_a_word_within_another_is_no_theme() -> None:
    # "AP" in "appoint", "attendance" in "well attended" are none
    found = offered("Appoint a captain.", "The open evenings were well attended.")
    assert found == ("What was Skerry 1 asked to do?",)


def test_letters_of_another_field_are_asked_about_their_own_terms() -> None:
    text = "Mend the harbour lights by May."
    assert offered(text, text, text)[0] == "Which areas were asked about harbour lights?"
