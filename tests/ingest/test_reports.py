"""Inspection reports: dates from the front, outcome, people, and sections that give roles."""

from datetime import date
from pathlib import Path

import pytest

import ingest
from benchmarks.ingestion import golden_metadata
from ingest.findings import by_tone, found
from ingest.letter import Letter, Role
from ingest.letters import letter_of
from ingest.page import Line, Page

REPORTS = [file for file in golden_metadata() if file.endswith(".pdf")]


@pytest.mark.shared
@pytest.mark.parametrize("file", REPORTS)
def test_a_real_report_names_its_outcome_and_its_organisations(shared: Path, file: str) -> None:
    (letter,) = ingest.load(shared / "reports" / file)
    metadata = letter.metadata
    assert {"Ofsted", "Care Quality Commission"} <= {person.organisation for person in metadata.people}
    assert any("Director" in each.title or each.title in ("DCS", "lead person") for each in metadata.people)
    text = {paragraph.number: paragraph.text for paragraph in letter.paragraphs}
    words = {fact.name: text[fact.paragraph][fact.start : fact.end] for fact in metadata.facts}
    assert words["outcome"] == metadata.outcome
    assert metadata.outcome.endswith(".")
    assert metadata.sent is not None
    assert words["sent"].endswith(str(metadata.sent.year))
    assert metadata.warnings == ()


@pytest.mark.shared
def test_what_is_asked_for_in_a_real_report_is_its_actions_alone(shared: Path) -> None:
    (letter,) = ingest.load(shared / "reports" / "bury.pdf")
    asked = [each for each in letter.paragraphs if each.asked and each.role is not Role.ASK]
    assert asked
    assert all(each.headings[0].startswith("Areas for") for each in asked)
    assert all(each.role is Role.CONCERN for each in letter.paragraphs if "need to do better" in each.context)
    assert all(each.role is Role.PRAISE for each in letter.paragraphs if "that is effective" in each.context)


def report(*body: str, dates: str = "Inspection dates: 12 to 16 February 2024") -> Letter:
    """A report with a title and sections; a line that starts with "# " is a heading."""
    texts = ["Area report", "# # Area SEND inspection of Northmoor Local Area Partnership", dates, *body]
    lines = [
        Line(text=text.lstrip("# "), gap=True, style="heading" if text.startswith("#") else "body",
             level=1 if text.startswith("# #") else 2 if text.startswith("#") else 0)
        for text in texts
    ]  # fmt: skip
    lines.append(Line(text="Inspectors from Ofsted wrote this.", gap=True))
    return letter_of([Page(number=1, lines=tuple(lines))], source="report.pdf")


@pytest.mark.parametrize(
    ("dates", "met", "sent"),
    [
        ("Inspection dates: 12 to 16 February 2024", date(2024, 2, 12), date(2024, 2, 16)),
        ("Inspection dates: 30 January to 3 February 2023", date(2023, 1, 30), date(2023, 2, 3)),
        ("Inspection dates: 30 December 2024 to 3 January 2025", date(2024, 12, 30), date(2025, 1, 3)),
        ("Inspection dates: 12–16 February 2024", date(2024, 2, 12), date(2024, 2, 16)),
        ("Inspection date: 3 June 2019", date(2019, 6, 3), date(2019, 6, 3)),
        ("Dates of previous inspection: 3 June 2019", None, None),
    ],
)
def test_the_dates_are_those_of_the_front(dates: str, met: date | None, sent: date | None) -> None:
    metadata = report(dates=dates).metadata
    assert (metadata.met, metadata.sent) == (met, sent)
    assert bool(metadata.warnings) == (sent is None)


def test_sections_give_roles() -> None:
    letter = report(
        "# Inspection outcome",
        "There are widespread failings. They must be addressed.",
        "A monitoring inspection will be carried out within approximately 18 months.",
        "HMCI requires the local area partnership to prepare a plan.",
        "# Information about the local area partnership",
        "The council commissions services.",
        "# What is the area partnership doing that is effective?",
        "Leaders must be seen at every meeting.",
        "# What does the area partnership need to do better?",
        "Leaders should do much more, and must do it soon.",
        "# Areas for improvement",
        "Leaders should publish a plan.",
        "# Local area partnership details",
        "Write to Northmoor Council.",
    )
    assert [(each.role.value, each.next_steps) for each in letter.paragraphs[3:-1]] == [
        ("concern", False),
        ("admin", False),
        ("ask", False),
        ("report", False),
        ("praise", False),
        ("concern", False),
        ("requirement", True),
        ("admin", False),
    ]
    assert letter.metadata.outcome == "There are widespread failings."
    assert letter.metadata.next_review_text == "18 months"
    assert letter.metadata.areas == ("Northmoor",)


def test_each_of_several_boards_has_its_own_leader() -> None:
    letter = report(
        "# Inspection outcome",
        "Ofsted and CQC found widespread failings.",
        "# Local area partnership details",
        "Name of ICB: NHS Holmdale and Ravensby ICB; NHS Northmoor and Fell ICB",
        "Ada Marsh, Chief Executive Officer, Northmoor and Fell ICB",
        "Brian Oakes, Chief Executive Officer, Holmdale and Ravensby ICB",
        "Cara Hill, Chief Executive Officer",
        "NHS Northmoor and Fell ICB, 3 Bank Lane",
    )
    boards = {person.name: person.organisation for person in letter.metadata.people}
    assert boards["Ada Marsh"] == "NHS Northmoor and Fell ICB"
    assert boards["Brian Oakes"] == boards["Cara Hill"] == "NHS Holmdale and Ravensby ICB"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Too many children wait too long. Leaders have started work.", Role.CONCERN),
        ("Children benefit from timely help. Staff are skilled and dedicated.", Role.PRAISE),
        ("Plans are not written as quickly and effectively as they could be.", Role.CONCERN),
        ("Some clubs are good. However, many children cannot join them, and few know of them.", Role.CONCERN),
        ("While plans were late for years, they are now timely and of high quality.", Role.PRAISE),
        ("The council runs two schools.", Role.REPORT),
        ("Parents praise the short breaks.", Role.PRAISE),
        ("Families do not praise the short breaks.", Role.CONCERN),
    ],
)
def test_findings_are_weighed(text: str, role: Role) -> None:
    assert by_tone(text) is role
    assert found(text) is role
