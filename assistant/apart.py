"""An ingest in a process of its own, which stands back: who asks meanwhile shares no interpreter and no lock with it.

`ingest_apart` starts it (`python -P -m assistant.apart`). It is told in one line of JSON on its standard input which
collection and which files, and answers with a line for each file, or for what stopped it. It ends with who started it.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from assistant.build import open_store
from assistant.filereport import FileReport
from assistant.ingestion import stream
from assistant.settings import Settings, load_settings
from ingest.background import session_stands_back, stand_back
from ingest.letter import IngestError
from ingest.worker import code_path
from vectorstore.storeerror import StoreError

ASKED = frozenset({"store", "record", "embedder", "cache"})  # of the settings, what an ingest goes by


def ingest_apart(settings: Settings, paths: Sequence[Path]) -> Iterator[FileReport]:
    """Ingest files in another process, yielding each report as it is made.

    Raise StoreError where it was stopped. What was reported is kept.
    """
    chosen = settings.model_dump(mode="json", include=set(ASKED))
    request = json.dumps({"settings": chosen, "paths": [str(path) for path in paths]})
    done = False
    with suppress(BrokenPipeError), _started() as process:  # it may have died before it was asked
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(request + "\n")
        process.stdin.flush()
        for line in process.stdout:
            try:
                told = json.loads(line)
            except ValueError:  # cut off by a kill, or what some library printed
                continue
            if "fault" in told:
                raise StoreError(told["fault"])
            if done := "done" in told:
                break
            yield FileReport(**told | {"warnings": tuple(told["warnings"])})
    if not done:
        raise StoreError(
            f"reading was stopped (exit code {process.returncode}); what was read is kept: add the rest again"
        )


def _started() -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "assistant.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": code_path()},
            start_new_session=True,  # so that it is this session that stands back, and not that of who asks
            text=True,
        )
    except OSError as fault:
        raise StoreError(f"reading cannot begin: {fault.strerror or fault}; try again later") from fault


def main() -> None:
    """Do what the line on standard input asks."""
    stand_back()
    asked = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_who_asked, daemon=True).start()
    try:
        with session_stands_back():
            _ingest(load_settings(**asked["settings"]), [Path(path) for path in asked["paths"]])
    except BrokenPipeError:
        os._exit(1)  # who asked has gone
    except OSError as fault:
        _tell({"fault": f"reading was stopped: {fault.strerror or fault}; what was read is kept"})
    except (StoreError, IngestError) as fault:
        _tell({"fault": str(fault)})
    else:
        _tell({"done": True})


def _ingest(settings: Settings, paths: Sequence[Path]) -> None:
    store = open_store(settings, create=True)
    try:
        stream(store, paths, lambda report: _tell(asdict(report)))
    finally:
        store.close()


def _tell(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _end_with_who_asked() -> None:
    """A kill does no harm: every letter is one transaction."""
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main()
