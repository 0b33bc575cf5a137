"""Inspection reports: dates from the front, outcome, people, and sections that give roles."""

from datetime import date
from pathlib import Path

import pytest

import ingest
from ingest.findings import by_tone, found
from ingest.letter import Letter, Role
from ingest.letters import letter_of
from ingest.page import Line, Page

AREAS = {
    "bedford": ("Bedford Borough", "2024-11-18", "2024-11-22"),
    "bolton": ("Bolton", "2024-06-17", "2024-06-21"),
    "bury": ("Bury", "2024-02-12", "2024-02-16"),
    "cornwall": ("Cornwall", "2023-02-06", "2023-02-10"),
    "darlington": ("Darlington", "2024-11-25", "2024-11-29"),
    "derbyshire": ("Derbyshire", "2024-09-23", "2024-09-27"),
    "dudley": ("Dudley", "2025-01-20", "2025-01-24"),
    "essex": ("Essex", "2026-01-19", "2026-01-23"),
    "gateshead": ("Gateshead", "2023-05-22", "2023-05-26"),
    "greenwich": ("Greenwich", "2023-05-11", "2023-05-19"),
    "hertfordshire": ("Hertfordshire", "2023-07-10", "2023-07-14"),
    "lancashire": ("Lancashire", "2024-12-09", "2024-12-13"),
    "milton_keynes": ("Milton Keynes", "2024-03-04", "2024-03-08"),
    "nottinghamshire": ("Nottinghamshire", "2023-01-30", "2023-02-03"),
    "oldham": ("Oldham", "2023-06-26", "2023-06-30"),
    "oxfordshire": ("Oxfordshire", "2023-07-13", "2023-07-21"),
    "suffolk": ("Suffolk", "2023-11-13", "2023-11-17"),
    "trafford": ("Trafford", "2023-10-16", "2023-10-20"),
    "wakefield": ("Wakefield", "2024-03-18", "2024-03-22"),
    "worcestershire": ("Worcestershire", "2024-04-22", "2024-04-26"),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", AREAS)
def test_a_real_report_says_area_dates_outcome_and_people(shared: Path, name: str) -> None:
    (letter,) = ingest.load(shared / "reports" / f"{name}.pdf")
    metadata, (area, met, sent) = letter.metadata, AREAS[name]
    assert (metadata.kind, metadata.areas, metadata.area_source) == ("report", (area,), "stated")
    assert (metadata.met, metadata.sent) == (date.fromisoformat(met), date.fromisoformat(sent))
    assert metadata.review == "area SEND inspection"
    assert metadata.outcome.endswith(".")
    assert metadata.outcome.split()[0] in ("There", "The")
    assert {"Ofsted", "Care Quality Commission"} <= {person.organisation for person in metadata.people}
    assert any("Director" in each.title or each.title in ("DCS", "lead person") for each in metadata.people)
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


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Too many children wait too long. Leaders have started work.", Role.CONCERN),
        ("Children benefit from timely help. Staff are skilled and dedicated.", Role.PRAISE),
        ("Plans are not written as quickly and effectively as they could be.", Role.CONCERN),
        ("Some clubs are good. However, many children cannot join them, and few know of them.", Role.CONCERN),
        ("While plans were late for years, they are now timely and of high quality.", Role.PRAISE),
        ("The council runs two schools.", Role.REPORT),
    ],
)
def test_findings_are_weighed(text: str, role: Role) -> None:
    assert by_tone(text) is role
    assert found(text) is role
