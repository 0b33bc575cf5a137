"""The process that benchmarks/kills.py kills: it ingests, edits, removes, embeds and makes indexes anew."""

import hashlib
import os
import random
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Engine, event

from assistant.build import Store, store_of
from assistant.filereport import FileReport
from assistant.ingestion import Outcome, ingest
from assistant.settings import Settings
from ingest.letter import Letter, LetterMetadata, Paragraph, Role
from vectorstore import bm25, chromaclient, lexical, scan, upgrade
from vectorstore.chroma import ChromaIndex
from vectorstore.chromastate import CHROMA
from vectorstore.record import FILE, Record
from vectorstore.terms import content_words

SIZE = 64
LETTERS = 8
OLDER = (
    "BEGIN; ALTER TABLE sources DROP COLUMN stamp; UPDATE state SET schema = 2; COMMIT;"  # a record before
)
AREAS = ("Westhaven", "Eastvale", "Northmoor", "Kingsholt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the process says before an operation, for each part that is kept, and after it."""

    doing: str
    done: bool = False
    source: str = ""  # the file of an ingest
    letter: str = ""
    value: str = ""  # the status of a file, the area, the model


@dataclass(slots=True, kw_only=True)
class Work:
    """One process at its work."""

    folder: Path
    rng: random.Random
    acks: Connection
    store: Store

    def say(self, doing: str, *, done: bool = False, letter: str = "", value: str = "") -> None:
        """Tell whoever kills, who then holds us to it."""
        self.acks.send(Said(doing=doing, done=done, letter=letter, value=value))


class HashEmbedder:
    """A text is the bag of its content words, hashed: quick, and alike where words are."""

    def __init__(self, name: str) -> None:
        self.name = name

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return float32 [n, SIZE], each row of length 1."""
        vectors = np.full((len(texts), SIZE), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in content_words(text):
                vectors[row, int(hashlib.md5((self.name + word).encode()).hexdigest(), 16) % SIZE] += 1
        normal: npt.NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return normal


def work(
    folder: Path, seed: int, operations: Sequence[str], at: int, point: int | None, acks: Connection
) -> None:
    """Do the operations, saying what is begun and done; die at the nth point from operation `at` on."""
    rng = random.Random(f"work {seed}")  # never what the next folder is made of: no text comes twice
    if point is not None and at == 0:
        _die_at(point)
    acks.send(Said(doing="open"))
    work = Work(folder=folder, rng=rng, acks=acks, store=open_collection(folder))
    acks.send(Said(doing="open", done=True))
    for place, doing in enumerate(operations, start=1):
        if point is not None and place == at:
            _die_at(point)
        OPERATIONS[doing](work)
    work.store.close()


def die_doing(folder: Path, doing: str, letter: Letter, point: int) -> None:
    """Do one thing to a collection, and die at the nth point; end well where there are fewer."""
    store = open_collection(folder)
    _die_at(point)
    if doing == "put":
        store.indexer.sync(letter)
    elif doing == "remove":
        store.record.remove([letter.metadata.id])
    elif doing == "area":
        store.record.set_area(letter.metadata.id, letter.metadata.areas)
    store.indexer.derive()


def make_folder(folder: Path, rng: random.Random) -> None:
    """Make or change the letters of a folder."""
    letters = folder / "letters"
    if not letters.exists():
        letters.mkdir(parents=True)
        for number in range(LETTERS):
            _write(letters / f"l{number}.txt", rng)
    _change(letters, rng)


def read_lines(paths: Iterable[Path]) -> Iterator[tuple[Path, Outcome]]:
    """Read each file as a letter with a paragraph a line."""
    for path in paths:
        texts = path.read_text().split("\n")
        sha256 = sha_of("\n".join(texts))
        letter_id = id_of("\n".join(texts))
        paragraphs = tuple(
            Paragraph(letter_id=letter_id, number=number, text=text, role=Role.ASK)
            for number, text in enumerate(texts, start=1)
        )
        metadata = LetterMetadata(id=letter_id, source=str(path), text_sha256=sha256)
        yield path, (Letter(metadata=metadata, paragraphs=paragraphs),)


def open_collection(folder: Path, embedder: str = "") -> Store:
    """Open the collection with the model it has, or with another."""
    settings = Settings(store=folder / "store")
    record = Record.open(settings.record_url, create=True)
    return store_of(settings, record, HashEmbedder(embedder or record.embedder_name or "first"))


def chroma_of(store: Store) -> ChromaIndex:
    """The collection's vectors in Chroma, as the chat has them."""
    return ChromaIndex(store.settings.store / CHROMA, store.record, store.exact)


def id_of(text: str) -> str:
    """The id that a text without a date gets."""
    return f"undated-{sha_of(text)[:6]}"


def sha_of(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _ingest(work: Work) -> None:
    def report(one: FileReport) -> None:
        said = Said(doing="ingest", source=one.source, letter=one.letter_id or "", value=one.status)
        work.acks.send(said)

    work.say("ingest")
    _change(work.folder / "letters", work.rng)
    ingest(work.store, [work.folder / "letters"], report, read_lines)
    work.say("ingest", done=True)


def _set_area(work: Work) -> None:
    if letter := _some_letter(work):
        area = work.rng.choice(AREAS)
        work.say("area", letter=letter, value=area)
        work.store.record.set_area(letter, [area])
        work.say("area", letter=letter, value=area, done=True)


def _remove(work: Work) -> None:
    if letter := _some_letter(work):
        work.say("remove", letter=letter)
        work.store.record.remove([letter])
        work.say("remove", letter=letter, done=True)
        work.store.indexer.derive()


def _embed(work: Work) -> None:
    model = "second" if work.store.embedder.name == "first" else "first"
    work.store.close()
    work.store = open_collection(work.folder, model)
    work.say("embed", value=model)
    work.store.indexer.embed_anew()
    work.say("embed", value=model, done=True)
    work.store.indexer.derive()


def _rebuild(work: Work) -> None:
    work.say("rebuild")
    shutil.rmtree(
        work.folder / "store" / work.rng.choice(["exact", "lexical", "words", "stems"]), ignore_errors=True
    )
    work.store.close()
    work.store = open_collection(work.folder)
    work.store.indexer.derive()
    work.say("rebuild", done=True)


def _chroma(work: Work) -> None:
    """Have Chroma opened, then brought up to what came and went, as the chat's keeper does."""
    work.say("chroma")
    index = chroma_of(work.store)
    index.derive()
    _change(work.folder / "letters", work.rng)
    ingest(work.store, [work.folder / "letters"], read=read_lines)
    index.derive()
    work.say("chroma", done=True)
    index.close()


def _upgrade(work: Work) -> None:
    """Open what an older Letterbook would have left."""
    work.store.close()
    with sqlite3.connect(work.folder / "store" / FILE, isolation_level=None) as database:
        database.executescript(OLDER)
    database.close()
    work.say("upgrade")
    work.store = open_collection(work.folder)
    work.say("upgrade", done=True)


OPERATIONS: dict[str, Callable[[Work], None]] = {
    "ingest": _ingest,
    "area": _set_area,
    "remove": _remove,
    "embed": _embed,
    "rebuild": _rebuild,
    "chroma": _chroma,
    "upgrade": _upgrade,
}


def _some_letter(work: Work) -> str:
    letters = [letter.id for letter in work.store.record.letters()]
    return work.rng.choice(letters) if letters else ""


def _change(letters: Path, rng: random.Random) -> None:
    paths = sorted(letters.glob("*.txt"))
    _write(rng.choice(paths), rng)
    _write(letters / f"l{rng.randrange(1000)}.txt", rng)
    if len(paths) > LETTERS:
        rng.choice(paths).unlink()


def _write(path: Path, rng: random.Random) -> None:
    # By rename: a killed writer of the test must not leave half a file.
    own = [
        f"unique{rng.randrange(10**9)} and the annual review of {rng.randrange(99)} plans" for _ in range(6)
    ]
    made = path.with_suffix(".new")
    made.write_text("\n".join([*own[: rng.randrange(1, 7)], "Yours sincerely"]))
    os.rename(made, path)  # noqa: PTH104 - Path.replace is one of the points where we die


def _die_at(point: int) -> None:
    """Kill this process at the nth point where something is committed or put in its place."""
    left = [point]

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            count()
            done = function(*args, **kwargs)
            count()
            return done

        return wrapped

    def before_commit(connection: SqlConnection) -> None:
        if connection.get_execution_options().get("letterbook_begin") == "IMMEDIATE":
            count()

    event.listen(Engine, "commit", before_commit)
    places: list[tuple[Any, str]] = [
        (Path, "replace"),
        (os, "fsync"),
        (shutil, "rmtree"),
        (bm25, "change"),
        (scan, "_sums"),
        (scan, "remove_quietly"),
        (lexical.LexicalIndex, "_write_sums"),
        (upgrade, "_digests"),
        (upgrade, "_verify"),
        (chromaclient, "add"),
        (chromaclient, "drop"),
        (chromaclient, "make_collection"),
    ]
    places += [(Record, name) for name in ("put", "note", "remove", "switch", "prepare", "set_area")]
    for owner, name in places:
        setattr(owner, name, around(getattr(owner, name)))
