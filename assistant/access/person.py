"""Person: somebody who was let in, and whether they may change the collection."""

from dataclasses import dataclass
from typing import Literal

Rank = Literal["reader", "editor"]  # an editor may also upload, remove and set areas
Way = Literal["open", "users", "proxy", "oidc", "token"]


class AccessError(ValueError):
    """A person, password or token is not what it has to be. The message names the thing and the cure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks, and how that is known."""

    name: str  # "" where nobody has to say who they are
    rank: Rank
    way: Way

    @property
    def editor(self) -> bool:
        """Whether they may upload, remove and set areas."""
        return self.rank == "editor"


ANYBODY = Person(name="", rank="editor", way="open")  # on this machine, where no log-in is asked for
