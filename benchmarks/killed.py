"""The process that benchmarks/kills.py kills: it ingests, edits, removes, embeds and makes indexes anew."""

import hashlib
import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Engine, event

from assistant.build import Store, store_of
from assistant.ingestion import Outcome, ingest
from assistant.settings import Settings
from ingest.letter import Letter, LetterMetadata, Paragraph, Role
from vectorstore import bm25, lexical, scan
from vectorstore.record import Record
from vectorstore.terms import content_words

SIZE = 64
LETTERS = 12


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


def work(folder: Path, seed: int, point: int | None, acks: Connection) -> None:
    """Ingest, edit, remove, embed anew and derive, saying what is done; die at the point, if one is given."""
    rng = random.Random(seed + 1)
    if point is not None:
        _die_at(point)
    store = open_collection(folder)
    acks.send("opened")
    for _ in range(3):
        ingest(store, [folder / "letters"], lambda report: acks.send(f"ingested {report.source}"), read_lines)
        acks.send("derived")
        some = rng.choice([letter.id for letter in store.record.letters()])
        store.record.set_area(some, ["Westhaven"])
        acks.send(f"area {some}")
        if rng.random() < 0.3:
            shutil.rmtree(folder / "store" / rng.choice(["exact", "lexical", "words"]))
            store.indexer.derive()
            acks.send("made again")
        if rng.random() < 0.3:
            store.close()
            store = open_collection(folder, "second" if store.embedder.name == "first" else "first")
            store.indexer.embed_anew()
            store.indexer.derive()
            acks.send("embedded anew")
        if rng.random() < 0.3:
            store.record.remove([some])
            acks.send(f"removed {some}")
        _change(folder / "letters", rng)
    store.close()


def make_folder(folder: Path, rng: random.Random) -> dict[str, str]:
    """Make or change the letters of a folder; return what is in it before the work begins."""
    letters = folder / "letters"
    if not letters.exists():
        letters.mkdir(parents=True)
        for number in range(LETTERS):
            _write(letters / f"l{number}.txt", rng)
    _change(letters, rng)
    return {path.name: path.read_text() for path in letters.glob("*.txt")}


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
    made.replace(path)


def read_lines(paths: Sequence[Path]) -> Iterator[tuple[Path, Outcome]]:
    for path in paths:
        texts = path.read_text().split("\n")
        sha256 = sha_of("\n".join(texts))
        letter_id = f"undated-{sha256[:6]}"
        paragraphs = tuple(
            Paragraph(letter_id=letter_id, number=number, text=text, role=Role.ASK)
            for number, text in enumerate(texts, start=1)
        )
        metadata = LetterMetadata(id=letter_id, source=str(path), text_sha256=sha256)
        yield path, (Letter(metadata=metadata, paragraphs=paragraphs),)


def open_collection(folder: Path, embedder: str = "") -> Store:
    settings = Settings(store=folder / "store")
    record = Record.open(settings.record_url, create=True)
    return store_of(settings, record, HashEmbedder(embedder or record.embedder_name or "first"))


def sha_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


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
    places = [
        (Path, "replace"),
        (bm25, "change"),
        (scan, "_sums"),
        (scan, "remove_quietly"),
        (lexical, "_write_sums"),
    ]
    places += [(Record, name) for name in ("put", "note", "remove", "switch", "prepare", "set_area")]
    for owner, name in places:
        setattr(owner, name, around(getattr(owner, name)))
