"""What `from assistant import Letterbook` gives: a Letterbook that opens and closes a collection itself."""

from pathlib import Path
from types import TracebackType
from typing import Self

from assistant import assistant as core
from assistant.build import Store, assembled, open_store
from assistant.settings import load_settings


class Letterbook(core.Letterbook):
    """A collection of letters that answers questions; close it after, or use it in a `with`."""

    _store: Store

    @classmethod
    def open(cls, store: Path | str) -> Self:
        """Open the collection in a folder; raise StoreError where there is none or it cannot be read."""
        opened = open_store(load_settings(store=Path(store)))
        self = assembled(opened, cls)
        self._store = opened
        return self

    def close(self) -> None:
        """Give back files and connections."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
