"""A question becomes a cited answer. `Letterbook.open(store)` opens a collection."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.public import Letterbook as Letterbook

__all__ = ["Letterbook"]


def __getattr__(name: str) -> object:
    """Import Letterbook when it is first asked for: its parts import nothing of each other through this file."""
    if name == "Letterbook":
        from assistant.public import Letterbook

        return Letterbook
    raise AttributeError(f"module 'assistant' has no attribute {name!r}")
