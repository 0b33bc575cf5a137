"""Files loaded in worker processes that can be killed: a bomb or a hang costs one file, never the rest."""

import os
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from math import inf
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from ingest.letter import IngestError
from ingest.worker import Answer, Limits, Result, Worker


class Loaders:
    """A pool of workers. `load` is for one thread; `render` may be called from many."""

    def __init__(self, processes: int | None = None, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._size = processes or os.cpu_count() or 1
        self._idle: list[Worker] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers."""
        with self._lock:
            while self._idle:
                self._idle.pop().kill()

    def load(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Result]]:
        """Yield each file's letters, or why there are none, in the order in which they are done.

        No more files are in hand than there are workers, so memory does not grow with the number of files.
        """
        with closing(self.watched(paths)) as watched:
            yield from (done for done in watched if done is not None)

    def watched(
        self, paths: Iterable[Path], every: float | None = None
    ) -> Generator[tuple[Path, Result] | None]:
        """As `load`; None whenever for `every` seconds no file was done, so that the caller can look elsewhere."""
        waiting = iter(paths)
        busy: dict[Connection, tuple[Worker, Path]] = {}
        path = next(waiting, None)
        try:
            while path is not None or busy:
                if path is not None:
                    after = next(waiting, None)
                    cores = (
                        1 if after is not None else self._size - len(busy)
                    )  # the last file may use the rest
                    worker = self._worker()
                    worker.ask(["letters", str(path), cores])
                    busy[worker.connection] = worker, path
                    path = after
                while busy and (path is None or len(busy) == self._size):
                    yield from self._done(busy, every) or (None,)
        finally:
            for worker, _ in busy.values():
                worker.kill()

    def render(self, path: Path, page: int, width_px: int) -> bytes:
        """Draw a page (from 1) of a PDF or a scan as a PNG. Raises IngestError where that cannot be done."""
        worker = self._worker()
        worker.ask(["picture", str(path), page, width_px])
        answer: Answer | None = None
        while answer is None:
            answer = worker.hear(path, bool(wait([worker.connection], worker.patience())))
        self._release(worker)
        if isinstance(answer, bytes):
            return answer
        raise (
            answer
            if isinstance(answer, IngestError)
            else IngestError(f"{path.name}: no picture", status="corrupt")
        )

    def _done(
        self, busy: dict[Connection, tuple[Worker, Path]], every: float | None
    ) -> list[tuple[Path, Result]]:
        """Wait until at least one file is done, but no longer than `every`, and return what is."""
        done: list[tuple[Path, Result]] = []
        until = inf if every is None else time.monotonic() + every
        while True:
            left = max(0.0, until - time.monotonic())
            patience = min(worker.patience() for worker, _ in busy.values())
            ready = wait(list(busy), min(patience, left))
            for connection, (worker, path) in list(busy.items()):
                answer = worker.hear(path, connection in ready)
                if answer is not None:
                    del busy[connection]
                    self._release(worker)
                    done.append((path, cast(Result, answer)))
            if done or not left:
                return done

    def _worker(self) -> Worker:
        with self._lock:
            return self._idle.pop() if self._idle else Worker(self._limits)

    def _release(self, worker: Worker) -> None:
        with self._lock:
            if worker.fresh and len(self._idle) < self._size:
                self._idle.append(worker)
                return
        worker.kill()
