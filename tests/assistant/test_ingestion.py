"""Ingestion: incremental, resumable, and never stopped by one bad file."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import survey
from assistant.build import Store, store_of
from assistant.filereport import FileReport
from assistant.ingestion import Outcome, ingest
from assistant.settings import Settings
from ingest.alike import sketch
from ingest.letter import IngestError, Letter, Status
from ingest.limits import TOO_POOR
from tests.vectorstore.made import BagEmbedder, letter
from vectorstore.hit import Query
from vectorstore.lock import sole_writer
from vectorstore.record import Record, StoreError

Read = Callable[[Iterable[Path]], Iterator[tuple[Path, Outcome]]]


class Reader:
    """Each line of a file is a paragraph; one that begins with "!" fails so, with "%" is a scan. Counts what it read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Outcome]]:
        for path in paths:
            self.read.append(path.name)
            yield path, self._outcome(path)

    def _outcome(self, path: Path) -> Outcome:
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        if text.startswith("!"):
            status: Status = text[1:].strip()  # type: ignore[assignment]
            return IngestError(f"{path.name}: {status}; cure", status=status)
        parts = text.split("\n--\n")
        names = [str(path)] + [f"{path}#part{n}" for n in range(1, len(parts))]
        return tuple(_letter(part, name) for part, name in zip(parts, names, strict=True))


def _letter(text: str, source: str) -> Letter:
    scan = text.startswith("%")
    made = letter("x", *text.removeprefix("%").splitlines(), source=source)
    paragraphs = tuple(replace(paragraph, ocr=scan) for paragraph in made.paragraphs)
    metadata = replace(made.metadata, sketch=sketch(paragraphs), ocr_pages=int(scan))
    made = replace(made, metadata=metadata, paragraphs=paragraphs)
    return made.with_id(f"2024-05-01-{made.metadata.text_sha256[:6]}")


class Desk:
    """A store, a folder of letters and a reader."""

    def __init__(self, folder: Path) -> None:
        self.letters = folder / "letters"
        self.letters.mkdir()
        self.reader = Reader()
        self.embedder = BagEmbedder()
        self.store = self.open(folder / "store")

    def open(self, folder: Path) -> Store:
        settings = Settings(store=folder)
        return store_of(settings, Record.open(settings.record_url, create=True), self.embedder)

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.letters / f"{name}.txt").write_text(text, encoding="utf-8")

    def ingest(self, *paths: Path, again: bool = False) -> dict[str, FileReport]:
        self.reader.read.clear()
        self.embedder.embedded.clear()
        reports = ingest(self.store, paths or [self.letters], read=self.reader, again=again)
        return {Path(report.source).name: report for report in reports}

    def ids(self) -> dict[str, str]:
        return {Path(one.source).name: one.id for one in self.store.record.letters()}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    desk.write(a="Annual reviews are late.", b="Parents are heard.\nStaff are kind.")
    yield desk
    desk.store.close()


def statuses(reports: dict[str, FileReport]) -> dict[str, str]:
    return {name: report.status for name, report in reports.items()}


def test_a_report_says_what_became_of_a_file(desk: Desk) -> None:
    report = desk.ingest()["b.txt"]
    expected = FileReport(
        source=str(desk.letters / "b.txt"),
        status="ok",
        letter_id=desk.ids()["b.txt"],
        area="Northmoor",
        date="2024-05-01",
        paragraphs=2,
    )
    assert report == expected


def test_what_was_ingested_is_found(desk: Desk) -> None:
    desk.ingest()
    hits = desk.store.retriever.retrieve(Query(text="annual reviews"))
    assert [hit.paragraph.text for hit in hits] == ["Annual reviews are late."]


def test_an_unchanged_folder_is_neither_read_nor_embedded(desk: Desk) -> None:
    first = desk.ingest()
    again = desk.ingest()
    assert statuses(again) == {"a.txt": "unchanged", "b.txt": "unchanged"}
    assert (desk.reader.read, desk.embedder.embedded) == ([], [])
    assert again["b.txt"] == replace(first["b.txt"], status="unchanged")


def test_a_touched_file_is_not_read(desk: Desk) -> None:
    desk.ingest()
    os.utime(desk.letters / "a.txt", ns=(1, 1))
    assert statuses(desk.ingest())["a.txt"] == "unchanged"
    assert desk.reader.read == []


def test_a_change_that_keeps_size_and_time_is_seen_when_it_was_made_in_haste(desk: Desk) -> None:
    desk.ingest()
    status = (desk.letters / "a.txt").stat()
    desk.write(a="Annual reviews are LATE.")
    os.utime(desk.letters / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert statuses(desk.ingest())["a.txt"] == "ok"


def test_a_changed_file_keeps_its_letters_id(desk: Desk) -> None:
    desk.ingest()
    before = desk.ids()
    desk.write(a="Annual reviews are on time now.\nMore.")
    assert statuses(desk.ingest()) == {"a.txt": "ok", "b.txt": "unchanged"}
    assert desk.ids() == before
    assert len(desk.store.record.letter(before["a.txt"]).paragraphs) == 2
    assert desk.reader.read == ["a.txt"]


def test_a_file_that_changes_while_it_is_read_is_read_again_next_time(desk: Desk) -> None:
    def slow(paths: Iterable[Path]) -> Iterator[tuple[Path, Outcome]]:
        for path, outcome in desk.reader(paths):
            path.write_text("Written meanwhile.")
            yield path, outcome

    ingest(desk.store, [desk.letters / "a.txt"], read=slow)
    assert statuses(desk.ingest(desk.letters / "a.txt")) == {"a.txt": "ok"}


def test_a_file_is_read_again_when_a_person_says_something_of_it(desk: Desk) -> None:
    desk.ingest()
    (desk.letters / "letterbook.csv").write_text("file,area\na.txt,Westhaven\n")
    assert statuses(desk.ingest()) == {"a.txt": "ok", "b.txt": "unchanged"}
    assert desk.embedder.embedded == []


def test_reading_again_reads_everything_and_embeds_nothing(desk: Desk) -> None:
    desk.ingest()
    assert statuses(desk.ingest(again=True)) == {"a.txt": "ok", "b.txt": "ok"}
    assert (len(desk.reader.read), desk.embedder.embedded) == (2, [])


def test_the_same_text_elsewhere_is_the_same_letter(desk: Desk) -> None:
    desk.write(copy="Annual reviews are late.")
    reports = desk.ingest()
    assert statuses(reports) == {"a.txt": "ok", "b.txt": "ok", "copy.txt": "duplicate"}
    assert reports["copy.txt"].letter_id == reports["a.txt"].letter_id
    assert len(desk.store.record.letters()) == 2


TYPED = "\n".join(f"Point {n} of the letter is about schools, nurseries and colleges." for n in range(20))
SCAN = "%" + TYPED.replace("colleges.\n", "colleges. ", 3).replace("nurseries", "nurserles", 1)
DRAFT = TYPED.replace("Point 7", "Point 17")


@pytest.mark.parametrize("names", [("a_scan", "typed"), ("typed", "z_scan")])
def test_a_letter_and_its_scan_are_one_letter_with_the_text_that_was_typed(
    desk: Desk, names: tuple[str, str]
) -> None:
    desk.write(**{name: SCAN if "scan" in name else TYPED for name in names})
    reports = desk.ingest()
    (letter_id,) = {reports[f"{name}.txt"].letter_id for name in names}
    held = desk.store.record.letter(letter_id or "")
    assert "\n".join(paragraph.text for paragraph in held.paragraphs) == TYPED
    assert (Path(held.metadata.source).name, held.metadata.ocr_pages) == ("typed.txt", 0)
    stored = {Path(one.path).name: one.status for one in desk.store.record.sources()}
    assert [stored[f"{name}.txt"] for name in names if "scan" in name] == ["duplicate"]
    assert set(statuses(desk.ingest()).values()) == {"unchanged"}
    desk.ingest(again=True)
    assert desk.store.record.letter(letter_id or "") == held


def test_a_scan_is_read_again_when_the_typed_letter_goes(desk: Desk) -> None:
    desk.write(scan=SCAN, typed=TYPED)
    first = desk.ingest()["typed.txt"].letter_id
    (desk.letters / "typed.txt").unlink()
    desk.ingest()
    assert statuses(desk.ingest())["scan.txt"] == "ok"
    held = desk.store.record.letter(first or "")
    assert (held.metadata.ocr_pages, len(held.paragraphs)) == (1, 17)


def test_a_draft_stays_a_letter_of_its_own(desk: Desk) -> None:
    desk.write(draft=DRAFT, typed=TYPED)
    reports = desk.ingest()
    assert statuses(reports)["draft.txt"] == statuses(reports)["typed.txt"] == "ok"
    assert reports["draft.txt"].letter_id != reports["typed.txt"].letter_id


def test_a_letter_stays_while_one_of_its_files_does(desk: Desk) -> None:
    desk.write(copy="Annual reviews are late.")
    first = desk.ingest()["a.txt"].letter_id
    (desk.letters / "a.txt").unlink()
    report = desk.ingest()["a.txt"]
    assert (report.status, report.letter_id) == ("removed", first)
    assert "still there" in report.reason
    assert desk.ids()["copy.txt"] == first
    (desk.letters / "copy.txt").unlink()
    desk.ingest()
    assert list(desk.ids()) == ["b.txt"]


def test_a_copy_that_changes_becomes_a_letter_of_its_own(desk: Desk) -> None:
    desk.write(copy="Annual reviews are late.")
    first = desk.ingest()["a.txt"].letter_id
    desk.write(a="Something else altogether.")
    reports = desk.ingest()
    assert reports["a.txt"].letter_id not in (None, first)
    assert desk.store.record.letter(first or "").paragraphs[0].text == "Annual reviews are late."
    assert desk.ids()["copy.txt"] == first


def test_a_file_that_becomes_a_copy_leaves_no_letter_behind(desk: Desk) -> None:
    desk.ingest()
    desk.write(a="Parents are heard.\nStaff are kind.")
    assert statuses(desk.ingest())["a.txt"] == "duplicate"
    assert list(desk.ids()) == ["b.txt"]


def test_a_renamed_file_is_the_same_letter_under_its_new_name(desk: Desk) -> None:
    first = desk.ingest()["a.txt"].letter_id
    (desk.letters / "a.txt").rename(desk.letters / "z.txt")
    reports = desk.ingest()
    assert statuses(reports) == {"b.txt": "unchanged", "z.txt": "ok"}
    assert "moved from" in reports["z.txt"].reason
    assert desk.ids()["z.txt"] == first


def test_what_is_gone_under_the_path_is_removed_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "o.txt").write_text("Other things.")
    desk.ingest(desk.letters, other)
    (desk.letters / "a.txt").unlink()
    (other / "o.txt").unlink()
    reports = desk.ingest(desk.letters)
    assert statuses(reports) == {"a.txt": "removed", "b.txt": "unchanged"}
    assert set(desk.ids()) == {"b.txt", "o.txt"}


@pytest.mark.parametrize("status", ["needs_ocr", "encrypted", "corrupt", "empty", "too_large", "timeout"])
def test_a_file_without_text_is_a_letter_that_could_not_be_read(desk: Desk, status: str) -> None:
    desk.write(bad=f"!{status}")
    reports = desk.ingest()
    assert statuses(reports) == {"a.txt": "ok", "b.txt": "ok", "bad.txt": status}
    assert reports["bad.txt"].reason == f"bad.txt: {status}; cure"
    unreadable = [one for one in desk.store.record.letters() if one.unreadable]
    assert [one.id for one in unreadable] == [reports["bad.txt"].letter_id]
    assert statuses(desk.ingest())["bad.txt"] == status
    assert desk.reader.read == (["bad.txt"] if status in ("needs_ocr", "timeout") else [])


def test_a_copy_of_a_file_that_could_not_be_read_could_not_be_read_either(desk: Desk) -> None:
    desk.write(bad="!encrypted", copy="!encrypted")
    for _ in range(2):
        reports = desk.ingest()
        assert (reports["bad.txt"].status, reports["copy.txt"].status) == ("encrypted", "encrypted")
        assert reports["copy.txt"].letter_id == reports["bad.txt"].letter_id
        told = f"copy.txt: encrypted; cure; the same bytes as {desk.letters / 'bad.txt'}"
        assert reports["copy.txt"].reason == told
    (desk.letters / "bad.txt").unlink()
    desk.write(copy="It can be read now.")
    assert statuses(desk.ingest()) | {"a.txt": "", "b.txt": ""} == {
        "a.txt": "",
        "b.txt": "",
        "bad.txt": "removed",
        "copy.txt": "ok",
    }


def test_a_scan_that_was_too_poor_is_tried_again_with_another_tesseract_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def poor(paths: Iterable[Path]) -> Iterator[tuple[Path, Outcome]]:
        for path, _ in desk.reader(paths):
            yield path, IngestError(f"{path.name}: {TOO_POOR} {survey.version()}; cure", status="needs_ocr")

    monkeypatch.setattr(survey, "version", lambda: "tesseract 5.3.0")
    ingest(desk.store, [desk.letters / "a.txt"], read=poor)
    assert statuses(desk.ingest(desk.letters / "a.txt")) == {"a.txt": "needs_ocr"}
    assert desk.reader.read == []
    monkeypatch.setattr(survey, "version", lambda: "tesseract 5.4.0")
    assert statuses(desk.ingest(desk.letters / "a.txt")) == {"a.txt": "ok"}


def test_a_file_of_another_kind_is_no_letter(desk: Desk) -> None:
    desk.write(bad="!unsupported")
    assert statuses(desk.ingest())["bad.txt"] == "unsupported"
    assert len(desk.store.record.letters()) == 2


def test_a_file_that_can_be_read_at_last_keeps_its_id(desk: Desk) -> None:
    desk.write(bad="!needs_ocr")
    first = desk.ingest()["bad.txt"].letter_id
    desk.write(bad="Now it has text.")
    report = desk.ingest()["bad.txt"]
    assert (report.status, report.letter_id) == ("ok", first)


def test_a_file_that_fails_by_chance_keeps_what_was_read_before(desk: Desk) -> None:
    first = desk.ingest()["a.txt"].letter_id
    desk.write(a="!timeout")
    assert statuses(desk.ingest())["a.txt"] == "timeout"
    assert desk.store.record.letter(first or "").paragraphs[0].text == "Annual reviews are late."


def test_a_letter_that_cannot_be_kept_is_reported_and_the_rest_goes_on(desk: Desk) -> None:
    (desk.letters / "a1.txt").write_bytes(b"half a pair: \xed\xa0\x80")
    reports = desk.ingest()
    assert statuses(reports) == {"a.txt": "ok", "a1.txt": "corrupt", "b.txt": "ok"}
    assert "damaged" in reports["a1.txt"].reason


def test_a_file_that_may_not_be_read_is_reported(desk: Desk) -> None:
    (desk.letters / "a.txt").chmod(0)
    if os.access(desk.letters / "a.txt", os.R_OK):
        pytest.skip("this user may read anything")
    reports = {Path(report.source).name: report for report in ingest(desk.store, [desk.letters])}
    assert (reports["a.txt"].status, reports["b.txt"].status) == ("corrupt", "ok")
    assert "cannot be read: Permission denied" in reports["a.txt"].reason


def test_the_parts_of_a_file_are_letters_of_their_own(desk: Desk) -> None:
    desk.write(mail="The message.\n--\nThe letter.\n--\nThe annex.")
    reports = desk.ingest()
    assert [name for name in reports if name.startswith("mail")] == [
        "mail.txt",
        "mail.txt#part1",
        "mail.txt#part2",
    ]
    desk.write(mail="The message.\n--\nThe letter, changed.")
    reports = desk.ingest()
    assert reports["mail.txt#part2"].status == "removed"
    assert len(desk.store.record.letters()) == 4
    assert statuses(desk.ingest())["mail.txt#part1"] == "unchanged"


def test_two_letters_whose_ids_would_be_one_are_told_apart(desk: Desk) -> None:
    def same_id(paths: Iterable[Path]) -> Iterator[tuple[Path, Outcome]]:
        for path, outcome in desk.reader(paths):
            assert isinstance(outcome, tuple)
            yield path, tuple(one.with_id("2024-05-01-aaaaaa") for one in outcome)

    reports = ingest(desk.store, [desk.letters], read=same_id)
    assert [report.letter_id for report in reports] == ["2024-05-01-aaaaaa", "2024-05-01-aaaaaa-2"]


def test_a_letter_removed_by_hand_stays_away_until_its_file_changes_or_is_named(desk: Desk) -> None:
    first = desk.ingest()["a.txt"].letter_id or ""
    desk.store.record.remove([first])
    report = desk.ingest()["a.txt"]
    assert (report.status, report.letter_id) == ("removed", None)
    assert "ingest the file by its own path" in report.reason
    assert list(desk.ids()) == ["b.txt"]
    assert statuses(desk.ingest(desk.letters / "a.txt")) == {"a.txt": "ok"}
    assert desk.ids()["a.txt"] == first
    desk.store.record.remove([first])
    desk.write(a="A new version.")
    assert statuses(desk.ingest())["a.txt"] == "ok"


def test_an_area_set_by_hand_is_kept_and_reported(desk: Desk) -> None:
    first = desk.ingest()["a.txt"].letter_id or ""
    desk.store.record.set_area(first, ["Westhaven"])
    desk.write(a="Annual reviews are on time now.")
    assert desk.ingest()["a.txt"].area == "Westhaven"
    assert desk.store.record.letter(first).metadata.areas == ("Westhaven",)


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir])
def test_a_path_without_letters_is_an_error_that_changes_nothing(
    desk: Desk, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    desk.ingest()
    make(tmp_path / "none")
    with pytest.raises(IngestError, match=r"none: no (such file|letters)"):
        desk.ingest(desk.letters, tmp_path / "none")
    assert len(desk.store.record.letters()) == 2


def test_a_folder_that_lost_all_its_letters_at_once_removes_none(desk: Desk) -> None:
    desk.ingest()
    shutil.rmtree(desk.letters)
    desk.letters.mkdir()  # as an unmounted share looks
    with pytest.raises(IngestError, match="no letters"):
        desk.ingest()
    assert len(desk.store.record.letters()) == 2


def test_a_second_ingest_is_refused(desk: Desk) -> None:
    refused = pytest.raises(StoreError, match="in use: an ingest is running by process")
    with sole_writer(desk.store.record.database, "an ingest is running"), refused:
        desk.ingest()


def test_progress_is_told_as_it_happens(desk: Desk) -> None:
    seen: list[int] = []
    ingest(
        desk.store,
        [desk.letters],
        progress=lambda report: seen.append(len(desk.store.record.letters())),
        read=desk.reader,
    )
    assert seen == [1, 2]


def test_what_was_read_is_kept_before_anything_else_is_waited_for(desk: Desk) -> None:
    kept: list[int] = []

    def slow(paths: Iterable[Path]) -> Iterator[tuple[Path, Outcome]]:
        for path, outcome in desk.reader(paths):
            kept.append(len(desk.store.record.letters()))
            yield path, outcome

    ingest(desk.store, [desk.letters], read=slow)
    assert kept == [0, 1]


def test_what_was_reported_before_a_crash_is_kept_and_not_read_again(desk: Desk) -> None:
    def crash(report: FileReport) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(desk.store, [desk.letters], progress=crash, read=desk.reader)
    assert statuses(desk.ingest()) == {"a.txt": "unchanged", "b.txt": "ok"}
    assert desk.reader.read == ["b.txt"]


# what stands in a folder and is no letter


def test_names_of_any_bytes_are_read_and_known_again(desk: Desk) -> None:
    names = [b"two\nlines.txt", b"caf\xe9.txt", b"[red].txt", b"x" * 251 + b".txt"]
    for number, name in enumerate(names):
        path = Path(os.fsdecode(os.fsencode(desk.letters) + b"/" + name))
        path.write_text(f"Letter {number} is short.")
    assert set(statuses(desk.ingest()).values()) == {"ok"}
    assert "caf\\xe9.txt" in desk.ids()
    assert set(statuses(desk.ingest()).values()) == {"unchanged"}
    Path(os.fsdecode(os.fsencode(desk.letters) + b"/caf\xe9.txt")).unlink()
    assert statuses(desk.ingest())["caf\\xe9.txt"] == "removed"


@pytest.mark.parametrize(("target", "reason"), [("loop.txt", "symbolic links"), ("nowhere", "No such file")])
def test_a_link_that_leads_nowhere_is_a_letter_that_could_not_be_read(
    desk: Desk, target: str, reason: str
) -> None:
    (desk.letters / "loop.txt").symlink_to(desk.letters / target)
    for _ in range(2):
        report = desk.ingest()["loop.txt"]
        assert (report.status, reason in report.reason) == ("corrupt", True)
    (desk.letters / "loop.txt").unlink()
    desk.write(loop="It is a letter now.")
    assert desk.ingest()["loop.txt"].status == "ok"


def test_pipes_and_devices_are_reported_and_never_opened(desk: Desk) -> None:
    os.mkfifo(desk.letters / "pipe.txt")
    (desk.letters / "endless.txt").symlink_to("/dev/zero")
    for _ in range(2):
        found = statuses(desk.ingest())
        assert (found["pipe.txt"], found["endless.txt"]) == ("unsupported", "unsupported")
    assert desk.reader.read == []
    assert len(desk.store.record.letters()) == 2


def test_a_folder_that_cannot_be_opened_is_reported(desk: Desk) -> None:
    (desk.letters / "secret").mkdir(mode=0)
    if os.access(desk.letters / "secret", os.R_OK):
        pytest.skip("this user may read anything")
    report = desk.ingest()["secret"]
    assert (report.status, "cannot be opened" in report.reason) == ("unsupported", True)


def test_a_file_that_goes_while_the_folder_is_read_is_reported_and_the_rest_goes_on(desk: Desk) -> None:
    def late(paths: Iterable[Path]) -> Iterator[tuple[Path, Outcome]]:
        for path, outcome in desk.reader(paths):
            if path.name == "a.txt":
                path.unlink()
            yield path, outcome

    reports = {Path(report.source).name: report for report in ingest(desk.store, [desk.letters], read=late)}
    assert "b.txt" in desk.ids()
    assert "cannot be read" in reports["a.txt"].reason or reports["a.txt"].status == "removed"


def test_a_file_that_could_not_be_opened_is_tried_again_though_it_did_not_change(desk: Desk) -> None:
    path, away = desk.letters / "a.txt", desk.letters / "a.away"

    def locked(paths: Iterable[Path]) -> Iterator[tuple[Path, Outcome]]:
        path.rename(away)
        path.symlink_to("nowhere")
        yield path, IngestError("a.txt: cannot be read", status="corrupt")

    assert ingest(desk.store, [path], read=locked)[0].status == "corrupt"
    path.unlink()
    away.rename(path)
    assert statuses(desk.ingest(path)) == {"a.txt": "ok"}


def test_how_many_files_are_done_is_told(desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    ingest(
        desk.store, [desk.letters], read=desk.reader, counted=lambda done, files: told.append((done, files))
    )
    assert told == [(0, 2), (1, 2), (2, 2)]
