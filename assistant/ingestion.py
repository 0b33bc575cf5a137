"""Ingestion: files become letters of the record. Incremental, resumable; one bad file never stops the rest.

Every letter is one transaction: whenever the process is killed, what was reported is kept, and the next
ingest goes on from there. `survey.py` says what needs reading, `filing.py` which letter a file's text is.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.build import Store
from assistant.filing import Filing
from assistant.survey import RETRIED, Found, gone, missing, steady_digest, survey, unchanged
from ingest.letter import IngestError, Letter, LetterMetadata, Status
from ingest.letters import unreadable
from ingest.pool import Loaders
from vectorstore.lock import sole_writer
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
) -> tuple[FileReport, ...]:
    """Index what is at or under the paths, remove what went from under them, and report on each file.

    `again` reads also what has not changed. Raise IngestError where a path is not there or holds no letter,
    and StoreError where another ingest is running; nothing is changed then.
    """
    with sole_writer(store.record.database, "an ingest is running"):
        run = _Run(store, progress)
        todo = {one.path: one for one in survey(paths) if again or not run.skip(one)}
        for group in _grouped((read or read_in_workers)(list(todo))):
            letters = [one for _, outcome in group if isinstance(outcome, tuple) for one in outcome]
            store.indexer.embed_ahead(letters)
            for path, outcome in group:
                run.take(todo[path], outcome)
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
        known = self.filing.of_path(str(found.path))
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

    def take(self, found: Found, outcome: Outcome) -> None:
        """File what was read of a file."""
        if isinstance(outcome, tuple) and not outcome:
            outcome = IngestError(f"{found.path.name}: holds no letter", status="empty")
        try:
            source = _source(found, steady_digest(found))
        except OSError as exc:
            source = _source(found, "")
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
        for part, letter in _parts(source, letters):
            try:
                self._file(part, letter)
            except LetterError as fault:
                self._fail(part, IngestError(str(fault), status="corrupt"))
            filed.append(part.source)
        return filed

    def _file(self, source: Source, letter: Letter) -> None:
        letter_id, elsewhere = self.filing.id_for(source.source, letter.metadata)
        letter = letter.with_id(letter_id)
        source = replace(source, letter_id=letter_id)
        orphans = self.filing.left_behind(source.source, letter_id)
        if elsewhere:
            self._file_again(source, orphans)
            return
        self._store.indexer.sync(letter, [source], orphans)
        left = self.filing.bind(source, letter.metadata)
        self._letters[letter_id] = _with_area(letter.metadata, self._letters.get(letter_id))
        self._lengths[letter_id] = len(letter.paragraphs)
        self._rename(left)
        self._report(source)

    def _file_again(self, source: Source, orphans: Sequence[str]) -> None:
        """File a letter that other files hold: it moved where those are gone, else it is a duplicate."""
        others = self.filing.of_letter(source.letter_id or "")
        old = [other for other in others if missing(Path(other.path))]
        if len(old) == len(others):
            status, reason = source.status, f"moved from {others[0].name}" if others else ""
        else:
            status, reason = "duplicate", f"the same text as {others[0].name}"
        source = replace(source, status=status, reason=reason)
        self._store.record.note([source], orphans)
        self._rename(self.filing.bind(source))
        self._report(source)
        if status != "duplicate":
            self._forget([other.source for other in old], report=False)

    def _fail(self, source: Source, fault: IngestError) -> str:
        """File a file that could not be read: as a letter that says so, unless it is no letter at all."""
        source = replace(source, status=fault.status, reason=str(fault))
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
            self._file(source, _unread(source))
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
        if left and letter and rest and letter.source == left.name:
            self._store.record.rename(letter_id, rest[0].name)
            self._letters[letter_id] = replace(letter, source=rest[0].name)

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
    return source.status in RETRIED or (source.status == "removed" and found.named)


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


def _source(found: Found, sha256: str) -> Source:
    return Source(
        source=str(found.path),
        name=str(found.path),
        path=str(found.path),
        size=found.size,
        mtime_ns=found.mtime_ns,
        checked_ns=time.time_ns(),
        sha256=sha256,
        stamp=found.stamp,
    )


def _parts(source: Source, letters: Sequence[Letter]) -> Iterator[tuple[Source, Letter]]:
    """Yield each letter of a file with a source of its own, named after the part that it is."""
    taken: set[str] = set()
    for place, letter in enumerate(letters, start=1):
        name = letter.metadata.source or source.name
        _, is_part, part = name.partition(f"{Path(source.path).name}#")
        key = f"{source.path}#{part}" if is_part else source.path
        key = key if key not in taken else f"{key}#{place}"
        taken.add(key)
        reason = "; ".join(letter.metadata.warnings)
        part_source = replace(source, source=key, name=name, status=_status(letter.metadata), reason=reason)
        yield part_source, letter


def _status(letter: LetterMetadata) -> Status:
    if letter.unreadable:
        return "needs_ocr" if letter.pages else "empty"
    # A date or an area that is not known is no fault of the reading.
    unread = [one for one in letter.warnings if not one.startswith(("date:", "area:"))]
    return "partial" if unread else "ok"


def _unread(source: Source) -> Letter:
    # A file that cannot even be opened is told from others by its path.
    sha256 = source.sha256 or hashlib.sha256(source.path.encode("utf-8", "surrogateescape")).hexdigest()
    return unreadable(source=source.name, file_sha256=sha256, reason=source.reason)


def _with_area(letter: LetterMetadata, before: LetterMetadata | None) -> LetterMetadata:
    """The letter with the area that a person gave it before."""
    if before is None or before.area_source != "user":
        return letter
    return replace(letter, areas=before.areas, area_source="user")
