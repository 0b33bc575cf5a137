"""How letters come and go in an open collection: ingestion as reports that arrive one by one, and removal."""

import queue
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.apart import ingest_apart
from assistant.build import Store
from assistant.filereport import FileReport
from vectorstore.lock import INGEST, held
from vectorstore.storeerror import StoreError


class StoreIntake:
    """Adds files to a collection and takes letters out of it."""

    def __init__(self, store: Store, uploads: Path) -> None:
        self.store = store
        self.uploads = uploads

    def add(self, paths: Sequence[Path]) -> Iterator[FileReport]:
        """Ingest files, yielding each report as it is made; raise StoreError where that was stopped.

        It goes on where nobody waits for the reports any more.
        """
        made: queue.SimpleQueue[FileReport | StoreError | None] = queue.SimpleQueue()

        def run() -> None:
            try:
                for report in ingest_apart(self.store.settings, paths):
                    made.put(report)
            except StoreError as fault:
                made.put(fault)
            finally:
                made.put(None)

        threading.Thread(target=run, name="ingest", daemon=True).start()
        while (report := made.get()) is not None:
            if isinstance(report, StoreError):
                raise report
            yield report
        self._discard(paths)

    def remove(self, letter_id: str) -> None:
        """Take a letter out for good, with its file where it was uploaded here."""
        with held(self.store.settings.store, INGEST, "a letter is removed"):
            sources = [one for one in self.store.record.sources() if one.letter_id == letter_id]
            self.store.record.remove([letter_id], forget=[one.source for one in sources])
        self.store.indexer.derive()
        for path in {Path(one.path) for one in sources}:
            if self._ours(path):
                path.unlink(missing_ok=True)

    def _discard(self, paths: Sequence[Path]) -> None:
        """Delete uploaded files that hold no letter: nobody can ask them anything."""
        uploaded = {str(path.absolute()) for path in paths if self._ours(path)}
        useless = [
            one for one in self.store.record.sources() if one.path in uploaded and one.letter_id is None
        ]
        self.store.record.remove([], forget=[one.source for one in useless])
        for path in uploaded & {one.path for one in useless}:
            Path(path).unlink(missing_ok=True)

    def _ours(self, path: Path) -> bool:
        return path.absolute().is_relative_to(self.uploads.absolute())
