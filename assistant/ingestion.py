"""Ingestion: files become letters of the record. Incremental, resumable; one bad file never stops the rest.

Every letter is one transaction: whenever the process is killed, what was reported is kept, and the next
ingest goes on from there. `survey.py` says what needs reading, `filing.py` which letter a file's text is.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from assistant.build import Store
from assistant.filereport import FileReport, report_of
from assistant.filing import Filing
from assistant.parts import parts_of, source_of, unread, with_area
from assistant.survey import Found, gone, look, lost, missing, steady_digest, still, survey
from ingest.letter import IngestError, Letter, LetterMetadata
from ingest.pool import Loaders
from ingest.same_letter import same_letter
from vectorstore.filed import Filed
from vectorstore.lock import sole_writer
from vectorstore.paths import text_of
from vectorstore.record import Source
from vectorstore.storeerror import LetterError

Outcome = tuple[Letter, ...] | IngestError
Reader = Callable[[Iterable[Path]], Iterator[tuple[Path, Outcome]]]
"""Reads files, in any order, perhaps several at a time in children that may be killed."""

AT_ONCE = 500  # files that the record is asked about together
DERIVE_EVERY = 30.0  # seconds; until then others complete in memory what they search


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
    reports: list[FileReport] = []

    def tell(report: FileReport) -> None:
        reports.append(report)
        progress(report)

    stream(store, paths, tell, read, again=again, counted=counted)
    return tuple(reports)


def stream(
    store: Store,
    paths: Sequence[Path],
    progress: Callable[[FileReport], None],
    read: Reader | None = None,
    *,
    again: bool = False,
    counted: Callable[[int, int], None] = lambda done, files: None,
) -> None:
    """As `ingest`, but each report is told and none is kept: of a file that is to be read only its path is held."""
    named = {path.absolute() for path in paths}
    with sole_writer(store.record.database, "an ingest is running"), closing(_Run(store, progress)) as run:
        todo = [str(one.path) for some in _batches(survey(paths)) for one in run.sift(some, again=again)]
        counted(0, len(todo))
        done = count(1)
        for path, outcome in (read or read_in_workers)(run.asked(todo, named)):
            run.take(path, outcome)
            counted(next(done), len(todo))
        run.remove(gone(paths, run.filed.paths()))
        store.indexer.derive()


def read_in_workers(paths: Iterable[Path]) -> Iterator[tuple[Path, Outcome]]:
    """Read files in processes of their own, several at a time: a file that kills its reader costs itself alone."""
    with Loaders() as loaders:
        yield from loaders.load(paths)


class _Run:
    """One ingest under way."""

    def __init__(self, store: Store, progress: Callable[[FileReport], None]) -> None:
        self.filed = Filed(store.record)
        self._filing = Filing(self.filed)
        self._store = store
        self._progress = progress
        self._in_hand: dict[Path, Found] = {}
        self._was: dict[str, Source] = {}  # by name: what the file that is being filed was
        self._derived = time.monotonic()

    def close(self) -> None:
        """Give back what was held for the run."""
        self._filing.close()

    def sift(self, batch: Sequence[Found], *, again: bool) -> Iterator[Found]:
        """Report the files that are as they were, and those that are never opened; yield the others."""
        known = self.filed.of_paths(found.name for found in batch)
        same = {} if again else {found.path: still(found, known.get(found.name, [])) for found in batch}
        ids = [one.letter_id for sources in same.values() for one in sources if one.letter_id]
        letters, lengths = self.filed.letters(ids), self.filed.lengths(ids)
        for found in batch:
            sources = same.get(found.path, ())
            if list(sources) != known.get(found.name, []):
                self._store.record.note(sources)
            for source in sources:
                name = source.letter_id or ""
                fine = source.status in ("ok", "partial", "duplicate")
                told = source if not fine else replace(source, status="unchanged")
                self._tell(told, letters.get(name), lengths.get(name, 0))
            if found.fault is not None and not sources:
                self._was = {one.source: one for one in known.get(found.name, [])}
                self._fail(source_of(found, ""), found.fault)
            elif not sources:
                yield found

    def asked(self, paths: Iterable[str], named: AbstractSet[Path]) -> Iterator[Path]:
        """Yield files as they are asked for, each looked at right before it is read."""
        for path in map(Path, paths):
            self._in_hand[path] = look(path, named=path in named) or lost(path)
            yield path

    def take(self, path: Path, outcome: Outcome) -> None:
        """File what was read of a file."""
        found = self._in_hand.pop(path, None) or look(path, named=True) or lost(path)
        if isinstance(outcome, tuple) and not outcome:
            outcome = IngestError(f"{found.path.name}: holds no letter", status="empty")
        try:
            source = source_of(found, steady_digest(found))
        except OSError as exc:
            source = source_of(found, "")
            reason = f"{found.path.name}: cannot be read: {exc.strerror or exc}"
            outcome = IngestError(reason, status="corrupt")
        self._was = {one.source: one for one in self.filed.of_path(source.path)}
        if isinstance(outcome, IngestError):
            filed = [self._fail(source, outcome)]
        else:
            filed = self._file_all(source, outcome)
        self._forget(sorted(self._was.keys() - set(filed)))
        if time.monotonic() - self._derived > DERIVE_EVERY:
            self._store.indexer.derive()
            self._derived = time.monotonic()

    def remove(self, paths: Iterable[str]) -> None:
        """Forget files that are gone, and the letters that stood in no other file."""
        for path in paths:
            self._forget([source.source for source in self.filed.of_path(path)])

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
        was = self._was.get(source.source)
        letter_id, elsewhere = self._filing.id_for(was, letter.metadata, self._twin(letter))
        letter = letter.with_id(letter_id)
        source = replace(source, letter_id=letter_id)
        orphans = self._filing.left_behind(was, letter_id)
        there = elsewhere or was is not None  # else the id is a new one
        others = (
            [one for one in self.filed.of_letter(letter_id) if one.source != source.source] if there else []
        )
        known = self.filed.letter(letter_id) if there else None
        held = elsewhere or (known is not None and any(one.name == known.source for one in others))
        better = known is not None and bool(known.ocr_pages) and not letter.metadata.ocr_pages
        if known is not None and held and not better:
            self._file_again(source, known, others, orphans)
            return
        told = f"the same letter as {source.name}, which is no scan"
        scans = [replace(one, status="duplicate", reason=told) for one in others] if held else []
        self._store.indexer.sync(letter, [source, *scans], orphans)
        self._filing.forget(orphans)
        self._filing.note(letter_id, letter.metadata)
        self._rename(was)
        self._tell(source, with_area(letter.metadata, known), len(letter.paragraphs))

    def _twin(self, letter: Letter) -> str | None:
        """The letter that says the same word for word, in other paragraphs or but for what OCR misread."""
        near = self._filing.like(letter.metadata)
        opened = ((name, self.filed.paragraphs(name)) for name in near)
        return next((name for name, theirs in opened if same_letter(theirs, letter.paragraphs)), None)

    def _file_again(
        self, source: Source, letter: LetterMetadata, others: Sequence[Source], orphans: Sequence[str]
    ) -> None:
        """File a letter that other files hold: it moved where those are gone, else it is a duplicate."""
        old = [other for other in others if missing(other.file)]
        moved = len(old) == len(others)
        if moved:
            told = f"moved from {others[0].name}" if others else ""
        else:
            told = f"the same {'bytes' if letter.unreadable else 'letter'} as {letter.source}"
        if letter.unreadable:  # a copy of what could not be read cannot be read either
            told = "; ".join(filter(None, [source.reason, told]))
        status = source.status if moved or letter.unreadable else "duplicate"
        self._note(replace(source, status=status, reason=told), orphans)
        if moved:
            self._forget([other.source for other in old], report=False)

    def _fail(self, source: Source, fault: IngestError) -> str:
        """File a file that could not be read: as a letter that says so, unless it is no letter at all."""
        source = replace(source, status=fault.status, reason=text_of(str(fault)))
        was = self._was.get(source.source)
        if fault.status == "timeout" and was is not None and was.letter_id:
            # What failed by chance does not drive out what was read before.
            self._note(replace(source, letter_id=was.letter_id))
        elif fault.status == "unsupported":
            self._note(source, self._filing.left_behind(was, None))
        else:
            self._file(source, unread(source))
        return source.source

    def _note(self, source: Source, orphans: Sequence[str] = ()) -> None:
        """Write what became of a file whose letter, if it has one, is there already, and report it."""
        self._store.record.note([source], orphans)
        self._filing.forget(orphans)
        self._rename(self._was.get(source.source))
        self._report(source)

    def _forget(self, names: Iterable[str], *, report: bool = True) -> None:
        for name in names:
            source = self.filed.source(name)
            if source is None:
                continue
            orphans = self._filing.left_behind(source, None)
            self._store.record.remove(orphans, [name])
            self._filing.forget(orphans)
            self._rename(source)
            if report:
                rest = self.filed.of_letter(source.letter_id)
                reason = f"its text is still there in {rest[0].name}" if rest else "its file is gone"
                self._report(replace(source, status="removed", reason=reason))

    def _rename(self, left: Source | None) -> None:
        """Call a letter that lost a source after one that it still has."""
        if left is None or left.letter_id is None:
            return
        rest, letter = self.filed.of_letter(left.letter_id), self.filed.letter(left.letter_id)
        if letter and rest and all(one.name != letter.source for one in rest):
            self._store.record.rename(letter.id, rest[0].name)
            if rest[0].status == "duplicate":  # the text is the other file's: this one is read next time
                self._store.record.note([replace(rest[0], status="ok", reason="", size=-1)])

    def _report(self, source: Source) -> None:
        name = source.letter_id or ""
        self._tell(source, self.filed.letter(name), self.filed.lengths([name]).get(name, 0))

    def _tell(self, source: Source, letter: LetterMetadata | None, paragraphs: int) -> None:
        self._progress(report_of(source, letter, paragraphs))


def _batches(files: Iterable[Found]) -> Iterator[list[Found]]:
    rest = iter(files)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch
