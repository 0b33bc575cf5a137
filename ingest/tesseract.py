"""Tesseract as a program on this machine: where it is, and which one."""

import shutil
import subprocess
from functools import cache


def program() -> str | None:
    """The program; None where it is not installed."""
    return shutil.which("tesseract")


def version() -> str:
    """As it calls itself ("tesseract 5.3.0"); "" where it is not installed or does not say."""
    path = program()
    return _said(path) if path else ""


@cache
def _said(path: str) -> str:
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout.decode("utf-8", "replace").splitlines() or [""])[0].strip()
