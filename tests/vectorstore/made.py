"""Made letters and a made embedding model: words in common are likeness, nothing is loaded."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.letter import Letter, LetterMetadata, Paragraph, Role
from vectorstore.indexer import Indexer
from vectorstore.lexical import LexicalIndex
from vectorstore.record import Record, record_url
from vectorstore.scan import ExactIndex
from vectorstore.stemmed import Stemmed
from vectorstore.stems import StemIndex
from vectorstore.terms import content_words
from vectorstore.words import WordIndex

SIZE = 256


class BagEmbedder:
    """A text is the bag of its content words, hashed. Counts what it embedded."""

    def __init__(self, name: str = "bag") -> None:
        self.name = name
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.embedded += texts
        vectors = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in content_words(text) or ["-"]:
                vectors[row, int(hashlib.md5(word.encode()).hexdigest(), 16) % SIZE] += 1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def letter(
    letter_id: str = "2024-05-01-aaaaaa",
    *texts: str,
    area: str | None = "Northmoor",
    sent: date | None = date(2024, 5, 1),
    role: Role = Role.ASK,
    source: str = "",
) -> Letter:
    """A letter with one paragraph for each text."""
    paragraphs = tuple(
        Paragraph(letter_id=letter_id, number=number, text=text, role=role, headings=("Next steps",))
        for number, text in enumerate(texts, start=1)
    )
    sha = hashlib.sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest() if texts else ""
    metadata = LetterMetadata(
        id=letter_id,
        source=source or f"{letter_id}.txt",
        sent=sent,
        areas=(area,) if area else (),
        area_source="stated" if area else "unknown",
        text_sha256=sha,
        file_sha256=sha or "f" * 64,
    )
    return Letter(metadata=metadata, paragraphs=paragraphs)


def split(paragraph: Paragraph) -> Stemmed:
    """A paragraph's content words, sentence by sentence."""
    return Stemmed(
        label=(),
        sentences=tuple(tuple(content_words(one)) for one in paragraph.text.split(". ")),
        context=tuple(content_words(paragraph.context)),
        length=len(paragraph.text),
    )


class Shelf:
    """A store in a folder: the record and its indexes with the made model."""

    def __init__(self, folder: Path, embedder: BagEmbedder | None = None, url: str = "") -> None:
        self.folder = folder
        self.embedder = embedder or BagEmbedder()
        self.record = Record.open(url or record_url(folder), create=True)
        self.exact = ExactIndex(folder / "exact", self.record)
        self.lexical = LexicalIndex(folder / "lexical", self.record)
        self.words = WordIndex(folder / "words", self.record, self.lexical, self.embedder)
        self.stems = StemIndex(folder / "stems", self.record, split)
        derived = (self.exact, self.lexical, self.words, self.stems)
        self.indexer = Indexer(self.record, self.embedder, folder, derived)

    def put(self, *letters: Letter) -> "Shelf":
        """Put letters; nothing is derived."""
        for one in letters:
            self.indexer.sync(one)
        return self

    def close(self) -> None:
        self.record.close()


FOUR = (
    letter("n24", "Delays in annual reviews must be cut.", "Thank you for meeting us.", area="Northmoor"),
    letter(
        "n23",
        "Annual reviews were late again.",
        area="Northmoor",
        sent=date(2023, 5, 1),
        role=Role.CONCERN,
    ),
    letter(
        "e23",
        "Co-production with parents is strong.",
        "Staff know their children well.",
        area="Eastvale",
        sent=date(2023, 9, 9),
        role=Role.PRAISE,
    ),
    letter("u", "Annual reviews should be on time.", area=None, sent=None),
)


def with_a_bit_flipped(whole: bytes, at: int) -> bytes:
    """A file's bytes with one bit, counted from its start, that is another."""
    harmed = bytearray(whole)
    harmed[at // 8] ^= 1 << at % 8
    return bytes(harmed)
