"""Indexer: letters into the record with their vectors, then the indexes caught up from it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest.letter import Letter, Paragraph
from vectorstore.embedded import embedded_text, text_sha
from vectorstore.embedder import Embedder
from vectorstore.freed import give_back
from vectorstore.lock import DERIVE, held
from vectorstore.record import Record, Source
from vectorstore.storeerror import StoreError

Vectors = npt.NDArray[np.float32]

BATCH = 512  # paragraphs embedded between two commits when all are embedded anew
KEPT = "the record has all that was acknowledged, and the next ingest makes them"
DERIVE_WAIT = 600.0  # seconds: another process may be making a large index from the start


class Derived(Protocol):
    """An index that can be made from the record at any time."""

    @property
    def behind(self) -> bool:
        """Whether its files lack something that the record has."""

    def derive(self) -> None:
        """Bring its files up to the record."""


class Indexer:
    """Puts letters. A letter is there whole or not at all, whenever the process is killed."""

    def __init__(
        self, record: Record, embedder: Embedder, folder: Path, derived: Sequence[Derived] = ()
    ) -> None:
        """Write the record, and the derived indexes in the order given, under a lock in `folder`."""
        self._record = record
        self._embedder = embedder
        self._folder = folder
        self._derived = tuple(derived)
        self._claimed, self._size = "", 0  # the model that the record is known to have

    def sync(self, letter: Letter, sources: Sequence[Source] = (), remove: Sequence[str] = ()) -> None:
        """Put one letter, in the place of what had its id; texts that were embedded before are not again."""
        self._claim()
        self._record.put(letter, self._vectors(letter), sources, remove)

    def embed_anew(self) -> None:
        """Embed every paragraph with this indexer's model and make it the record's.

        Until the end the record is searched with the model it had.
        """
        self.embed_ahead_of_switch()
        size = self._embedder.embed(["a letter"]).shape[1]
        self._record.switch(self._embedder.name, size)

    def embed_ahead_of_switch(self) -> None:
        """Embed with this indexer's model what it has not embedded yet, beside the vectors of the record's model.

        It is kept batch by batch, so that it goes on where it was stopped.
        """
        name = self._embedder.name
        for paragraphs in _batches(self._record.all_paragraphs()):
            texts = {text_sha(paragraph): embedded_text(paragraph) for paragraph in paragraphs}
            known = self._record.known_vectors(texts, name)
            new = [sha for sha in texts if sha not in known]
            vectors = self._embedder.embed([texts[sha] for sha in new])
            self._record.prepare(name, dict(zip(new, vectors, strict=True)))

    @property
    def derived(self) -> tuple[Derived, ...]:
        """The indexes, in the order in which they are derived."""
        return self._derived

    @property
    def behind(self) -> bool:
        """Whether any index lacks something that the record has."""
        return any(index.behind for index in self._derived)

    def derive(self, wait: float = DERIVE_WAIT) -> None:
        """Bring every index up to the record; raise StoreError where another process is at it too long."""
        with held(self._folder, DERIVE, "the indexes are being made", wait):
            try:
                for index in self._derived:
                    index.derive()
            except OSError as exc:
                fault = exc.strerror or exc
                raise StoreError(f"the indexes in {self._folder} cannot be written: {fault}; {KEPT}") from exc
        give_back()

    def _claim(self) -> None:
        name = self._embedder.name
        if self._claimed != name:
            state = self._record.state
            known = state.size if state.embedder == name else 0
            self._size = known or self._embedder.embed(["a letter"]).shape[1]
            self._record.claim(name, self._size)
            self._claimed = name

    def _vectors(self, letter: Letter) -> Vectors:
        texts = {text_sha(paragraph): embedded_text(paragraph) for paragraph in letter.paragraphs}
        vectors = self._record.known_vectors(texts)
        new = [sha for sha in texts if sha not in vectors]
        if new:
            vectors |= zip(new, self._embedder.embed([texts[sha] for sha in new]), strict=True)
        rows = [vectors[text_sha(paragraph)] for paragraph in letter.paragraphs]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self._size)


def _batches(paragraphs: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    rest = iter(paragraphs)
    while batch := list(islice(rest, BATCH)):
        yield batch
