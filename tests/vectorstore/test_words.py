"""The word index: the collection's own words, near each other by meaning."""

from math import log

import pytest

from tests.vectorstore.made import FOUR, BagEmbedder, Shelf, letter, with_a_bit_flipped
from vectorstore.words import WordIndex


def test_neighbours_are_words_of_the_collection_nearest_first(four: Shelf) -> None:
    four.indexer.derive()
    near = four.words.neighbours(["annual", "zebra"], 0.99)
    assert near["annual"] == {"annual": pytest.approx(1.0, abs=1e-3)}
    assert "zebra" not in near["zebra"]
    everything = four.words.neighbours(["annual"], -1.0)["annual"]
    assert list(everything.values()) == sorted(everything.values(), reverse=True)
    assert {"parents", "production"} <= set(everything)


def test_case_does_not_matter(four: Shelf) -> None:
    four.indexer.derive()
    assert four.words.neighbours(["ANNUAL"], 0.9)["ANNUAL"].keys() == {"annual"}


def test_rarity_is_the_logarithm_of_the_share_of_paragraphs(four: Shelf) -> None:
    assert four.words.idf("annual") == pytest.approx(log(7 / 3.5))
    assert four.words.idf("Parents") == pytest.approx(log(7 / 1.5))
    assert four.words.idf("zebra") == pytest.approx(log(7 / 0.5))


def test_only_new_words_are_embedded(four: Shelf) -> None:
    four.indexer.derive()
    four.embedder.embedded.clear()
    four.put(letter("new", "Annual zebra."))
    four.indexer.derive()
    assert four.embedder.embedded == ["Next steps\nAnnual zebra.", "zebra"]


def test_words_of_removed_letters_are_nobodys_neighbours(four: Shelf) -> None:
    four.indexer.derive()
    four.record.remove(["e23"])
    four.indexer.derive()
    assert "parents" not in four.words.neighbours(["parents"], 0.5)["parents"]
    assert b"parents" not in (four.folder / "words" / "words.npz").read_bytes()


def test_numbers_and_endless_strings_are_no_words(shelf: Shelf) -> None:
    shelf.put(letter("n", f"54% of 2025 {'x' * 50} b5 plans")).indexer.derive()
    assert set(shelf.words.neighbours(["plans"], -1)["plans"]) == {"plans"}


def test_without_its_file_it_has_no_neighbours_and_no_fault(four: Shelf) -> None:
    assert four.words.neighbours(["annual"], 0.0) == {"annual": {}}
    assert four.words.neighbours([], 0.0) == {}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 rubbish", b"\x00" * 500])
def test_a_damaged_file_is_made_again(four: Shelf, content: bytes) -> None:
    four.indexer.derive()
    (four.folder / "words" / "words.npz").write_bytes(content)
    fresh = WordIndex(four.folder / "words", four.record, four.lexical, four.embedder)
    assert fresh.neighbours(["annual"], 0.9) == {"annual": {}}
    fresh.derive()
    assert fresh.neighbours(["annual"], 0.9)["annual"].keys() == {"annual"}


def test_every_bit_of_the_files_directory_may_be_another(four: Shelf) -> None:
    four.indexer.derive()
    path = four.folder / "words" / "words.npz"
    whole = path.read_bytes()
    start = whole.index(b"PK\x01\x02")  # of the zip's directory, whose flags and versions have no checksum
    for at in range(8 * start, 8 * len(whole)):
        path.write_bytes(with_a_bit_flipped(whole, at))
        fresh = WordIndex(path.parent, four.record, four.lexical, four.embedder)
        assert fresh.neighbours(["annual"], 0.9)["annual"].keys() <= {"annual"}


def test_another_process_sees_new_words(four: Shelf) -> None:
    four.indexer.derive()
    other = Shelf(four.folder, BagEmbedder())
    assert other.words.neighbours(["zebra"], 0.9) == {"zebra": {}}
    four.put(letter("new", "A zebra.")).indexer.derive()
    assert other.words.neighbours(["zebra"], 0.9)["zebra"].keys() == {"zebra"}
    other.close()


def test_the_four_letters_have_six_paragraphs() -> None:
    assert sum(len(one.paragraphs) for one in FOUR) == 6
