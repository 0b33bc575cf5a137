"""A small JSON file that only its owner can read: written whole or not at all, by one process at a time."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from assistant.access.person import AccessError

WAIT = 5  # seconds for another command to end
Entries = dict[str, dict[str, Any]]


class PrivateFile:
    """Entries by name. What was read is kept until the file changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: tuple[tuple[int, int], Entries] | None = None

    def entries(self) -> Entries:
        """All entries; none where there is no file yet. A damaged file lets nobody in: AccessError."""
        try:
            found = self.path.stat()
            state = (found.st_mtime_ns, found.st_ino)
            if self._read is None or self._read[0] != state:
                self._read = (state, _checked(json.loads(self.path.read_bytes())))
            return self._read[1]
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError) as exc:
            raise AccessError(f"{self.path} cannot be read ({exc}): put back a copy or delete it") from exc

    @contextmanager
    def changing(self) -> Iterator[Entries]:
        """The entries to change; what is left of them at the end is the file."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with FileLock(self.path.with_suffix(".lock"), timeout=WAIT, mode=0o600):
                entries = {name: dict(entry) for name, entry in self.entries().items()}
                yield entries
                self._write(entries)
        except Timeout as exc:
            raise AccessError(f"{self.path} is being changed by another command; try again") from exc
        except OSError as exc:
            raise AccessError(f"{self.path} cannot be written: {exc.strerror or exc}") from exc

    def _write(self, entries: Entries) -> None:
        made = self.path.with_suffix(".new")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(entries, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        made.replace(self.path)


def _checked(entries: Any) -> Entries:
    if not isinstance(entries, dict) or not all(isinstance(entry, dict) for entry in entries.values()):
        raise TypeError("it is no list of entries by name")
    return entries
