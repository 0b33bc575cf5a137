"""Uploaded files: received one by one, each only its sender's, until they are moved into the store to stay."""

import filecmp
import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request

from assistant.web.entrance import PERSON

LARGEST = 50_000_000  # bytes of one file
HOUR = 60 * 60  # seconds that a file waits to be added
NAME = 200  # bytes of a file's name that are kept
LONGEST = 255  # bytes of a name on a disk
_CALLED = re.compile(r"[\w-]{22}")


class Uploads:
    """Files that people have sent and that are not letters yet. Another's file is not there."""

    def __init__(self, folder: Path) -> None:
        """Keep files in `folder` once they are added."""
        self.folder = folder
        self.waiting = Path(os.environ["GRADIO_TEMP_DIR"]) / secrets.token_hex(8)

    async def receive(self, owner: str, name: str, parts: AsyncIterator[bytes]) -> str:
        """Write a file as it comes, and say what it is called until it is added; ValueError: too large."""
        self._forget()
        called = secrets.token_urlsafe(16)
        place = self._place(owner) / called
        place.mkdir(parents=True, mode=0o700)
        size = 0
        with (place / _tame(name)).open("wb") as file:
            async for part in parts:
                size += len(part)
                if size > LARGEST:
                    file.close()
                    shutil.rmtree(place)
                    raise ValueError(f"the file is larger than {LARGEST // 1_000_000} MB")
                file.write(part)
        return called

    def keep(self, owner: str, called: Sequence[str]) -> list[Path]:
        """Move the owner's files into the folder; what is not theirs is a PermissionError."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = []
        for one in called:
            place = self._place(owner) / one
            if not _CALLED.fullmatch(one) or not place.is_dir():
                raise PermissionError("only files that you uploaded can be added")
            (path,) = place.iterdir()
            kept.append(_keep(path, self.folder))
            place.rmdir()
        return kept

    def _place(self, owner: str) -> Path:
        return self.waiting / hashlib.sha256(owner.encode()).hexdigest()

    def _forget(self) -> None:
        """Delete what nobody added in an hour."""
        for place in self.waiting.glob("*/*"):
            if place.stat().st_mtime < time.time() - HOUR:
                shutil.rmtree(place, ignore_errors=True)


def upload_routes(uploads: Uploads) -> APIRouter:
    """The route that takes a file."""
    router = APIRouter(include_in_schema=False)

    @router.post("/upload", status_code=201)
    async def upload(request: Request, name: str) -> dict[str, str]:
        person = request.scope[PERSON]
        if not person.editor:
            raise HTTPException(403, "only an editor of this collection can add letters")
        try:
            return {"file": await uploads.receive(person.name, name, request.stream())}
        except ValueError as fault:
            raise HTTPException(413, str(fault)) from fault

    return router


def _tame(name: str) -> str:
    """A file's name that names no folder and nothing hidden."""
    last = name.encode("utf-8", "ignore").decode().replace("\\", "/").rsplit("/", 1)[-1]
    path = Path("".join(letter for letter in last if letter.isprintable()).lstrip(".") or "letter")
    suffix = path.suffix if len(path.suffix.encode()) < 20 else ""
    return path.stem.encode()[:NAME].decode("utf-8", "ignore") + suffix


def _keep(path: Path, folder: Path) -> Path:
    """Move one file; another file of the same name stays beside it."""
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
