"""Exchange: a question, what the person changed of its understanding, and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from assistant.answer import Answer, Filters
from assistant.conversation import Conversation, Turn
from assistant.steps import Proven, Stage, Step
from ingest.letter import british

Verdict = Literal["right", "wrong", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One turn of the chat, as it is kept while the page is open."""

    question: str
    narrowed: Filters | None = None  # areas and dates chosen before asking; None: nothing was chosen
    filters: Filters | None = None  # what replaces the understanding; None: as understood
    stage: str = ""  # what is being done while it is not answered yet
    draft: Answer | None = None  # what is proved already of an answer that is still coming
    answer: Answer | None = None  # None until it is answered
    proof: int = 0  # the number under which Proofs keeps it as it was shown; 0: it is made when shown
    feedback: Verdict | None = None  # None until the person says


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One thing that was understood of a question, and that a person can take away."""

    name: str  # the field of Filters
    value: str  # "" where the field holds one value
    label: str


LABELS = {
    "topic": "About",
    "areas": "Area",
    "date_from": "From",
    "date_to": "To",
    "roles": "Role",
    "people": "Person",
    "plans": "Plan",
}


def conversation(exchanges: Sequence[Exchange]) -> Conversation:
    """The answered exchanges as turns, oldest first."""
    turns: list[Turn] = []
    for exchange in exchanges:
        if (answer := exchange.answer) is not None:
            turns.append(Turn(role="user", content=exchange.question))
            turns.append(
                Turn(
                    role="assistant",
                    content=answer.text,
                    areas=answer.areas or (),
                    letters=answer.letters or (),
                )
            )
    return Conversation(turns=tuple(turns))


def after(exchange: Exchange, step: Step) -> Exchange:
    """The exchange one step further on its way to the answer."""
    if isinstance(step, Stage):
        return replace(exchange, stage=step.words)
    if isinstance(step, Proven):
        return replace(exchange, draft=step.answer)
    return replace(exchange, answer=step, stage="", draft=None)


def chips(filters: Filters) -> tuple[Chip, ...]:
    """What was understood, one chip each."""
    return tuple(
        Chip(name=name, value=value, label=f"{label}: {_shown(name, value)}")
        for name, label in LABELS.items()
        for value in _values(getattr(filters, name))
    )


def without(filters: Filters, name: str, value: str) -> Filters:
    """The filters less one chip. A name or value that they do not hold changes nothing."""
    if name not in LABELS:
        return filters
    held: str | date | tuple[str, ...] | None = getattr(filters, name)
    left: Any = tuple(item for item in held if item != value) if isinstance(held, tuple) else None
    return replace(filters, **{name: left}) if value in _values(held) else filters


def narrow(filters: Filters, chosen: Filters) -> Filters:
    """What was understood, with the areas and dates that a person chose in its place."""
    return replace(
        filters,
        areas=chosen.areas or filters.areas,
        date_from=chosen.date_from or filters.date_from,
        date_to=chosen.date_to or filters.date_to,
    )


def _values(held: str | date | tuple[str, ...] | None) -> tuple[str, ...]:
    if held is None:
        return ()
    if isinstance(held, tuple):
        return held
    return (held.isoformat() if isinstance(held, date) else held,)


def _shown(name: str, value: str) -> str:
    return british(date.fromisoformat(value)) if name.startswith("date") else value
