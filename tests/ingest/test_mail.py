"""E-mails are unpacked: the message's text, and each attachment that can be a letter."""

import struct
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.letter import IngestError
from ingest.loaders import load
from ingest.mail import unpack
from ingest.message import file_name
from tests.ingest import made_msg
from tests.ingest.made_msg import BINARY, TIME, attachment, message, text

NINTH_OF_MAY_2023 = struct.pack("<Q", (1_683_626_400 + 11_644_473_600) * 10_000_000)


def mail(**headers: str) -> EmailMessage:
    """A message with its headers."""
    made = EmailMessage()
    for name, value in {"Subject": "SEND review", "From": "Jane <jane@dfe.gov.uk>", **headers}.items():
        made[name] = value
    return made


def unpacked(tmp_path: Path, content: bytes, name: str = "mail.eml") -> dict[str, bytes]:
    """What a message holds, by name."""
    path, folder = tmp_path / name, tmp_path / "parts"
    path.write_bytes(content)
    folder.mkdir()
    return {part.name: part.read_bytes() for part in unpack(path, folder)}


def test_a_plain_message_is_a_text_with_its_headers(tmp_path: Path) -> None:
    made = mail(Date="Tue, 09 May 2023 10:00:00 +0100", To="Ann <a@ham.gov.uk>")
    made.set_content("Dear Ann,\nthe council’s plan\n")
    (name, content), *others = unpacked(tmp_path, made.as_bytes()).items()
    assert name == "message.txt"
    assert content.decode().splitlines() == [
        "From: Jane <jane@dfe.gov.uk>", "Sent: 9 May 2023", "To: Ann <a@ham.gov.uk>",
        "", "Subject: SEND review",
        "",
        "Dear Ann,", "the council’s plan",
    ]  # fmt: skip
    assert others == []


def test_of_alternatives_the_formed_one_is_read(tmp_path: Path) -> None:
    made = mail()
    made.set_content("plain")
    made.add_alternative("<p>formed</p>", subtype="html")
    parts = unpacked(tmp_path, made.as_bytes())
    assert list(parts) == ["message.html"]
    assert b"<p>formed</p>" in parts["message.html"]
    assert b"plain" not in parts["message.html"]


def test_attachments_follow_and_logos_do_not(tmp_path: Path) -> None:
    made = mail()
    made.set_content("See attached.")
    made.add_alternative('<p>See attached.<img src="cid:logo"></p>', subtype="html")
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="../letter.pdf")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="../letter.pdf")
    made.add_attachment(b"GIF", maintype="image", subtype="gif", filename="logo.gif", cid="<logo>")
    made.add_attachment(b"BEGIN", maintype="text", subtype="calendar", filename="meeting.ics")
    parts = unpacked(tmp_path, made.as_bytes())
    assert list(parts) == ["message.html", "letter.pdf", "letter (2).pdf"]


def test_a_forwarded_message_brings_its_own(tmp_path: Path) -> None:
    inner = mail(Subject="Letter: Ham")
    inner.set_content("the first one")
    inner.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="letter.pdf")
    outer = mail()
    outer.set_content("forwarded")
    outer.add_attachment(inner)
    parts = unpacked(tmp_path, outer.as_bytes())
    assert list(parts) == ["message.txt", "Letter Ham.eml#message.txt", "Letter Ham.eml#letter.pdf"]


def test_a_text_in_an_unknown_character_set_is_read(tmp_path: Path) -> None:
    raw = b"Subject: x\nContent-Type: text/plain; charset=nonsense\n\nthe council\x92s plan\n"
    assert "the council’s plan" in unpacked(tmp_path, raw)["message.txt"].decode()


def test_a_formed_text_is_read_whatever_character_set_it_names_within(tmp_path: Path) -> None:
    made = mail()
    named = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252"></head>'
    made.set_content(f"{named}<p>the council’s plan – “now”</p></html>", subtype="html", charset="cp1252")
    (tmp_path / "named.eml").write_bytes(made.as_bytes())
    (letter,) = load(tmp_path / "named.eml")
    assert letter.paragraphs[-1].text == "the council’s plan – “now”"


def test_a_text_in_another_character_set_than_it_says_is_read(tmp_path: Path) -> None:
    head = b"From: a@b.c\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=%s\n"
    said = head % b"x-unknown-99" + b"Content-Transfer-Encoding: 8bit\n\n"
    parts = unpacked(tmp_path, said + "Café naïve – “quoted”.".encode())
    assert "Café naïve – “quoted”." in parts["message.txt"].decode()


@pytest.mark.parametrize("greeting", ["", "Dear all,\n\n"])
def test_a_message_has_its_own_date_and_subject(tmp_path: Path, greeting: str) -> None:
    made = mail(Subject="Kent: 12-month review", Date="Wed, 02 Apr 2025 09:00:00 +0100", To="Team <t@e.org>")
    made.set_content(f"{greeting}Please publish the plan.\n")
    (tmp_path / "short.eml").write_bytes(made.as_bytes())
    (letter,) = load(tmp_path / "short.eml")
    assert (letter.metadata.sent, letter.metadata.areas) == (date(2025, 4, 2), ("Kent",))
    assert letter.metadata.title == "Subject: Kent: 12-month review"
    assert letter.metadata.warnings == ()


def test_the_address_of_a_mailbox_is_no_post(tmp_path: Path) -> None:
    made = mail(To="Ada Marsh <ada@kent.gov.uk>, Ben Holt <ben@kent.gov.uk>")
    made.set_content("Dear all,\n\nPlease publish the plan.\n")
    (tmp_path / "to.eml").write_bytes(made.as_bytes())
    (letter,) = load(tmp_path / "to.eml")
    people = [(one.name, one.title) for one in letter.person("addressee")]
    assert people == [("Ada Marsh", ""), ("Ben Holt", "")]


def test_a_letter_in_a_message_keeps_its_own_subject_line(tmp_path: Path) -> None:
    made = mail(Subject="FW: the letter")
    made.set_content(
        "Ada Marsh\n\n31 March 2025\n\nKENT: TWELVE MONTH PROGRESS REVIEW\n\nDear Ada,\n\nThank you.\n"
    )
    (tmp_path / "letter.eml").write_bytes(made.as_bytes())
    (letter,) = load(tmp_path / "letter.eml")
    assert letter.metadata.title == "KENT: TWELVE MONTH PROGRESS REVIEW"


def test_an_outlook_message_is_read_with_all_it_brings(tmp_path: Path) -> None:
    inner = message({**text(0x0037, "Inner"), **text(0x1000, "inner text")}, header=24)
    letter = attachment({**text(0x3707, "letter.pdf"), (0x3701, BINARY): b"%PDF-1.7" + b"x" * 600})
    picture = {**text(0x3707, "logo.png"), **text(0x3712, "logo"), **text(0x370E, "image/png")}
    logo = attachment({**picture, (0x3701, BINARY): b"png"})
    properties = {
        **text(0x0037, "SEND review"), **text(0x0C1A, "Jane Smith"), **text(0x0E04, "Ann; Bob"),
        (0x1013, BINARY): b'<p>the plan <img src="cid:logo"></p>', (0x0039, TIME): NINTH_OF_MAY_2023,
    }  # fmt: skip
    tree = message(properties, letter, logo, attachment(text(0x3001, "Inner"), inner))
    parts = unpacked(tmp_path, made_msg.write(tmp_path / "made", tree).read_bytes(), "mail.msg")
    assert list(parts) == ["message.html", "letter.pdf", "Inner.eml#message.txt"]
    start = parts["message.html"].decode()
    assert start.startswith("<div>From: Jane Smith</div><div>Sent: 9 May 2023</div><div>To: Ann; Bob</div>")
    assert len(parts["letter.pdf"]) == 608
    assert b"inner text" in parts["Inner.eml#message.txt"]


@pytest.mark.parametrize("compressed", [True, False])
def test_a_message_whose_text_is_rich_text_only_is_read(tmp_path: Path, compressed: bool) -> None:
    formed = made_msg.rich(
        r"{\rtf1\ansi\fromtext Dear Ann,\par\par Publish the council\'92s plan.\par}", compressed=compressed
    )
    properties = {**text(0x0037, "Kent: SEND review"), **formed, (0x0039, TIME): NINTH_OF_MAY_2023}
    (letter,) = load(made_msg.write(tmp_path / "a.msg", message(properties)))
    assert letter.paragraphs[-1].text == "Publish the council’s plan."
    assert (letter.metadata.sent, letter.metadata.areas) == (date(2023, 5, 9), ("Kent",))
    assert letter.metadata.warnings == ()


def test_rich_text_that_packs_html_is_read_as_html_without_the_pictures_within(tmp_path: Path) -> None:
    packed = (
        r"{\rtf1\fromhtml1 {\*\htmltag64 <p>}Publish it.{\*\htmltag84 <img src=cid:logo>}{\*\htmltag72 </p>}}"
    )
    picture = {**text(0x3707, "logo.png"), **text(0x3712, "logo"), **text(0x370E, "image/png")}
    logo = attachment({**picture, (0x3701, BINARY): b"png"})
    tree = message({**text(0x0037, "SEND review"), **made_msg.rich(packed)}, logo)
    parts = unpacked(tmp_path, made_msg.write(tmp_path / "made", tree).read_bytes(), "mail.msg")
    assert list(parts) == ["message.html"]
    assert b"<br><p>Publish it.<img" in parts["message.html"]


@pytest.mark.parametrize(
    "damaged", [b"LZFu" + b"x" * 60, b"", made_msg.rich(r"{\rtf1 cut", compressed=False)]
)
def test_damaged_rich_text_is_never_silently_empty(
    tmp_path: Path, damaged: bytes | made_msg.Properties
) -> None:
    body = {(0x1009, BINARY): damaged or b"x"} if isinstance(damaged, bytes) else damaged
    properties = {**text(0x0037, "SEND review"), **body}
    made_msg.write(tmp_path / "alone.msg", message(properties))
    with pytest.raises(IngestError, match="damaged Rich Text") as caught:
        load(tmp_path / "alone.msg")
    assert caught.value.status == "corrupt"
    letter = attachment({**text(0x3707, "a.txt"), (0x3701, BINARY): b"Dear Ann,\n\nPublish the plan.\n"})
    made_msg.write(tmp_path / "with.msg", message(properties, letter))
    (read,) = load(tmp_path / "with.msg")
    assert any("damaged Rich Text" in warning for warning in read.metadata.warnings)


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("mail.eml", b"Content-Type: multipart/encrypted; boundary=x\n\n--x--\n", "encrypted"),
        (
            "mail.eml",
            b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA\n",
            "encrypted",
        ),
        ("mail.eml", b"\n\n", "empty"),
        ("mail.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "corrupt"),
    ],
)
def test_a_message_that_cannot_be_read_is_refused(
    tmp_path: Path, name: str, content: bytes, status: str
) -> None:
    with pytest.raises(IngestError, match="mail") as caught:
        unpacked(tmp_path, content, name)
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("name", "mime", "wanted"),
    [
        ("letter.pdf", "", "letter.pdf"),
        ("../../etc/passwd", "", "etc passwd"),
        ("a\nb\0c.docx", "", "a b c.docx"),
        ("letter", "application/pdf", "letter.pdf"),
        ("...", "", "attachment"),
        ("é" * 200 + ".pdf", "", "é" * 58 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, mime: str, wanted: str) -> None:
    assert file_name(name, mime) == wanted


def test_a_date_beyond_all_clocks_is_no_date(tmp_path: Path) -> None:
    # Mutant 719 of benchmarks/mutants.py.
    content = b"Date: Mon, 12 May 99999999999999999999 09:00:00 +0000\nSubject: SEND\nMIME-Version: 1.0\n\nDear Ann,\n"
    assert b"Dear Ann," in unpacked(tmp_path, content)["message.txt"]


def test_names_longer_than_a_disk_takes_cost_no_letter(tmp_path: Path) -> None:
    made = mail()
    made.set_content("Dear Ann,")
    for _ in range(2):
        made.add_attachment("Dear Jo,", filename="é" * 300 + ".txt")
    for depth in range(3):
        outer = mail(Subject=f"{depth}" * 300)
        outer.set_content("See below.")
        outer.add_attachment(made)
        made = outer
    parts = unpacked(tmp_path, made.as_bytes())
    assert sorted(content.strip() for content in parts.values() if b"Jo" in content) == [b"Dear Jo,"] * 2
    assert all(len(name.encode()) <= 255 for name in parts)
