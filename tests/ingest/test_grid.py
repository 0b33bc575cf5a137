"""Tables: rows whole over pages, headers and row heads as context."""

from ingest.letter import Paragraph
from ingest.page import Line, Page
from ingest.roles import assign
from ingest.segment import segment


def cell(where: str, text: str, *, bold: bool = False, gap: bool = True, style: str = "table") -> Line:
    return Line(text=text, cell=where, bold=bold, gap=gap, style=style)  # type: ignore[arg-type]


HEADER = (cell("1.1", "Responsible body", bold=True), cell("1.2", "Areas for priority action", bold=True))
LONG = "Leaders should work together to reduce the time that children wait for help, and should say how."


def read(*pages: tuple[Line, ...]) -> tuple[Paragraph, ...]:
    title = Line(text="Areas for priority action", style="heading", level=2, gap=True)
    numbered = [Page(number=at, lines=lines) for at, lines in enumerate(pages, start=1)]
    first = Page(number=1, lines=(Line(text="Report", style="heading", level=1), title, *numbered[0].lines))
    return assign(segment([first, *numbered[1:]]))[1:]


def test_the_responsible_body_is_context_of_its_action_and_citable_itself() -> None:
    body, action, *_ = read((*HEADER, cell("2.1", "Kent Council"), cell("2.2", LONG)))
    assert (body.text, body.role.value, body.headings[-1]) == ("Kent Council", "report", "Responsible body")
    assert action.text == LONG
    assert (action.role.value, action.next_steps) == ("requirement", True)
    assert action.headings == ("Areas for priority action", "Responsible body: Kent Council")


def test_a_first_row_that_is_not_bold_names_the_columns_of_sentences() -> None:
    """Word's plain tables: no cell is bold, and the first column only numbers the rows."""
    names = (cell("1.1", "Ref"), cell("1.2", "Action"), cell("1.3", "Responsible body"))
    rows = [
        (cell(f"{n + 1}.1", str(n)), cell(f"{n + 1}.2", LONG), cell(f"{n + 1}.3", "Kent")) for n in (1, 2, 3)
    ]
    found = read((*names, *(each for row in rows for each in row)))
    assert [paragraph.text for paragraph in found] == [LONG, "Kent"] * 3
    assert found[2].headings == ("Areas for priority action", "Ref: 2", "Action")
    assert found[3].headings == ("Areas for priority action", "Ref: 2", "Responsible body")


def test_a_first_row_of_a_table_without_sentences_is_a_row() -> None:
    rows = [(cell(f"{n}.1", "Kent"), cell(f"{n}.2", "Surrey")) for n in (1, 2, 3)]
    assert len(read(tuple(each for row in rows for each in row))) == 6


def test_a_row_that_a_page_cut_is_one_row() -> None:
    found = read(
        (*HEADER, cell("2.1", "Kent Council and"), cell("2.2", "Leaders should improve access for")),
        (cell("1.1", "the board", gap=False), cell("1.2", f"families. {LONG}", gap=False)),
    )
    assert [paragraph.text for paragraph in found] == [
        "Kent Council and the board",
        f"Leaders should improve access for families. {LONG}",
    ]


def test_a_row_that_begins_a_page_is_a_row_of_its_own() -> None:
    found = read(
        (*HEADER, cell("2.1", "Kent Council"), cell("2.2", LONG)),
        (cell("1.1", "Surrey Council", gap=False), cell("1.2", LONG, gap=False)),
    )
    assert [paragraph.text for paragraph in found] == ["Kent Council", LONG, "Surrey Council", LONG]
    assert found[3].headings[-1] == "Responsible body: Surrey Council"


def test_bullets_go_on_over_a_page_under_the_same_lead_in() -> None:
    lead = "Leaders should urgently improve these things, of which there are several and all of them matter:"
    found = read(
        (*HEADER, cell("2.1", "Kent"), cell("2.2", lead), cell("2.2", "one thing", style="bullet")),
        (cell("1.2", "another thing", style="bullet"),),
    )
    assert [paragraph.lead_in for paragraph in found] == ["", "", lead, lead]


def test_columns_side_by_side_are_no_row_heads() -> None:
    found = read(
        (
            cell("1.1", "Local authority", bold=True),
            cell("1.2", "Integrated care board", bold=True),
            cell("2.1", "Kent Council"),
            cell("2.2", "NHS Kent and Medway ICB"),
        )
    )
    assert [paragraph.headings[-1] for paragraph in found] == ["Local authority", "Integrated care board"]


def test_a_header_over_one_column_is_a_heading_and_not_said_twice() -> None:
    (only,) = read((cell("1.1", "Areas for priority action", bold=True), cell("2.1", LONG)))
    assert only.headings == ("Areas for priority action",)


def test_a_header_without_rows_is_text() -> None:
    assert [paragraph.text for paragraph in read(HEADER)] == ["Responsible body", "Areas for priority action"]


def test_a_columns_name_is_the_section_and_the_rows_head_its_topic() -> None:
    found = read(
        (
            cell("1.1", "Area", bold=True),
            cell("1.2", "You told us", bold=True),
            cell("1.3", "Next steps", bold=True),
            cell("2.1", "Annual reviews"),
            cell("2.2", "The backlog of annual reviews stands at 300."),
            cell("2.3", "Share a recovery plan by July and report on it monthly."),
        )
    )
    assert [(paragraph.role.value, paragraph.headings[1:]) for paragraph in found[1:]] == [
        ("report", ("Area: Annual reviews", "You told us")),
        ("ask", ("Area: Annual reviews", "Next steps")),
    ]
