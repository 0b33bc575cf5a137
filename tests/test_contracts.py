"""The import contracts catch what they are for, and forget no module."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def test_the_vector_store_is_forbidden_every_module_of_ingest_but_letter_and_background() -> None:
    contract = next(one for one in CONTRACTS if one["name"].startswith("vectorstore knows letters"))
    modules = {f"ingest.{path.stem}" for path in (ROOT / "ingest").glob("*.py")} - {
        "ingest.__init__",
        "ingest.letter",
        "ingest.background",  # how work stands back, whatever it works on
    }
    assert set(contract["forbidden_modules"]) == modules


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("ingest/letter.py", "import vectorstore.hit"),  # an arrow back
        ("prompts/__init__.py", "import ingest.letter"),  # prompts is a leaf
        ("vectorstore/fusion.py", "import ingest.pdf"),  # letters, not file formats
        ("assistant/answer.py", "import assistant.judge"),  # the bottom knows nobody above
    ],
)
def test_a_planted_violation_is_caught(tmp_path: Path, module: str, line: str) -> None:
    for folder in ("ingest", "vectorstore", "prompts", "assistant"):
        _copy(ROOT / folder, tmp_path / folder)
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    planted = tmp_path / module
    planted.write_text(planted.read_text() + f"\n{line}  # noqa\n")
    found = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 1, found.stdout + found.stderr
    assert "BROKEN" in found.stdout


def _copy(source: Path, target: Path) -> None:
    for path in source.rglob("*.py"):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text())
