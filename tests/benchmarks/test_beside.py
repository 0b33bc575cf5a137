"""What is measured of people who ask while harmful files are read: the files, and when it counts as too slow."""

from pathlib import Path

import pytest

from benchmarks.bad_files import BAD
from benchmarks.beside import Spell, gather, told


def test_files_of_every_kind_are_gathered_with_those_of_other_folders(tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "deep").mkdir(parents=True)
    for name in ("a.pdf", "deep/a.pdf"):
        (other / name).write_bytes(b"%PDF")
    assert gather(tmp_path / "harmful", 2, [other]) == 2 * len(BAD) + 2
    assert {"000-a.pdf", "001-a.pdf"} <= {path.name for path in (tmp_path / "harmful").iterdir()}


@pytest.mark.parametrize(
    ("waits", "failed", "wrong"), [([1.0] * 20, 0, False), ([1.4] * 20, 0, False), ([1.6] * 20, 0, True), ([1.0] * 20, 1, True)]
)  # fmt: skip
def test_half_as_long_again_is_the_most_and_no_question_may_fail(
    waits: list[float], failed: int, wrong: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    alone, beside = (
        Spell(name="alone", waits=[1.0] * 20),
        Spell(name="beside", waits=waits, failed=failed, told="2 ok"),
    )
    assert told([alone, beside]) is wrong
    assert f"| beside | 0 | 20 | {failed} | {waits[0]:.3f} |" in capsys.readouterr().out
