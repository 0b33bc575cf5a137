"""What a store's Chroma collection holds, kept beside it; and its deletion."""

import contextlib
import json
import logging
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from vectorstore import chromaclient
from vectorstore.files import written_whole
from vectorstore.rows import Keys
from vectorstore.state import Point
from vectorstore.storeerror import StoreError

log = logging.getLogger(__name__)

CHROMA = "chroma"  # the folder in a store
STATE, OWNER = "state.npz", "owner.lock"
FORM = 2  # of a collection's graph (chromaclient.HNSW): one of another form is made anew


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromaState:
    """What the collection holds. Not `clean` while it is written: whoever finds it so makes it anew."""

    name: str  # of the collection, and of its folder
    url: str  # of the server that has it; "" for the folder
    clean: bool
    point: Point
    embedder: str
    keys: Keys
    form: int = FORM


def read_state(path: Path) -> ChromaState | None:
    """Read the state; None where there is none, or a damaged one."""
    try:
        with np.load(path, allow_pickle=False) as saved:
            about = json.loads(bytes(saved["about"]))
            keys = saved["keys"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as exc:
        log.warning("the state of Chroma at %s is damaged: %s", path, exc)
        return None
    point = Point(generation=about["generation"], token=about["token"])
    return ChromaState(
        name=about["name"],
        url=about["url"],
        clean=about["clean"],
        point=point,
        embedder=about["embedder"],
        keys=keys,
        form=about.get("form", 1),
    )


def write_state(path: Path, state: ChromaState) -> None:
    """Write the state whole."""
    about = {
        "form": state.form,
        "name": state.name,
        "url": state.url,
        "clean": state.clean,
        "generation": state.point.generation,
        "token": state.point.token,
        "embedder": state.embedder,
    }
    with written_whole(path) as file:
        np.savez(file, about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8), keys=state.keys)


def erase_collection(folder: Path) -> None:
    """Delete the collection of a store with all its files; StoreError where a process has it open."""
    if not folder.exists():
        return
    owner = FileLock(folder / OWNER)
    try:
        owner.acquire(timeout=0)
    except Timeout as exc:
        raise StoreError(f"{folder} is owned by the chat: close it and try again") from exc
    try:
        delete_files(folder)
    finally:
        owner.release()


def delete_files(folder: Path) -> None:
    """Delete the collection with all its files. For its owner."""
    state = read_state(folder / STATE)
    if state is not None and state.url:
        client = chromaclient.client_of(state.url)
        with contextlib.suppress(StoreError):  # it is gone already
            chromaclient.delete_collection(client, state.name)
    for path in folder.glob("letterbook-*"):
        shutil.rmtree(path, ignore_errors=True)
    (folder / STATE).unlink(missing_ok=True)
