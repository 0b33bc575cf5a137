"""Turn and Conversation: what was said before, in the form of questions/FORMAT.md (`--history FILE.json`)."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message. `areas` and `letters` are known where Letterbook wrote the answer, empty where a file gave it."""

    role: Literal["user", "assistant"]
    content: str
    areas: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Turns, oldest first."""

    turns: tuple[Turn, ...] = ()

    def then(self, *turns: Turn) -> "Conversation":
        """The conversation with more turns at its end."""
        return Conversation(turns=(*self.turns, *turns))
