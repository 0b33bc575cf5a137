"""Names and the question's own words as Markdown: nothing that a letter, a file name or a question says can act in an answer."""

from collections.abc import Sequence

from assistant import prose
from assistant.answer import Coverage
from assistant.prose import capital, counted, escaped, listed
from assistant.render import coverage_line
from ingest.letter import LetterMetadata


def area(name: str, letter: LetterMetadata | None = None) -> str:
    """An area in prose; an unknown one is called by its letter."""
    return escaped(prose.area(name, letter))


def areas_of(letter: LetterMetadata) -> str:
    """The areas a letter is to, in prose."""
    return escaped(prose.areas_of(letter))


def areas_line(names: Sequence[str], counts: Coverage, of: str = "") -> str:
    """ "Two areas: Holmdale and Ravensby. (Checked 13 of 13 letters: 2 match.)"; `of` stands before, as "three letters to "."""
    told = f": {listed([area(name) for name in names])}" if names else ""
    return f"{capital(of + counted(len(names), 'area'))}{told}. ({capital(coverage_line(counts))}.)"


def short_area(name: str) -> str:
    """An area as a label."""
    return escaped(prose.short_area(name))


def letter_phrase(letter: LetterMetadata) -> str:
    """ "the letter to Birmingham of 22 July 2022"."""
    return escaped(prose.letter_phrase(letter))
