"""Ahead: the letters that were read are embedded while those before them are filed.

Without it the cores that embed would wait while a letter is written, and the writing for those. It is an Embedder
that is told beforehand what it will be asked, and the reader of files that tells it. Filing stays in one thread,
one letter after the other; what is embedded ahead and never filed is lost and made again by the next ingest.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from assistant.build import Store
from ingest.letter import IngestError, Letter
from ingest.pool import Loaders
from vectorstore.embedded import embedded_text, text_sha
from vectorstore.indexer import Indexer

Vectors = npt.NDArray[np.float32]
Outcome = tuple[Letter, ...] | IngestError

MOST = 128  # paragraphs that may wait to be embedded; then no file is read until some are: 2 s of work on two cores
MOST_FILES = 16  # that may wait
AT_ONCE = 64  # texts of one call: a stop waits for no more
LOOK = 0.05  # seconds between two looks at whether the first file is embedded, while no other is read


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """A file that was read, and what is being embedded of it."""

    path: Path
    outcome: Outcome
    texts: tuple[str, ...]
    made: tuple[Future[Vectors], ...]

    @property
    def ready(self) -> bool:
        return all(one.done() for one in self.made)


class Ahead:
    """The Embedder and the reader of one ingest."""

    def __init__(self, store: Store, loaders: Loaders) -> None:
        """Read with `loaders`, and embed with the model of the store."""
        self._record = store.record
        self._embedder = store.embedder
        self._loaders = loaders
        self._begun: set[str] = set()  # the texts of the files that wait
        self._made: dict[str, Vectors] = {}  # those of the file that is being filed
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ahead")  # a model may be for one thread
        indexer = Indexer(store.record, self, store.settings.store, store.indexer.derived)
        self.store = replace(store, indexer=indexer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=True)

    @property
    def name(self) -> str:
        """The model, as the record keeps it."""
        return self._embedder.name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 [n, size], each row of length 1; only what was not embedded ahead is embedded now."""
        lacking = [text for text in dict.fromkeys(texts) if text not in self._made]
        if len(lacking) == len(texts):
            return self._embedder.embed(texts)
        rows = self._embedder.embed(lacking) if lacking else ()
        known = self._made | dict(zip(lacking, rows, strict=True))
        return np.array([known[text] for text in texts], dtype=np.float32)

    def load(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Outcome]]:
        """Yield each file's letters, or why there are none, in the order in which they are read."""
        waiting: deque[_Waiting] = deque()
        with closing(self._loaders.watched(paths, LOOK)) as watched:
            for read in watched:
                if read is not None:
                    waiting.append(self._begin(*read))
                while waiting and (waiting[0].ready or _full(waiting)):
                    yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def _begin(self, path: Path, outcome: Outcome) -> _Waiting:
        letters = () if isinstance(outcome, IngestError) else outcome
        texts = {embedded_text(one): text_sha(one) for letter in letters for one in letter.paragraphs}
        # What a file before it has is in the record once that is filed.
        fresh = {text: sha for text, sha in texts.items() if text not in self._begun}
        known = self._record.known_vectors(fresh.values(), self.name) if fresh else {}
        new = [text for text, sha in fresh.items() if sha not in known]
        self._begun.update(new)
        parts = [new[start : start + AT_ONCE] for start in range(0, len(new), AT_ONCE)]
        made = tuple(self._thread.submit(self._embedder.embed, part) for part in parts)
        return _Waiting(path=path, outcome=outcome, texts=tuple(new), made=made)

    def _first(self, waiting: deque[_Waiting]) -> tuple[Path, Outcome]:
        """Take the first file of those that wait, once it is embedded."""
        first = waiting.popleft()
        rows = [row for made in first.made for row in made.result()]
        self._made = dict(zip(first.texts, rows, strict=True))
        self._begun.difference_update(first.texts)
        return first.path, first.outcome


def _full(waiting: Sequence[_Waiting]) -> bool:
    return len(waiting) >= MOST_FILES or sum(len(one.texts) for one in waiting) >= MOST
