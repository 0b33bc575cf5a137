"""The organisation that a letter is to: beside a post, or in the title; never the sender, a street or a council's area."""

import pytest

from ingest.letter import LetterMetadata
from ingest.letters import letter_of
from ingest.text import pages

LETTER = """HARBOURS AND FERRIES INSPECTORATE
{to}

9 May 2023

Dear Colleague,

{title}

{body}

Yours sincerely,

A Marsh
Chief Inspector
Harbours and Ferries Inspectorate
"""
TITLE = "Follow-up to your action plan"
BODY = "Thank you for showing us the new crossings that Skerry Ferries began in March."


def read(to: str, title: str = TITLE, body: str = BODY) -> LetterMetadata:
    return letter_of(pages(LETTER.format(to=to, title=title, body=body)), source="one.txt").metadata


@pytest.mark.parametrize(
    ("given", "area", "source"),
    [
        ({"to": "\nJo Ray\nChief Executive\nSkerry Ferries\nQuay Road\nSkerry"}, "Skerry Ferries", "stated"),
        ({"to": "\nJo Ray, Chief Executive, Skerry Ferries, 4 Quay Road, Skerry"}, "Skerry Ferries", "stated"),
        ({"to": "\nJo Ray\n\nInterim Chief Executive, Skerry Ferries Ltd"}, "Skerry Ferries", "stated"),
        ({"to": "\nTo the Managing Director, Jo Ray\nSkerry Ferries"}, "Skerry Ferries", "stated"),
        ({"to": "\nJo Ray, Director of Ships at Skerry Ferries"}, "Skerry Ferries", "stated"),
        ({"to": "\nJo Ray, Governor\nHMP Skerry", "body": "Thank you."}, "HMP Skerry", "inferred"),
        ({"to": "\nJo Ray, Chief Executive, University Hospitals of Leicester NHS Trust", "body": "Thank you."},
         "University Hospitals of Leicester NHS Trust", "inferred"),  # not Leicester
        ({"to": "\nMs J Ray\nChief Constable\nWest Midlands Police", "body": "West Midlands Police improved."},
         "West Midlands Police", "stated"),
        ({"to": "\nThe Chair\nBoard of Trustees\nSkerry Ferries"}, "Skerry Ferries", "stated"),
        ({"to": "\nJo Ray, Chief Executive, Birmingham City Council", "body": "Birmingham City Council improved."},
         "Birmingham", "stated"),
        ({"to": "\nFrom: Al Poe, Director, Mainland Harbours\nTo: Jo Ray, Chief Executive, Skerry Ferries",
          "body": "Mainland Harbours thanks Skerry Ferries."}, "Skerry Ferries", "stated"),
        ({"to": "", "title": "Inspection of Loch & Isle Ferries", "body": "Loch and Isle Ferries does well."},
         "Loch & Isle Ferries", "stated"),
    ],
)  # fmt: skip
def test_the_organisation_beside_a_post_or_in_the_title(
    given: dict[str, str], area: str, source: str
) -> None:
    found = read(**given)
    assert found.areas == (area,)
    assert found.area_source == source
    assert area in found.area_evidence


@pytest.mark.parametrize(
    "given",
    [
        {"to": "\nJo Ray\nChief Executive\nTidal Court\n4 Quay Road\nSkerry", "body": "Thank you."},  # an address
        {"to": "\nJo Ray, Chief Executive", "body": "Harbours and Ferries Inspectorate looks at every plan."},
        {"to": "\nJo Ray, Chief Nursing Officer, CCG", "body": "The CCG has done well."},  # a kind, no name
        {"to": "\nJo Ray, Chief Executive, Skerry Health Alliance", "body": "Thank you for your SEND plan."},
    ],
)  # fmt: skip
def test_an_address_a_sender_a_kind_and_a_partner_of_a_local_area_are_none(given: dict[str, str]) -> None:
    assert read(**given).area_source == "unknown"


def test_two_that_are_equally_likely_are_said_and_not_chosen() -> None:
    to = "\nJo Ray, Chief Executive, Skerry Ferries\nAl Poe, Chair, Mainland Harbours"
    found = read(to, body="We thank Skerry Ferries and Mainland Harbours.")
    assert found.areas == ()
    assert found.warnings == ("area: equally likely: Mainland Harbours, Skerry Ferries",)


def test_a_council_comes_before_an_organisation() -> None:
    to = "\nJo Ray, Director of Services, Northmoor County Council\nAl Poe, Chair, Skerry Ferries"
    assert read(to).areas == ("Northmoor",)


def test_people_belong_to_it_and_it_is_no_person() -> None:
    found = read("\nJo Ray, Chief Executive, Skerry Ferries\nAda Moss, Chair, Skerry Ferries")
    addressed = [(one.name, one.title, one.organisation) for one in found.people if one.part == "addressee"]
    assert addressed == [
        ("Jo Ray", "Chief Executive", "Skerry Ferries"),
        ("Ada Moss", "Chair", "Skerry Ferries"),
    ]


def test_a_letterhead_in_capitals_is_no_subject_line() -> None:
    assert read("\nJo Ray, Chief Executive, Skerry Ferries", title="SECOND REVIEW OF PROGRESS").title == (
        "SECOND REVIEW OF PROGRESS"
    )
