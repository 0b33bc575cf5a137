"""One worker process as it is seen from outside: started, asked, heard, and killed where it must be.

This side opens no letter and imports no library that does. What comes back is unpickled with nothing but the
types of letters allowed, so that not even a worker that a file has taken over can harm it.
"""

import io
import json
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Pipe
from pathlib import Path
from typing import cast

from ingest import letter
from ingest.child import LETTERS, PAGE, PICTURE
from ingest.letter import IngestError, Letter, Status

Result = tuple[Letter, ...] | IngestError
Answer = Result | bytes

ROOT = Path(__file__).parent.parent
MADE_OF = (
    letter.Letter,
    letter.LetterMetadata,
    letter.Paragraph,
    letter.Person,
    letter.Fact,
    letter.Role,
    date,
)
TYPES = {(kind.__module__, kind.__qualname__): kind for kind in MADE_OF}
LARGEST_ANSWER = 500_000_000  # bytes
MOST_FILES = 300  # then a fresh worker takes over, whatever memory this one has lost
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost a worker."""

    memory: int = 1_500_000_000  # bytes of address space
    cpu: int = 60  # seconds of CPU without a page done
    silent: float = 180.0  # seconds without a page done
    whole: float = 3_600.0  # seconds, scans of hundreds of pages included


def code_path() -> str:
    """Where a process that we start finds this code: its PYTHONPATH."""
    return os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])


class Worker:
    """One process, and what is known of it on this side."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._folder = tempfile.mkdtemp(prefix="letterbook-")
        self._said = Path(self._folder, "said")
        self.connection, theirs = Pipe()
        numbers = [theirs.fileno(), limits.memory, limits.cpu]
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "ingest.child", *map(str, numbers)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                pass_fds=[theirs.fileno()],
                env=_environment(self._folder),
                # So that Ctrl-C is ours, and what it starts is killed with it. No session of its own: Linux may give
                # each session as much of the processor as all of ours, however far a process in it stands back.
                process_group=0,
            )
        theirs.close()
        self._files = 0
        self._asked = self._heard = time.monotonic()

    @property
    def fresh(self) -> bool:
        """Whether it can take another file."""
        return self._process.poll() is None and self._files < MOST_FILES and not self.connection.closed

    def ask(self, request: list[str | int]) -> None:
        """Give it a file."""
        self._files += 1
        self._asked = self._heard = time.monotonic()
        try:
            self.connection.send_bytes(json.dumps(request).encode())
        except OSError:  # it has died; `hear` finds out how
            self.connection.close()

    def patience(self) -> float:
        """How many more seconds to wait for it."""
        now = time.monotonic()
        return max(0.0, min(self._heard + self._limits.silent, self._asked + self._limits.whole) - now)

    def hear(self, path: Path, ready: bool) -> "Answer | None":
        """Its answer; None where it is still at work."""
        if self.connection.closed:
            return self._fate(path)
        if not ready:
            return self._overdue(path) if self.patience() <= 0 else None
        try:
            said = self.connection.recv_bytes(LARGEST_ANSWER)
        except (EOFError, OSError):
            return self._fate(path)
        if said[:1] != PAGE:
            return _answer(said)
        self._heard = time.monotonic()
        return None

    def kill(self) -> None:
        """End it, and what it has started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self.connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _overdue(self, path: Path) -> IngestError:
        waited = round(time.monotonic() - self._asked)
        self._files = MOST_FILES
        return _error(f"{path.name}: not done after {waited} s; save it as a plain PDF", "timeout")

    def _fate(self, path: Path) -> IngestError:
        """Why it died over a file."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        code = self._process.poll()
        if code == -signal.SIGXCPU:
            return _error(
                f"{path.name}: more than {self._limits.cpu} s of work; save it as a plain PDF", "timeout"
            )
        if code in (-signal.SIGSEGV, -signal.SIGBUS):
            return _error(f"{path.name}: so damaged that its reader crashes; ask for it again", "corrupt")
        if code is not None and code < 0:
            memory = self._limits.memory // 1_000_000
            return _error(
                f"{path.name}: needs more than {memory} MB to read; save it as a plain PDF", "too_large"
            )
        lines = self._said.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return _error(f"{path.name}: its reader failed: {lines[-1] if lines else code}", "corrupt")


class _LettersOnly(pickle.Unpickler):
    """Builds letters and nothing else."""

    def find_class(self, module_name: str, global_name: str) -> object:
        """The type of that name, if letters are made of it."""
        if (module_name, global_name) not in TYPES:
            raise pickle.UnpicklingError(f"a worker answered with {module_name}.{global_name}")
        return TYPES[module_name, global_name]


def _answer(said: bytes) -> Answer:
    tag, content = said[:1], said[1:]
    if tag == PICTURE:
        return content
    if tag == LETTERS:
        return cast(tuple[Letter, ...], _LettersOnly(io.BytesIO(content)).load())
    message, status = json.loads(content)
    return _error(message, status)


def _error(message: str, status: Status) -> IngestError:
    """An error of one printable line, whatever the file is called."""
    line = message.encode("utf-8", "backslashreplace").decode()
    return IngestError(CONTROL.sub(lambda match: repr(match[0])[1:-1], line), status=status)


def _environment(folder: str) -> dict[str, str]:
    """One thread for each library, a folder of its own for temporary files, and this code to run."""
    return {
        **os.environ,
        "PYTHONPATH": code_path(),
        "TMPDIR": folder,
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }
