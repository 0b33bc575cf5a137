"""E-mails unpacked: the message's own text and its attachments as files, each of which is loaded by itself.

Left out: pictures that the message shows within its text (logos), calendars, visiting cards and signatures.
"""

import html
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.eml import read_eml
from ingest.letter import IngestError, british
from ingest.limits import check_size
from ingest.message import Mail, file_name
from ingest.msg import read_msg

DEEPEST = 4  # messages in messages
MOST = 200  # files
LONGEST = 240  # bytes of a name: a disk takes 255, and a number may be added
NO_LETTERS = frozenset({".ics", ".vcf", ".p7s", ".p7m", ".asc", ".sig"})
TAGS = {"Subject": "p"}  # set apart, as a subject line is
OLE = b"\xd0\xcf\x11\xe0"  # how Outlook's files start


def unpack(path: Path, folder: Path) -> Sequence[Path]:
    """Write a message's text and its attachments into a folder; give their paths, the text first.

    What a forwarded message brings is named after it: "forwarded.eml#letter.pdf". Raises IngestError where
    the message is damaged, encrypted or holds too much.
    """
    check_size(path)
    written: list[Path] = []
    for name, content in _parts(_read(path), "", 0):
        if len(written) == MOST:
            raise IngestError(
                f"{path.name}: more than {MOST} attachments; save them to a folder", status="too_large"
            )
        written.append(_free(folder, name))
        written[-1].write_bytes(content)
    if not written:
        raise IngestError(f"{path.name}: a message without text or attachments", status="empty")
    return written


@contextmanager
def part(source: Path) -> Iterator[Path]:
    """Give the file of a letter's source: itself, or "mail.eml#letter.pdf" unpacked for as long as it is needed.

    Raises IngestError where there is none.
    """
    name = str(source)
    ends = [at for at, letter in enumerate(name) if letter == "#"]
    mail = next((Path(name[:at]) for at in ends if Path(name[:at]).is_file()), None)
    if source.is_file() or mail is None:
        yield source
        return
    with TemporaryDirectory(prefix="letterbook-") as folder:
        unpack(mail, Path(folder))
        yield Path(folder, name[len(str(mail)) + 1 :])


def _read(path: Path) -> Mail:
    with path.open("rb") as file:
        outlook = file.read(4) == OLE
    return read_msg(path) if outlook else read_eml(path)


def _parts(mail: Mail, prefix: str, depth: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents: the text, the attachments, then the forwarded messages' own."""
    if mail.html.strip():
        yield f"{prefix}message.html", _as_html(mail).encode()
    elif mail.refused:  # its loader says why
        yield f"{prefix}message.rtf", mail.refused
    elif mail.text.strip() or mail.subject:
        yield f"{prefix}message.txt", _as_text(mail).encode()
    for attachment in mail.attachments:
        name = file_name(attachment.name)
        if Path(name).suffix.lower() not in NO_LETTERS and attachment.content:
            yield prefix + name, attachment.content
    if depth < DEEPEST:
        for inner in mail.forwarded:
            name = file_name(inner.subject or "message")
            yield from _parts(inner, f"{prefix}{Path(name).stem}.eml#", depth + 1)


def _free(folder: Path, name: str) -> Path:
    """A path in the folder that no other attachment has taken."""
    fitting = name.encode()[-LONGEST:].decode(errors="ignore")  # its end tells what it is
    path = folder / fitting
    count = 2
    while path.exists():
        path = folder / f"{Path(fitting).stem} ({count}){Path(fitting).suffix}"
        count += 1
    return path


def _headers(mail: Mail) -> list[tuple[str, str]]:
    """The lines above a message that a reader sees, without empty ones."""
    sent = british(mail.sent.date()) if mail.sent is not None else ""
    lines = [
        ("From", mail.sender),
        ("Sent", sent),
        ("To", mail.to),
        ("Cc", mail.copied),
        ("Subject", mail.subject),
    ]
    return [(name, " ".join(value.split())) for name, value in lines if value]


def _as_text(mail: Mail) -> str:
    lines = [f"{name}: {value}" for name, value in _headers(mail)]
    apart = [f"\n{line}" if line.startswith("Subject: ") else line for line in lines]
    return "\n".join([*apart, "", mail.text])


def _as_html(mail: Mail) -> str:
    """The message's HTML with its headers above it: what stands before <html> is read as text."""
    lines = "".join(
        f"<{TAGS.get(name, 'div')}>{name}: {html.escape(value)}</{TAGS.get(name, 'div')}>"
        for name, value in _headers(mail)
    )
    return f"{lines}<br>{mail.html}"
