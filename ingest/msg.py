"""An e-mail as Outlook saves it (MSG, MS-OXMSG), with python-oxmsg."""

import struct
from datetime import datetime
from pathlib import Path

from olefile import OleFileIO  # type: ignore[import-untyped]
from oxmsg.domain import constants as c
from oxmsg.domain import model
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from ingest.letter import IngestError
from ingest.message import Attachment, Mail, file_name
from ingest.rtf import Formed, read_packed

FAULTS = (
    OSError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
    RecursionError,
    struct.error,
)
"""What python-oxmsg and olefile raise on damaged files."""
INNER_HEADER = 24  # bytes before the properties of a message in a message; 32 in a file
EMBEDDED = "__substg1.0_3701000D"  # the storage of a message in a message

ENCRYPTED = "IPM.Note.SMIME"


def read_msg(path: Path) -> Mail:
    """Read a message. Raises IngestError where it is damaged or encrypted."""
    try:
        with OleFileIO(path) as ole:
            root = Storage.from_ole(ole)
        properties = Properties(root, properties_header_offset=model.MSG_HDR_OFFSET)
        if _text(properties, c.PID_MESSAGE_CLASS) == ENCRYPTED:
            raise IngestError(f"{path.name}: encrypted; save it decrypted", status="encrypted")
        return _mail(root, properties)
    except FAULTS as error:
        raise IngestError(
            f"{path.name}: not a readable Outlook message; save it again", status="corrupt"
        ) from error


def _mail(storage: Storage, properties: Properties) -> Mail:
    html, body = _html(properties), _text(properties, c.PID_BODY)
    packed = properties.binary_prop_value(c.PID_RTF_COMPRESSED)
    formed = read_packed(packed) if packed and not (html.strip() or body.strip()) else Formed()
    html = html if html.strip() else formed.html
    kept = [
        each for inner in storage.iter_attachment_storages() if (each := _attached(inner, html)) is not None
    ]
    return Mail(
        subject=_text(properties, c.PID_SUBJECT),
        sender=_sender(properties),
        to=_text(properties, c.PID_DISPLAY_TO),
        copied=_text(properties, c.PID_DISPLAY_CC),
        sent=_sent(properties),
        html=html,
        text=body if body.strip() else formed.text,
        refused=formed.refused,
        attachments=tuple(each for each in kept if isinstance(each, Attachment)),
        forwarded=tuple(each for each in kept if isinstance(each, Mail)),
    )


def _attached(storage: Storage, html: str) -> Attachment | Mail | None:
    """A file or a message that is attached; None for a picture shown within the text, or a mere link."""
    properties = Properties(storage, properties_header_offset=model.ATTACH_HDR_OFFSET)
    inner = next((inner for inner in storage.storages if inner.name == EMBEDDED), None)
    if inner is not None:
        return _mail(inner, Properties(inner, properties_header_offset=INNER_HEADER))
    content = properties.binary_prop_value(c.PID_ATTACH_DATA_BINARY)
    mime = _text(properties, c.PID_ATTACH_MIME_TAG)
    name = _text(properties, c.PID_ATTACH_LONG_FILENAME) or _text(properties, c.PID_ATTACH_FILENAME)
    shown = _text(properties, c.PID_ATTACH_CONTENT_ID)
    if content is None or (shown and f"cid:{shown}" in html and mime.startswith("image/")):
        return None
    return Attachment(name=file_name(name or "attachment", mime), content=content)


def _html(properties: Properties) -> str:
    """The text as HTML; "" where the message has it plain only."""
    data = properties.binary_prop_value(c.PID_HTML)
    if data is None:
        return _text(properties, c.PID_BODY_HTML)
    try:
        return str(data, properties.body_encoding)
    except (LookupError, UnicodeDecodeError):
        return str(data, "cp1252", errors="replace")


def _sender(properties: Properties) -> str:
    name = _text(properties, c.PID_SENDER_NAME)
    address = _text(properties, c.PID_SENDER_SMTP_ADDRESS)
    return f"{name} <{address}>" if name and address else name or address


def _sent(properties: Properties) -> datetime | None:
    try:
        sent: datetime | None = properties.date_prop_value(c.PID_CLIENT_SUBMIT_TIME)
    except FAULTS:
        return None
    return sent


def _text(properties: Properties, pid: int) -> str:
    return (properties.str_prop_value(pid) or "").strip("\0")
