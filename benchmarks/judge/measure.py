"""How well the judge that is shipped decides the sets of pools/, by style: `python -m benchmarks.judge.measure`.

Nothing is fitted on these pools. What careful officials would disagree about (`maybe`) is not scored.
"""

import json

from benchmarks.judge.rows import measuring, pooled
from benchmarks.judge.train import SHIPPED, sets
from vectorstore.embedder import OnnxEmbedder

STYLES = ("plain", "reworded", "everyday")


def main() -> None:
    """Print one line for each style; the topics that nothing deals with are the same in each."""
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    rows = pooled(measuring(), OnnxEmbedder())
    for style in STYLES:
        some = [row for row in rows if row["case"]["style"] in (style, "absent")]
        print(style, sets(some, shipped["weights"], shipped["spoken_of"]))


if __name__ == "__main__":
    main()
