"""An e-mail as mail programs send and save it (EML: RFC 5322 and MIME), with the standard library."""

import html
from collections.abc import Iterator, Sequence
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message, MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal

from ingest.letter import IngestError
from ingest.message import Attachment, Mail, file_name

FAULTS = (ValueError, LookupError, AttributeError, TypeError, RecursionError, ArithmeticError)
"""What the standard library raises on damaged headers and bodies."""
ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})

_Text = tuple[Literal["html", "plain"], str]


def read_eml(path: Path) -> Mail:
    """Read a message. Raises IngestError where it is damaged or encrypted."""
    try:
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        if message.get_content_type() in ENCRYPTED:
            raise IngestError(f"{path.name}: encrypted; save it decrypted", status="encrypted")
        return _mail(message)
    except FAULTS as error:
        raise IngestError(f"{path.name}: not a readable e-mail; save it again", status="corrupt") from error


def _mail(message: MIMEPart) -> Mail:
    texts = list(_texts(message))
    formed = any(kind == "html" for kind, _ in texts)
    files = [part for part in _leaves(message) if _is_file(part) and not _is_shown(part, texts)]
    return Mail(
        subject=_header(message, "subject"),
        sender=_header(message, "from"),
        to=_header(message, "to"),
        copied=_header(message, "cc"),
        sent=_sent(message),
        html="<hr>".join(text if kind == "html" else _formed(text) for kind, text in texts) if formed else "",
        text="" if formed else "\n\n".join(text for _, text in texts),
        attachments=tuple(_attachment(part) for part in files if not part.is_multipart()),
        forwarded=tuple(_mail(inner) for part in files for inner in part.iter_parts()),
    )


def _leaves(part: MIMEPart) -> Iterator[MIMEPart]:
    """Yield the parts that hold something; an attached message is one part."""
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            yield from _leaves(inner)
    else:
        yield part


def _texts(part: MIMEPart) -> Iterator[_Text]:
    """Yield the texts that a reader sees, the best of alternatives, in their order."""
    if part.get_content_type() == "multipart/alternative":
        choices = [list(_texts(inner)) for inner in part.iter_parts()]
        formed = [texts for texts in choices if any(kind == "html" and text.strip() for kind, text in texts)]
        yield from next(iter([*formed, *(texts for texts in choices if texts)]), [])
    elif part.is_multipart() and part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            yield from _texts(inner)
    elif not _is_file(part):
        yield ("html" if part.get_content_subtype() == "html" else "plain"), _decoded(part)


def _is_file(part: MIMEPart) -> bool:
    named = part.get_content_disposition() == "attachment" or part.get_filename() is not None
    return named or part.get_content_type() not in ("text/plain", "text/html")


def _is_shown(part: MIMEPart, texts: Sequence[_Text]) -> bool:
    """Whether a picture is shown within the text: a logo, not a letter."""
    name = _header(part, "content-id").strip("<>")
    shown = bool(name) and any(f"cid:{name}" in text for _, text in texts)
    return shown and part.get_content_maintype() == "image"


def _attachment(part: MIMEPart) -> Attachment:
    content = part.get_payload(decode=True)
    name = file_name(part.get_filename() or "attachment", part.get_content_type())
    return Attachment(name=name, content=content if isinstance(content, bytes) else b"")


def _decoded(part: MIMEPart) -> str:
    """A text in its character set, or in the likeliest where it names none that is known or true."""
    data = part.get_payload(decode=True)
    content = data if isinstance(data, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("cp1252", errors="replace")


def _formed(text: str) -> str:
    return "<br>".join(html.escape(text).splitlines())


def _header(message: Message, name: str) -> str:
    try:
        return str(message[name] or "")
    except FAULTS:  # a damaged header is no reason to lose the letter
        return ""


def _sent(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "date"))
    except FAULTS:
        return None
