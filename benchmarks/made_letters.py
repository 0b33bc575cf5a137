"""Made letters as files, in every format that Letterbook reads: the same seed gives the same letters.

The words come from `benchmarks.collection`; nothing is copied from real letters. `FORMATS` writes a letter's
source (see `make_samples`) as the bytes of a file.
"""

import html
import random
import re
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO

from PIL import Image

from benchmarks.collection import MONTHS, SAID, THEMES
from benchmarks.make_samples import BOLD, as_docx, as_eml, as_pdf, blocks
from benchmarks.scanned import Scanner, scanned
from ingest.letter import Role

AREAS = ("Northmoor", "Saltmarsh", "Kingsholt", "Easterfell", "Wenbury", "Westhaven", "Harrowdale")
FRAME = """# {area} SEND progress review

{day} {month} {year}

Dear {area} colleagues,

{thanks}

## Progress

- {praise}

- {report}

## Next steps

At our next review we would like to see:

- {ask}

- **{label}:** {more}

Yours sincerely,

Department for Education
"""

Format = Callable[[str], bytes]


def source(seed: int) -> str:
    """The words of a made letter, as Markdown."""
    dice = random.Random(seed)
    return FRAME.format(
        area=f"{dice.choice(AREAS)} County Council",
        day=dice.randrange(1, 29),
        month=dice.choice(MONTHS),
        year=dice.randrange(2019, 2026),
        thanks=_said(dice, Role.ADMIN),
        praise=_said(dice, Role.PRAISE),
        report=f"{_said(dice, Role.REPORT)} (Action {seed}.)",
        ask=_said(dice, Role.ASK),
        label=dice.choice(list(THEMES)).capitalize(),
        more=_said(dice, Role.ASK),
    )


def as_html(letter: str) -> bytes:
    """Set a source as a web page."""
    tags = {"title": "h1", "heading": "h2", "bullet": "li", "body": "p"}
    set_in = ((tags[kind], BOLD.sub(r"<b>\1</b>", html.escape(words))) for kind, words in blocks(letter))
    parts = (f"<{tag}>{words}</{tag}>" for tag, words in set_in)
    return "<!DOCTYPE html><html><body>{}</body></html>".format("\n".join(parts)).encode()


def as_rtf(letter: str) -> bytes:
    """Set a source as Rich Text."""
    lines = []
    for kind, words in blocks(letter):
        escaped = re.sub(r"([\\{}])", r"\\\1", words)
        bold = BOLD.sub(r"{\\b \1}", escaped) if kind in ("body", "bullet") else rf"{{\b {escaped}}}"
        mark = r"{\pntext\'b7\tab}" if kind == "bullet" else ""
        lines.append(f"{mark}{bold}\\par")
    text = "\n".join(lines)
    plain = "".join(each if each.isascii() else rf"\u{ord(each)}?" for each in text)
    return rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Arial;}}}}\f0 {plain}}}".encode()


def as_post(letter: str) -> bytes:
    """An e-mail that brings the letter as a PDF."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = "reviews@example.org", "director@saltmarsh.example"
    message["Subject"], message["MIME-Version"] = "SEND progress review", "1.0"
    message.set_content("Please find the letter attached.\n")
    message.add_attachment(as_pdf(letter), maintype="application", subtype="pdf", filename="letter.pdf")
    return message.as_bytes()


def as_picture(letter: str, kind: str = "PNG", dpi: int = 100) -> bytes:
    """A scan of the first page."""
    file = BytesIO()
    _scans(letter, dpi)[0].save(file, kind, dpi=(dpi, dpi))
    return file.getvalue()


def as_scan(letter: str, dpi: int = 200) -> bytes:
    """A PDF of nothing but pictures of its pages."""
    file, pages = BytesIO(), _scans(letter, dpi)
    pages[0].save(file, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return file.getvalue()


FORMATS: dict[str, Format] = {
    "letter.txt": lambda letter: BOLD.sub(r"\1", letter).encode(),
    "letter.md": str.encode,
    "letter.html": as_html,
    "letter.docx": as_docx,
    "letter.pdf": as_pdf,
    "letter.rtf": as_rtf,
    "letter.eml": as_eml,
    "post.eml": as_post,
}
SCANS: dict[str, Format] = {
    "scan.pdf": as_scan,
    "scan.png": as_picture,
    "scan.jpg": lambda letter: as_picture(letter, "JPEG"),
    "scan.tif": lambda letter: as_picture(letter, "TIFF"),
}


def _said(dice: random.Random, role: Role) -> str:
    theme = dice.choice(dice.choice(list(THEMES.values())))
    month = f"{dice.choice(MONTHS)} 20{dice.randrange(19, 25)}"
    return dice.choice(SAID[role]).format(theme=theme, month=month, number=dice.randrange(2, 99))


def _scans(letter: str, dpi: int) -> list[Image.Image]:
    seed = sum(letter.encode())
    return scanned(letter.replace("#", ""), Scanner(dpi=dpi), seed)
