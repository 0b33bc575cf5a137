"""Ingest on a Ray cluster: files are loaded, recognised and embedded there; the record is written here.

Each task of the cluster reads one file in a child that can be killed, as on one machine, and embeds its
paragraphs. Files must have the same path on every machine, and every machine must have this Letterbook.
"""

import os
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from assistant.build import Store
from ingest.letter import IngestError, Letter, Status
from ingest.pool import Loaders
from vectorstore.embedded import embedded_text
from vectorstore.embedder import Embedder, embedder_named
from vectorstore.indexer import Indexer
from vectorstore.storeerror import StoreError

Vectors = npt.NDArray[np.float32]
KEPT = 50_000  # vectors, 75 MB: many times what is read before it is put
SECONDS = 5.0  # that a cluster may take to be reached
NOBODY = "http://127.0.0.1:9"  # where nothing listens
RETRIES = 2  # times that a file is given out again where the machine that read it was lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a task sends back: letters with the vectors of their texts, or why there are none."""

    letters: tuple[Letter, ...] = ()
    vectors: Mapping[str, Vectors]
    fault: str = ""
    status: Status = "ok"  # of the fault


class Handed:
    """An Embedder that is handed vectors made elsewhere, and keeps the last ones; the rest it embeds itself."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._handed: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """The model, as the record keeps it."""
        return self._embedder.name

    def hand(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors for when they are asked for."""
        self._handed |= vectors
        while len(self._handed) > KEPT:
            del self._handed[next(iter(self._handed))]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 [n, size], each row of length 1."""
        lacking = [text for text in dict.fromkeys(texts) if text not in self._handed]
        if lacking or not texts:
            made = dict(zip(lacking, rows := self._embedder.embed(lacking), strict=True))
            if len(lacking) == len(texts):
                return rows
        else:
            made = {}
        return np.array([made[text] if text in made else self._handed[text] for text in texts], np.float32)


class RayEngine:
    """A cluster while it reads for one ingest."""

    def __init__(self, store: Store) -> None:
        """Connect to the cluster at RAY_ADDRESS, or start one on this machine."""
        self._ray = _started()
        self._handed = Handed(store.embedder)
        indexer = Indexer(store.record, self._handed, store.settings.store, store.indexer.derived)
        self.store = replace(store, embedder=self._handed, indexer=indexer)
        cores = int(self._ray.cluster_resources().get("CPU", 1))
        worker = self._ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=RETRIES)(Worker)
        cache = str(store.settings.cache) if store.settings.cache else ""
        self._idle = [worker.remote(store.embedder.name, cache) for _ in range(cores)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ray.shutdown()

    def load(self, paths: Iterable[Path]) -> "Iterator[tuple[Path, tuple[Letter, ...] | IngestError]]":
        """Yield each file's letters, or why there are none, in the order in which they are done.

        No more files are in hand than there are cores, so memory does not grow with the number of files.
        """
        waiting = iter(paths)
        busy: dict[Any, tuple[Any, Path]] = {}
        path = next(waiting, None)
        while path is not None or busy:
            while path is not None and self._idle:
                worker = self._idle.pop()
                busy[worker.read.remote(path)] = worker, path
                path = next(waiting, None)
            (done, *_), _ = self._ray.wait(list(busy), num_returns=1)
            worker, read = busy.pop(done)
            self._idle.append(worker)
            yield read, self._outcome(done, read)

    def _outcome(self, done: Any, path: Path) -> "tuple[Letter, ...] | IngestError":
        try:
            read: Read = self._ray.get(done)
        except self._ray.exceptions.RayError as exc:
            fault = (str(exc).splitlines() or [type(exc).__name__])[0]
            return IngestError(f"{path.name}: the machine that read it was lost: {fault}", status="timeout")
        if read.fault:
            return IngestError(read.fault, status=read.status)
        self._handed.hand(read.vectors)
        return read.letters


class Worker:
    """What runs on one core of the cluster."""

    def __init__(self, embedder: str, cache: str) -> None:
        self._loaders = Loaders(1)
        self._embedder = embedder_named(embedder, Path(cache) if cache else None, threads=1)

    def read(self, path: Path) -> Read:
        """Load a file and embed its paragraphs."""
        ((_, outcome),) = self._loaders.load([path])
        if isinstance(outcome, IngestError):
            return Read(vectors={}, fault=str(outcome), status=outcome.status)
        texts = {embedded_text(one): None for letter in outcome for one in letter.paragraphs}
        vectors = self._embedder.embed(list(texts))
        return Read(letters=outcome, vectors=dict(zip(texts, vectors, strict=True)))


def _started() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing leaves the machine
    try:
        import ray
    except ImportError as exc:
        raise StoreError("--engine ray needs Ray: pip install -c constraints.txt ray") from exc
    quiet = {"log_to_driver": False, "configure_logging": False}
    address = os.environ.get("RAY_ADDRESS", "")
    _need_listener(address)
    try:
        if address:
            ray.init(**quiet)
        else:
            with _no_way_out():
                ray.init(include_dashboard=False, **quiet)
    except (ConnectionError, RuntimeError, ValueError) as exc:
        raise StoreError(f"no Ray cluster: {(str(exc).splitlines() or [''])[0]}") from exc
    return ray


@contextmanager
def _no_way_out() -> Iterator[None]:
    """Ray's processes ask which cloud they are in, though nothing is reported: by a proxy that nobody is."""
    before = os.environ.get("http_proxy")
    os.environ["http_proxy"] = NOBODY
    try:
        yield
    finally:
        if before is None:
            del os.environ["http_proxy"]
        else:
            os.environ["http_proxy"] = before


def _need_listener(address: str) -> None:
    """Find out at once that nothing is there: Ray itself would try for minutes."""
    host, _, port = address.rpartition(":")
    if "/" in host or not (host and port.isdecimal()):
        return
    try:
        socket.create_connection((host, int(port)), SECONDS).close()
    except OSError as exc:
        fault = exc.strerror or exc
        raise StoreError(
            f"no Ray cluster at {address}: {fault}; start it with `ray start --head`, or unset RAY_ADDRESS"
        ) from exc
