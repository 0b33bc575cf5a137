"""Letters filed for a test: written as text, ingested as files are, and open to be asked."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from assistant.assistant import Letterbook
from assistant.build import build, open_store
from assistant.ingestion import ingest
from assistant.settings import Settings


@contextmanager
def filed(folder: Path, letters: Mapping[str, str]) -> Iterator[Letterbook]:
    """The collection of some letters, each by the name of its file."""
    (folder / "letters").mkdir()
    for name, text in letters.items():
        (folder / "letters" / name).write_text(text, encoding="utf-8")
    settings = Settings(store=folder / "store")
    store = open_store(settings, create=True)
    ingest(store, [folder / "letters"])
    store.close()
    with build(settings) as letterbook:
        yield letterbook
