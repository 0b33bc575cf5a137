"""How much longer people wait while harmful files are read: what `letterbook serve` answers before and beside it.

`python -m benchmarks.beside [--users 4] [--seconds 60] [--letters 250] [--each 10] [FOLDER...]` serves a made collection
and lets people ask without end, a second's thought between: with nothing else going on; while an editor uploads harmful
files into the chat; with nothing again; while `letterbook ingest` reads the files, started as in another terminal. The
files are those of `benchmarks.bad_files`, so many of every kind, and what is in the folders. It prints a table, and
returns 1 where the p95 grew by more than half or a question failed.
"""

import argparse
import asyncio
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.bad_files import BAD, bad_files
from benchmarks.load import at
from benchmarks.served import ROOT, make_collection, questions, serving

THINK = 1.0  # seconds between an answer and the next question
MOST = 1.5  # times the p95 of before
PATIENCE = 120.0  # seconds after which a question counts as failed


@dataclass(slots=True, kw_only=True)
class Spell:
    """A time in which people asked."""

    name: str
    lasted: float = 0.0
    waits: list[float] = field(default_factory=list)  # seconds
    failed: int = 0
    told: str = ""  # what became of the files

    @property
    def p95(self) -> float:
        """Seconds in which 95 of 100 were answered."""
        return at(self.waits, 0.95)


def main(arguments: Sequence[str]) -> int:
    """Make the collection and the files, measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--letters", type=int, default=250)
    parser.add_argument("--each", type=int, default=10, help="files of each kind")
    parser.add_argument("folders", type=Path, nargs="*")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        store, harmful = Path(temporary, "store"), Path(temporary, "harmful")
        make_collection(store, chosen.letters)
        count = gather(harmful, chosen.each, chosen.folders)
        with serving(store) as (url, process):
            spells = asyncio.run(measured(url, chosen.users, chosen.seconds, store, harmful))
            crashed = process.poll() is not None
    print(f"{chosen.users} users, {count} harmful files{', the server CRASHED' if crashed else ''}\n")
    return 1 if told(spells) or crashed else 0


def gather(folder: Path, each: int, others: Sequence[Path]) -> int:
    """Make a folder of `each` harmful files of every kind, with those of other folders; return how many there are."""
    folder.mkdir()
    for _ in bad_files(folder, each * len(BAD)):
        pass
    for number, path in enumerate(sorted(path for other in others for path in other.rglob("*.*"))):
        if path.is_file():
            shutil.copy(path, folder / f"{number:03}-{path.name}")
    return sum(1 for _ in folder.iterdir())


async def measured(url: str, users: int, seconds: float, store: Path, harmful: Path) -> list[Spell]:
    """Let people ask before, beside uploads and beside an ingest."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE, limits=limits) as client:
        await _spell(client, users, "warming up", asyncio.sleep(5, ""))
        alone = await _spell(client, users, "nothing else", asyncio.sleep(seconds / 2, ""))
        chat = await _spell(client, users, "uploads into the chat", _upload(url, harmful))
        again = await _spell(client, users, "nothing else", asyncio.sleep(seconds / 2, ""))
        beside = await _spell(client, users, "`letterbook ingest`", _ingest(store, harmful))
    alone.waits += again.waits
    alone.failed, alone.lasted = alone.failed + again.failed, alone.lasted + again.lasted
    return [alone, chat, beside]


async def _spell(client: httpx.AsyncClient, users: int, name: str, beside: Awaitable[str]) -> Spell:
    """Let people ask until what goes on beside has ended."""
    spell, ended, began = Spell(name=name), asyncio.Event(), time.monotonic()
    asking = [asyncio.create_task(_ask(client, spell, ended, random.Random(one))) for one in range(users)]
    try:
        spell.told = await beside
    finally:
        ended.set()
        spell.lasted = time.monotonic() - began
        await asyncio.gather(*asking)
    return spell


async def _ask(client: httpx.AsyncClient, spell: Spell, ended: asyncio.Event, dice: random.Random) -> None:
    await asyncio.sleep(dice.uniform(0, THINK))  # nobody waits for the others to begin
    while not ended.is_set():
        began = time.monotonic()
        try:
            reply = await client.post("/api/ask", json={"question": dice.choice(questions())})
            spell.failed += reply.status_code != 200
        except httpx.HTTPError:
            spell.failed += 1
        spell.waits.append(time.monotonic() - began)
        await asyncio.sleep(dice.uniform(THINK / 2, THINK * 3 / 2))


async def _upload(url: str, harmful: Path) -> str:
    command = [sys.executable, "-m", "benchmarks.uploads", url, str(harmful)]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, start_new_session=True, cwd=ROOT
    )
    printed, _ = await process.communicate()
    return printed.decode() or "FAILED"


async def _ingest(store: Path, harmful: Path) -> str:
    command = [sys.executable, str(ROOT / "app.py"), "ingest", str(harmful), "--json", "--store", str(store)]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, start_new_session=True
    )
    printed, _ = await process.communicate()
    counts = Counter(one["status"] for one in json.loads(printed)["files"])
    return ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))


def told(spells: Sequence[Spell]) -> bool:
    """Print a table; return whether somebody waited too long or got no answer."""
    for line in rows(spells):
        print(line)
    return any(one.failed or one.p95 > MOST * spells[0].p95 for one in spells)


def rows(spells: Sequence[Spell]) -> Iterator[str]:
    """The table's lines."""
    yield "| beside | seconds | questions | failed | p50 s | p95 s | to before | files |"
    yield "|---|---:|---:|---:|---:|---:|---:|---|"
    for one in spells:
        times = f"{at(one.waits, 0.5):.3f} | {one.p95:.3f} | {one.p95 / spells[0].p95:.2f}"
        yield f"| {one.name} | {one.lasted:.0f} | {len(one.waits)} | {one.failed} | {times} | {one.told} |"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
