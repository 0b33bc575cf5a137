"""Whether a text names a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.names import alike

FIRST = st.sampled_from(["Deborah", "Robert", "Hilary", "José", "Siân", "Callum", "Anne-Marie"])
LAST = st.sampled_from(["Ashcombe", "Ellsworth-Lane", "O’Neill", "Fairlight", "Oduya-Bell", "Li"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Hilary Ashcombe", "Who is Hilary Ashcombe?"),
        ("Hilary Ashcombe", "Which areas did Hillary Ashcombe advise?"),  # one letter wrong
        ("Deborah Smith", "Was it Debbie Smith who signed?"),  # nicknames
        ("Robert Oakes", "a letter from Bob Oakes"),
        ("John Smith", "signed by J. Smith"),  # initials, either way
        ("J. Smith", "signed by John Smith"),
        ("Rosalind Kettleby", "copied to Ms Kettleby"),  # surname alone, with a title
        ("Rosalind Kettleby", "was kind of Kettleby to say"),
        ("Bryony Ellsworth-Lane", "Bryony Ellsworth-Lane’s letter"),  # double-barrelled, possessive
        ("Anselm Brightmoor", "Dr Anselm Brightmoor"),
        ("Li Wu", "did Li Wu sign?"),  # short
        ("Li Wu", "DID LI WU SIGN?"),
    ],
)
def test_a_person_is_known_in_any_usual_spelling(name: str, text: str) -> None:
    assert alike(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Deborah Smith", "David Smith signed it"),  # another first name
        ("Hilary Ashcombe", "Hilary Ashdown signed it"),  # another surname
        ("Mark Wood", "the children of Green Wood school"),
        ("Jo Read", "which areas should read the letter"),  # a word, not a name
        ("Ashcombe", "Hilary Ashcombe"),  # no full name to compare
        ("", "Hilary Ashcombe"),
        ("Hilary Ashcombe", ""),
    ],
)
def test_somebody_else_is_not(name: str, text: str) -> None:
    assert not alike(name, text)


@pytest.mark.parametrize("text", ["Did Goodhew sign it?", "Has Goodhew written?"])
def test_a_surname_alone_after_the_first_word_is_known(text: str) -> None:
    assert alike("Fenella Goodhew", text)


def test_capitals_do_not_matter_to_a_full_name() -> None:
    assert alike("Hilary Ashcombe", "who is hilary ashcombe?")


@pytest.mark.parametrize(
    ("name", "text"), [("José Núñez", "Jose Nunez signed"), ("Sinéad O’Neill", "Sinead O'Neill signed")]
)
def test_a_name_may_be_typed_without_its_accents(name: str, text: str) -> None:
    assert alike(name, text)


@given(FIRST, LAST)
def test_everybody_is_known_by_the_full_name(first: str, last: str) -> None:
    assert alike(f"{first} {last}", f"Which areas did {first} {last} advise?")


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(name: str, text: str) -> None:
    assert alike(name, text) in (True, False)
