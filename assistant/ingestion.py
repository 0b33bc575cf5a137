"""Ingestion: files become letters of the record. Incremental, resumable; one bad file never stops the rest.

Every letter is one transaction: whenever the process is killed, what was reported is kept, and the next
ingest goes on from there. `survey.py` says what needs reading, `filing.py` which letter a file's text is.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from assistant.build import Store
from assistant.filing import Filing
from assistant.parts import parts_of, source_of, unread, with_area
from assistant.survey import RETRIED, Found, gone, missing, steady_digest, survey, unchanged
from ingest.letter import IngestError, Letter, Status
from ingest.limits import MISSING
from ingest.pool import Loaders
from ingest.same_letter import same_letter
from vectorstore.lock import sole_writer
from vectorstore.paths import text_of
from vectorstore.record import Source
from vectorstore.storeerror import LetterError

Outcome = tuple[Letter, ...] | IngestError
Reader = Callable[[Sequence[Path]], Iterator[tuple[Path, Outcome]]]
"""Reads files, in any order, perhaps several at a time in children that may be killed."""

TOGETHER = 256  # paragraphs that are embedded together
WAIT = 2.0  # seconds that what was read waits for more
DERIVE_EVERY = 30.0  # seconds; until then others complete in memory what they search


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file, or of one letter of a file: a row of `letterbook ingest`."""

    source: str
    status: Status
    letter_id: str | None = None
    area: str | None = None  # None where there is no letter
    date: str | None = None  # ISO; None where there is none
    pages: int = 0
    paragraphs: int = 0
    ocr_pages: int = 0
    warnings: tuple[str, ...] = ()
    reason: str = ""


def ingest(
    store: Store,
    paths: Sequence[Path],
    progress: Callable[[FileReport], None] = lambda report: None,
    read: Reader | None = None,
    *,
    again: bool = False,
    counted: Callable[[int, int], None] = lambda done, files: None,
) -> tuple[FileReport, ...]:
    """Index what is at or under the paths, remove what went from under them, and report on each file.

    `again` reads also what has not changed; `counted` is told how many files of those to be read are done.
    Raise IngestError where a path is not there or holds no letter,
    and StoreError where another ingest is running; nothing is changed then.
    """
    with sole_writer(store.record.database, "an ingest is running"):
        run = _Run(store, progress)
        found = [one for one in survey(paths) if again or not run.skip(one)]
        todo = {one.path: one for one in found if not run.refuse(one)}
        counted(0, len(todo))
        done = count(1)
        for group in _grouped((read or read_in_workers)(list(todo))):
            letters = [one for _, outcome in group if isinstance(outcome, tuple) for one in outcome]
            store.indexer.embed_ahead(letters)
            for path, outcome in group:
                run.take(todo[path], outcome)
                counted(next(done), len(todo))
        run.remove(gone(paths, run.filing.paths))
        store.indexer.derive()
        return tuple(run.reports)


def read_in_workers(paths: Sequence[Path]) -> Iterator[tuple[Path, Outcome]]:
    """Read files in processes of their own, several at a time: a file that kills its reader costs itself alone."""
    if paths:
        with Loaders() as loaders:
            yield from loaders.load(paths)


class _Run:
    """One ingest under way."""

    def __init__(self, store: Store, progress: Callable[[FileReport], None]) -> None:
        self.filing = Filing(store.record.sources(), store.record.letters())
        self.reports: list[FileReport] = []
        self._store = store
        self._progress = progress
        self._lengths = store.record.lengths()
        self._letters = {letter.id: letter for letter in store.record.letters()}
        self._derived = time.monotonic()

    def skip(self, found: Found) -> bool:
        """Report a file that is as it was; say whether it is."""
        known = self.filing.of_path(found.name)
        if any(_retried(source, found) for source in known):
            return False
        same = unchanged(found, known)
        if same is None:
            return False
        if same != known:
            self._store.record.note(same)
        for source in same:
            fine = source.status in ("ok", "partial", "duplicate")
            self._report(source, status="unchanged" if fine else source.status)
        return True

    def refuse(self, found: Found) -> bool:
        """File what is never opened; say whether it is."""
        if found.fault is not None:
            self._fail(source_of(found, ""), found.fault)
        return found.fault is not None

    def take(self, found: Found, outcome: Outcome) -> None:
        """File what was read of a file."""
        if isinstance(outcome, tuple) and not outcome:
            outcome = IngestError(f"{found.path.name}: holds no letter", status="empty")
        try:
            source = source_of(found, steady_digest(found))
        except OSError as exc:
            source = source_of(found, "")
            reason = f"{found.path.name}: cannot be read: {exc.strerror or exc}"
            outcome = IngestError(reason, status="corrupt")
        before = {one.source for one in self.filing.of_path(source.path)}
        if isinstance(outcome, IngestError):
            filed = [self._fail(source, outcome)]
        else:
            filed = self._file_all(source, outcome)
        self._forget(sorted(before.difference(filed)))
        if time.monotonic() - self._derived > DERIVE_EVERY:
            self._store.indexer.derive()
            self._derived = time.monotonic()

    def remove(self, paths: Iterable[str]) -> None:
        """Forget files that are gone, and the letters that stood in no other file."""
        for path in paths:
            self._forget([source.source for source in self.filing.of_path(path)])

    def _file_all(self, source: Source, letters: Sequence[Letter]) -> list[str]:
        filed = []
        for part, letter in parts_of(source, letters):
            try:
                self._file(part, letter)
            except LetterError as fault:
                self._fail(part, IngestError(str(fault), status="corrupt"))
            filed.append(part.source)
        return filed

    def _file(self, source: Source, letter: Letter) -> None:
        letter_id, elsewhere = self.filing.id_for(source.source, letter.metadata, self._twin(letter))
        letter = letter.with_id(letter_id)
        source = replace(source, letter_id=letter_id)
        orphans = self.filing.left_behind(source.source, letter_id)
        others = [one for one in self.filing.of_letter(letter_id) if one.source != source.source]
        known = self._letters.get(letter_id)
        held = elsewhere or (known is not None and any(one.name == known.source for one in others))
        better = known is not None and bool(known.ocr_pages) and not letter.metadata.ocr_pages
        if held and not better:
            self._file_again(source, others, orphans)
            return
        told = f"the same letter as {source.name}, which is no scan"
        scans = [replace(one, status="duplicate", reason=told) for one in others] if held else []
        self._store.indexer.sync(letter, [source, *scans], orphans)
        left = self.filing.bind(source, letter.metadata)
        for one in scans:
            self.filing.bind(one)
        self._letters[letter_id] = with_area(letter.metadata, self._letters.get(letter_id))
        self._lengths[letter_id] = len(letter.paragraphs)
        self._rename(left)
        self._report(source)

    def _twin(self, letter: Letter) -> str | None:
        """The letter that says the same word for word, in other paragraphs or but for what OCR misread."""
        near = self.filing.like(letter.metadata)
        opened = ((name, self._store.record.letter(name).paragraphs) for name in near)
        return next((name for name, theirs in opened if same_letter(theirs, letter.paragraphs)), None)

    def _file_again(self, source: Source, others: Sequence[Source], orphans: Sequence[str]) -> None:
        """File a letter that other files hold: it moved where those are gone, else it is a duplicate."""
        old = [other for other in others if missing(other.file)]
        if len(old) == len(others):
            status, reason = source.status, f"moved from {others[0].name}" if others else ""
        else:
            status, reason = "duplicate", f"the same letter as {self._letters[source.letter_id or ''].source}"
        source = replace(source, status=status, reason=reason)
        self._store.record.note([source], orphans)
        self._rename(self.filing.bind(source))
        self._report(source)
        if status != "duplicate":
            self._forget([other.source for other in old], report=False)

    def _fail(self, source: Source, fault: IngestError) -> str:
        """File a file that could not be read: as a letter that says so, unless it is no letter at all."""
        source = replace(source, status=fault.status, reason=text_of(str(fault)))
        known = {one.source: one.letter_id for one in self.filing.of_path(source.path)}
        if fault.status == "timeout" and known.get(source.source):
            # What failed by chance does not drive out what was read before.
            source = replace(source, letter_id=known[source.source])
            self._store.record.note([source])
            self.filing.bind(source)
        elif fault.status == "unsupported":
            self._store.record.note([source], self.filing.left_behind(source.source, None))
            self.filing.bind(source)
        else:
            self._file(source, unread(source))
            return source.source
        self._report(source)
        return source.source

    def _forget(self, names: Iterable[str], *, report: bool = True) -> None:
        for name in names:
            source = self.filing.source(name)
            orphans = self.filing.left_behind(name, None)
            self._store.record.remove(orphans, [name])
            self._rename(self.filing.forget(name))
            if report:
                rest = self.filing.of_letter(source.letter_id or "")
                reason = f"its text is still there in {rest[0].name}" if rest else "its file is gone"
                self._report(replace(source, status="removed", reason=reason))

    def _rename(self, left: Source | None) -> None:
        """Call a letter that lost a source after one that it still has."""
        letter_id = (left.letter_id if left else None) or ""
        rest, letter = self.filing.of_letter(letter_id), self._letters.get(letter_id)
        if letter and rest and all(one.name != letter.source for one in rest):
            self._store.record.rename(letter_id, rest[0].name)
            self._letters[letter_id] = replace(letter, source=rest[0].name)
            if rest[0].status == "duplicate":  # the text is the other file's: this one is read next time
                self._store.record.note([stale := replace(rest[0], status="ok", reason="", size=-1)])
                self.filing.bind(stale)

    def _report(self, source: Source, status: Status | None = None) -> None:
        letter = self._letters.get(source.letter_id or "")
        report = FileReport(source=source.name, status=status or source.status, reason=source.reason)
        if letter is not None:
            report = replace(
                report,
                letter_id=letter.id,
                area="; ".join(letter.area_names),
                date=letter.sent.isoformat() if letter.sent else None,
                pages=letter.pages,
                paragraphs=self._lengths.get(letter.id, 0),
                ocr_pages=letter.ocr_pages,
                warnings=letter.warnings,
            )
        self.reports.append(report)
        self._progress(report)


def _retried(source: Source, found: Found) -> bool:
    """Whether a file that did not change is read again all the same."""
    never_read = not source.sha256 and found.fault is None
    by_halves = source.status == "partial" and MISSING in source.reason
    return never_read or by_halves or source.status in RETRIED or (source.status == "removed" and found.named)


def _grouped(outcomes: Iterable[tuple[Path, Outcome]]) -> Iterator[list[tuple[Path, Outcome]]]:
    """Collect what is read until there are enough paragraphs to embed together, or it has waited too long."""
    group: list[tuple[Path, Outcome]] = []
    paragraphs, since = 0, time.monotonic()
    for path, outcome in outcomes:
        group.append((path, outcome))
        paragraphs += sum(len(one.paragraphs) for one in outcome) if isinstance(outcome, tuple) else 0
        if paragraphs >= TOGETHER or time.monotonic() - since > WAIT:
            yield group
            group, paragraphs, since = [], 0, time.monotonic()
    if group:
        yield group
