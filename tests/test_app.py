"""The command line: what each command prints, its exit codes, and one line where nothing could be done."""

import csv
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app import app
from assistant.access.audit import Audit
from assistant.access.kept import Kept
from assistant.access.shell import whoami
from assistant.build import open_store, store_of
from assistant.keeping import kept_of
from assistant.settings import Settings
from tests.vectorstore.made import FOUR, BagEmbedder
from vectorstore.record import Record

QUESTION = "Which areas were asked about home-to-school transport?"
NAMES = ("northmoor-2023-03-14.txt", "saltmarsh-2024-02-20.txt", "progress-review-september-2024.txt")
UNNAMED = "unknown (letter of 18 September 2024)"
PRIORITY = os.nice(0)  # before any command is run


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


def printed(*arguments: object) -> object:
    """The JSON that a command prints, and nothing else."""
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def assert_one_line(result: Result, *words: str) -> None:
    """Nothing could be done: exit code 2, one line on standard error, nothing on standard output."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("letterbook: ")
    assert result.stderr.count("\n") == 1
    assert all(word in result.stderr for word in words), result.stderr


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A folder of three letters."""
    folder = tmp_path_factory.mktemp("cli") / "letters"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(samples / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def ingested(letters: Path) -> Result:
    """What `ingest` said of them."""
    return run("ingest", letters, "--store", letters.parent / "store")


@pytest.fixture(scope="module")
def filled(letters: Path, ingested: Result) -> Path:
    """The collection that `ingest` made. Tests that change it copy it."""
    assert ingested.exit_code == 0, ingested.output
    return letters.parent / "store"


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    """The collection, to be changed."""
    return Path(shutil.copytree(filled, tmp_path / "store"))


# ask


def test_ask_prints_the_answer_with_its_citations(filled: Path) -> None:
    result = run("ask", QUESTION, "--store", filled)
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "home-to-school transport is arranged before the start of term" in text
    assert "[1]" in text
    assert UNNAMED in text
    assert result.stderr == ""


def test_ask_prints_one_json_object_for_programs(filled: Path) -> None:
    answer = printed("ask", QUESTION, "--store", filled)
    assert isinstance(answer, dict)
    assert (answer["schema"], answer["status"], answer["areas"]) == (1, "answered", [UNNAMED])
    assert answer["coverage"] == {"total": 3, "checked": 3, "matched": 1, "not_matched": 2, "unreadable": 0}
    assert [citation["n"] for citation in answer["citations"]] == [1]


def test_not_finding_an_answer_is_done_too(filled: Path) -> None:
    answer = printed("ask", "What was Birmingham asked about?", "--store", filled)
    assert isinstance(answer, dict)
    assert (answer["status"], answer["citations"]) == ("not_found", [])


@pytest.mark.parametrize(
    ("options", "areas"),
    [
        (["--area", "northmoor"], []),
        (["--area", UNNAMED], [UNNAMED]),
        (["--area", "Northmoor", "--area", UNNAMED], [UNNAMED]),
        (["--from", "2024-09-18", "--to", "2024-09-18"], [UNNAMED]),
        (["--to", "2024-09-17"], []),
        (["--role", "ask", "--role", "concern"], [UNNAMED]),
    ],
)
def test_ask_keeps_within_the_options_given(filled: Path, options: Sequence[str], areas: list[str]) -> None:
    answer = printed("ask", QUESTION, *options, "--store", filled)
    assert isinstance(answer, dict)
    assert answer["areas"] == areas


def test_ask_goes_on_from_a_history(filled: Path, tmp_path: Path) -> None:
    turns = [
        {"role": "user", "content": "What was Northmoor praised for?"},
        {"role": "assistant", "content": "Northmoor was praised for three things."},
    ]
    (tmp_path / "turns.json").write_text(json.dumps(turns), encoding="utf-8")
    answer = printed("ask", "And Saltmarsh?", "--history", tmp_path / "turns.json", "--store", filled)
    assert isinstance(answer, dict)
    assert "Saltmarsh" in answer["standalone_question"]
    assert {area for citation in answer["citations"] for area in citation["areas"]} == {"Saltmarsh"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--area", "Birmingham"], ["Birmingham", "letterbook letters"]),
        (["--from", "yesterday"], ["yesterday", "2025-03-31"]),
        (["--role", "blame"], ["blame", "praise"]),
        (["--history", "nowhere.json"], ["nowhere.json"]),
    ],
)
def test_an_option_that_cannot_be_met_is_one_line(filled: Path, options: list[str], words: list[str]) -> None:
    assert_one_line(run("ask", QUESTION, *options, "--store", filled), *words)


def test_a_question_of_odd_bytes_is_answered_as_json_too(filled: Path) -> None:
    result = run("ask", "Which areas \udcff were asked about transport?", "--json", "--store", filled)
    assert result.exit_code == 0


# ingest


def test_ingest_again_reads_what_has_not_changed_and_keeps_what_a_person_set(
    letters: Path, tmp_path: Path
) -> None:
    store = ("--store", tmp_path / "store")
    run("ingest", letters, *store)
    opened = open_store(Settings(store=tmp_path / "store"))
    (unnamed,) = [one for one in opened.record.letters() if not one.areas]
    other = next(one for one in opened.record.letters() if one.areas)
    earlier = replace(
        other, areas=(), area_source="unknown"
    )  # as a reader before this one would have left it
    opened.indexer.sync(replace(opened.record.letter(other.id), metadata=earlier))
    opened.close()
    assert run("letters", unnamed.id, "--set-area", "Kingsholt", *store).exit_code == 0
    again = printed("ingest", letters, "--again", *store)
    assert isinstance(again, dict)
    assert again["counts"] == {"ok": 3}
    opened = open_store(Settings(store=tmp_path / "store"))
    known = {one.id: one.areas for one in opened.record.letters()}
    opened.close()
    assert known[other.id] == other.areas
    assert known[unnamed.id] == ("Kingsholt",)


def test_ingest_prints_a_row_a_file_and_then_finds_nothing_new(
    ingested: Result, letters: Path, copy: Path
) -> None:
    assert ingested.stdout.count("ok   ") == 3
    assert ingested.stdout.count("\n3 files: 3 ok\n") == 1
    assert "Hilary Ashcombe may be the same person as Hillary Ashcombe" in ingested.stdout
    assert "Hilary Ashcombe may be" in run("letters", "--store", copy).stdout
    again = printed("ingest", letters, "--store", copy)
    assert isinstance(again, dict)
    assert again["counts"] == {"unchanged": 3}
    assert [file["status"] for file in again["files"]] == ["unchanged"] * 3


@pytest.mark.usefixtures("ingested")
def test_an_ingest_in_the_tests_own_process_leaves_its_priority() -> None:
    assert os.nice(0) == PRIORITY


def test_one_bad_file_is_told_and_does_not_keep_the_others_out(letters: Path, tmp_path: Path) -> None:
    mixed = tmp_path / "mixed"
    shutil.copytree(letters, mixed)
    (mixed / "broken.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 4)
    (mixed / "empty.txt").write_bytes(b"")
    result = run("ingest", mixed, "--json", "--store", tmp_path / "store")
    assert result.exit_code == 1
    files = {Path(file["source"]).name: file for file in json.loads(result.stdout)["files"]}
    for file in files.values():
        assert list(file) == [
            "source", "status", "letter_id", "area", "date", "pages", "paragraphs", "ocr_pages", "warnings", "reason"
        ]  # fmt: skip
    assert [(files[name]["status"], files[name]["area"]) for name in NAMES] == [
        ("ok", "Northmoor"), ("ok", "Saltmarsh"), ("ok", UNNAMED)
    ]  # fmt: skip
    assert files[NAMES[0]]["date"] == "2023-03-14"
    assert (files["broken.pdf"]["status"], files["empty.txt"]["status"]) == ("corrupt", "empty")
    assert files["broken.pdf"]["reason"]
    answer = printed("ask", QUESTION, "--store", tmp_path / "store")
    assert isinstance(answer, dict)
    assert answer["coverage"]["checked"] == 3
    assert answer["status"] == ("partial" if answer["coverage"]["unreadable"] else "answered")


def test_a_path_that_is_not_there_is_one_line_and_changes_nothing(letters: Path, tmp_path: Path) -> None:
    assert_one_line(run("ingest", letters, tmp_path / "nowhere", "--store", tmp_path / "store"), "nowhere")
    assert run("letters", "--json", "--store", tmp_path / "store").stdout.strip() in ("", "[]")


def test_an_empty_collection_says_that_it_is_empty(tmp_path: Path) -> None:
    run("ingest", tmp_path / "nowhere", "--store", tmp_path / "store")
    result = run("ask", QUESTION, "--store", tmp_path / "store")
    assert "letterbook ingest" in result.output


def test_a_folder_without_letters_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "program.exe").write_bytes(b"MZ")
    assert_one_line(run("ingest", tmp_path / "none", "--store", tmp_path / "store"), "none")


# letters


def test_letters_are_listed_one_a_row_and_as_json(filled: Path) -> None:
    result = run("letters", "--store", filled)
    assert result.exit_code == 0
    assert all(word in result.stdout for word in ("Northmoor", "14 March 2023", "Saltmarsh"))
    found = printed("letters", "--store", filled)
    assert isinstance(found, list)
    assert [letter["sent"] for letter in found] == ["2023-03-14", "2024-02-20", "2024-09-18"]
    assert [letter["areas"] for letter in found] == [["Northmoor"], ["Saltmarsh"], [UNNAMED]]


def test_one_letter_is_shown_with_its_paragraphs(filled: Path) -> None:
    found = printed("letters", "--store", filled)
    assert isinstance(found, list)
    letter_id = found[0]["letter_id"]
    result = run("letters", letter_id, "--store", filled)
    assert result.exit_code == 0
    assert "A costed plan, with monthly milestones" in " ".join(result.stdout.split())
    letter = printed("letters", letter_id, "--store", filled)
    assert isinstance(letter, dict)
    assert letter["paragraphs"][0]["paragraph_id"] == f"{letter_id}#1"


def test_the_area_of_a_letter_can_be_set(copy: Path) -> None:
    found = printed("letters", "--store", copy)
    assert isinstance(found, list)
    letter_id = found[-1]["letter_id"]
    assert run("letters", letter_id, "--set-area", "Harrowdale", "--store", copy).exit_code == 0
    answer = printed("ask", QUESTION, "--store", copy)
    assert isinstance(answer, dict)
    assert answer["areas"] == ["Harrowdale"]
    assert answer["citations"][0]["area_source"] == "user"


def test_an_area_without_a_name_is_refused_and_one_named_twice_is_one(copy: Path) -> None:
    found = printed("letters", "--store", copy)
    assert isinstance(found, list)
    letter_id = found[-1]["letter_id"]
    assert_one_line(run("letters", letter_id, "--set-area", " ", "--store", copy), "area")
    run("letters", letter_id, "--set-area", "Harrowdale", "--set-area", "Harrowdale", "--store", copy)
    letter = printed("letters", letter_id, "--store", copy)
    assert isinstance(letter, dict)
    assert letter["areas"] == ["Harrowdale"]


def test_what_a_person_says_of_a_letter_survives_indexing_again(letters: Path, tmp_path: Path) -> None:
    folder, store = shutil.copytree(letters, tmp_path / "letters"), tmp_path / "store"
    (folder / "letterbook.csv").write_text(f"file,area\n{NAMES[2]},Slough; Reading\nno.txt,Kent\n")
    assert 'no file named "no.txt"' in run("ingest", folder, "--store", store).stdout
    assert areas(store) == [["Northmoor"], ["Saltmarsh"], ["Slough", "Reading"]]
    letter_id = printed("letters", "--store", store)[2]["letter_id"]  # type: ignore[index]
    run("letters", letter_id, "--set-area", "kent county council", "--store", store)
    for name in NAMES:
        with (folder / name).open("a") as file:
            file.write("\n")
    assert "Kent" in run("ingest", folder, "--store", store).stdout
    (folder / "letterbook.csv").unlink()
    run("ingest", folder, "--store", store)
    assert areas(store) == [["Northmoor"], ["Saltmarsh"], ["Kent"]]
    letter = printed("letters", letter_id, "--store", store)
    assert isinstance(letter, dict)
    assert (letter["area_source"], letter["area_evidence"]) == ("user", "set by a person")


def areas(store: Path) -> list[list[str]]:
    return [letter["areas"] for letter in printed("letters", "--store", store)]  # type: ignore[attr-defined]


def test_a_letter_that_is_not_there_is_one_line(filled: Path) -> None:
    assert_one_line(run("letters", "2020-01-01-abcdef", "--store", filled), "2020-01-01-abcdef")
    assert_one_line(run("letters", "--set-area", "Harrowdale", "--store", filled), "--set-area")


# the collection's care


def test_a_letter_that_is_removed_is_asked_no_more(copy: Path) -> None:
    found = printed("letters", "--store", copy)
    assert isinstance(found, list)
    assert run("remove", found[-1]["letter_id"], "--store", copy).exit_code == 0
    answer = printed("ask", QUESTION, "--store", copy)
    assert isinstance(answer, dict)
    assert (answer["areas"], answer["coverage"]["total"]) == ([], 2)
    assert_one_line(run("remove", found[-1]["letter_id"], "--store", copy), found[-1]["letter_id"])


def test_a_backup_restores_the_same_collection(filled: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "all.backup", "--store", filled).exit_code == 0
    restored = run("restore", tmp_path / "all.backup", "--store", tmp_path / "again")
    assert restored.exit_code == 0
    assert "3 letters" in restored.stdout
    assert printed("letters", "--store", tmp_path / "again") == printed("letters", "--store", filled)
    assert_one_line(run("restore", tmp_path / "nowhere", "--store", tmp_path / "again"), "nowhere")


def test_what_changes_or_leaves_the_collection_is_noted_without_its_words(
    letters: Path, copy: Path, tmp_path: Path
) -> None:
    audit = Audit(copy / "access")
    before = audit.check().lines
    (first, second, third), file = [one["letter_id"] for one in _rows(copy)], tmp_path / "all.backup"
    for command in (
        ["ingest", letters], ["letters", third, "--set-area", "Quetzalshire"], ["backup", file],
        ["remove", first], ["restore", file], ["erase", second],
    ):  # fmt: skip
        assert run(*command, "--store", copy).exit_code in (0, 1), command
    lines = [json.loads(line) for line in audit.path.read_text().splitlines()[before:]]
    assert [(line["did"], line["what"]) for line in lines] == [
        ("ingested", "3 unchanged"), ("set area", third), ("backed up", ""),
        ("removed", first), ("restored", ""), ("erased", second),
    ]  # fmt: skip
    assert all(line["who"].endswith("(command line)") for line in lines)
    assert "Quetzalshire" not in audit.path.read_text()
    assert audit.check().fault == ""


def test_who_asks_is_noted_and_neither_what_nor_the_answer(copy: Path, tmp_path: Path) -> None:
    audit, brief = Audit(copy / "access"), tmp_path / "brief.csv"
    before = audit.check().lines
    assert run("ask", QUESTION, "--store", copy).stderr == ""
    assert run("brief", QUESTION, "What of zanzibar?", "-o", brief, "--store", copy).exit_code in (0, 1)
    noted = audit.path.read_text()
    lines = [json.loads(line) for line in noted.splitlines()[before:]]
    with brief.open(encoding="utf-8-sig", newline="") as file:
        count = sum(bool(row["number"]) for row in csv.DictReader(file))
    assert [(line["did"], line["what"]) for line in lines] == [
        ("asked", ""), ("asked", ""), ("asked", ""), ("exported", f"a briefing of {count} quotations (.csv)")
    ]  # fmt: skip
    assert {line["who"] for line in lines} == {whoami()}
    assert "transport" not in noted
    assert "zanzibar" not in noted
    assert audit.check().fault == ""
    assert kept_of(Settings(store=copy)).all() == ()


def test_what_is_asked_is_kept_where_the_setting_says_so_and_that_is_said(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(copy / "access", 30, lambda: datetime.now(UTC) - timedelta(days=31))
    kept.keep("anna", question="long ago?", status="answered", answer="", citations=(), letters=())
    monkeypatch.setenv("LETTERBOOK_KEEP_DAYS", "30")
    told = "Questions and answers are kept for 30 days, with the name of who asks.\n"
    assert run("ask", QUESTION, "--json", "--store", copy).stderr == told
    assert told in run("brief", QUESTION, "-o", tmp_path / "brief.md", "--store", copy).stderr
    (one, two) = kept.all()
    assert (one.who, one.question, one.status) == (whoami(), QUESTION, "answered")
    assert one.citations
    assert two.question == QUESTION
    monkeypatch.setenv("LETTERBOOK_KEEP_DAYS", "0")
    assert run("ask", QUESTION, "--store", copy).stderr == ""
    assert len(kept.all()) == 2  # this shell's setting erases nothing that a server keeps


def test_what_cannot_be_noted_or_kept_is_answered_all_the_same(
    copy: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(copy / "access")
    (copy / "access").write_text("no folder")
    monkeypatch.setenv("LETTERBOOK_KEEP_DAYS", "30")
    assert run("ask", QUESTION, "--store", copy).exit_code == 0
    said = " ".join(caplog.messages)
    assert "that you asked is not noted" in said
    assert "a question is not kept" in said


def test_an_erasure_that_does_not_end_is_noted_as_such(copy: Path) -> None:
    assert run("erase", "nobody", "--store", copy).exit_code == 2
    assert '"what": "nobody, stopped before its end"' in (copy / "access" / "audit.jsonl").read_text()


def test_a_log_that_cannot_be_written_keeps_nobody_from_a_backup(
    copy: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (copy / "access" / "audit.jsonl").unlink()
    (copy / "access" / "audit.jsonl").mkdir()
    assert run("backup", tmp_path / "all.backup", "--store", copy).exit_code == 0
    assert (tmp_path / "all.backup").stat().st_size
    assert "is not noted" in caplog.text


def _rows(store: Path) -> list[dict[str, str]]:
    found = printed("letters", "--store", store)
    assert isinstance(found, list)
    return found


# where nothing can be done

READING = (["ask", QUESTION], ["letters"], ["remove", "x"], ["backup", "all.backup"])


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_without_a_collection_the_cure_is_said_and_nothing_is_made(
    command: list[str], tmp_path: Path
) -> None:
    assert_one_line(run(*command, "--store", tmp_path / "none"), "letterbook ingest")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_a_damaged_collection_is_one_line(command: list[str], copy: Path) -> None:
    (copy / "record.sqlite").write_bytes(b"this is no database at all" * 400)
    assert_one_line(run(*command, "--store", copy), "record.sqlite")


@pytest.mark.parametrize("command", [*READING, ["ingest", "."]], ids=lambda command: command[0])
def test_a_store_that_is_a_file_is_one_line(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "store").write_text("I am a file", encoding="utf-8")
    assert_one_line(run(*command, "--store", tmp_path / "store"), "store")


@pytest.mark.parametrize("command", [["ask", QUESTION], ["letters"]], ids=lambda command: command[0])
def test_a_collection_of_another_embedding_model_is_one_line(command: list[str], tmp_path: Path) -> None:
    settings = Settings(store=tmp_path)
    record = Record.open(settings.record_url, create=True)
    store_of(settings, record, BagEmbedder("another-model")).indexer.sync(FOUR[0])
    record.close()
    assert_one_line(run(*command, "--store", tmp_path), "another-model", "LETTERBOOK_EMBEDDER")


def test_a_wrong_setting_is_one_line(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LETTERBOOK_VECTORS", "localhost:8000")
    assert_one_line(run("ask", QUESTION, "--store", filled), "LETTERBOOK_VECTORS")


def test_the_store_may_be_named_by_the_environment(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LETTERBOOK_STORE", str(filled))
    assert run("letters").exit_code == 0


COMMANDS = (
    "serve",
    "ingest",
    "letters",
    "ask",
    "brief",
    "evaluate",
    "remove",
    "erase",
    "backup",
    "restore",
    "doctor",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout
    assert command in run("--help").stdout


def test_a_command_that_does_not_exist_is_refused() -> None:
    assert run("foretell", "the future").exit_code == 2
