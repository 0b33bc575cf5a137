"""Fit the coefficients of assistant/stating.py on passages.jsonl and write assistant/stating.json; print how well they do.

    python -m benchmarks.facts.train [--write]

Each passage is filed as a letter of a collection of its own kind, and each question is read as any other, held to
that letter; asked of a passage of another field too, where nothing answers it. The figures are of three fits, each
on two writers and read on the third.
"""

import argparse
import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.assistant import Letterbook
from assistant.build import build, open_store
from assistant.judge import probability
from assistant.kinds.facts import LIKELY, LIKELY_VALUE, weighed
from assistant.settings import Settings
from assistant.stating import features
from assistant.values import VALUED
from ingest.letter import Letter, LetterMetadata, Paragraph, Role
from vectorstore.roll import Roll

HERE = Path(__file__).parent
WEIGHTS = HERE.parent.parent / "assistant" / "stating.json"
REGULARISATION = 3.0
APART = 7  # passages from a question's own to the first that it is asked of where nothing answers it

Weights = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question asked of a passage: what the model sees of each sentence, and which of them answer."""

    writer: str
    kind: str  # answered, unanswered, elsewhere (asked of a passage of another field)
    floor: float  # the probability from which the best sentence answers
    rows: list[dict[str, float]]
    labels: list[bool]


def main() -> None:
    """Fit, score, and with --write keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write assistant/stating.json")
    arguments = parser.parse_args()
    passages = [json.loads(line) for line in (HERE / "passages.jsonl").open(encoding="utf-8")]
    with (
        tempfile.TemporaryDirectory() as folder,
        build(filed(passages, Path(folder) / "store")) as letterbook,
    ):
        asked = list(asked_of(letterbook, passages))
    writers = sorted({one.writer for one in asked})
    held_out = []
    for writer in writers:
        weights = fit([one for one in asked if one.writer != writer])
        held_out += (found := outcomes([one for one in asked if one.writer == writer], weights))
        print(writer, figures(found))
    print("all", figures(held_out))
    weights = fit(asked)
    print(json.dumps(weights, indent=1))
    if arguments.write:
        told = {"trained_on": "benchmarks/facts/passages.jsonl", "questions": len(asked), "weights": weights}
        WEIGHTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def filed(passages: Sequence[dict[str, Any]], folder: Path) -> Settings:
    """File each passage as a letter; the settings that open the collection."""
    settings = Settings(store=folder)
    store = open_store(settings, create=True)
    for at, passage in enumerate(passages):
        store.indexer.sync(letter(f"p{at:03d}", passage))
    store.indexer.derive()
    store.close()
    return settings


def letter(letter_id: str, passage: dict[str, Any]) -> Letter:
    """A passage as a letter: each bullet is a paragraph, as it is where letters are read."""
    paragraphs: list[Paragraph] = []
    for raw in passage["paragraphs"]:
        texts = [""]
        for sentence in raw["sentences"]:
            bullet = sentence.startswith("- ")
            texts = [*texts, sentence[2:], ""] if bullet else [*texts[:-1], f"{texts[-1]} {sentence}".strip()]
        paragraphs += [
            Paragraph(
                letter_id=letter_id,
                number=number,
                text=text,
                role=Role.REPORT,
                headings=tuple(raw["headings"]),
            )
            for number, text in enumerate(filter(None, texts), len(paragraphs) + 1)
        ]
    digest = hashlib.sha256(letter_id.encode()).hexdigest()
    metadata = LetterMetadata(id=letter_id, source=f"{letter_id}.txt", text_sha256=digest)
    return Letter(metadata=metadata, paragraphs=tuple(paragraphs))


def asked_of(letterbook: Letterbook, passages: Sequence[dict[str, Any]]) -> Iterator[Asked]:
    """Ask every question of its own passage and of one of another field."""
    letters = {one.id: one for one in letterbook.letters()}
    for at, passage in enumerate(passages):
        others = [i for i, one in enumerate(passages) if one["domain"] != passage["domain"]]
        for number, question in enumerate(passage["questions"]):
            other = others[(at * APART + number * APART) % len(others)]
            answers = [
                passage["paragraphs"][p]["sentences"][s].removeprefix("- ") for p, s in question["answer"]
            ]
            kind = "answered" if answers else "unanswered"
            inquiry = letterbook.inquire(question["q"])
            floor = LIKELY_VALUE if inquiry.question.expects in VALUED else LIKELY
            for where, sentences, told in ((at, answers, kind), (other, [], "elsewhere")):
                found = weighed(held := replace(inquiry, letters=Roll([letters[f"p{where:03d}"]])))
                yield Asked(
                    writer=passage["writer"],
                    kind=told,
                    floor=floor,
                    rows=features(held, found),
                    labels=[any(s in one.text or one.text in s for s in sentences) for one in found],
                )


def fit(asked: Sequence[Asked]) -> Weights:
    """Logistic regression of whether a sentence answers."""
    rows = [row for one in asked for row in one.rows]
    labels = [label for one in asked for label in one.labels]
    names = sorted(rows[0])
    model = LogisticRegression(C=REGULARISATION, max_iter=5000).fit(
        [[row[n] for n in names] for row in rows], labels
    )
    fitted = dict(zip(names, (round(float(w), 4) for w in model.coef_[0]), strict=True))
    return {"intercept": round(float(model.intercept_[0]), 4), **fitted}


def outcomes(asked: Sequence[Asked], weights: Weights) -> list[tuple[str, bool, bool]]:
    """For each question its kind, whether the best sentence is right, and whether it is given as the answer."""
    found = []
    for one in asked:
        likely = [float(probability(row, weights)) for row in one.rows]
        best = int(np.argmax(likely)) if likely else -1
        found.append((one.kind, best >= 0 and one.labels[best], best >= 0 and likely[best] >= one.floor))
    return found


def figures(found: Sequence[tuple[str, bool, bool]]) -> str:
    """How many questions are answered rightly and wrongly, and how many are refused where nothing answers."""
    answered = [(right, given) for kind, right, given in found if kind == "answered"]
    parts = {
        "right sentence best": np.mean([right for right, _ in answered]),
        "answered rightly": np.mean([right and given for right, given in answered]),
        "answered wrongly": np.mean([not right and given for right, given in answered]),
        "refused": np.mean([not given for kind, _, given in found if kind == "unanswered"]),
        "refused elsewhere": np.mean([not given for kind, _, given in found if kind == "elsewhere"]),
    }
    return ", ".join(f"{name} {share:.3f}" for name, share in parts.items())


if __name__ == "__main__":
    main()
