"""HTML becomes lines as a browser shows them."""

from pathlib import Path

import pytest

from ingest.html import load_html, read_html
from ingest.letter import IngestError


def read(html: str) -> list[tuple[str, int, str]]:
    """Style, level and text of each line."""
    return [(line.style, line.level, line.text) for line in read_html(html.encode(), "a.html")]


def gaps(html: str) -> list[tuple[bool, str]]:
    """Whether white stands above each line."""
    return [(line.gap, line.text) for line in read_html(html.encode(), "a.html")]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<h2>Next steps</h2><p>Body</p>", [("heading", 2, "Next steps"), ("body", 0, "Body")]),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", [("bullet", 1, "a"), ("bullet", 2, "b")]),
        ("<ol start=3><li>c</li><li>d</li></ol>", [("bullet", 1, "3. c"), ("bullet", 1, "4. d")]),
        ("<ol type=i><li>c</li></ol>", [("bullet", 1, "i. c")]),
        ("<ul><li><p>a</p><p>more</p></li></ul>", [("bullet", 1, "a"), ("body", 0, "more")]),
        ("one<br>two", [("body", 0, "one"), ("body", 0, "two")]),
        ("<pre>one\ntwo</pre>", [("body", 0, "one"), ("body", 0, "two")]),
        ("a &amp; b&nbsp;c &pound;5", [("body", 0, "a & b c £5")]),
        ("<p>never <b>closed", [("body", 0, "never closed")]),
    ],
)
def test_elements_become_lines(html: str, wanted: list[tuple[str, int, str]]) -> None:
    assert read(html) == wanted


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x()</script>", "<style>p{}</style>", "<!-- note -->", "<title>t</title>",
        "<template>x</template>",
        "<p hidden>x</p>", '<p style="display: none">x</p>', '<span style="font-size:0">x</span>',
        "<noscript>x</noscript>",
    ],
)  # fmt: skip
def test_what_a_browser_does_not_show_is_left_out(hidden: str) -> None:
    assert read(f"<p>seen</p>{hidden}") == [("body", 0, "seen")]


def test_white_parts_paragraphs_and_not_lines() -> None:
    assert gaps("<p>a<br>b</p><p>c</p>") == [(True, "a"), (False, "b"), (True, "c")]
    assert gaps("<div>a</div><div>b</div><div><br></div><div>c</div>") == [
        (True, "a"),
        (False, "b"),
        (True, "c"),
    ]
    outlook = [f'<p class="MsoNormal">{text}</p>' for text in ("a", "b", "&nbsp;", "c")]
    assert gaps("".join(outlook)) == [(True, "a"), (False, "b"), (True, "c")]


def test_a_table_of_data_has_cells_and_one_for_layout_has_none() -> None:
    data = "<table><tr><th>Body</th><th>Action</th></tr><tr><td>ICB</td><td>Plan<br>it</td></tr></table>"
    found = read_html(data.encode(), "a.html")
    assert [(line.cell, line.text) for line in found] == [
        ("1.1", "Body"), ("1.2", "Action"), ("2.1", "ICB"), ("2.2", "Plan"), ("2.2", "it")
    ]  # fmt: skip
    layout = f"<table role=presentation><tr><td>logo</td><td>{data}</td></tr></table>"
    assert [line.cell for line in read_html(layout.encode(), "a.html")] == [
        "",
        *[line.cell for line in found],
    ]


def test_bold_is_said_of_whole_lines() -> None:
    found = read_html(b"<p><b>All</b></p><p><b>Some</b> of it</p><p style='font-weight:700'>So</p>", "a.html")
    assert [line.bold for line in found] == [True, False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_letters_are_read_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(f'<meta charset="{encoding}"><p>the council’s £5 plan</p>'.encode(encoding))
    assert [line.text for line in load_html(path)[0].lines] == ["the council’s £5 plan"]


def test_deep_nesting_is_read(tmp_path: Path) -> None:
    assert read("<div>" * 5_000 + "deep" + "</div>" * 5_000) == [("body", 0, "deep")]


def test_a_page_without_text_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><img src=x></body></html>")
    with pytest.raises(IngestError) as caught:
        load_html(path)
    assert caught.value.status == "empty"


def test_embedded_pictures_do_not_count_as_text() -> None:
    picture = "data:image/png;base64," + "A" * 12_000_000
    assert read(f'<img src="{picture}"><p>text</p>') == [("body", 0, "text")]
    with pytest.raises(IngestError, match="MB of HTML"):
        read("<p>" + "text " * 2_500_000)


@pytest.mark.parametrize(
    ("says", "is_in"),
    [
        ("windows-1252", "utf-8"), ("iso-8859-1", "utf-8"), ("utf-8", "utf-8-sig"), ("nonsense", "utf-8"),
        ("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("utf-8", "cp1252"), ("utf-8", "utf-16"),
        ("windows-1251", "cp1251"),
    ],
)  # fmt: skip
def test_a_text_is_read_in_the_character_set_that_it_is_in(says: str, is_in: str) -> None:
    html = f"<html><head><meta charset={says}></head><p>the council’s “plan”</p>"
    assert [line.text for line in read_html(html.encode(is_in), "a.html")] == ["the council’s “plan”"]


def test_a_byte_that_is_no_character_costs_no_other() -> None:
    html = "<meta charset=windows-1252><p>the council’s “pl*n”</p>".encode("cp1252").replace(b"*", b"\x81")
    assert [line.text for line in read_html(html, "a.html")] == ["the council’s “pl�n”"]
