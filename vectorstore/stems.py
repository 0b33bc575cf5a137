"""StemIndex: what the judge looks at, of every paragraph, memory-mapped. Derived from the record.

On disk: segments that never change, and `stems.json`, which says which of them count and what they hold. A new
letter is a new small segment; small ones are put together. What the files lack is held in memory.
"""

import json
import logging
import threading
import uuid
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.letter import Paragraph
from vectorstore.files import Checksums, remove_quietly, stamp_of, written_whole
from vectorstore.record import Record
from vectorstore.schema import NUMBER_BITS
from vectorstore.segmentfile import read_segment, write_segment
from vectorstore.state import START, Point
from vectorstore.stemmed import Segment, Stemmed, joined, segment_of

log = logging.getLogger(__name__)

FORMAT = 3  # of the files, and of how paragraphs are split: another one makes them anew
DEAD = 0.25  # share of rows of removed letters above which all is written anew

_UNREADABLE = (OSError, ValueError, KeyError, TypeError, zlib.error)

Split = Callable[[Paragraph], Stemmed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stemming:
    """All segments at one point of the record, keys ascending from one to the next."""

    point: Point
    segments: tuple[Segment, ...]
    files: tuple[str, ...] = ()  # of the first of them; the others are in memory only


_NOTHING = Stemming(point=START, segments=())


class StemIndex:
    """The stems of a record's newest generation. Safe to use from many threads."""

    def __init__(self, folder: Path, record: Record, split: Split) -> None:
        """Keep the index in `folder`; nothing is read or written before it is asked for."""
        self._folder = folder
        self._record = record
        self._split = split
        self._lock = threading.Lock()
        self._sums = Checksums()
        self._view: Stemming | None = None
        self._stamp: tuple[int, ...] | None = None

    @property
    def behind(self) -> bool:
        """Whether the files lack something that the record has, or cannot be used."""
        point = self._record.state.point
        with self._lock:
            if self._view is None or self._stamp != stamp_of(self._list):
                self._stamp = stamp_of(self._list)
                self._view = self._load()
            view = self._view
        return view.point != point or len(view.segments) > len(view.files)

    def view(self) -> Stemming:
        """Return all rows of the record as it is now, from memory where nothing changed."""
        point = self._record.state.point
        with self._lock:
            view = self._view
            if view is not None and view.point == point:
                return view
            if view is None or self._stamp != stamp_of(self._list) or not self._record.has(view.point):
                self._stamp = stamp_of(self._list)
                view = self._load()
            self._view = view = self._caught_up(view, point)
            return view

    def derive(self) -> None:
        """Bring the files up to the record. One process at a time; those that search need not wait."""
        point, disk = self._record.state.point, self._load()
        if disk.point == point:
            return
        live = self._record.serials()
        if _dead(disk.segments, live) > DEAD:
            disk = _NOTHING
        segments, files = list(disk.segments), list(disk.files)
        new = self._segment(disk.point, point)
        if len(new.keys):
            while segments and 2 * len(new.keys) > len(segments[-1].keys):
                new = joined([segments.pop(), new], live, NUMBER_BITS)
                files.pop()
            files.append(self._write(new))
        self._write_list(point, files)
        self._clean(files)
        with self._lock:
            self._view = None

    def erase(self) -> None:
        """Delete the files."""
        with self._lock:
            self._view = None
            self._clean(())
            remove_quietly(self._list)

    @property
    def _list(self) -> Path:
        return self._folder / "stems.json"

    def _segment(self, after: Point, upto: Point) -> Segment:
        between = self._record.paragraphs_between(after.generation, upto.generation)
        return segment_of((key, self._split(paragraph)) for key, paragraph in between)

    def _caught_up(self, view: Stemming, point: Point) -> Stemming:
        if view.point.generation >= point.generation:
            return view  # another thread has looked since this one did
        new = self._segment(view.point, point)
        held = len(view.files)
        tail = list(view.segments[held:])
        if len(new.keys):
            first = int((tail or [new])[0].keys[0]) >> NUMBER_BITS
            live = self._record.serials(after=first - 1)
            # Each in memory is at least twice as long as the next: an ingest of many letters beside a search makes
            # no pile of them, and no letter is put together with all that came before it.
            while tail and 2 * len(new.keys) > len(tail[-1].keys):
                new = joined([tail.pop(), new], live, NUMBER_BITS)
            tail.append(new)
        return Stemming(point=point, segments=(*view.segments[:held], *tail), files=view.files)

    def _load(self) -> Stemming:
        try:
            about = json.loads(self._list.read_bytes())
            point = Point(generation=about["generation"], token=about["token"])
            if about["format"] != FORMAT or not self._record.has(point):
                return _NOTHING
            segments = tuple(self._read(name, crc) for name, crc in about["files"])
        except FileNotFoundError:
            return _NOTHING
        except _UNREADABLE as exc:
            log.warning("the stems at %s are damaged and are made again: %s", self._folder, exc)
            return _NOTHING
        return Stemming(point=point, segments=segments, files=tuple(name for name, _ in about["files"]))

    def _read(self, name: str, crc: int) -> Segment:
        path = self._folder / name
        if self._sums.of(path) != crc:
            raise ValueError(f"{name} does not match its checksum")
        return read_segment(path)

    def _write(self, segment: Segment) -> str:
        name = f"segment-{uuid.uuid4().hex[:12]}.bin"
        with written_whole(self._folder / name) as file:
            write_segment(file, segment)
        return name

    def _write_list(self, point: Point, files: Sequence[str]) -> None:
        about = {
            "format": FORMAT,
            "generation": point.generation,
            "token": point.token,
            "files": [(name, self._sums.of(self._folder / name)) for name in files],
        }
        with written_whole(self._list) as file:
            file.write(json.dumps(about).encode())

    def _clean(self, files: Iterable[str]) -> None:
        kept = set(files)
        for path in self._folder.glob("segment-*.bin"):
            if path.name not in kept:
                remove_quietly(path)


def _dead(segments: Sequence[Segment], live: Sequence[int]) -> float:
    rows = sum(len(segment.keys) for segment in segments)
    if not rows:
        return 0.0
    alive = np.asarray(live, dtype=np.int64)
    gone = sum(int(np.isin(segment.keys >> NUMBER_BITS, alive, invert=True).sum()) for segment in segments)
    return gone / rows
