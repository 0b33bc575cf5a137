"""A file becomes letters: `load(path)` reads one, `walk(folder)` finds them.

The names below are imported on first use, so that `import ingest` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.areas import Mention as Mention
    from ingest.areas import Register as Register
    from ingest.areas import register as register
    from ingest.letter import IngestError as IngestError
    from ingest.letter import Letter as Letter
    from ingest.letter import Paragraph as Paragraph
    from ingest.letter import Role as Role
    from ingest.letters import unreadable as unreadable
    from ingest.loaders import load as load
    from ingest.loaders import walk as walk
    from ingest.pairs import near_duplicates as near_duplicates
    from ingest.same_person import same_person as same_person

_HOMES = {
    "IngestError": "ingest.letter",
    "Letter": "ingest.letter",
    "Mention": "ingest.areas",
    "Paragraph": "ingest.letter",
    "Register": "ingest.areas",
    "Role": "ingest.letter",
    "load": "ingest.loaders",
    "near_duplicates": "ingest.pairs",
    "register": "ingest.areas",
    "same_person": "ingest.same_person",
    "unreadable": "ingest.letters",
    "walk": "ingest.loaders",
}


def __getattr__(name: str) -> object:
    """Import a public name where it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ingest' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)
