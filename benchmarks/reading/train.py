"""Fit the tagger of questions on questions.jsonl and write assistant/tagger.npz; with --held-out, say how well it reads.

    python -m benchmarks.reading.train [--held-out]

The questions were written by us, by ten writers in as many manners; README.md says how. Held out means that the questions
of one writer are read by a tagger that was fitted on those of the others.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from assistant.tagger import INTENTS, ROLES, WEIGHTS
from benchmarks.reading.marked import unmarked
from vectorstore.embedder import OnnxEmbedder

HERE = Path(__file__).parent
NARROW, NEAR, WIDE = 64, 3, 5  # channels, and tokens that a convolution sees
EPOCHS, BATCH, RATE, DECAY, DROPOUT = 30, 32, 2e-3, 1e-2, 0.4


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled question with its token vectors."""

    text: str
    writer: str
    intent: int
    role: int
    vectors: npt.NDArray[np.float32]  # [length, 384]
    topic: npt.NDArray[np.float32]  # [length], 1 where a token is of the topic


class Head(nn.Module):  # type: ignore[misc]  # torch is untyped where mypy looks
    """What assistant/tagger.py computes, as torch fits it."""

    def __init__(self) -> None:
        super().__init__()
        self.near = nn.Conv1d(384, NARROW, NEAR, padding=NEAR // 2)
        self.wide = nn.Conv1d(NARROW, NARROW, WIDE, padding=WIDE // 2)
        self.intents = nn.Linear(4 * NARROW, len(INTENTS))
        self.roles = nn.Linear(4 * NARROW, len(ROLES))
        self.topic = nn.Linear(2 * NARROW, 1)
        self.drop = nn.Dropout(DROPOUT)

    def forward(
        self, rows: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits of intents, roles and topic for rows [n, length, 384] of which those in the mask count."""
        keep = mask[:, None, :]
        near = torch.relu(self.near(self.drop(rows).transpose(1, 2))) * keep
        wide = torch.relu(self.wide(near)) * keep
        both = torch.cat([near, wide], dim=1)
        mean = both.sum(dim=2) / mask.sum(dim=1, keepdim=True)
        pooled = self.drop(torch.cat([both.amax(dim=2), mean], dim=1))
        return self.intents(pooled), self.roles(pooled), self.topic(self.drop(both.transpose(1, 2)))[..., 0]

    def weights(self) -> dict[str, npt.NDArray[np.float16]]:
        """The weights as assistant/tagger.py reads them, in 16 bits."""
        found = {
            "near": self.near.weight.permute(2, 1, 0), "near_bias": self.near.bias,
            "wide": self.wide.weight.permute(2, 1, 0), "wide_bias": self.wide.bias,
            "intents": self.intents.weight.T, "intents_bias": self.intents.bias,
            "roles": self.roles.weight.T, "roles_bias": self.roles.bias,
            "topic": self.topic.weight.T, "topic_bias": self.topic.bias,
        }  # fmt: skip
        return {
            name: value.detach().numpy().astype(np.float16)
            for name, value in found.items()
            if value is not None
        }


def main() -> None:
    """Fit and write; or score on writers held out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="score on each writer in turn, write nothing")
    cases = read(HERE / "questions.jsonl", OnnxEmbedder())
    if parser.parse_args().held_out:
        for writer in sorted({case.writer for case in cases}):
            head = fit([case for case in cases if case.writer != writer])
            print(writer, score(head, [case for case in cases if case.writer == writer]))
        return
    head = fit(cases)
    np.savez_compressed(WEIGHTS, **head.weights())  # type: ignore[arg-type]  # its keywords are arrays
    print(score(head, cases), WEIGHTS.stat().st_size, "bytes")


def read(path: Path, embedder: OnnxEmbedder) -> list[Case]:
    """The labelled questions of a file."""
    return [case(json.loads(line), embedder) for line in path.read_text(encoding="utf-8").splitlines()]


def case(row: dict[str, str], embedder: OnnxEmbedder) -> Case:
    """One labelled question: its topic stands in square brackets."""
    text, spans = unmarked(row["q"])
    tokens = embedder.tokens(text)
    inside = [
        float(end > start and any(a <= start and end <= b for a, b in spans)) for start, end in tokens.spans
    ]
    return Case(
        text,
        row["writer"],
        INTENTS.index(row["intent"]),
        ROLES.index(row["role"]),
        tokens.vectors,
        np.array(inside, dtype=np.float32),
    )


def fit(cases: Sequence[Case]) -> Head:
    """A head that reads these questions."""
    torch.manual_seed(1)
    order = np.random.default_rng(1)
    head = Head()
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(cases) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=RATE, total_steps=steps)
    head.train()
    for _ in range(EPOCHS):
        shuffled = order.permutation(len(cases))
        for start in range(0, len(cases), BATCH):
            batch = [cases[at] for at in shuffled[start : start + BATCH]]
            rows, mask, topic = padded(batch)
            intents, roles, tags = head(rows, mask)
            loss = nn.functional.cross_entropy(
                intents, torch.tensor([c.intent for c in batch]), label_smoothing=0.05
            ) + nn.functional.cross_entropy(
                roles, torch.tensor([c.role for c in batch]), label_smoothing=0.05
            )
            each = nn.functional.binary_cross_entropy_with_logits(tags, topic, reduction="none")
            loss = loss + 2 * (each * mask).sum() / mask.sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    head.eval()
    return head


def padded(batch: Sequence[Case]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The vectors, mask and topic of a batch, as long as its longest."""
    longest = max(len(case.vectors) for case in batch)
    rows = torch.zeros(len(batch), longest, 384)
    mask, topic = torch.zeros(len(batch), longest), torch.zeros(len(batch), longest)
    for at, one in enumerate(batch):
        rows[at, : len(one.vectors)] = torch.from_numpy(one.vectors)
        mask[at, : len(one.vectors)] = 1
        topic[at, : len(one.topic)] = torch.from_numpy(one.topic)
    return rows, mask, topic


def score(head: Head, cases: Sequence[Case]) -> dict[str, float]:
    """Shares of intents and roles read right, and F1 of the topic's tokens, a question's mean."""
    with torch.no_grad():
        rows, mask, topic = padded(cases)
        intents, roles, tags = head(rows, mask)
    found = (tags > 0).float() * mask
    both, all_of = (found * topic).sum(dim=1), found.sum(dim=1) + topic.sum(dim=1)
    f1 = torch.where(all_of > 0, 2 * both / all_of.clamp(min=1), torch.ones_like(both))
    return {
        "intent": float(np.mean([int(a) == c.intent for a, c in zip(intents.argmax(1), cases, strict=True)])),
        "role": float(np.mean([int(a) == c.role for a, c in zip(roles.argmax(1), cases, strict=True)])),
        "topic": float(f1.mean()),
    }


if __name__ == "__main__":
    main()
