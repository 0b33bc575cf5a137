"""ExactIndex: the vectors in a memory-mapped file, searched exactly. Derived from the record.

On disk: `matrix-NAME.f32` only ever grows; `columns-GENERATION.npz` says how many of its rows count, what
they are, and their checksums. A crash between the two leaves rows that do not count. What the record has and
the disk has not yet is held in memory, so a search is always complete.
"""

import json
import logging
import threading
import uuid
import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.letter import Role
from vectorstore.files import UNREADABLE, remove_quietly, stamp_of, written_whole
from vectorstore.record import Record
from vectorstore.rows import ROLES, Keys, Rows, Scores, Vectors
from vectorstore.state import START, Point, State
from vectorstore.storeerror import StoreError

log = logging.getLogger(__name__)

BLOCK = 4096  # rows of one checksum
DEAD = 0.25  # share of rows of removed letters above which the matrix is written anew
TRIES = 5  # at a record that changes to another model while it is read
TAIL = 5_000  # rows in memory above which a newer file is looked for

Sums = npt.NDArray[np.uint32]

_NO_SUMS: Sums = np.zeros(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Disk:
    """What the newest good files hold."""

    matrix: Path
    rows: Rows
    sums: Sums  # of the blocks of its rows

    @property
    def length(self) -> int:
        return len(self.rows.keys)


class ExactIndex:
    """The rows of a record's newest generation, from the folder and, for what it lacks, from the record."""

    def __init__(self, folder: Path, record: Record) -> None:
        """Keep the index in `folder`; nothing is read or written before it is asked for."""
        self._folder = folder
        self._record = record
        self._lock = threading.Lock()
        self._view: Rows | None = None
        self._newest = -1  # the generation of the newest file when the files were last looked at
        self._checked: tuple[object, Sums] = (None, _NO_SUMS)  # a matrix's file and rows as they were read

    @property
    def behind(self) -> bool:
        """Whether the files lack something that the record has, or cannot be used."""
        state = self._record.state
        with self._lock:
            if self._view is None:
                self._newest = self._newest_file()
                disk = self._load(state)
                self._view = disk.rows if disk else None
            view = self._view
        return view is None or view.point != state.point or len(view.parts[1]) > 0

    def view(self) -> Rows:
        """Return all rows of the record as it is now, from memory where nothing changed."""
        for _ in range(TRIES):
            state = self._record.state
            with self._lock:
                view: Rows | None = self._view
                if view is not None and view.point == state.point:
                    return view
                if view is None or not self._goes_on(view, state) or self._worth_a_look(view):
                    self._newest = self._newest_file()
                    disk = self._load(state)
                    view = disk.rows if disk else _empty(state)
                if view.point.generation < state.generation:
                    view = self._caught_up(view, state.point)
                if view is not None:
                    self._view = view
                    return view
        raise StoreError("the collection changes from one model to another; please ask again")

    def nearest(
        self, vector: Vectors, depth: int, serials: Collection[int] | None = None
    ) -> tuple[Keys, Scores]:
        """Return keys and cosines of the nearest `depth`, of these letters only, best first."""
        view = self.view()
        mask = None if serials is None else view.of_letters(list(serials))
        rows, scores = view.search(vector, depth=depth, rows=mask)
        return view.keys[rows], scores

    def derive(self) -> None:
        """Bring the files up to the record. One process at a time; those that search need not wait."""
        state = self._record.state
        disk = self._load(state)
        if disk is not None and disk.rows.point == state.point:
            return
        if disk is None or self._dead(disk.rows) > DEAD:
            disk = _Disk(matrix=self._new_matrix(), rows=_empty(state), sums=_NO_SUMS)
        self._append(disk, state)
        self._clean(disk.matrix)
        with self._lock:
            self._view = None

    def erase(self) -> None:
        """Delete the files."""
        with self._lock:
            self._view = None
            for path in self._folder.glob("*"):
                remove_quietly(path)

    def _new_matrix(self) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"matrix-{uuid.uuid4().hex[:12]}.f32"
        path.touch()
        return path

    def _dead(self, rows: Rows) -> float:
        if not len(rows.keys):
            return 0.0
        return 1.0 - float(rows.of_letters(self._record.serials()).mean())

    def _worth_a_look(self, view: Rows) -> bool:
        """Whether much is held in memory that a newer file has. Without one, all of it would be read again."""
        return len(view.parts[1]) > TAIL and self._newest_file() > self._newest

    def _newest_file(self) -> int:
        return max(map(_generation_of, self._folder.glob("columns-*.npz")), default=-1)

    def _goes_on(self, view: Rows, state: State) -> bool:
        return view.embedder == state.embedder and self._record.has(view.point)

    def _caught_up(self, view: Rows, point: Point) -> Rows | None:
        """The rows with what came since; None where the record has changed to another model meanwhile."""
        keys, roles, tail = [view.keys], [view.roles], [view.parts[1]]
        for new_keys, new_roles, vectors in self._record.vectors_between(
            view.point.generation, point.generation
        ):
            if vectors.shape[1] != view.parts[1].shape[1]:
                return None
            keys.append(np.array(new_keys, dtype=np.int64))
            roles.append(_codes(new_roles))
            tail.append(vectors)
        if self._record.state.embedder != view.embedder:
            return None
        if len(keys) == 1:
            return replace(view, point=point)
        return replace(
            view,
            point=point,
            keys=np.concatenate(keys),
            roles=np.concatenate(roles),
            parts=(view.parts[0], np.concatenate(tail)),
        )

    def _append(self, disk: _Disk, state: State) -> None:
        keys, roles = [disk.rows.keys], [disk.rows.roles]
        with disk.matrix.open("r+b") as file:
            file.seek(disk.length * state.size * 4)
            for new_keys, new_roles, vectors in self._record.vectors_between(
                disk.rows.point.generation, state.generation
            ):
                file.write(np.ascontiguousarray(vectors, dtype="<f4").data)
                keys.append(np.array(new_keys, dtype=np.int64))
                roles.append(_codes(new_roles))
        all_keys = np.concatenate(keys)
        whole = disk.length // BLOCK
        new = _sums(disk.matrix, len(all_keys), state.size, first=whole)
        sums = np.concatenate([disk.sums[:whole], new])
        self._checked = ((stamp_of(disk.matrix), len(all_keys)), sums)
        about = {
            "generation": state.generation,
            "token": state.point.token,
            "embedder": state.embedder,
            "size": state.size,
            "matrix": disk.matrix.name,
        }
        with written_whole(self._folder / f"columns-{state.generation}.npz") as out:
            np.savez(
                out,
                about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
                keys=all_keys,
                roles=np.concatenate(roles),
                sums=sums,
            )

    def _load(self, state: State) -> _Disk | None:
        found = sorted(self._folder.glob("columns-*.npz"), key=_generation_of, reverse=True)
        for path in found:
            disk = self._read(path, state)
            if disk is not None:
                return disk
        return None

    def _read(self, path: Path, state: State) -> _Disk | None:
        try:
            with np.load(path, allow_pickle=False) as columns:
                about = json.loads(bytes(columns["about"]))
                keys, roles, sums = columns["keys"], columns["roles"], columns["sums"]
            point = Point(generation=about["generation"], token=about["token"])
            if (about["embedder"], about["size"]) != (state.embedder, state.size):
                return None
            if not self._record.has(point):
                return None
            matrix = path.parent / about["matrix"]
            mapped = _map(matrix, len(keys), state.size)
            self._check(matrix, mapped.shape, sums)
        except UNREADABLE as exc:
            log.warning("the exact index at %s is damaged and is made again: %s", path, exc)
            return None
        tail = np.zeros((0, state.size), dtype=np.float32)
        rows = Rows(point=point, embedder=state.embedder, keys=keys, roles=roles, parts=(mapped, tail))
        return _Disk(matrix=matrix, rows=rows, sums=sums)

    def _check(self, path: Path, shape: tuple[int, ...], sums: Sums) -> None:
        """Raise ValueError where a matrix is not what was written; what nothing wrote since is not read again."""
        read = (stamp_of(path), shape[0])
        if read != self._checked[0]:
            self._checked = (read, _sums(path, *shape))
        if not np.array_equal(self._checked[1], sums):
            raise ValueError(f"{path.name} does not match its checksums")

    def _clean(self, matrix: Path) -> None:
        newest = max(self._folder.glob("columns-*.npz"), key=_generation_of)
        for path in self._folder.iterdir():
            if path not in (matrix, newest):
                remove_quietly(path)


def _map(path: Path, rows: int, size: int) -> Vectors:
    if not rows:
        return np.zeros((0, size), dtype=np.float32)
    if path.stat().st_size < rows * size * 4:
        raise ValueError(f"{path.name} is cut short")
    return np.asarray(np.memmap(path, dtype="<f4", mode="r", shape=(rows, size)))


def _sums(path: Path, rows: int, size: int, first: int = 0) -> Sums:
    """The checksums of a matrix's blocks from the `first` on."""
    # Read, not mapped: what is mapped and looked at counts as this process's memory.
    with path.open("rb") as file:
        file.seek(first * BLOCK * size * 4)
        counts = (min(BLOCK, rows - start) for start in range(first * BLOCK, rows, BLOCK))
        sums = [zlib.crc32(file.read(count * size * 4)) for count in counts]
    return np.array(sums, dtype=np.uint32)


def _empty(state: State) -> Rows:
    nothing = np.zeros((0, state.size), dtype=np.float32)
    return Rows(
        point=START,
        embedder=state.embedder,
        keys=np.zeros(0, dtype=np.int64),
        roles=np.zeros(0, dtype=np.uint8),
        parts=(nothing, nothing),
    )


def _codes(roles: list[str]) -> npt.NDArray[np.uint8]:
    return np.array([ROLES.index(Role(role)) for role in roles], dtype=np.uint8)


def _generation_of(path: Path) -> int:
    number = path.stem.rpartition("-")[2]
    return int(number) if number.isdigit() else -1
