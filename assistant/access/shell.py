"""Shell: what is done on the command line, noted under the name by which the machine knows whoever does it."""

import getpass
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from assistant.access.audit import Audit, Deed
from assistant.access.person import AccessError
from assistant.settings import Settings, access_folder
from vectorstore.storeerror import StoreError

log = logging.getLogger(__name__)


def whoami() -> str:
    """Who runs this command."""
    try:
        return f"{getpass.getuser()} (command line)"
    except (KeyError, OSError):
        return "command line"


def note(settings: Settings, deed: Deed, what: Sequence[str] = ()) -> None:
    """Note what was done. Where that cannot be written it is said: a full disk keeps nobody from a backup."""
    try:
        Audit(access_folder(settings)).note(whoami(), deed, ", ".join(what))
    except AccessError as fault:
        log.warning("%s; that you %s is not noted", fault, deed)


@contextmanager
def noting(settings: Settings, deed: Deed) -> Iterator[list[str]]:
    """Note at the end what was done; that it was stopped, where it was: what was done till then stays."""
    what: list[str] = []
    try:
        yield what
    except (KeyboardInterrupt, StoreError):
        note(settings, deed, [*what, "stopped before its end"])
        raise
    note(settings, deed, what)
