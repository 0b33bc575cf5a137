"""A made collection, served as `letterbook serve` does, and what is asked of it: for what is measured from outside."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.build import store_of
from assistant.settings import Settings
from benchmarks.collection import THEMES, QuickEmbedder, letters
from vectorstore.embedder import OnnxEmbedder
from vectorstore.record import Record

ROOT = Path(__file__).parent.parent
FORMS = (
    "Which areas were asked about {theme} in 2023?",
    "What was Northmoor asked to do about {theme}?",
    "Which areas were praised for {theme} in 2022?",
    "What did Eastvale's letters say about {theme}?",
)


def make_collection(store: Path, count: int) -> None:
    """Make a collection of known letters; its vectors are the bundled model's, with a little noise."""
    settings = Settings(store=store)
    embedder = QuickEmbedder(OnnxEmbedder())
    embedder.name = OnnxEmbedder().name  # so that the server may ask them
    opened = store_of(settings, Record.open(settings.record_url, create=True), embedder)
    for letter in letters(count):
        opened.indexer.sync(letter)
    opened.indexer.derive()
    opened.close()


def make_letters(folder: Path, seed: int) -> Path:
    """Write letters as text files, for an ingest beside the answering."""
    folder.mkdir()
    for number, letter in enumerate(letters(400, seed=seed)):
        text = "\n\n".join(paragraph.text for paragraph in letter.paragraphs)
        (folder / f"{number:04}.txt").write_text(f"Dear colleagues\n\n{text} ({number})\n", encoding="utf-8")
    return folder


@contextmanager
def serving(store: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Serve a collection in a process of its own; give its address."""
    command = [sys.executable, str(ROOT / "app.py"), "serve", "--port", "0", "--store", str(store)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        line = next(line for line in process.stderr if " is at http" in line)
        try:
            yield line.split(" is at ")[1].split("/ ")[0], process
        finally:
            process.terminate()


def event_of(config: dict[str, Any], area: str, name: str) -> int:
    """The number that Gradio gave an event of a part of the page."""
    (part,) = [one["id"] for one in config["components"] if one["props"].get("elem_id") == area]
    (event,) = [one["id"] for one in config["dependencies"] if [part, name] in one["targets"]]
    return int(event)


def questions() -> list[str]:
    """What is asked: every form about every theme."""
    return [form.format(theme=theme) for theme in (one[0] for one in THEMES.values()) for form in FORMS]
