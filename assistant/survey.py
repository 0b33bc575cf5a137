"""Survey: which files there are, which of them need no reading, and which known ones are gone."""

import hashlib
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.letter import IngestError, Status
from ingest.letterbook import stamp
from ingest.limits import MISSING, TOO_POOR
from ingest.loaders import walk
from ingest.tesseract import version
from vectorstore.paths import path_of, text_of
from vectorstore.record import Source

RETRIED: frozenset[Status] = frozenset({"needs_ocr", "timeout"})  # may do better on this machine or this time
# A file written within this time of its last reading may have changed again without a new time stamp.
HASTE_NS = 2_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file as it is now."""

    path: Path  # absolute
    size: int
    mtime_ns: int
    named: bool  # given by its own path, not found in a folder
    stamp: str  # of what a person says of it beside it
    fault: IngestError | None = None  # why it is never opened: a link to itself, a pipe that would never end

    @property
    def name(self) -> str:
        """The path as it is kept and shown."""
        return text_of(self.path)


def survey(paths: Sequence[Path]) -> Iterator[Found]:
    """Yield the files at or under the paths, each once; raise IngestError where any path holds none to read."""
    for path in paths:
        if not path.exists():
            raise IngestError(f"{path}: no such file or folder; nothing was changed", status="empty")
        if next(walk(path), None) is None:
            raise IngestError(f"{path}: no letters in it (no file of a known format)", status="empty")
    seen: set[Path] = set()
    for path in paths:
        for file in walk(path):
            found = look(file, named=file == path)
            if found is not None and found.path not in seen:
                yield found
                seen.update([found.path] if len(paths) > 1 else ())


def still(found: Found, known: Sequence[Source]) -> tuple[Source, ...]:
    """Return the sources of a file that need not be read again, with its new time stamp; none where it must be."""
    return () if any(_retried(source, found) for source in known) else _unchanged(found, known) or ()


def gone(paths: Sequence[Path], known: Iterable[str]) -> Iterator[str]:
    """Yield the known files that stood at or under the paths and are no longer there."""
    roots = {text_of(path.absolute()) for path in paths}
    for name in known:
        under = name in roots or any(str(folder) in roots for folder in Path(name).parents)
        if under and missing(path_of(name)):
            yield name


def missing(path: Path) -> bool:
    """Return whether a file is surely not there any more."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:  # not to be seen just now: a share that is away, a folder without permission
        return False
    return False


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def steady_digest(found: Found) -> str:
    """Return the SHA-256 of a file; "" where it changed since it was found, so that it is read again."""
    sha256 = digest(found.path)
    return sha256 if look(found.path, named=found.named) == found else ""


def look(path: Path, *, named: bool) -> Found | None:
    """Return a file as it is now; None where it is gone."""
    try:
        status = path.stat()
    except OSError as exc:
        if missing(path):  # it went while the folder was read
            return None
        fault = f"cannot be opened: {exc.strerror or exc}; put the file itself there"
        return _closed(path, named, IngestError(f"{path.name}: {fault}", status="corrupt"))
    if not stat.S_ISREG(status.st_mode):
        what = "a folder that cannot be opened" if stat.S_ISDIR(status.st_mode) else "a pipe or a device"
        return _closed(path, named, IngestError(f"{path.name}: {what}, not a file", status="unsupported"))
    return Found(
        path=path.absolute(),
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        named=named,
        stamp=stamp(path),
    )


def lost(path: Path) -> Found:
    """Return a file that was there and is not any more."""
    return Found(path=path, size=0, mtime_ns=0, named=False, stamp="")


def _unchanged(found: Found, known: Sequence[Source]) -> tuple[Source, ...] | None:
    """Return the sources of a file that is as it was, with its new time stamp; None where it changed."""
    if not known or any(source.stamp != found.stamp for source in known):
        return None
    if all(_looks_same(found, source) for source in known):
        return tuple(known)
    if any(source.size != found.size for source in known):
        return None
    try:
        sha256 = digest(found.path)
    except OSError:
        return None
    if any(source.sha256 != sha256 for source in known):
        return None
    now = time.time_ns()
    return tuple(replace(source, mtime_ns=found.mtime_ns, checked_ns=now) for source in known)


def _closed(path: Path, named: bool, fault: IngestError) -> Found:
    return Found(path=path.absolute(), size=0, mtime_ns=0, named=named, stamp="", fault=fault)


def _looks_same(found: Found, source: Source) -> bool:
    calm = source.checked_ns - source.mtime_ns > HASTE_NS
    return calm and (found.size, found.mtime_ns) == (source.size, source.mtime_ns)


def _retried(source: Source, found: Found) -> bool:
    """Whether a file that did not change is read again all the same."""
    never_read = not source.sha256 and found.fault is None
    by_halves = source.status == "partial" and MISSING in source.reason
    # The same Tesseract would guess again.
    hopeless = TOO_POOR in source.reason and f"{TOO_POOR} {version()}" in source.reason
    waits = source.status in RETRIED and not hopeless
    return never_read or by_halves or waits or (source.status == "removed" and found.named)
