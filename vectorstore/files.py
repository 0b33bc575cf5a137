"""Files that are there whole or not at all, and checksums that show a damaged one."""

import contextlib
import lzma
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

# Whatever reading a damaged .npz may raise; RuntimeError where a bit says that it is encrypted, or of another version.
UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)
_CHUNK = 1 << 22


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Write a new file beside `path` and put it in its place when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def crc_of(path: Path) -> int:
    """Return the CRC-32 of a file."""
    crc = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
    return crc


class Checksums:
    """CRC-32 of files; one that was read before, and that nothing has written since, is not read again."""

    def __init__(self) -> None:
        """Know of no file."""
        self._known: dict[Path, tuple[tuple[int, int, int] | None, int]] = {}

    def of(self, path: Path) -> int:
        """Return the CRC-32 of a file."""
        stamp = stamp_of(path)
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            self._known[path] = known = (stamp, crc_of(path))
        return known[1]


def stamp_of(path: Path) -> tuple[int, int, int] | None:
    """Return what changes when a file is written anew; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def remove_quietly(path: Path) -> None:
    """Delete a file that nobody needs; where it cannot be deleted (open on Windows), leave it."""
    with contextlib.suppress(OSError):
        path.unlink()
