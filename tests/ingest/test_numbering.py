"""Lists are counted as Word counts them."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from ingest.numbering import Numbering, written
from tests.ingest.made import root


def level(depth: int, style: str, text: str, start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, more: str = "") -> Element:
    """Two lists of one kind."""
    lists = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    lists += f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{more}</w:num>'
    return fromstring(
        root("numbering", f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}')
    )


@pytest.mark.parametrize(
    ("count", "style", "wanted"),
    [
        (3, "decimal", "3"), (3, "decimalZero", "03"), (1, "lowerLetter", "a"), (27, "upperLetter", "AA"),
        (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (5, "unheardOf", "5"), (0, "lowerLetter", "0"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_their_style(count: int, style: str, wanted: str) -> None:
    assert written(count, style) == wanted


def test_deeper_levels_start_anew_under_each_item() -> None:
    lists = Numbering(numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "%1(%2)")))
    items = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)]
    assert [lists.label(item) for item in items] == ["1.", "1(a)", "1(b)", "2.", "2(a)"]


def test_two_lists_of_one_kind_count_on_and_one_that_restarts_does_not() -> None:
    lists = Numbering(numbering(level(0, "decimal", "%1.")))
    assert [lists.label(item) for item in (("1", 0), ("2", 0))] == ["1.", "2."]
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = Numbering(numbering(level(0, "decimal", "%1."), more=restart))
    assert [lists.label(item) for item in (("1", 0), ("1", 0), ("2", 0), ("2", 0))] == [
        "1.",
        "2.",
        "1.",
        "2.",
    ]


def test_bullets_have_no_number_and_what_is_unknown_is_a_bullet() -> None:
    lists = Numbering(numbering(level(0, "bullet", "x"), level(1, "none", "")))
    assert [lists.label(item) for item in (("1", 0), ("1", 1), ("9", 0))] == ["", None, ""]
    assert Numbering(None).label(("1", 0)) == ""
