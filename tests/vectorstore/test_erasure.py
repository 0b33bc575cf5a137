"""Erasure: nothing of an erased letter is found in any file of the store."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from sqlalchemy import text

from ingest.letter import Letter
from tests.vectorstore.made import FOUR, SIZE, BagEmbedder, Shelf, letter
from tests.vectorstore.test_record import source_of
from vectorstore import erasure
from vectorstore.chroma import ChromaIndex
from vectorstore.erasure import PENDING, erase, finish
from vectorstore.hit import Query
from vectorstore.record import StoreError
from vectorstore.retriever import HybridRetriever

SECRET = letter(
    "2024-05-01-5ec7e7",
    "The child called Quetzalcoatl “lives” at 12 Xylophone Way.",
    'A "quoted" Zyzzyva sentence.',
    "Thank you for meeting us.",  # another letter says so too
    source="quetzalcoatl.txt",
)


class DenseEmbedder(BagEmbedder):
    """Every text has a vector without zeros, as a model's are."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        vectors = super().embed(texts)
        for row, one in enumerate(texts):
            seed = int.from_bytes(hashlib.md5(one.encode()).digest()[:8], "little")
            vectors[row] += 0.01 * np.random.default_rng(seed).standard_normal(SIZE, dtype=np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def secret(tmp_path: Path) -> Iterator[Shelf]:
    """A store with a letter that is to be erased."""
    four = Shelf(tmp_path / "store", DenseEmbedder()).put(*FOUR)
    four.indexer.sync(SECRET, [source_of(SECRET)])
    four.record.set_area(SECRET.metadata.id, ["Quetzalshire"])
    four.indexer.derive()
    yield four
    four.close()


def erased(shelf: Shelf) -> erasure.Erased:
    derived = (shelf.exact, shelf.lexical, shelf.words)
    return erase(shelf.record, shelf.indexer, derived, shelf.folder, [SECRET.metadata.id])


def holds(shelf: Shelf, *needles: bytes) -> list[str]:
    files = [path for path in shelf.folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(needle in path.read_bytes().lower() for needle in needles)]


WORDS = (b"quetzal", b"xylophone", b"zyzzyva", b"5ec7e7")


def test_before_it_is_erased_it_is_there(secret: Shelf) -> None:
    assert {"words.npz", "record.sqlite-wal"} <= set(holds(secret, *WORDS))


def test_after_it_is_erased_nothing_of_it_is_there(secret: Shelf) -> None:
    vector = secret.embedder.embed(["Next steps\n" + SECRET.paragraphs[0].text])[0].tobytes()[:64]
    assert erased(secret).letters == (SECRET.metadata.id,)
    assert holds(secret, *WORDS, vector) == []
    assert not (secret.folder / PENDING).exists()


def test_the_other_letters_are_as_they_were(secret: Shelf) -> None:
    erased(secret)
    assert [secret.record.letter(one.metadata.id) for one in FOUR] == list(FOUR)
    retriever = HybridRetriever(secret.record, secret.exact, secret.lexical, secret.embedder)
    assert {hit.paragraph.id for hit in retriever.retrieve(Query(text="thank you for meeting us"))} == {
        "n24#2"
    }
    assert not secret.indexer.behind


class SpacelessEmbedder(DenseEmbedder):
    """What differs in its white alone has one vector, as with the bundled model."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return super().embed([" ".join(one.split()) for one in texts])


def test_a_vector_that_another_letter_has_too_is_not_taken_for_a_trace(tmp_path: Path) -> None:
    address = "Department of Weights\n2 Example Street\nAnytown"
    other = letter("2024-05-02-07ae27", address.replace("\n", " "), source="other.txt")
    shelf = Shelf(tmp_path / "store", SpacelessEmbedder()).put(other)
    secret = letter(SECRET.metadata.id, address, source="quetzalcoatl.txt")
    shelf.indexer.sync(secret, [source_of(secret)])
    shelf.indexer.derive()
    assert erased(shelf).letters == (SECRET.metadata.id,)
    assert shelf.record.letter(other.metadata.id).paragraphs == other.paragraphs
    shelf.close()


def test_a_file_of_its_own_is_deleted_and_others_are_named(secret: Shelf, tmp_path: Path) -> None:
    outside, uploads = tmp_path / "quetzalcoatl.txt", secret.folder / "uploads"
    uploads.mkdir()
    for path in (outside, uploads / "quetzalcoatl.txt"):
        path.write_text("Quetzalcoatl")
        source = source_of(SECRET, source=str(path), path=str(path))
        secret.record.note([source])
    assert erased(secret).files == (outside,)
    assert not (uploads / "quetzalcoatl.txt").exists()


def test_what_it_left_elsewhere_is_found_and_said(secret: Shelf) -> None:
    (secret.folder / "notes.txt").write_text(f"copied: {SECRET.paragraphs[0].text}")
    with pytest.raises(StoreError, match=r"still in .*notes\.txt"):
        erased(secret)


def test_what_others_keep_of_it_goes_before_it_and_once_more_after(secret: Shelf) -> None:
    seen: list[tuple[str, bool]] = []

    def also(letters: Sequence[Letter]) -> None:
        there = SECRET.metadata.id in {one.id for one in secret.record.letters()}
        seen.append((letters[0].paragraphs[0].text, there))

    derived = (secret.exact, secret.lexical, secret.words)
    erase(secret.record, secret.indexer, derived, secret.folder, [SECRET.metadata.id], also)
    text = SECRET.paragraphs[0].text
    assert seen == [(text, True), (text, False)]


def test_an_erasure_that_was_killed_is_pending_and_can_be_finished(
    secret: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "finish", lambda *args: None)
    with pytest.raises(StoreError, match="still in"):
        erased(secret)
    assert (secret.folder / PENDING).exists()
    monkeypatch.undo()
    finish(secret.record, secret.indexer, (secret.exact, secret.lexical, secret.words), secret.folder)
    assert holds(secret, *WORDS) == []


def test_a_letter_that_nobody_has_is_said(secret: Shelf) -> None:
    with pytest.raises(StoreError, match="no letter nobody"):
        erase(secret.record, secret.indexer, (), secret.folder, ["nobody"])


def test_a_reader_that_does_not_end_is_said(secret: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vectorstore.database.BUSY_SECONDS", 0.2)
    other, impatient = Shelf(secret.folder), Shelf(secret.folder, DenseEmbedder())
    with other.record.database.reading() as connection:
        connection.execute(text("SELECT count(*) FROM letters")).all()
        with pytest.raises(StoreError, match="close the chat and try again"):
            erased(impatient)
    other.close()
    impatient.close()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_nothing_of_it_is_left_in_chroma_which_the_chat_must_let_go_of(secret: Shelf) -> None:
    chroma = ChromaIndex(secret.folder / "chroma", secret.record, secret.exact)
    chroma.derive()
    with pytest.raises(StoreError, match="owned by the chat: close it and try again"):
        erased(secret)
    assert secret.record.letter(SECRET.metadata.id).paragraphs == SECRET.paragraphs
    chroma.close()
    erased(secret)
    assert holds(secret, *WORDS) == []
    chroma.derive()
    assert not chroma.behind
    chroma.close()
