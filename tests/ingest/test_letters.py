"""Whole letters: the real ones come out as checked by hand; ids, hashes, errors, folders."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest
from benchmarks.ingestion import GOLDEN, fields, fingerprint, golden_metadata
from ingest.letter import IngestError
from ingest.letters import letter_id, letter_of, text_hash
from ingest.segment import segment
from ingest.text import pages

METADATA = golden_metadata()
CHECKED = sorted((GOLDEN / "real").glob("*.json"))


@pytest.mark.shared
@pytest.mark.parametrize("file", METADATA)
def test_a_real_document_says_of_itself_what_it_says(shared: Path, file: str) -> None:
    (letter,) = ingest.load(next(shared.glob(f"*/{file}")))
    said = fields(letter)
    assert {name: said[name] for name in METADATA[file]} == METADATA[file]


@pytest.mark.shared
@pytest.mark.parametrize("golden", CHECKED, ids=lambda path: path.stem)
def test_paragraphs_and_roles_are_those_checked_by_hand(shared: Path, golden: Path) -> None:
    checked = json.loads(golden.read_text(encoding="utf-8"))
    (path,) = shared.glob(f"*/{checked['file']}")
    (letter,) = ingest.load(path)
    read = [list(fingerprint(each)) for each in letter.paragraphs]
    by_hand = [[number, sha256, page] for number, sha256, _, page in checked["paragraphs"]]
    assert [[number, sha256, page] for number, sha256, _, page in read] == by_hand
    right = sum(mine == hand for mine, hand in zip(read, checked["paragraphs"], strict=True))
    assert right >= (1.0 if path.suffix == ".txt" else 0.95) * len(read)


@pytest.mark.shared
@pytest.mark.parametrize("file", METADATA)
def test_facts_people_and_lead_ins_point_to_the_words_they_were_read_from(shared: Path, file: str) -> None:
    (letter,) = ingest.load(next(shared.glob(f"*/{file}")))
    text = {paragraph.number: paragraph.text for paragraph in letter.paragraphs}
    assert {"sent", "met", "next_review", "review"} <= {fact.name for fact in letter.metadata.facts}
    assert all(text[fact.paragraph][fact.start : fact.end].strip() for fact in letter.metadata.facts)
    assert all(person.name in " ".join(text[person.paragraph].split()) for person in letter.metadata.people)
    assert all(each.lead_in in text[each.lead_in_number or 0] for each in letter.paragraphs if each.lead_in)


def write(folder: Path, name: str, text: str = "9 May 2023\n\nDear Jane,\n\nThank you.\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_id_is_the_date_and_the_start_of_the_texts_hash(tmp_path: Path) -> None:
    (letter,) = ingest.load(write(tmp_path, "a.txt"))
    assert letter.metadata.id == f"2023-05-09-{text_hash(letter.paragraphs)[:6]}"
    assert letter.paragraphs[0].id == f"{letter.metadata.id}#1"
    assert letter_id(None, "7f3a2c00") == "undated-7f3a2c"


def test_white_space_does_not_change_the_id_and_a_word_does(tmp_path: Path) -> None:
    same = write(tmp_path, "b.txt", "9 May 2023\n\n\nDear  Jane,\n\nThank\nyou.\n")
    other = write(tmp_path, "c.txt", "9 May 2023\n\nDear Jane,\n\nThank them.\n")
    ids = [ingest.load(path)[0].metadata.id for path in (write(tmp_path, "a.txt"), same, other)]
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [("a.txt", " \n\f\n", "empty"), ("a.xyz", "Dear Jane", "unsupported")],
)
def test_what_is_no_letter_is_refused_with_a_status(
    tmp_path: Path, name: str, text: str, status: str
) -> None:
    with pytest.raises(IngestError, match=name) as caught:
        ingest.load(write(tmp_path, name, text))
    assert caught.value.status == status


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="no such file; check the path"):
        ingest.load(tmp_path / "none.txt")


def test_a_file_that_cannot_be_read_still_counts_as_a_letter() -> None:
    letter = ingest.unreadable(source="scan.pdf", file_sha256="7f3a2c00", reason="no text: needs OCR")
    assert letter.metadata.id == "undated-7f3a2c"
    assert letter.metadata.unreadable
    assert letter.metadata.area_names == ("unknown (scan.pdf)",)


def test_a_folder_is_walked_in_order_without_loops_or_hidden_files(tmp_path: Path) -> None:
    for name in (
        "b/z.txt",
        "b/a.MD",
        "a.txt",
        ".hidden.txt",
        ".git/x.txt",
        "note.xyz",
        "~$a.txt",
        "letterbook.csv",
    ):
        write(tmp_path, name)
    (tmp_path / "b" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nowhere")
    found = [path.relative_to(tmp_path).as_posix() for path in ingest.walk(tmp_path)]
    assert found == ["a.txt", "dead.txt", "b/a.MD", "b/z.txt"]
    assert list(ingest.walk(tmp_path / "note.xyz")) == [tmp_path / "note.xyz"]


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A folder that pytest could not remove, because it calls itself for each folder in a folder."""
    yield tmp_path
    subprocess.run(["rm", "-rf", tmp_path], check=True)


def test_folders_in_folders_are_walked_however_deep(deep: Path) -> None:
    here = os.open(deep, os.O_RDONLY)
    for _ in range(1_200):  # more than Python calls itself, less than a path may have
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("deep.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    assert [path.name for path in ingest.walk(deep)] == ["deep.txt"]


def test_a_folder_that_cannot_be_opened_is_not_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # as a folder that is given by name, it cannot be opened either
    assert list(ingest.walk(tmp_path / "pipe")) == [tmp_path / "pipe"]


PARTS = st.sampled_from(
    [
        "9 May 2023",
        "Dear Jane,",
        "Yours sincerely,",
        "Jane Doe, Director, Kent Council",
        "## Next steps",
        "- Leaders should act.",
        "Recommendations: act",
        "Your next review is in May.",
        "(a) one;",
        "1. Two",
        "I am copying this letter to A Bee (DfE Adviser), C Dee.",
        "**Label:** text",
        "NEXT STEPS",
        "in Kent",
        "31/02/2024",
        "“Quoted”",
        "\u00a0",
        "\f",
        "\t",
        "Inspection dates: 1 to 2 May 2024",
        "A. B. C. D.",
        "&",
    ]
)


@given(st.lists(st.one_of(PARTS, st.text(max_size=30)), max_size=12), st.sampled_from(["\n", "\n\n", " "]))
def test_any_text_becomes_a_letter_or_is_said_to_be_empty(parts: list[str], between: str) -> None:
    whole = between.join(parts)
    if not segment(pages(whole)).paragraphs:
        with pytest.raises(IngestError, match="no text in it"):
            letter_of(pages(whole), source="a.txt")
        return
    letter = letter_of(pages(whole), source="a.txt")
    text = {paragraph.number: paragraph.text for paragraph in letter.paragraphs}
    assert all(text[fact.paragraph][fact.start : fact.end] for fact in letter.metadata.facts)
    assert all(person.paragraph in text for person in letter.metadata.people)
