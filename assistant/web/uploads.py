"""Uploaded files: from Gradio's temporary folder into the store, where they stay."""

import filecmp
import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

LONGEST = 255  # bytes of a name on a disk


def receive(files: Sequence[str], folder: Path) -> list[Path]:
    """Copy files that Gradio received into the folder; a path from elsewhere is a PermissionError."""
    received = Path(os.environ["GRADIO_TEMP_DIR"]).resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = []
    for file in files:
        path = Path(file).resolve()
        if not path.is_relative_to(received) or not path.is_file():
            raise PermissionError("only uploaded files can be added")
        kept.append(_keep(path, folder))
    return kept


def _keep(path: Path, folder: Path) -> Path:
    """Copy one file; another file of the same name stays beside it."""
    target = folder / path.name
    if target.exists() and not filecmp.cmp(path, target, shallow=False):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        # A name may be as long as a disk allows already, and its suffix tells what the file is.
        room = LONGEST - len(f"-{digest}{path.suffix}".encode())
        stem = path.stem.encode()[:room].decode(errors="ignore")
        target = folder / f"{stem}-{digest}{path.suffix}"
    if not target.exists():
        shutil.copyfile(path, target)
    path.unlink()
    return target
