"""Feedback: what people said of answers, a question a line, in one file that only its owner can read.

People may complete its lines by hand. A line goes with an erased letter that it names or has words of.
"""

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.access.person import AccessError
from assistant.access.words import Words

FILE = "feedback.jsonl"
WAIT = 10  # seconds for another process's change


class Feedback:
    """The file, which questions are added to while letters are erased from it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, line: Mapping[str, object]) -> None:
        """Append one question."""
        with self._alone():
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as lines:
                lines.write(json.dumps(line, ensure_ascii=False) + "\n")

    def forget(self, files: Collection[str], texts: Iterable[str]) -> int:
        """Erase what names one of these letters' files or has words of these texts; return how many lines went."""
        if not self.path.exists():
            return 0
        words, names = Words(texts), set(files)
        with self._alone():
            lines = self.path.read_text("utf-8", "surrogateescape").splitlines(keepends=True)
            stay = [one for one in lines if not _is_about(list(_strings(one)), names, words)]
            if len(stay) < len(lines):
                self._write("".join(stay))
        return len(lines) - len(stay)

    def _write(self, text: str) -> None:
        made = self.path.with_suffix(".new")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        made.replace(self.path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path.with_suffix(".lock"), timeout=WAIT, mode=0o600):
                yield
        except Timeout as exc:
            raise AccessError(f"{self.path} is held by another process; try again") from exc
        except OSError as exc:
            raise AccessError(
                f"{self.path} cannot be read or written ({exc.strerror}): look at its disk and rights"
            ) from exc


def _is_about(strings: Collection[str], names: Collection[str], words: Words) -> bool:
    return not set(names).isdisjoint(strings) or words.are_in(*strings)


def _strings(line: str) -> Iterator[str]:
    """Every string of a line; the line itself where a hand has broken it."""
    try:
        waiting = [json.loads(line)]
    except ValueError:
        yield line
        return
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
