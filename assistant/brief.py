"""Cited excerpts for a briefing: what was asked and understood, and quotations in an order of one's own.

The kinds of file are made in brief_docx.py and brief_text.py; brief_export.py chooses among them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from assistant.answer import Answer, Citation

TITLE = "Excerpts from the letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A quotation, and the line that the person who makes the briefing puts before it."""

    citation: Citation
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Excerpts from one answer; none where the letters do not answer its question."""

    answer: Answer
    excerpts: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Excerpts in order, with what a reader needs in order to trust and repeat them."""

    made: datetime  # aware
    sections: tuple[Section, ...]
    title: str = TITLE

    @property
    def indexes(self) -> tuple[str, ...]:
        """The fingerprints of the collections that answered: one, unless letters changed meanwhile."""
        return tuple(dict.fromkeys(section.answer.index for section in self.sections))

    @property
    def excerpts(self) -> tuple[Excerpt, ...]:
        """All excerpts, in order."""
        return tuple(excerpt for section in self.sections for excerpt in section.excerpts)


def briefing(answers: Iterable[Answer], made: datetime, title: str = TITLE) -> Brief:
    """Everything that the answers cite, a section for each."""
    sections = tuple(
        Section(answer=answer, excerpts=tuple(Excerpt(citation=cited) for cited in answer.citations))
        for answer in answers
    )
    return Brief(made=made, sections=sections, title=title)


def collected(chosen: Sequence[tuple[Answer, Citation, str]], made: datetime, title: str = TITLE) -> Brief:
    """A briefing of chosen quotations (answer, citation, one's own line), in the order given."""
    sections = []
    for _, together in groupby(chosen, key=lambda one: id(one[0])):
        items = list(together)
        excerpts = tuple(Excerpt(citation=citation, note=note.strip()) for _, citation, note in items)
        sections.append(Section(answer=items[0][0], excerpts=excerpts))
    return Brief(made=made, sections=tuple(sections), title=title)
