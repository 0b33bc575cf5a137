"""Tesseract as a program on this machine: where it is, which one, and run for one picture.

It runs on one thread: where pages are read in parallel, more threads take ten times as long.
"""

import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from ingest.letter import IngestError
from ingest.limits import MISSING

if TYPE_CHECKING:  # who only asks which program there is needs no library of pictures
    from PIL import Image

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-eng"
LANGUAGE = "eng"
SECONDS = 120  # for one picture


def program() -> str | None:
    """The program; None where it is not installed."""
    return shutil.which("tesseract")


def version() -> str:
    """As it calls itself ("tesseract 5.3.0"); "" where it is not installed or does not say."""
    path = program()
    return _said(path) if path else ""


def run(picture: "Image.Image", dpi: float, options: Sequence[str]) -> str:
    """Run it for one picture, and return what it prints.

    Raises IngestError where it is missing, fails, or takes too long.
    """
    path = program()
    if path is None:
        raise IngestError(f"a scan, and {MISSING}: {INSTALL}", status="needs_ocr")
    pixels = io.BytesIO()
    picture.save(pixels, "PPM")
    try:
        done = subprocess.run(
            [path, "stdin", "stdout", "--dpi", str(round(dpi)), *options],
            input=pixels.getvalue(),
            capture_output=True,
            env=environment(),
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise late() from error
    except subprocess.CalledProcessError as error:
        if error.returncode < 0:
            raise stopped() from error
        said = error.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise IngestError(
            f"Tesseract failed: {said[-1] if said else error.returncode}", status="needs_ocr"
        ) from error
    return done.stdout.decode("utf-8", errors="replace")


def environment() -> dict[str, str]:
    """What it is run with."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def late() -> IngestError:
    """It took too long."""
    return IngestError(f"Tesseract took more than {SECONDS} s; scan it again", status="timeout")


def stopped() -> IngestError:
    """It was killed: by the system at its limits, or by a picture that it cannot bear."""
    return IngestError("Tesseract was stopped at its limits; scan it again", status="timeout")


@cache
def _said(path: str) -> str:
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout.decode("utf-8", "replace").splitlines() or [""])[0].strip()
