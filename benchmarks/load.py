"""Many people at once: how long each waits, how many are told to come back, and whether memory grows.

`python -m benchmarks.load --users 150 --minutes 30` makes a collection of 100,000 paragraphs (kept in the folder
given with --store), serves it as `letterbook serve` does, and lets each of the users ask, read, think 30 seconds on
average, and ask again: half through the chat's own events, half through POST /api/ask. `--ingest` lets letters
come in during the second half. What is answered under load must be what is answered to one person alone.
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import httpx

from assistant.web.turns import BUSY
from benchmarks.served import FORMS, ROOT, event_of, make_collection, make_letters, questions, serving

LETTERS = 2_500  # of 40 paragraphs
THINK = 30.0  # seconds between an answer and the next question, on average
ANSWER = "words"  # the class of an answer's text in the chat's markup
PATIENCE = 120.0  # seconds after which a question counts as failed
TURNS = 5  # questions of one conversation in the chat

Outcome = Literal["answered", "busy", "failed", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question, and what became of it."""

    way: str  # chat or programs
    at: float  # seconds since the start
    outcome: Outcome
    seconds: float  # to the first text of the answer
    reason: str = ""


@dataclass(slots=True, kw_only=True)
class Run:
    """What is measured, and what every user needs."""

    client: httpx.AsyncClient
    ends: float
    started: float
    alone: dict[str, Any]
    event: int  # Gradio's number of the chat's question event
    asked: list[Asked] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    mapped: int = 0  # MB of mapped files, which the machine can take back at any time
    ingested: float = 0.0  # when letters had come, in seconds since the start; 0: none came

    def note(self, way: str, began: float, outcome: Outcome, reason: str = "", first: float = 0.0) -> None:
        """Keep what became of a question, and when the first text of its answer was there."""
        seconds = (first or time.monotonic()) - began
        self.asked.append(
            Asked(way=way, at=began - self.started, outcome=outcome, seconds=seconds, reason=reason)
        )


def main(arguments: Sequence[str]) -> int:
    """Make the collection, serve it, ask, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=150)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--letters", type=int, default=LETTERS)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--ingest", action="store_true")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        store = chosen.store or Path(temporary) / "store"
        if not (store / "record.sqlite").exists():
            make_collection(store, chosen.letters)
        came = make_letters(Path(temporary) / "coming", chosen.letters) if chosen.ingest else None
        with serving(store) as (url, process):
            run = asyncio.run(measured(url, process.pid, chosen.users, chosen.minutes * 60, store, came))
            report(run, chosen.users, crashed=process.poll() is not None)
    return 0


async def measured(url: str, pid: int, users: int, seconds: float, store: Path, came: Path | None) -> Run:
    """Let the users ask for so many seconds."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=users * 2)
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE, limits=limits) as client:
        config = (await client.get("/config")).raise_for_status().json()
        # While letters come in, answers may change.
        same = [] if came else questions()[:: len(FORMS)]
        alone = {question: await _areas(client, question) for question in same}
        now = time.monotonic()
        run = Run(
            client=client,
            ends=now + seconds,
            started=now,
            alone=alone,
            event=event_of(config, "composer", "ask"),
        )
        work = [_user(run, random.Random(number), chat=number % 2 == 0) for number in range(users)]
        beside = [_watch(run, pid)] + ([_ingest(run, store, came)] if came else [])
        await asyncio.gather(*work, *beside)
    return run


async def _user(run: Run, rng: random.Random, *, chat: bool) -> None:
    await asyncio.sleep(rng.uniform(0, THINK))
    session, turns = uuid.uuid4().hex, 0
    while time.monotonic() < run.ends:
        question = rng.choice(questions())
        if chat:
            session, turns = (session, turns + 1) if turns < TURNS else (uuid.uuid4().hex, 1)
        began = time.monotonic()
        try:
            if chat:
                await _chat(run, session, question, began)
            else:
                await _program(run, question, began)
        except httpx.HTTPError as fault:
            run.note("chat" if chat else "programs", began, "failed", type(fault).__name__)
        await asyncio.sleep(rng.uniform(THINK / 2, THINK * 3 / 2))


async def _program(run: Run, question: str, began: float) -> None:
    response = await run.client.post("/api/ask", json={"question": question})
    if response.status_code == 503 and BUSY in response.text:
        return run.note("programs", began, "busy")
    if response.status_code != 200:
        return run.note("programs", began, "failed", f"{response.status_code} {response.text[:80]}")
    areas = response.json()["areas"]
    wrong = question in run.alone and areas != run.alone[question]
    return run.note("programs", began, "wrong" if wrong else "answered")


async def _chat(run: Run, session: str, question: str, began: float) -> None:
    """Ask as the page does: join the queue, then listen until the answer's text is there."""
    body = {
        "data": [None],
        "event_data": {"question": question},
        "fn_index": run.event,
        "session_hash": session,
        "trigger_id": None,
    }
    joined = await run.client.post("/gradio_api/queue/join", json=body)
    if joined.status_code != 200:
        return run.note("chat", began, "failed", f"{joined.status_code} {joined.text[:80]}")
    first, html = 0.0, ""
    stream = run.client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session})
    async with stream as listened:
        async for line in listened.aiter_lines():
            event: dict[str, Any] = json.loads(line[5:]) if line.startswith("data:") else {"msg": ""}
            html = json.dumps(event.get("output", "")) if event.get("output") else html
            first = first or (time.monotonic() if ANSWER in html.rpartition("<article")[2] else 0.0)
            if event["msg"] == "process_completed":
                return run.note("chat", began, *_outcome(event["success"], html), first)
    return run.note("chat", began, "failed", "the stream ended")


def _outcome(success: bool, html: str) -> tuple[Outcome, str]:
    if BUSY in html:
        return "busy", ""
    return ("answered", "") if success and ANSWER in html else ("failed", html[-200:])


async def _watch(run: Run, pid: int) -> None:
    """Look once a second whether the server says that it is ready, and how much memory it has."""
    while time.monotonic() < run.ends:
        began = time.monotonic()
        response = await run.client.get("/readyz")
        run.ready.append(time.monotonic() - began if response.status_code == 200 else PATIENCE)
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        run.memory.append(int(status.split("RssAnon:")[1].split()[0]) // 1024)
        run.mapped = int(status.split("RssFile:")[1].split()[0]) // 1024
        await asyncio.sleep(1)


async def _ingest(run: Run, store: Path, came: Path) -> None:
    """Let letters come from the middle on, by `letterbook ingest`, started as in another terminal."""
    await asyncio.sleep((run.ends - run.started) / 2)
    command = [sys.executable, str(ROOT / "app.py"), "ingest", str(came), "--store", str(store)]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=subprocess.DEVNULL, start_new_session=True
    )
    while time.monotonic() < run.ends and process.returncode is None:
        await asyncio.sleep(1)
    run.ingested = time.monotonic() - run.started
    if process.returncode is None:
        process.terminate()
    await process.wait()


async def _areas(client: httpx.AsyncClient, question: str) -> Any:
    response = await client.post("/api/ask", json={"question": question})
    return response.raise_for_status().json()["areas"]


def report(run: Run, users: int, *, crashed: bool) -> None:
    """Print a table, and what failed."""
    minutes = (run.ends - run.started) / 60
    print(f"{users} users, {minutes:.0f} minutes, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| | questions | p50 s | p95 s | p99 s | busy | failed | wrong |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for name, some in _rows(run):
        _row(name, some)
    ready = f"`/readyz` p99 {at(run.ready, 0.99) * 1e3:.0f} ms"
    settled = run.memory[len(run.memory) // 10]  # when everything has been used once
    print(
        f"\n{ready}; memory {settled} MB after a tenth of the time, {run.memory[-1]} MB at the end, ", end=""
    )
    print(
        f"{max(run.memory)} MB at most, and {run.mapped} MB of mapped files; {'CRASHED' if crashed else 'no crash'}"
    )
    for reason, times in Counter(one.reason for one in run.asked if one.reason).most_common(5):
        print(f"{times} times: {reason}")


def _rows(run: Run) -> Iterator[tuple[str, list[Asked]]]:
    yield "all", run.asked
    for way in ("chat", "programs"):
        yield way, [one for one in run.asked if one.way == way]
    if run.ingested:
        half = (run.ends - run.started) / 2
        yield "before letters came", [one for one in run.asked if THINK < one.at < half]
        yield "while letters came", [one for one in run.asked if half <= one.at < run.ingested]


def _row(name: str, asked: Sequence[Asked]) -> None:
    seconds = [one.seconds for one in asked if one.outcome in ("answered", "wrong")]
    many = Counter(one.outcome for one in asked)
    times = " | ".join(f"{at(seconds, share):.2f}" for share in (0.5, 0.95, 0.99))
    shares = " | ".join(f"{many[one]} ({many[one] / max(1, len(asked)):.1%})" for one in ("busy", "failed"))
    print(f"| {name} | {len(asked)} | {times} | {shares} | {many['wrong']} |")


def at(values: Sequence[float], share: float) -> float:
    """The value that so large a share of the values does not exceed."""
    return sorted(values)[int((len(values) - 1) * share)] if values else float("nan")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
