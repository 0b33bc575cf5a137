"""What a one-off `letterbook ask` loads: nothing that takes long to import."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = (
    "torch", "transformers", "sentence_transformers", "chromadb", "gradio", "fastapi", "pandas", "scipy", "sklearn",
    "onnx", "langchain", "langchain_core", "langchain_community", "pypdfium2", "docx", "openpyxl", "PIL", "plotly",
)  # fmt: skip
ASK = f"""
import runpy, sys
sys.argv = ["letterbook", "ask", "Which areas were asked about annual reviews?", "--store", sys.argv[1]]
try:
    runpy.run_path({str(ROOT / "app.py")!r}, run_name="__main__")
except SystemExit as ended:
    assert not ended.code, ended
print("LOADED", [name for name in {HEAVY!r} if name in sys.modules])
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    letter = tmp_path / "letter.txt"
    letter.write_text(
        "Northmoor County Council\n\n5 May 2024\n\nDear colleagues,\n\nNext steps\n\n"
        "- Please cut the delays in annual reviews by July.\n\nYours sincerely,\n",
        encoding="utf-8",
    )
    command = [
        sys.executable,
        str(ROOT / "app.py"),
        "ingest",
        str(letter),
        "--store",
        str(tmp_path / "store"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return tmp_path / "store"


def test_asking_loads_no_large_library(store: Path) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASK, str(store)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "annual reviews" in asked.stdout
    assert asked.stdout.splitlines()[-1] == "LOADED []"
