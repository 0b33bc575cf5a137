"""The disk fails or is full, a call is refused, the clock jumps: nothing acknowledged is lost (see benchmarks/refused.py).

LETTERBOOK_SHORTAGES asks for more cases: `make test-long` does.
"""

import os
import random
import shutil
from pathlib import Path

import pytest

from benchmarks.refused import Refusal, refusal, refuse_once, shim

SHORTAGES = int(os.environ.get("LETTERBOOK_SHORTAGES", "0"))
SEED = 3_000
EIO = "5"
FIXED = (
    Refusal(
        name="the disk fails",
        environment={"REFUSE_CALL": "write", "REFUSE_ERRNO": EIO, "REFUSE_AFTER": "40"},
    ),
    Refusal(name="the clock goes back a day", environment={"CLOCK_AFTER": "5", "CLOCK_BY": "-86400"}),
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler"),
]


@pytest.fixture(scope="module")
def preload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shim(tmp_path_factory.mktemp("shim"))


@pytest.mark.parametrize("what", FIXED, ids=lambda what: what.name)
def test_what_is_refused_is_said_and_nothing_is_lost(tmp_path: Path, preload: Path, what: Refusal) -> None:
    said, faults = refuse_once(tmp_path, preload, what)
    assert faults == []
    assert ("nothing was said" in said) == ("CLOCK_BY" in what.environment)


@pytest.mark.parametrize("number", range(SHORTAGES))
def test_whatever_is_refused_nothing_is_lost(tmp_path: Path, preload: Path, number: int) -> None:
    what = refusal(random.Random(SEED + number))
    assert refuse_once(tmp_path, preload, what)[1] == [], what
