"""Shelf: the collection's letters by file name, each read once; where in a letter a quotation stands."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from rapidfuzz.fuzz import partial_ratio_alignment

from assistant.evaluation.folding import Squashed
from assistant.evaluation.system import System
from ingest.letter import Letter, LetterMetadata, Paragraph

JOIN = "\n\n"
_LIKENESS = (
    90.0  # per cent: a misread letter in 25, or a page number inside; below it other sentences fit too
)
_LONG_ENOUGH = 24  # letters: shorter quotations must stand exactly
_SHARE = 1 / 3  # of a quotation that spans paragraphs: those that hold less are not gold


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Paragraphs written one after the other. `spans` says which paragraph has text[start:end]."""

    squashed: Squashed
    spans: tuple[tuple[int, int, str], ...]  # start, end, paragraph id

    @classmethod
    def of(cls, pieces: Iterable[tuple[str, str]]) -> "Stream":
        """Join pieces of (text, paragraph id)."""
        spans, texts, at = [], [], 0
        for text, paragraph_id in pieces:
            spans.append((at, at + len(text), paragraph_id))
            texts.append(text)
            at += len(text) + len(JOIN)
        return cls(squashed=Squashed.of(JOIN.join(texts)), spans=tuple(spans))

    def overlaps(self, start: int, end: int) -> dict[str, int]:
        """How many characters of text[start:end] each paragraph has."""
        found: dict[str, int] = {}
        for first, last, paragraph_id in self.spans:
            shared = min(last, end) - max(first, start)
            if shared > 0:
                found[paragraph_id] = found.get(paragraph_id, 0) + shared
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """A letter's text, to look quotations up in: the paragraphs alone, and with their headings between."""

    letter: Letter
    words: str  # the body with white space folded
    body: Stream
    full: Stream

    @classmethod
    def of(cls, letter: Letter) -> "LetterText":
        """Write a letter out."""
        body = Stream.of((paragraph.text, paragraph.id) for paragraph in letter.paragraphs)
        full = Stream.of(_with_headings(letter.paragraphs))
        return cls(letter=letter, words=" ".join(body.squashed.text.split()), body=body, full=full)

    def is_verbatim(self, quote: str) -> bool:
        """Whether the quotation stands in the letter, white space folded."""
        words = " ".join(quote.split())
        return bool(words) and words in self.words

    def holding(self, quote: str) -> frozenset[str]:
        """The paragraphs that hold a quotation, empty where none does."""
        for stream in (self.body, self.full):
            found = [_holders(stream, start, end) for start, end in stream.squashed.find(quote)]
            if found:
                whole = [holders for holders in found if len(holders) == 1]
                return frozenset().union(*(whole or found))
        return self._alike(quote)

    def covered(self, paragraph_id: str, quote: str) -> frozenset[str]:
        """The paragraphs that a citation shows.

        Its own; of a passage over several, those that fill half of it or that it has half of.
        """
        own = [paragraph for paragraph in self.letter.paragraphs if paragraph.id == paragraph_id]
        if own and quote in own[0].text:
            return frozenset([paragraph_id])
        lengths = {one.id: len(one.text) for one in self.letter.paragraphs}
        return frozenset(
            name
            for start, end in self.body.squashed.find(quote)
            for name, shared in self.body.overlaps(start, end).items()
            if shared * 2 >= min(lengths[name], end - start)
        )

    def _alike(self, quote: str) -> frozenset[str]:
        """The paragraphs that hold nearly the quotation: OCR misreads, ingestion drops page numbers."""
        wanted = Squashed.of(quote).letters
        squashed = self.full.squashed
        if not _LONG_ENOUGH <= len(wanted) <= len(squashed.letters):
            return frozenset()
        found = partial_ratio_alignment(wanted, squashed.letters, score_cutoff=_LIKENESS)
        if found is None or found.dest_end <= found.dest_start:
            return frozenset()
        return _holders(self.full, *squashed.span(found.dest_start, found.dest_end))


@runtime_checkable
class Sourced(Protocol):
    """A system that knows every file that a letter came from, copies included."""

    def sources(self, letter_id: str) -> Sequence[str]:
        """The files, as they were ingested."""


class Shelf:
    """The letters of a system."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._texts: dict[str, LetterText] = {}
        self._ends: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # file name: paths and letter ids
        for letter in system.letters():
            for parts in map(_parts, self._names(letter)):
                self._ends.setdefault("".join(parts[-1:]), []).append((parts, letter.id))

    def named(self, file: str) -> tuple[str, ...]:
        """Ids of the letters that came from a file of this name, or of this path's end."""
        wanted = _parts(file)
        ends = self._ends.get("".join(wanted[-1:]), ())
        return tuple(dict.fromkeys(name for parts, name in ends if parts[-len(wanted) :] == wanted))

    def text(self, letter_id: str) -> LetterText:
        """A letter's text."""
        if letter_id not in self._texts:
            self._texts[letter_id] = LetterText.of(self._system.letter(letter_id))
        return self._texts[letter_id]

    def _names(self, letter: LetterMetadata) -> Iterator[str]:
        """Every name of a letter's files; for "mail.eml#attachment.pdf" the mail and the attachment too."""
        copies = self._system.sources(letter.id) if isinstance(self._system, Sourced) else ()
        for source in (letter.source, *copies):
            yield source
            yield from source.split("#", 1)


def _with_headings(paragraphs: Sequence[Paragraph]) -> Iterable[tuple[str, str]]:
    before: tuple[str, ...] = ()
    for paragraph in paragraphs:
        for depth, heading in enumerate(paragraph.headings):
            # a run-in label is a heading and the start of the text: write it once
            if paragraph.headings[: depth + 1] != before[: depth + 1] and not paragraph.text.startswith(
                heading
            ):
                yield heading, paragraph.id
        yield paragraph.text, paragraph.id
        before = paragraph.headings


def _holders(stream: Stream, start: int, end: int) -> frozenset[str]:
    shared = stream.overlaps(start, end)
    enough = min(max(shared.values(), default=0), (end - start) * _SHARE)
    return frozenset(name for name, length in shared.items() if length >= enough)


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[/\\]", path) if part not in ("", "."))
