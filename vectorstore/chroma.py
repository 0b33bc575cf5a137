"""ChromaIndex: the vectors in Chroma, in a folder that one process owns or on a server. It is derived.

Only ids and vectors are given to Chroma, never text. Nothing rests on it: what its owner was killed over is
thrown away and made again beside it, and until then, or where another process owns it, it is done without.
"""

import contextlib
import logging
import shutil
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Collection as Some
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock, Timeout

from vectorstore import chromaclient
from vectorstore.chromastate import FORM, OWNER, STATE, ChromaState, delete_files, read_state, write_state
from vectorstore.record import Record
from vectorstore.rows import Keys, Places, Rows, Scores, Vectors
from vectorstore.scan import ExactIndex
from vectorstore.schema import NUMBER_BITS
from vectorstore.state import Point
from vectorstore.storeerror import StoreError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

log = logging.getLogger(__name__)

SAMPLE = 50  # vectors that a probe searches for
PROBE_SECONDS = 120  # and one more for each 1,000 vectors: it takes a tenth of that
BLOCK = 10_000  # vectors taken at a time
ANEW = 0.3  # share of the vectors to add or delete above which all are written anew
_ROOT = Path(__file__).parent.parent  # where the probe finds this package
MORE = 4  # how many times deeper to draw where the filter left too few


class ChromaIndex:
    """The vectors of the record in one collection. Threads may share it; one process owns it."""

    def __init__(self, folder: Path, record: Record, exact: ExactIndex, url: str = "") -> None:
        """Keep the collection in `folder`, or on the server at `url`; nothing is opened before `derive`."""
        self._folder = folder
        self._record = record
        self._exact = exact
        self._url = url
        self._owner = FileLock(folder / OWNER)
        self._writing = threading.Lock()
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None
        self._state: ChromaState | None = None

    @property
    def behind(self) -> bool:
        """Whether it lacks something that the record has, or is not open."""
        state = self._state
        return state is None or not state.clean or state.point != self._record.state.point

    def derive(self) -> None:
        """Open it where it is not open, and bring it up to the record; StoreError where another owns it."""
        with self._writing:
            self._own()
            point, rows = self._record.state.point, self._live_rows()
            if self._state is None:
                self._open()
            if self._state is None or _share_to_change(self._state.keys, rows.keys) > ANEW:
                self._make(point, rows)
            elif self._state.point != point:
                self._update(point, rows)

    def nearest(self, vector: Vectors, depth: int, serials: Some[int] | None = None) -> tuple[Keys, Scores]:
        """Return keys and cosines of about the nearest `depth`, of these letters only, best first."""
        state, collection = self._state, self._collection
        if state is None or collection is None:
            raise StoreError("Chroma is not open")
        drawn = depth
        while True:
            keys, scores = chromaclient.nearest(collection, vector, max(1, min(drawn, len(state.keys))))
            if serials is not None:
                kept = np.isin(keys >> NUMBER_BITS, list(serials))
                keys, scores = keys[kept], scores[kept]
            if len(keys) >= depth or drawn >= len(state.keys):
                return keys[:depth], scores[:depth]
            drawn *= MORE

    def close(self) -> None:
        """Close it and let another process own it."""
        with self._writing:
            self._close()
            self._owner.release()

    def erase(self) -> None:
        """Delete the collection with all its files."""
        with self._writing:
            self._own()
            self._close()
            delete_files(self._folder)

    def _own(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._owner.acquire(timeout=0)
        except Timeout as exc:
            raise StoreError(f"{self._folder} is owned by another process") from exc
        except OSError as exc:
            raise StoreError(f"{self._folder} cannot be written: {exc.strerror or exc}") from exc

    def _live_rows(self) -> "_Live":
        view = self._exact.view()
        live = np.flatnonzero(view.of_letters(self._record.catalogue().serials))
        return _Live(keys=view.keys[live], places=live, view=view)

    def _open(self) -> None:
        """Open what the state names, where it is clean, of this record, and sound."""
        state = read_state(self._folder / STATE)
        if state is None or not state.clean or not self._record.has(state.point):
            return
        if (state.url, state.embedder, state.form) != (self._url, self._record.embedder_name, FORM):
            return
        try:
            if not self._url:
                self._probe(state)
            client = chromaclient.client_of(self._place(state.name))
            collection = chromaclient.open_collection(client, state.name)
            if self._url and not chromaclient.sound(collection, self._sample(state)):
                raise StoreError(f"Chroma at {self._url}: the collection is not whole")
        except StoreError as exc:
            log.warning("the collection in Chroma is made anew: %s", exc)
            return
        self._client, self._collection, self._state = client, collection, state

    def _probe(self, state: ChromaState) -> None:
        """Look at every vector in another process: damaged files have ended the one that read them."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sample.npz"
            self._sample(state).write(path)
            place = str((self._folder / state.name).absolute())
            command = [sys.executable, "-m", chromaclient.__name__, place, state.name, str(path)]
            seconds = PROBE_SECONDS + len(state.keys) / 1000
            try:
                done = subprocess.run(command, capture_output=True, timeout=seconds, check=False, cwd=_ROOT)
            except subprocess.TimeoutExpired as exc:
                raise StoreError("its files cannot be read in time") from exc
        if done.returncode:
            raise StoreError(f"its files are damaged (the probe ended with {done.returncode})")

    def _sample(self, state: ChromaState) -> chromaclient.Sample:
        """What it must hold: on a server, whose files are its own matter, a few of the vectors."""
        view = self._exact.view()
        rows, there = view.at(state.keys)
        rows = rows[there]
        few = np.random.default_rng().permutation(rows)[:SAMPLE]
        looked = few if self._url else rows
        blocks = (looked[start : start + BLOCK] for start in range(0, len(looked), BLOCK))
        shadows = [chromaclient.shadows(view.vectors(block)) for block in blocks]
        return chromaclient.Sample(
            count=len(state.keys),
            keys=view.keys[looked],
            shadows=np.concatenate([np.zeros(0, dtype=np.float32), *shadows]),
            some=view.keys[few],
            vectors=view.vectors(few),
        )

    def _make(self, point: Point, rows: "_Live") -> None:
        """Write a new collection beside the old one, then put it in its place."""
        old = read_state(self._folder / STATE)
        name = f"letterbook-{uuid.uuid4().hex[:12]}"
        client = chromaclient.client_of(self._place(name))
        collection = chromaclient.make_collection(client, name)
        rows.add_to(collection, np.arange(len(rows.keys)), client.get_max_batch_size())
        state = ChromaState(
            name=name,
            url=self._url,
            clean=True,
            point=point,
            embedder=self._record.embedder_name,
            keys=rows.keys,
        )
        write_state(self._folder / STATE, state)
        self._close()
        self._client, self._collection, self._state = client, collection, state
        self._delete_others(name, old.name if old else "")

    def _update(self, point: Point, rows: "_Live") -> None:
        """Add what came and delete what went; killed in between, it is found not clean and made anew."""
        state, client, collection = self._state, self._client, self._collection
        if state is None or client is None or collection is None:
            raise StoreError("Chroma is not open")
        batch = client.get_max_batch_size()
        gone = np.setdiff1d(state.keys, rows.keys, assume_unique=True)
        new = np.flatnonzero(~np.isin(rows.keys, state.keys, assume_unique=True))
        if len(gone) or len(new):
            write_state(self._folder / STATE, replace(state, clean=False))
            rows.add_to(collection, new, batch)
            chromaclient.drop(collection, gone.tolist(), batch)
        state = replace(state, point=point, keys=rows.keys)
        write_state(self._folder / STATE, state)
        self._state = state

    def _delete_others(self, name: str, old: str) -> None:
        if self._url and self._client and old:
            with contextlib.suppress(StoreError):  # it is gone already
                chromaclient.delete_collection(self._client, old)
        for path in self._folder.glob("letterbook-*"):
            if path.name != name:
                shutil.rmtree(path, ignore_errors=True)

    def _close(self) -> None:
        if self._client is not None:
            self._client.close()  # type: ignore[attr-defined]
        self._client = self._collection = self._state = None

    def _place(self, name: str) -> Path | str:
        return self._url or self._folder / name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Live:
    """The rows of the letters that are there."""

    keys: Keys
    places: Places  # in the view
    view: Rows

    def add_to(self, collection: "Collection", which: Places, batch: int) -> None:
        """Put some of the rows into a collection."""
        for start in range(0, len(which), batch):
            some = which[start : start + batch]
            chromaclient.add(collection, self.keys[some], self.view.vectors(self.places[some]))


def _share_to_change(old: Keys, new: Keys) -> float:
    return len(np.setxor1d(old, new, assume_unique=True)) / max(1, len(old))
