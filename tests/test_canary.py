"""What is asked, and what letters say, is in no log: all that is written of both is searched for words they hold."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parent.parent
ASKED, WRITTEN = "zanzibarquestion", "quokkaletter"
LETTER = f"""Dear colleagues,

Northmoor, 27 March 2025

I would like to see how the {WRITTEN} delays in annual reviews are being reduced.
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("canary")
    (folder / "letters").mkdir()
    (folder / "letters" / "one.txt").write_text(LETTER)
    run = [sys.executable, "app.py", "ingest", str(folder / "letters"), "--store", str(folder / "store")]
    subprocess.run(run, cwd=ROOT, check=True, capture_output=True)
    return folder / "store"


@pytest.fixture(scope="module")
def said(store: Path) -> list[str]:
    """What a server said while it was asked, rightly and wrongly."""
    server = subprocess.Popen(
        [sys.executable, "-u", "app.py", "serve", "--port", "0", "--mcp", "--store", str(store)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert server.stdout
    lines = []
    for line in server.stdout:
        lines.append(line)
        if found := re.search(r"http://\S+", line):
            use(found[0])
            break
    server.terminate()
    lines += server.stdout.readlines()
    server.wait(30)
    return lines


def use(url: str) -> None:
    """Ask by every way, with what is refused and what breaks among it."""
    question = f"Which areas were asked about {ASKED} {WRITTEN} annual reviews?"
    with httpx.Client(base_url=url, timeout=120, headers={"accept": "application/json"}) as client:
        answered = client.post("/api/ask", json={"question": question}).json()
        assert WRITTEN in json.dumps(answered)
        for wrong in (
            {"question": ASKED * 500},
            {"question": 7, "more": ASKED},
            {"question": question, "filters": {"areas": [ASKED]}},
        ):
            assert client.post("/api/ask", json=wrong).status_code == 422
        assert client.post("/api/ask", content=ASKED).status_code in (400, 422)
        assert client.get(f"/api/letters/{ASKED}").status_code == 404
        client.get(f"/{ASKED}?{ASKED}={ASKED}")
        for given in ({"question": question}, {"question": ASKED * 500}, {"question": 7, ASKED: ASKED}):
            called = {"name": "ask", "arguments": given}
            body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": called}
            told = client.post("/mcp", json=body, headers={"accept": "application/json, text/event-stream"})
            assert told.status_code == 200
            assert (WRITTEN in told.text) == (given["question"] == question)
        config = client.get("/config").json()
        for data in (
            {"question": question},
            {"question": ASKED * 500},
            {"more": ASKED},
            {"question": question, "areas": ASKED},
        ):
            event(client, config, data)


def event(client: httpx.Client, config: dict[str, Any], data: dict[str, object]) -> None:
    """Send the chat's own event and wait until it is done."""
    ask = next(one for one in config["dependencies"] if any(name == "ask" for _, name in one["targets"]))
    body = {"data": [None] * len(ask["inputs"]), "event_data": data, "fn_index": ask["id"], "session_hash": "canary",
            "trigger_id": ask["targets"][0][0]}  # fmt: skip
    assert client.post("/gradio_api/queue/join", json=body).status_code == 200
    with client.stream("GET", "/gradio_api/queue/data?session_hash=canary") as stream:
        assert any("process_completed" in line for line in stream.iter_lines())


def test_a_server_says_nothing_of_questions_or_letters(said: list[str]) -> None:
    assert any("Letterbook is at" in line for line in said)
    assert any("ValidationError" in line for line in said), "what went wrong is in the log"
    assert [line for line in said if ASKED in line or WRITTEN in line] == []


def test_no_file_of_the_store_holds_a_question(said: list[str], store: Path) -> None:
    holding = [path for path in store.rglob("*") if path.is_file() and ASKED.encode() in path.read_bytes()]
    assert holding == []
    log = (store / "access" / "audit.jsonl").read_text()
    assert log.count('"did": "asked"') >= 5
    assert WRITTEN not in log


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "{question}"),
        ("ask", "{question}", "--json"),
        ("ask", "{question}", "--area", ASKED),
        ("ask", ASKED * 500),
        ("ask", "{question}", "--history", "{folder}/history.json"),
        ("brief", "{question}", "-o", "{folder}/brief.md"),
        ("evaluate", "{folder}/questions.jsonl"),
        ("letters", ASKED),
        ("doctor",),
    ],
)
def test_a_command_leaves_what_was_asked_and_what_letters_say_nowhere(
    store: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """In no log, no temporary file and no file of its user's or the store's, whether it ends well or not."""
    given, home = tmp_path / "given", tmp_path / "home"
    given.mkdir()
    home.mkdir()
    question = f"Which areas were asked about {ASKED} {WRITTEN} annual reviews?"
    asked = {"id": "1", "intent": "list-areas", "question": question, "history": [], "answerable": True,
             "gold_areas": ["Northmoor"], "optional_areas": [], "gold_keys": [], "gold_support": []}  # fmt: skip
    (given / "questions.jsonl").write_text(json.dumps(asked))
    (given / "history.json").write_text(json.dumps([{"role": ASKED, "content": ASKED}]))
    filled = [part.format(question=question, folder=given) for part in command]
    own = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"), str(home))
    ran = subprocess.run(
        [sys.executable, "app.py", *filled, "--store", str(store)],
        cwd=ROOT, env=os.environ | own, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode in (0, 1, 2)
    assert "Traceback" not in ran.stderr
    assert WRITTEN not in ran.stderr
    left = [path for folder in (home, store) for path in folder.rglob("*") if path.is_file()]
    assert [path for path in left if ASKED.encode() in path.read_bytes()] == []
    assert [
        path for path in left if path.is_relative_to(home) and WRITTEN.encode() in path.read_bytes()
    ] == []
