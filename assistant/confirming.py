"""The model's second look at its own sentences (`prompts/judge.md`): optional, and only ever takes away."""

from dataclasses import replace

from pydantic import BaseModel, Field

from assistant.proof import Proof, Proved
from assistant.shown import Shown
from assistant.talk import Talk
from prompts import load

UNCONFIRMED = "the second look did not confirm it"


class Verdict(BaseModel):
    """What the model says of one sentence."""

    sentence: int = Field(description="the number of the sentence")
    holds: bool = Field(description="whether its quotations, and nothing else, say all that it says")


class Verdicts(BaseModel):
    """What the model says of all."""

    verdicts: list[Verdict]


def confirmed(talk: Talk, proof: Proof) -> Proof:
    """The proof less the sentences that the model does not confirm; ReaderError where it cannot be asked.

    A sentence that it says nothing of, or both yes and no, is not confirmed.
    """
    marker = talk.marker()
    sentences = "\n".join(_block(n, one, marker) for n, one in enumerate(proof.proved, 1))
    messages = load("judge").format_messages(marker=marker, sentences=sentences)
    shown = [
        Shown(number=n, paragraph=source.paragraph, letter=source.letter)
        for n, one in enumerate(proof.proved, 1)
        for source in one.sources
    ]
    said: dict[int, set[bool]] = {}
    for verdict in talk.ask(messages, Verdicts, shown).verdicts:
        said.setdefault(verdict.sentence, set()).add(verdict.holds)
    kept = tuple(one for n, one in enumerate(proof.proved, 1) if said.get(n) == {True})
    lost = len(proof.proved) - len(kept)
    return replace(proof, proved=kept, dropped=(*proof.dropped, *[UNCONFIRMED] * lost))


def _block(number: int, one: Proved, marker: str) -> str:
    quotes = "\n".join(
        f"quotation ({source.paragraph.role.value}): {_line(source.quote)}" for source in one.sources
    )
    return f"{marker} sentence {number}\n{_line(one.text)}\n{quotes}"


def _line(text: str) -> str:
    return " ".join(text.split())
