"""Kill -9 while a collection is written: nothing acknowledged is lost and nothing is half there.

Twenty kills in `make test`, two hundred in `make test-long`; benchmarks/kills.py does thousands.
"""

import os
from pathlib import Path

import pytest

from benchmarks.kills import kill_once
from benchmarks.survived import Known

KILLS = int(os.environ.get("LETTERBOOK_KILLS", "20"))
SEED = 20_000
EACH = 5  # kills of one collection after the other, as a machine that keeps failing would


@pytest.mark.parametrize("first", range(0, KILLS, EACH))
def test_a_killed_ingest_loses_nothing_it_acknowledged(tmp_path: Path, first: int) -> None:
    known = Known()
    for number in range(first, min(first + EACH, KILLS)):
        kill, known = kill_once(tmp_path, SEED + number, known, aimed=number % 2 == 1)
        assert kill.faults == (), kill
