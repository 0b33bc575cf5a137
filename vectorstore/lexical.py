"""LexicalIndex: BM25 (Robertson and Zaragoza 2009) over stemmed words. Derived from the record.

What the record has and the folder has not yet is indexed in memory, so a search is always complete.
"""

import json
import logging
import shutil
import threading
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from vectorstore import bm25
from vectorstore.bm25 import About
from vectorstore.files import Checksums, stamp_of, written_whole
from vectorstore.record import Record
from vectorstore.rows import Keys, Scores
from vectorstore.state import START, Point

log = logging.getLogger(__name__)

SUMS = "sums.json"
META = "meta.json"  # tantivy's list of segments
TRIES, PAUSE = 50, 0.02  # looks, and seconds between them, for the sums of a commit that is not a second old


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """An open index, and what it holds."""

    index: tantivy.Index
    about: About


class LexicalIndex:
    """The words of a record's newest generation, from the folder and, for what it lacks, from the record."""

    def __init__(self, folder: Path, record: Record) -> None:
        """Keep the index in `folder`; nothing is read or written before it is asked for."""
        self._folder = folder
        self._record = record
        self._lock = threading.Lock()
        self._sums = Checksums()
        self._parts: tuple[_Part, ...] = ()  # the folder's where there is one, then one in memory
        self._seen: Point | None = None  # what the parts hold together
        self._stamp: object = None  # of the folder's part
        self._words: tuple[tantivy.Index, dict[str, int]] | None = None  # the folder's part and its words

    @property
    def behind(self) -> bool:
        """Whether the files lack something that the record has, or cannot be used."""
        point = self._record.state.point
        with self._lock:
            if not self._parts:
                self._parts = self._refreshed(None)
            disk = self._parts[:-1]
        return not disk or disk[0].about.point != point

    def search(self, text: str, terms: Sequence[str] = (), limit: int | None = None) -> tuple[Keys, Scores]:
        """Return keys and BM25 scores of the paragraphs with a content word of the text or the terms.

        Letters that went since the last `derive` may be among them, and the scores of those that came since
        are of their own statistics.
        """
        stems = bm25.stems_of([text, *terms])
        found = [bm25.search(part.index, stems, limit) for part in self._current()]
        keys = np.concatenate([np.zeros(0, dtype=np.int64), *(keys for keys, _ in found)])
        scores = np.concatenate([np.zeros(0, dtype=np.float32), *(scores for _, scores in found)])
        order = np.lexsort((keys, -scores))[:limit]
        return keys[order], scores[order]

    def count(self) -> int:
        """Return the number of paragraphs."""
        return sum(bm25.count(part.index) for part in self._current())

    def vocabulary(self) -> dict[str, int]:
        """Return each content word of the collection and the number of paragraphs that have it."""
        *disk, tail = self._current()
        words = dict(self._words_of(disk[0])) if disk else {}
        for word, count in bm25.words_of(tail.index).items():
            words[word] = words.get(word, 0) + count
        return words

    def derive(self) -> None:
        """Bring the files up to the record. One process at a time; those that search need not wait."""
        point = self._record.state.point
        found = self._open()
        if found and found[0].about.point == point:
            return
        if not found or not self._append(found[0], point):
            self._make(point)
        self._write_sums()
        with self._lock:
            self._parts, self._seen = (), None

    def erase(self) -> None:
        """Delete the files."""
        with self._lock:
            self._parts, self._seen = (), None
            shutil.rmtree(self._folder, ignore_errors=True)

    def _words_of(self, disk: _Part) -> dict[str, int]:
        """The words of the folder's part, counted once: it does not change while it is open."""
        known = self._words
        if known is None or known[0] is not disk.index:
            self._words = known = (disk.index, bm25.words_of(disk.index))
        return known[1]

    def _append(self, part: _Part, point: Point) -> bool:
        try:
            _add(part, self._record, point)
        except (ValueError, OSError) as exc:
            # A killed writer leaves files behind whose names tantivy then wants to use again.
            log.warning("the lexical index at %s cannot be added to and is made again: %s", self._folder, exc)
            return False
        return True

    def _make(self, point: Point) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            empty = _Part(index=bm25.new_index(self._folder), about=_nothing(START))
            _add(empty, self._record, point)
        except ValueError as exc:  # tantivy's word for whatever the disk refused
            raise OSError(f"{self._folder}: {exc}") from exc

    def _current(self) -> tuple[_Part, ...]:
        point = self._record.state.point
        with self._lock:
            if self._seen != point:
                self._parts = self._refreshed(point)
                self._seen = point
            return self._parts

    def _refreshed(self, point: Point | None) -> tuple[_Part, ...]:
        """Return the folder's part, opened anew where it was rewritten, then one in memory up to `point`."""
        stamp = (stamp_of(self._folder / META), stamp_of(self._folder / SUMS))
        disk, tail = self._parts[:-1], self._parts[-1:]
        if not tail or stamp != self._stamp or not self._record.has(tail[0].about.point):
            disk, self._stamp = self._open(), stamp
            start = disk[0].about.point if disk else START
            tail = (_Part(index=bm25.new_index(None), about=_nothing(start)),)
        if point is not None and tail[0].about.point.generation < point.generation:
            tail = (_add(tail[0], self._record, point, marked=False),)
        return (*disk, *tail)

    def _open(self) -> tuple[_Part, ...]:
        if not self._folder.exists():
            return ()
        try:
            self._check_sums()
            index = bm25.open_index(self._folder)
            about = bm25.about(index)
        except BaseException as exc:
            if not _of_damage(exc):
                raise
            log.warning("the lexical index at %s is damaged and is made again: %.100s", self._folder, exc)
            return ()
        if about is None or about.format != bm25.FORMAT or not self._record.has(about.point):
            return ()
        return (_Part(index=index, about=about),)

    def _written(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return json.loads((self._folder / SUMS).read_bytes()), json.loads((self._folder / META).read_bytes())

    def _write_sums(self) -> None:
        # Segment files never change once written, so a sum that does not match is damage and never haste.
        segments = [path for path in self._folder.iterdir() if path.suffix not in (".json", ".lock")]
        sums: dict[str, object] = {path.name: self._sums.of(path) for path in segments}
        sums[META] = _steady(json.loads((self._folder / META).read_bytes()))
        with written_whole(self._folder / SUMS) as file:
            file.write(json.dumps(sums).encode())

    def _check_sums(self) -> None:
        sums, meta = self._written()
        for _ in range(TRIES):
            if sums.keys() | sums.get(META, {}).keys() >= _needed(meta):
                break
            time.sleep(PAUSE)  # who has just committed writes the sums next
            sums, meta = self._written()
        else:  # a writer that was killed in between: nothing tells whether its files are whole
            raise ValueError(f"{SUMS} lacks some of what {META} lists")
        known, now = sums.pop(META, {}), _steady(meta)
        if any(now[name] != value for name, value in known.items() if name in now):
            raise ValueError(f"{META} does not match what was written")
        for path in self._folder.iterdir():
            if path.name in sums and self._sums.of(path) != sums[path.name]:
                raise ValueError(f"{path.name} does not match its checksum")


def _add(part: _Part, record: Record, point: Point, *, marked: bool = True) -> _Part:
    """Bring an index up to a point of the record; one in memory needs no mark of it where nothing changes."""
    before, held = part.about.point.generation, part.about.serials
    kept = record.still(held)
    came = {serial for serial in record.serials(after=before) if serial <= point.generation}
    holds = About(point=point, serials=kept | came)
    new = iter(record.paragraphs_between(before, point.generation))
    first, gone = list(islice(new, 1)), held - kept
    if first or gone or marked:
        bm25.change(part.index, chain(first, new), gone, holds)
    return _Part(index=part.index, about=holds)


def _steady(meta: dict[str, Any]) -> dict[str, int]:
    """What no later commit changes in tantivy's list of segments: how its fields are, and the length of each segment.

    Raise ValueError where more of a segment is deleted than it has: tantivy trusts the list, and reads past the end.
    """
    form = zlib.crc32(json.dumps([meta["schema"], meta["index_settings"]]).encode())
    for segment in meta["segments"]:
        gone = (segment["deletes"] or {}).get("num_deleted_docs", 0)
        if not 0 <= gone <= segment["max_doc"]:
            raise ValueError(f"{META} says that a segment has fewer rows than none")
    return {"schema": form, **{each["segment_id"]: each["max_doc"] for each in meta["segments"]}}


def _needed(meta: dict[str, Any]) -> set[str]:
    """The segments, and the files that say what of them is deleted, whose sums there must be before they are opened."""
    segments: list[dict[str, Any]] = meta["segments"]
    names = {each["segment_id"] for each in segments}
    gone = [(each["segment_id"], each["deletes"]) for each in segments if each["deletes"]]
    return names | {f"{name.replace('-', '')}.{deletes['opstamp']}.del" for name, deletes in gone}


def _of_damage(exc: BaseException) -> bool:
    """Whether opening failed by what the files hold: tantivy panics at some of it, which is no Exception."""
    return (
        isinstance(exc, OSError | ValueError | KeyError | TypeError | AttributeError)
        or type(exc).__name__ == "PanicException"
    )


def _nothing(point: Point) -> About:
    return About(point=point, serials=frozenset())
