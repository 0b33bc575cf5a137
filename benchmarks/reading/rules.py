"""How often the patterns alone read questions.jsonl rightly, by what they say.

python -m benchmarks.reading.rules
"""

import json
from collections import Counter, defaultdict
from pathlib import Path

from assistant.collection import Collection
from assistant.intents import intent_of
from assistant.question import spelled
from assistant.wanted_roles import roles_of
from benchmarks.reading.marked import unmarked
from vectorstore.roll import Roll

FILE = Path(__file__).with_name("questions.jsonl")


def main() -> None:
    """Print a line for each intent and each role that the patterns say."""
    nowhere = Collection(Roll(()))
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = unmarked(row["q"])[0]
        said[intent_of(spelled(text), nowhere.places(text))][row["intent"]] += 1
        said[f"role {roles_of(text)[0] or 'any'}"][f"role {row['role']}"] += 1
    for what, meant in sorted(said.items()):
        print(f"{what}: {meant[what] / meant.total():.0%} of {meant.total()}; {dict(meant.most_common(4))}")


if __name__ == "__main__":
    main()
