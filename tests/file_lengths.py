"""Fail where a source file is longer than 300 lines. Run by `make check`."""

import sys
from pathlib import Path

LIMIT = 300
ROOT = Path(__file__).parent.parent
SOURCES = [ROOT / "app.py"] + [
    path
    for folder in ("ingest", "vectorstore", "prompts", "assistant")
    for path in (ROOT / folder).rglob("*.py")
]


def main() -> int:
    """Print each file that is too long; return the exit code."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES if path.exists()}
    long = {path: lines for path, lines in lengths.items() if lines > LIMIT}
    for path, lines in long.items():
        print(f"{path.relative_to(ROOT)}: {lines} lines, {LIMIT} at most: split it by idea")
    print(f"{len(lengths)} source files, {sum(lengths.values())} lines, {len(long)} too long")
    return 1 if long else 0


if __name__ == "__main__":
    sys.exit(main())
