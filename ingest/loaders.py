"""A path becomes letters: LOADERS and CONTAINERS by suffix, load(path), walk(path).

To support a format, add one line to LOADERS (a file that is one letter, read as pages of lines) or to
CONTAINERS (a file that holds several, such as an e-mail with attachments).
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from ingest.letter import IngestError, Letter
from ingest.letterbook import corrected
from ingest.letters import letter_of
from ingest.page import Page
from ingest.sniff import REFUSED, kind
from ingest.text import load_text

Loader = Callable[[Path], Sequence[Page]]


def _in(module: str, name: str) -> Loader:
    """A loader that is imported when it is first used: who only walks a folder needs no PDF library."""

    def load(path: Path) -> Sequence[Page]:
        loader: Loader = getattr(import_module(module), name)
        return loader(path)

    return load


def _unpack_mail(path: Path, folder: Path) -> Sequence[Path]:
    return import_module("ingest.mail").unpack(path, folder)  # type: ignore[no-any-return]


LOADERS: dict[str, Loader] = {
    ".txt": load_text,
    ".text": load_text,
    ".md": load_text,
    ".markdown": load_text,
    ".pdf": _in("ingest.pdf", "load_pdf"),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), _in("ingest.docx", "load_docx")),
    ".rtf": _in("ingest.rtf", "load_rtf"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _in("ingest.html", "load_html")),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), _in("ingest.ocr", "load_scan")),
}
# unpack(path, folder) writes each part that can be a letter into the folder and returns its paths, the
# message's own text first; a part's letter has the source "mail.eml#attachment.pdf".
CONTAINERS: dict[str, Callable[[Path, Path], Sequence[Path]]] = {".eml": _unpack_mail, ".msg": _unpack_mail}


def load(path: Path) -> tuple[Letter, ...]:
    """Read the letters of a file: one, or those of an e-mail and its attachments."""
    if not path.exists():
        raise IngestError(f"{path}: no such file; check the path", status="unsupported")
    unpack = CONTAINERS.get(kind(path))
    if unpack is None:
        letter = letter_of(pages_of(path), source=str(path), file_sha256=file_hash(path))
        return (corrected(letter, path),)
    with tempfile.TemporaryDirectory(prefix="letterbook-") as folder:
        return tuple(corrected(letter, path) for letter in _letters(path, unpack(path, Path(folder))))


def file_hash(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def walk(path: Path) -> Iterator[Path]:
    """Yield the supported files at or under a path, in order of name; each folder once, no hidden files.

    A folder that cannot be opened is yielded itself, so that whoever reads it says so.
    """
    if path.is_file():
        yield path
        return
    seen: set[tuple[int, int]] = set()
    waiting = [path]  # not os.walk: it calls itself for each folder in a folder, a thousand at most
    while waiting:
        folder = waiting.pop()
        try:
            status = folder.stat()
            with os.scandir(folder) as entries:
                inside = sorted((entry.name, _is_folder(entry)) for entry in entries)
        except OSError:
            yield folder
            continue
        if (status.st_dev, status.st_ino) not in seen:
            seen.add((status.st_dev, status.st_ino))
            yield from (folder / name for name, is_folder in inside if not is_folder and _supported(name))
            folders = [name for name, is_folder in inside if is_folder and not name.startswith(".")]
            waiting += [folder / name for name in reversed(folders)]


def pages_of(path: Path) -> Sequence[Page]:
    """Read a file's pages with the loader of what it is, whatever it is called."""
    suffix = kind(path)
    loader = LOADERS.get(suffix)
    if loader is None:
        known = ", ".join(sorted([*LOADERS, *CONTAINERS]))
        raise IngestError(f"{path.name}: not a format that can be read ({known})", status="unsupported")
    return loader(path)


def _letters(path: Path, parts: Sequence[Path]) -> tuple[Letter, ...]:
    """The letters of a message; what cannot be read of it is a warning on the first, unless nothing can."""
    letters: list[Letter] = []
    faults: list[IngestError] = []
    for part in parts:
        try:
            source = f"{path}#{part.name}"
            letters.append(letter_of(pages_of(part), source=source, file_sha256=file_hash(part)))
        except IngestError as error:
            faults.append(error)
    if not letters:
        raise faults[0]
    first = letters[0].metadata
    warned = replace(first, warnings=(*first.warnings, *(f"{path.name}#{fault}" for fault in faults)))
    return (replace(letters[0], metadata=warned), *letters[1:])


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _supported(name: str) -> bool:
    """Whether a file is looked at: kinds that are known but not read are, so that they are reported."""
    known = LOADERS.keys() | CONTAINERS.keys() | REFUSED.keys()
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in known
