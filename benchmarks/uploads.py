"""Add every file of a folder to a chat, as an editor's browser does, and wait until all are read.

`python -m benchmarks.uploads URL FOLDER`. A browser is on another machine: this process and its session stand back, so
that what it costs is not the server's.
"""

import json
import os
import sys
import uuid
from pathlib import Path

import httpx

from assistant.web.uploads import LARGEST
from benchmarks.served import event_of
from ingest.background import session_stands_back, stand_back


def main(url: str, folder: Path) -> None:
    """Send every file that a browser could, add them as the page does, and print what became of it."""
    stand_back()
    with session_stands_back(), httpx.Client(base_url=url, timeout=None) as client:
        called = [_send(client, path) for path in sorted(folder.iterdir()) if _sendable(path)]
        sys.stdout.write(f"{len(called)} files, {_add(client, called)}")


def _sendable(path: Path) -> bool:
    return path.is_file() and path.stat().st_size < LARGEST and not path.is_symlink()


def _send(client: httpx.Client, path: Path) -> str:
    """Send a file, and return what the server calls it."""
    name = os.fsencode(path.name).decode(errors="replace")  # as a browser sends what is not UTF-8
    sent = client.post("/upload", params={"name": name}, content=path.read_bytes())
    return str(sent.raise_for_status().json()["file"])


def _add(client: httpx.Client, called: list[str]) -> str:
    """Have what was sent read, and wait for the end."""
    config = client.get("/config").raise_for_status().json()
    session = uuid.uuid4().hex
    body = {
        "data": [],
        "event_data": {"files": called},
        "fn_index": event_of(config, "shelf", "ingest"),
        "session_hash": session,
        "trigger_id": None,
    }
    client.post("/gradio_api/queue/join", json=body).raise_for_status()
    with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as listened:
        for line in listened.iter_lines():
            if "process_completed" in line:  # the tables before it are read by nobody
                return "done" if json.loads(line[5:])["success"] else "FAILED"
    return "the stream ended"


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
