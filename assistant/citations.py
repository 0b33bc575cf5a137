"""Citations that hold: offsets into a paragraph of the record, numbered, each marker with exactly one citation.

`Cited` collects quotations while a reader composes; `proved` is the last gate of Letterbook.ask: a citation whose
quotation is not verbatim in the record's paragraph, or a marker without a citation, cannot pass it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.terms import sentences
from ingest.letter import LetterMetadata, Paragraph

_STATEMENT = re.compile(r".+?(?:\[\d+\]\s*)+[.;,]?\s*|.+$")  # up to and with the markers that it rests on
_MARKER = re.compile(r"\[(\d+)\]")


class Cited:
    """The citations of one answer, in the order in which they are first used."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []
        self._numbers: dict[tuple[str, int, int], int] = {}

    def add(self, paragraph: Paragraph, letter: LetterMetadata, start: int = -1, end: int = -1) -> int:
        """Cite a span of a paragraph (all of it but its run-in label by default); return the citation's number."""
        if start < 0:
            start, end = whole(paragraph)
        key = (paragraph.id, start, end)
        if key not in self._numbers:
            number = len(self.citations) + 1
            self._numbers[key] = number
            self.citations.append(
                Citation(number=number, paragraph=paragraph, letter=letter, start=start, end=end)
            )
        return self._numbers[key]


def whole(paragraph: Paragraph) -> tuple[int, int]:
    """The span of a paragraph without its run-in label and outer spaces."""
    text = paragraph.text
    start = paragraph.label_end if paragraph.label_end < len(text.rstrip()) else 0
    start += len(text[start:]) - len(text[start:].lstrip())
    return start, len(text.rstrip())


def find_quote(paragraph: Paragraph, words: str) -> tuple[int, int] | None:
    """Where words stand in a paragraph, white space folded; None where they do not."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(pattern, paragraph.text) if pattern else None
    return found.span() if found else None


def sentence_at(paragraph: Paragraph, start: int) -> tuple[int, int]:
    """The sentence of a paragraph that holds an offset."""
    for first, last in sentences(paragraph.text, paragraph.label_end):
        if first <= start < last:
            return first, last
    return whole(paragraph)


def holds(citation: Citation, current: Paragraph | None) -> bool:
    """Whether a citation quotes words, verbatim, of a paragraph as the record has it now."""
    if current is None or not 0 <= citation.start < citation.end <= len(current.text):
        return False
    return bool(citation.quote.strip()) and current.text[citation.start : citation.end] == citation.quote


def proved(answer: Answer, current: Callable[[Sequence[str]], dict[str, Paragraph]]) -> Answer:
    """The answer with every citation checked against the record; sentences whose citation fails are cut."""
    record = current([citation.paragraph.id for citation in answer.citations])
    good = {
        citation.number for citation in answer.citations if holds(citation, record.get(citation.paragraph.id))
    }
    known = {citation.number for citation in answer.citations}
    text = answer.text
    if bad := {number for number in known | _markers(text) if number not in good}:
        cut = (
            "".join(part for part in _STATEMENT.findall(line) if not _markers(part) & bad)
            for line in text.split("\n")
        )
        text = "\n".join(
            new.rstrip()
            for new, old in zip(cut, text.split("\n"), strict=True)
            if new.strip() or not old.strip()
        )
    checked = _renumbered(replace(answer, text=text), good)
    return _withdrawn(checked) if answer.citations and not checked.citations else checked


def shifted(text: str, by: int) -> str:
    """The text with every marker's number raised, so that it can stand after another's."""
    return _MARKER.sub(lambda found: f"[{_number(found[1]) + by}]", text)


def _withdrawn(answer: Answer) -> Answer:
    """The answer whose every citation failed: no answer."""
    text = "The letters have changed since they were searched, and nothing of the answer can be proved now. Please ask again."
    return replace(answer, status="not_found", text=text, key=None, groups=None, areas=None, letters=None)


def _renumbered(answer: Answer, good: set[int]) -> Answer:
    """Number the citations that are used from 1, in order of use."""
    used = dict.fromkeys(n for n in map(_number, _MARKER.findall(answer.text)) if n in good)
    new = {old: index for index, old in enumerate(used, 1)}
    text = _MARKER.sub(
        lambda found: f"[{new[_number(found[1])]}]" if _number(found[1]) in new else "", answer.text
    )
    by_number = {citation.number: citation for citation in answer.citations}
    groups = None
    if answer.groups is not None:
        groups = tuple(
            replace(g, citations=tuple(new[n] for n in g.citations if n in new)) for g in answer.groups
        )
    citations = tuple(
        by_number[old] if old == number else replace(by_number[old], number=number)
        for old, number in new.items()
    )
    total = max(answer.citations_total, len(citations))
    return replace(answer, text=text.strip(), citations=citations, groups=groups, citations_total=total)


def _markers(text: str) -> set[int]:
    return {_number(marker) for marker in _MARKER.findall(text)}


def _number(marker: str) -> int:
    """A marker's number; -1, which no citation has, for one that is too long to be one."""
    return int(marker) if len(marker) < 7 else -1
