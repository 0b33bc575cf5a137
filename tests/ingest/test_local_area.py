"""The area a letter is to: ranked evidence, and never a place that is only mentioned."""

import pytest

from ingest.local_area import LocalArea, area_of, unregistered
from ingest.segment import segment
from ingest.text import pages

PLAIN = "SIX MONTH PROGRESS REVIEW"
LETTER = """Department for Education
London
SW1P 3BT

{to}

9 May 2023

{title}

Dear Jane,

{body}

Yours sincerely,

A B
"""


def area(
    body: str = "Thank you.", to: str = "Jane Doe, Director of Services", title: str = PLAIN
) -> LocalArea:
    return area_of(segment(pages(LETTER.format(to=to, title=title, body=body))))


@pytest.mark.parametrize(
    ("given", "areas", "source"),
    [
        # the subject line
        (
            {"title": "Worcestershire Local Area Partnership: 6-MONTHLY STOCKTAKE"},
            ("Worcestershire",),
            "stated",
        ),
        ({"title": "NORTHMOOR LOCAL AREA PARTNERSHIP: REVIEW"}, ("Northmoor",), "stated"),
        ({"title": "SLOUGH AND READING: JOINT PROGRESS REVIEW"}, ("Slough", "Reading"), "stated"),
        # the addressee's organisation
        ({"to": "Jane Doe, Director, Staffordshire County Council"}, ("Staffordshire",), "stated"),
        ({"to": "Jane Doe\nDirector\nNorthmoor County Council\nCounty Hall"}, ("Northmoor",), "stated"),
        ({"to": "Jane Doe, Director, London Borough of Kingsholt"}, ("Kingsholt",), "stated"),
        ({"to": "Jane Doe, Director, Stone City Council"}, ("Stone",), "stated"),
        # the body's own words
        ({"body": "The evidence supports the leadership in Birmingham."}, ("Birmingham",), "stated"),
        ({"body": "The Northmoor Local Area Partnership has worked hard."}, ("Northmoor",), "stated"),
        # delivery bodies and forums
        ({"to": "Jane Doe, Director, Worcestershire Children First"}, ("Worcestershire",), "inferred"),
        ({"body": "We thank Staffordshire Parent Carer Forum."}, ("Staffordshire",), "inferred"),
    ],
)
def test_the_area_is_read_from_the_best_evidence(
    given: dict[str, str], areas: tuple[str, ...], source: str
) -> None:
    found = area(**given)
    assert (found.areas, found.source) == (areas, source)
    assert found.evidence
    assert found.facts


@pytest.mark.parametrize(
    "given",
    [
        {"body": "Continue to embed the 'Staffordshire Risk Matrix'."},
        {"body": "We suggest a visit to colleagues in Dudley, whose work is good practice."},
        {"body": "Compare the work across Leeds, such as theirs."},
        {"to": "Jane Doe, Chief Executive, NHS Herefordshire and Worcestershire ICB"},
        {"to": "Jane Doe, Director of Children's Services, BCC"},
        {"to": "Jane Doe, Director\nPiccadilly Gate\nManchester\nM1 2WD"},
        {"body": "The West Midlands team will help."},
        {"body": "Mr Kent spoke."},
        {"body": "Your officers visited colleagues in Birmingham."},
        {"body": "You have adopted the approach to panels used in Bolton."},
        {"body": "Working with partners in Surrey, staff from Medway shared their dashboard."},
    ],
)
def test_a_place_merely_mentioned_is_not_the_area(given: dict[str, str]) -> None:
    found = area(**given)
    assert (found.areas, found.source) == ((), "unknown")


def test_two_areas_equally_likely_are_said_and_not_chosen() -> None:
    found = area(to="Jane Doe, Director, Kent County Council\nJohn Roe, Director, Surrey County Council")
    assert (found.areas, found.source) == ((), "unknown")
    assert "Kent" in found.evidence
    assert "Surrey" in found.evidence
    assert found.warnings


def test_initials_confirm_and_never_decide() -> None:
    found = area("The leadership in Birmingham is strong.\n\nI am copying this to Ann Roe (Manager, BCC).")
    assert found.evidence == 'the letter\'s own words: "The leadership in Birmingham"; confirmed by "BCC"'


def test_the_subject_line_beats_the_addressee_and_the_conflict_is_said() -> None:
    found = area(title="KENT LOCAL AREA PARTNERSHIP: REVIEW", to="Jane Doe, Director, Surrey County Council")
    assert found.areas == ("Kent",)
    assert found.warnings == ("area: Surrey is named too",)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Chief Executive Northmoor Borough Council", ["Northmoor"]),
        ("REVIEW OF THE NORTHMOOR AND EASTVALE LOCAL AREA PARTNERSHIP", ["Northmoor and Eastvale"]),
        ("the Local Area Partnership and the Leader of the Council", []),
        ("Your local area", []),
        ("When local areas meet, Parish Council members come", []),
    ],
)
def test_areas_that_no_register_has_are_known_by_their_council(text: str, places: list[str]) -> None:
    found = list(unregistered(text))
    assert [place for place, _, _ in found] == places
    assert all(text[start:end].casefold().startswith(place.casefold()) for place, start, end in found)
