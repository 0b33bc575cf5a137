"""Tesseracts that stand ready, as they are seen from outside: started, asked, killed where they must be.

To start Tesseract takes a tenth of a second, once for a page and once for each stamp on it. The process that
spares it is `ingest.recogniser`; where it cannot be had, the program is run for every picture.
"""

import atexit
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

from PIL import Image

from ingest import tesseract
from ingest.recogniser import HEAD, IDLE, LENGTH, NOTHING, READY

SCRIPT = Path(__file__).with_name("recogniser.py")
MOST_PICTURES = 200  # then a fresh one takes over, whatever memory this one has lost

_idle: list["Standing"] = []
_unfit: set[str] = set()  # versions whose library is not here
_lock = threading.Lock()


class Standing:
    """One process, and what is known of it on this side."""

    def __init__(self, version: str, seconds: float = tesseract.SECONDS, idle: float = IDLE) -> None:
        self.version = version
        self._seconds = seconds
        self._late = self._asked = False
        self._pictures = 0
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(SCRIPT), version, str(idle)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=tesseract.environment(),
        )
        self._ask, self._answer = cast(IO[bytes], self.process.stdin), cast(IO[bytes], self.process.stdout)
        with self._in_time():
            self.fit = self._answer.read(len(READY)) == READY

    @property
    def fresh(self) -> bool:
        """Whether it can take another picture."""
        return not self._asked and self._pictures < MOST_PICTURES and self.process.poll() is None

    def read(self, picture: Image.Image, dpi: int, segmentation: int) -> str | None:
        """Tell what a grey picture shows; None where the program must be asked.

        Raises IngestError where it is stopped, or takes too long.
        """
        pixels = picture.tobytes()
        self._pictures += 1
        self._asked = True
        with self._in_time():
            try:
                self._ask.write(HEAD.pack(*picture.size, dpi, segmentation))
                self._ask.write(pixels)
                self._ask.flush()
                (length,) = LENGTH.unpack(self._heard(LENGTH.size))
                said = None if length == NOTHING else self._heard(length)
            except (OSError, EOFError):
                self._check_fate()
                return None
        self._asked = False
        return None if said is None else said.decode("utf-8", "replace")

    def end(self) -> None:
        """Let it go."""
        with suppress(OSError):
            self._ask.close()
        self._answer.close()
        try:
            self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _heard(self, count: int) -> bytes:
        said = self._answer.read(count)
        if len(said) < count:
            raise EOFError
        return said

    def _check_fate(self) -> None:
        """Say why it is gone, unless it went for want of work."""
        code = self.process.wait()
        if self._late:
            raise tesseract.late()
        if code < 0:
            raise tesseract.stopped()

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """Kill it where it takes too long."""

        def kill() -> None:
            self._late = True
            self.process.kill()

        timer = threading.Timer(self._seconds, kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def table(picture: Image.Image, dpi: float, segmentation: int) -> str:
    """Tell what a grey picture shows in Tesseract's table, without its heading.

    Raises IngestError where Tesseract is missing, fails, or takes too long.
    """
    standing = _taken()
    if standing is not None:
        try:
            read = standing.read(picture, round(dpi), segmentation)
        finally:
            _put_back(standing)
        if read is not None:
            return read
    options = ["--psm", str(segmentation), "-l", tesseract.LANGUAGE, "tsv"]
    return tesseract.run(picture, dpi, options).partition("\n")[2]


def _taken() -> Standing | None:
    """One that is free, or a new one; None where there can be none."""
    version = tesseract.version().removeprefix("tesseract ")
    with _lock:
        while _idle:
            standing = _idle.pop()
            if standing.fresh and standing.version == version:
                return standing
            standing.end()
        if not version or version in _unfit:
            return None
    standing = Standing(version)
    if standing.fit:
        return standing
    standing.end()
    _unfit.add(version)
    return None


def _put_back(standing: Standing) -> None:
    if not standing.fresh:
        standing.end()
        return
    with _lock:
        _idle.append(standing)


@atexit.register
def _end() -> None:
    with _lock:
        while _idle:
            _idle.pop().end()
