"""Names and the question's own words as Markdown: nothing that a letter, a file name or a question says can act in an answer."""

from assistant import prose
from assistant.prose import escaped
from ingest.letter import LetterMetadata


def area(name: str, letter: LetterMetadata | None = None) -> str:
    """An area in prose; an unknown one is called by its letter."""
    return escaped(prose.area(name, letter))


def areas_of(letter: LetterMetadata) -> str:
    """The areas a letter is to, in prose."""
    return escaped(prose.areas_of(letter))


def short_area(name: str) -> str:
    """An area as a label."""
    return escaped(prose.short_area(name))


def letter_phrase(letter: LetterMetadata) -> str:
    """ "the letter to Birmingham of 22 July 2022"."""
    return escaped(prose.letter_phrase(letter))
