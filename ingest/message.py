"""Mail and Attachment: an e-mail as its reader sees it, whatever program saved it."""

import mimetypes
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NAME_BYTES = 120  # of a file's name
UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that a message brings along."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message as its reader sees it."""

    subject: str = ""
    sender: str = ""
    to: str = ""
    copied: str = ""
    sent: datetime | None = None
    html: str = ""  # its text, where it has it so
    text: str = ""  # else so
    refused: bytes = b""  # its text as a Rich Text that cannot be read, where it has it in no other form
    attachments: tuple[Attachment, ...] = ()
    forwarded: tuple["Mail", ...] = ()  # messages that it brings along


def file_name(name: str, mime: str = "") -> str:
    """A name that is safe on any disk, with a suffix where the type tells one."""
    clean = " ".join(UNSAFE.sub(" ", name).split()).strip(" .") or "attachment"
    stem, suffix = Path(clean).stem, Path(clean).suffix
    if not suffix and mime:
        suffix = mimetypes.guess_extension(mime) or ""
    return stem.encode()[: NAME_BYTES - len(suffix.encode())].decode(errors="ignore") + suffix
