"""PDF files become pages of lines in the order in which a person reads them."""

from pathlib import Path

import pytest

from ingest.letter import IngestError
from ingest.page import Line
from ingest.pdf import load_pdf
from tests.ingest import made
from tests.ingest.made import grid, paragraph, pdf, rule, text

LEFT = [f"The left column goes on in line {number}" for number in range(1, 7)]
RIGHT = [f"And the right one reads on at {number}" for number in range(1, 7)]


def lines(path: Path, page: int = 1) -> list[Line]:
    """The lines of one page."""
    return list(load_pdf(path)[page - 1].lines)


def texts(path: Path, page: int = 1) -> list[str]:
    """The texts of one page's lines."""
    return [line.text for line in lines(path, page)]


def test_lines_come_from_top_to_bottom_whatever_the_order_of_the_content(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", text(72, 300, "second") + text(72, 100, "first"))
    assert texts(path) == ["first", "second"]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    rows = [text(72, 200 + 14 * i, LEFT[i]) + text(320, 203 + 14 * i, RIGHT[i]) for i in range(6)]
    path = pdf(
        tmp_path / "a.pdf",
        text(72, 150, "A title across both of the columns of this page", 16) + "".join(rows),
    )
    assert texts(path)[1:] == LEFT + RIGHT
    assert lines(path)[7].gap is False  # prose goes on in the second column


def test_an_address_beside_another_is_read_block_by_block(tmp_path: Path) -> None:
    left, right = ["Jane Smith", "Town Hall", "Ham"], ["DfE", "Great Smith Street", "London"]
    rows = [text(72, 100 + 14 * i, left[i]) + text(400, 100 + 14 * i, right[i]) for i in range(3)]
    after = paragraph(
        72,
        180,
        ["Dear Jane,", "Thank you for meeting officials of this Department in the spring of the year."],
        pitch=28,
    )
    path = pdf(tmp_path / "a.pdf", "".join(rows) + after)
    assert texts(path)[:7] == [*left, *right, "Dear Jane,"]
    assert lines(path)[3].gap is True


def test_labels_stay_with_what_they_label(tmp_path: Path) -> None:
    rows = [("From:", "Jane"), ("To:", "John"), ("Date:", "9 May 2023")]
    content = "".join(text(72, 100 + 14 * i, a) + text(200, 100 + 14 * i, b) for i, (a, b) in enumerate(rows))
    assert texts(pdf(tmp_path / "a.pdf", content)) == ["From: Jane", "To: John", "Date: 9 May 2023"]


def test_a_ruled_table_is_read_cell_by_cell(tmp_path: Path) -> None:
    content = grid([70, 200, 500], [100, 120, 160, 200]) + text(75, 114, "Body", bold=True)
    content += text(205, 114, "Action", bold=True) + text(75, 134, "The") + text(205, 134, "Leaders should")
    content += (
        text(75, 148, "council")
        + text(205, 148, "improve plans.")
        + text(75, 174, "ICB")
        + text(205, 174, "More.")
    )
    found = lines(pdf(tmp_path / "a.pdf", content))
    assert [(line.cell, line.text) for line in found] == [
        ("1.1", "Body"), ("1.2", "Action"), ("2.1", "The"), ("2.1", "council"), ("2.2", "Leaders should"),
        ("2.2", "improve plans."), ("3.1", "ICB"), ("3.2", "More."),
    ]  # fmt: skip
    assert [line.gap for line in found if line.cell == "2.2"] == [True, False]
    assert [line.bold for line in found[:3]] == [True, True, False]


def test_a_row_split_over_a_page_goes_on(tmp_path: Path) -> None:
    first = grid([70, 200, 500], [700, 720, 760]) + text(75, 714, "Body") + text(205, 714, "Action")
    first += text(75, 734, "Council") + text(205, 734, "Leaders should improve the")
    second = grid([70, 200, 500], [80, 120, 160]) + text(205, 94, "quality of plans.") + text(75, 134, "ICB")
    path = pdf(tmp_path / "a.pdf", first, second + text(205, 134, "Other."))
    found = lines(path, 2)
    assert [(line.cell, line.gap) for line in found] == [("1.2", False), ("2.1", True), ("2.2", True)]


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    path = pdf(
        tmp_path / "a.pdf", grid([70, 500], [100, 200]) + text(80, 120, "Outcome") + text(80, 150, "Good.")
    )
    assert [line.cell for line in lines(path)] == ["", ""]


def test_a_table_without_lines_is_found_by_its_white(tmp_path: Path) -> None:
    cells = [
        ["Council", "should plan the", "next steps well."],
        ["ICB", "should commission", "what is missing."],
    ]
    content = ""
    for row, (body, *action) in enumerate(cells):
        content += text(72, 100 + 50 * row, body) + paragraph(220, 100 + 50 * row, action)
    found = [(line.cell, line.text) for line in lines(pdf(tmp_path / "a.pdf", content))]
    assert [cell for cell, _ in found] == ["1.1", "1.2", "1.2", "2.1", "2.2", "2.2"]


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = [
        text(72, 30, "Inspection report: Ham")
        + text(72, 200, f"Body of page {word}.")
        + text(300, 820, str(number))
        for number, word in enumerate(("one", "two", "three"), start=1)
    ]
    path = pdf(tmp_path / "a.pdf", *pages)
    assert [texts(path, number) for number in (1, 2, 3)] == [
        [f"Body of page {w}."] for w in ("one", "two", "three")
    ]


def test_bullets_are_told_from_their_glyph_and_their_depth_from_where_they_stand(tmp_path: Path) -> None:
    content = (
        text(72, 100, "\u2022") + text(90, 100, "first") + text(108, 114, "\u2013") + text(126, 114, "nested")
    )
    content += text(72, 128, "\u2022 second") + text(90, 142, "wrapped")
    found = lines(pdf(tmp_path / "a.pdf", content))
    assert [(line.style, line.level, line.text) for line in found] == [
        ("bullet", 1, "first"), ("bullet", 2, "nested"), ("bullet", 1, "second"), ("body", 0, "wrapped")
    ]  # fmt: skip


def test_white_above_and_indents_start_paragraphs(tmp_path: Path) -> None:
    body = [
        "A first line that runs to the margin of the page here",
        "and a second line that is nearly as long as it was",
    ]
    content = (
        paragraph(72, 100, body)
        + paragraph(72, 140, body)
        + text(90, 168, "An indented line that starts what")
    )
    content += text(72, 182, "comes after it as books do it in print and in type.")
    assert [line.gap for line in lines(pdf(tmp_path / "a.pdf", content))] == [
        True,
        False,
        True,
        False,
        True,
        False,
    ]


def test_larger_type_is_a_heading_by_rank(tmp_path: Path) -> None:
    content = text(72, 80, "Title", 24) + text(72, 120, "Section", 16) + paragraph(72, 150, ["body text"] * 9)
    found = lines(pdf(tmp_path / "a.pdf", content))
    assert [(line.style, line.level) for line in found[:3]] == [("heading", 1), ("heading", 2), ("body", 0)]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("the process of inter-", "view is known: an interview", "the process of interview"),
        ("work on co-", "production, as co-production goes", "work on co-production,"),
        ("short-", "and long-term plans", "short-"),
        ("aged 16-", "25 in the area", "aged 16-25"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_mended(
    tmp_path: Path, first: str, second: str, wanted: str
) -> None:
    assert texts(pdf(tmp_path / "a.pdf", paragraph(72, 100, [first, second])))[0] == wanted


def test_words_printed_twice_for_bold_are_read_once(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", text(72, 100, "Next steps") + text(72.4, 100, "Next steps"))
    assert texts(path) == ["Next steps"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_has_its_boxes_where_a_viewer_shows_it(tmp_path: Path, turn: int) -> None:
    matrix = {90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[turn]
    x, top = {90: (100, 800), 180: (500, 742), 270: (495, 42)}[turn]
    content = text(x, top, "upright when turned", turn=matrix)
    line = lines(pdf(tmp_path / "a.pdf", content, page=f"/Rotate {turn}"))[0]
    assert line.text == "upright when turned"
    assert line.box is not None
    assert line.box[2] - line.box[0] > line.box[3] - line.box[1]
    assert line.top < 0.25


def test_turned_text_and_watermarks_come_last(tmp_path: Path) -> None:
    content = text(30, 400, "side note", turn="0 1 -1 0") + text(
        200, 500, "DRAFT", 60, turn="0.7 0.7 -0.7 0.7"
    )
    found = lines(pdf(tmp_path / "a.pdf", content + paragraph(72, 100, ["the letter", "itself"])))
    assert [(line.text, line.style) for line in found[2:]] == [("side note", "caption"), ("DRAFT", "caption")]


def test_what_is_typed_onto_a_page_is_read(tmp_path: Path) -> None:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 200 30]/Resources<</Font<</F1 3 0 R>>>>"
    look = made.stream(b"BT /F1 11 Tf 10 10 Td (Typed by hand) Tj ET", form)
    note = b"<</Type/Annot/Subtype/FreeText/Rect[72 600 272 630]/Contents(x)/F 4/AP<</N 9 0 R>>>>"
    path = pdf(tmp_path / "a.pdf", text(72, 100, "Dear Jane,"), page="/Annots[8 0 R]")
    objects = path.read_bytes().split(b"\nendobj\n")[:-1]
    plain = [each.split(b" obj\n", 1)[1] for each in objects]
    path.write_bytes(made.joined([*plain, note, look]))
    assert texts(path) == ["Dear Jane,", "Typed by hand"]


def test_a_page_without_anything_between_others_is_an_empty_page(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", text(72, 100, "one"), "", text(72, 300, "three"))
    assert [len(page.lines) for page in load_pdf(path)] == [1, 0, 1]


def test_what_pdfium_refuses_gets_a_second_reader(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", text(72, 100, "Still here"))
    path.write_bytes(path.read_bytes().replace(b"/Type/Catalog/Pages 2 0 R", b"/Type/Cotalog/Pages 2 0 R"))
    assert texts(path) == ["Still here"]


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"not a PDF", "corrupt"), (b"", "empty"), (b"%PDF-1.7\n" + b"\0" * 999, "corrupt")],
)
def test_a_file_that_is_no_pdf_is_refused(tmp_path: Path, content: bytes, status: str) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(content)
    with pytest.raises(IngestError, match=r"letter\.pdf") as caught:
        load_pdf(path)
    assert caught.value.status == status


def test_a_pdf_without_any_text_is_empty(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="no text on its 2 pages") as caught:
        load_pdf(pdf(tmp_path / "a.pdf", rule(10, 10, 90, 10), ""))
    assert caught.value.status == "empty"


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="2001 pages") as caught:
        load_pdf(pdf(tmp_path / "a.pdf", *[""] * 2_001))
    assert caught.value.status == "too_large"


@pytest.mark.shared
@pytest.mark.parametrize("name", ["bury", "oxfordshire", "worcestershire", "nottinghamshire", "suffolk"])
def test_the_tables_of_real_reports_are_read_in_order(shared: Path, name: str) -> None:
    cells = [
        (page.number, *map(int, line.cell.split(".")))
        for page in load_pdf(shared / "reports" / f"{name}.pdf")
        for line in page.lines
        if line.cell
    ]
    assert cells == sorted(cells)
    assert any(column == 2 for _, _, column in cells)


@pytest.mark.shared
def test_the_running_heads_of_real_reports_are_left_out(shared: Path) -> None:
    found = [line.text for page in load_pdf(shared / "reports" / "bury.pdf") for line in page.lines]
    assert not [each for each in found if each.startswith("Inspection report:") or each.isdigit()]
