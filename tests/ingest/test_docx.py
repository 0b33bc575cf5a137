"""Word files become lines as a reader sees them."""

import zipfile
from pathlib import Path

import docx as python_docx
import pytest

from ingest.docx import load_docx
from ingest.letter import IngestError
from ingest.page import Line
from tests.ingest.made import docx, p, root

STYLES = root(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>',
)
NUMBERS = root(
    "numbering",
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%1%2)"/>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>',
)


def item(words: str, list_id: int, level: int = 0) -> str:
    """A list's item."""
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def cell(words: str, more: str = "") -> str:
    """A table's cell."""
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(words)}</w:tc>"


def lines(path: Path) -> list[Line]:
    """All lines of a file."""
    return [line for page in load_docx(path) for line in page.lines]


def texts(path: Path) -> list[str]:
    """Their texts."""
    return [line.text for line in lines(path)]


def test_headings_come_from_styles_and_what_they_are_based_on(tmp_path: Path) -> None:
    body = p("Next steps", '<w:pStyle w:val="H2"/>') + p("Mine", '<w:pStyle w:val="Mine"/>') + p("Body")
    found = lines(docx(tmp_path / "a.docx", body, {"styles": STYLES}))
    assert [(line.style, line.level, line.bold) for line in found] == [
        ("heading", 2, True), ("heading", 2, True), ("body", 0, False)
    ]  # fmt: skip


def test_lists_have_their_bullets_depths_and_numbers(tmp_path: Path) -> None:
    body = item("a", 1) + item("b", 1, 1) + item("c", 2) + item("d", 2, 1) + item("e", 2, 1) + item("f", 2)
    found = lines(docx(tmp_path / "a.docx", body, {"numbering": NUMBERS}))
    assert [(line.style, line.level, line.text) for line in found] == [
        ("bullet", 1, "a"), ("bullet", 2, "b"), ("bullet", 1, "3. c"), ("bullet", 2, "3a) d"),
        ("bullet", 2, "3b) e"), ("bullet", 1, "4. f"),
    ]  # fmt: skip


def test_tables_are_read_cell_by_cell_in_their_place(tmp_path: Path) -> None:
    start, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    rows = [
        cell("Body", start) + cell("Action"),
        cell("", on) + cell("More"),
        cell("Wide", wide) + cell("Last"),
    ]
    table = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    found = lines(docx(tmp_path / "a.docx", p("before") + table + p("after")))
    assert [(line.cell, line.text) for line in found] == [
        ("", "before"), ("1.1", "Body"), ("1.2", "Action"), ("2.2", "More"), ("3.1", "Wide"), ("3.3", "Last"),
        ("", "after"),
    ]  # fmt: skip


def test_a_table_of_one_cell_is_a_frame(tmp_path: Path) -> None:
    found = lines(docx(tmp_path / "a.docx", f"<w:tbl><w:tr>{cell('Framed')}</w:tr></w:tbl>"))
    assert [(line.cell, line.style) for line in found] == [("", "body")]


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("<w:ins><w:r><w:t>new</w:t></w:r></w:ins>", ["text new"]),
        ("<w:del><w:r><w:delText>old</w:delText></w:r></w:del>", ["text"]),
        ("<w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom>", ["text"]),
        ("<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>", ["text link"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>", ["text"]),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", ["text"]),
        ("<w:sdt><w:sdtContent><w:r><w:t>field</w:t></w:r></w:sdtContent></w:sdt>", ["text field"]),
        ("<w:r><w:br/><w:t>below</w:t></w:r>", ["text", "below"]),
        ("<w:r><w:tab/><w:t>apart</w:t></w:r>", ["text apart"]),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>production</w:t></w:r>", ["text co-production"]),
        (f"<w:r><w:pict><w:txbxContent>{p('boxed')}</w:txbxContent></w:pict></w:r>", ["text", "boxed"]),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_a_reader_sees_it(tmp_path: Path, inside: str, wanted: list[str]) -> None:
    body = f'<w:p><w:r><w:t xml:space="preserve">text </w:t></w:r>{inside}</w:p>'
    assert texts(docx(tmp_path / "a.docx", body)) == wanted


def test_a_text_box_that_is_stored_twice_is_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>once</w:t></w:r></w:p></w:txbxContent>"
    drawn = f"<w:drawing>{box}</w:drawing>"
    both = f"<mc:Choice>{drawn}</mc:Choice><mc:Fallback>{drawn}</mc:Fallback>"
    body = f'<w:p><w:r><mc:AlternateContent xmlns:mc="m">{both}</mc:AlternateContent></w:r></w:p>'
    assert texts(docx(tmp_path / "a.docx", body)) == ["once"]


def test_pages_end_where_word_last_ended_them(tmp_path: Path) -> None:
    drawn = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    drawn += "<w:p><w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p>"
    pages = load_docx(docx(tmp_path / "a.docx", p("one") + drawn))
    assert [(page.number, page.estimated, [line.text for line in page.lines]) for page in pages] == [
        (1, True, ["one"]), (2, True, ["two"])
    ]  # fmt: skip


def test_footnotes_come_last_and_the_letterhead_first(tmp_path: Path) -> None:
    note = root("footnotes", f'<w:footnote w:id="7">{p("See the plan.")}</w:footnote>')
    body = '<w:p><w:r><w:t>Text</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
    body += '<w:sectPr><w:headerReference w:type="default" r:id="rheader"/></w:sectPr>'
    path = docx(tmp_path / "a.docx", body, {"footnotes": note, "header": root("hdr", p("DfE"))})
    assert texts(path) == ["DfE", "Text", "1 See the plan."]


def test_a_line_is_bold_where_all_of_it_is(tmp_path: Path) -> None:
    strong = '<w:rStyle w:val="Strong"/>'
    mixed = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Label:</w:t></w:r><w:r><w:t> text</w:t></w:r></w:p>"
    body = p("all", run="<w:b/>") + p("styled", run=strong) + p("not", run='<w:b w:val="0"/>') + mixed
    found = lines(docx(tmp_path / "a.docx", body, {"styles": STYLES}))
    assert [line.bold for line in found] == [True, True, False, False]


def test_a_file_that_python_docx_writes_is_read(tmp_path: Path) -> None:
    made = python_docx.Document()
    made.add_heading("Priority Action 1", 1)
    made.add_paragraph("Dear colleagues,")
    made.add_paragraph("to improve plans", style="List Bullet")
    made.add_paragraph("to share data", style="List Bullet 2")
    made.save(str(tmp_path / "a.docx"))
    assert [(line.style, line.level, line.text) for line in lines(tmp_path / "a.docx")] == [
        ("heading", 1, "Priority Action 1"), ("body", 0, "Dear colleagues,"),
        ("bullet", 1, "to improve plans"), ("bullet", 2, "to share data"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", "empty"),
        (p("x") + "<w:sdt>" * 300 + "</w:sdt>" * 300, "corrupt"),  # nested too deeply
        (p("A" * 30_000_000), "too_large"),  # a bomb: 30 kB
    ],
)
def test_a_word_file_without_use_is_refused(tmp_path: Path, body: str, status: str) -> None:
    with pytest.raises(IngestError) as caught:
        load_docx(docx(tmp_path / "a.docx", body))
    assert caught.value.status == status


def test_a_doctype_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("x"))
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    doctype = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    kept["word/document.xml"] = doctype + kept["word/document.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in kept.items():
            archive.writestr(name, content)
    with pytest.raises(IngestError, match="DOCTYPE"):
        load_docx(path)


def test_an_archive_of_thousands_of_files_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("x"))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(10_000):
            archive.writestr(f"word/{number}", b"")
    with pytest.raises(IngestError, match="entries") as caught:
        load_docx(path)
    assert caught.value.status == "too_large"
