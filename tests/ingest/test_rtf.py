"""Rich Text is read as its reader sees it."""

from pathlib import Path

import pytest

from ingest.letter import IngestError
from ingest.loaders import load
from ingest.rtf import load_rtf, read_packed, read_rtf


def said(words: str) -> list[str]:
    """The lines of a Rich Text with these words."""
    return [
        line
        for line in read_rtf(rf"{{\rtf1\ansi {words}}}".encode("cp1252"), "a.rtf").text.split("\n")
        if line
    ]


def test_the_example_of_the_format_is_unpacked() -> None:
    # MS-OXRTFCP, section 4.1.1
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert read_packed(packed).text.strip() == "hello world"


def test_a_letter_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"  # as old Word saved it
    path.write_bytes(
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f3\fcharset2 Symbol;}}\f0 "
        rb"Ada Marsh\line Director\par 31 March 2025\par Dear Ada,\par "
        rb"{\b Kent: SEND review}\par Next steps:\par "
        rb"{\pntext\f3\'B7\tab}Publish the council\'92s plan.\par "
        rb"{\listtext\f3 \u61623\'3f\tab}Cut the wait to 12 weeks.\par "
        rb"Yours sincerely,\par}" + b"\0"
    )
    (letter,) = load(path)
    asks = [paragraph.text for paragraph in letter.paragraphs if paragraph.role == "ask"]
    assert asks == ["Publish the council’s plan.", "Cut the wait to 12 weeks."]
    assert (letter.metadata.title, letter.metadata.areas) == ("Kent: SEND review", ("Kent",))
    assert str(letter.metadata.sent) == "2025-03-31"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (r"Publish {\b\deleted the old }{\revised the new }plan", ["Publish the new plan"]),
        (r"Publish {\v\f0 secretly }it{\deleted0 !}", ["Publish it!"]),
        (r"{\field{\*\fldinst{HYPERLINK " + "\"mailto:a@b.c\"" + r"}}{\fldrslt Write to us}} now", ["Write to us now"]),
        (r"Publish \v secretly\endash \u8217? \v0 it", ["Publish it"]),
        (r"{\b Kent: review\par}Dear {\b Ada},\par{\b one}{\b\i  two}", ["**Kent: review**", "Dear Ada,", "one two"]),
        (r"\b\u8220\'93Kent\u8221\'94\par\plain Dear", ["**“Kent”**", "Dear"]),
        (r"\b a\cell b\cell\row", ["|a|b|"]),
        ("Dear Ada,\\\nThank you.", ["Dear Ada,", "Thank you."]),
        (r"{\field{\fldinst PAGE}{\fldrslt two}}", ["two"]),
        (r"a\cell b\cell\row only\cell\row", ["|a|b|", "only"]),
        (r"smile \u-10179?\u-8704?.", ["smile 😀."]),
        (r"{\*\shppict{\pict\pngblip\bin4 }}{\}}after\binfsxn2 wards", ["afterwards"]),
        (r"{\headerr Page 2\par}{\headerf Kent Council\par}{\header Page 2\par}Dear", ["Kent Council", "Dear"]),
        (r"{\*\pgdsctbl{\header No\par}}\sectd{\header Kent Council\par}{\footer Page 1\par}Dear", ["Kent Council", "Dear"]),
        (r"braces \{ and \} and \\", ["braces { and } and \\"]),
    ],
)  # fmt: skip
def test_what_a_reader_sees_is_read(words: str, wanted: list[str]) -> None:
    assert said(words) == wanted


def test_packed_html_is_unpacked_without_what_stands_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial;}}"
        rb"{\*\htmltag19 <html>}{\*\htmltag34 <meta charset=windows-1252>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 "
        rb"the coun\htmlrtf\b\htmlrtf0 cil\'92s {\*\htmltag84 <b>}\htmlrtf {\b\f1\htmlrtf0 pl\'e1n"
        rb"{\*\htmltag92 </b>}\htmlrtf }\htmlrtf0  {\*\htmltag84 &amp;}\htmlrtf &\htmlrtf0  {\*\mhtmltag84 no}more"
        rb"\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}{\*\htmltag27 </html>}}"
    )
    (page,) = load_rtf(path)
    assert [line.text for line in page.lines] == ["the council’s plán & more"]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (rb"{\rtf1 Dear Ann", "corrupt"),
        (rb"{\rtf1 {\b Dear} Ann\}", "corrupt"),
        (rb"{\rtf1\u99999999 x}", "corrupt"),
        (rb"{\rtf1 Dear} Ann}", "corrupt"),
        (rb"{\rtf1\uc x}", "corrupt"),
        (rb"{\rtf1{\fonttbl{\f0\fcharset78 Osaka;}}\f0 \'82}", "corrupt"),
        (rb"{\rtf1\par }", "empty"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, content: bytes, status: str) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(content)
    with pytest.raises(IngestError, match=r"a\.rtf") as caught:
        load_rtf(path)
    assert caught.value.status == status
