"""The organisations that letters are to are what questions about them ask for."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.addressees import as_areas
from assistant.assistant import Letterbook
from assistant.collection import Collection
from tests.assistant.filed import filed
from tests.assistant.made_collection import METADATA


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Which prisons had two letters?", "Which areas had two letters?"),
        ("Which water companies were praised?", "Which areas were praised?"),
        ("Which of those trusts were told about beds?", "Which of those areas were told about beds?"),
        ("Which other prison was praised?", "Which other area was praised?"),
        ("Which fire and rescue service has the most letters?", "Which area has the most letters?"),
        ("What must companies do about leaks?", "What must areas do about leaks?"),
        ("Is violence a problem in any prison?", "Is violence a problem in any area?"),
        ("List all the prisons.", "List all the areas."),
        ("How many companies are there letters about?", "How many areas are there letters about?"),
        ("How many schools are in the trust?", "How many schools are in the trust?"),
        ("Which prison officers were praised?", "Which prison officers were praised?"),
        ("What did Broadfen do for other companies?", "What did Broadfen do for other companies?"),
        ("Which areas were asked about prisons?", "Which areas were asked about prisons?"),
    ],
)
def test_organisations_are_areas_where_they_are_asked_for(text: str, asked: str) -> None:
    assert as_areas(text) == asked


def test_in_letters_to_local_areas_a_school_is_none() -> None:
    asked = "Which schools were praised?"
    assert Collection(METADATA).worded(asked) == asked
    to_areas = [replace(one, areas=("Kent",), plans=()) for one in METADATA]
    assert Collection(to_areas).worded(asked) == asked
    to_trusts = [replace(one, areas=("Tarnside Trust",), plans=()) for one in METADATA]
    assert Collection(to_trusts).worded(asked) == "Which areas were praised?"


LETTER = """{post}
HMP {name}

{sent}

Dear Governor,

Review of HMP {name}

Our team visited HMP {name} on {met}. The showers are clean, and we commend your staff.

You should open the library on Sundays. We expect a plan by 3 May 2026 and will visit again in {following}.

Yours sincerely,

Ann Orde
{signed}
"""


def book(folder: Path, signed: str) -> AbstractContextManager[Letterbook]:
    texts = {
        f"{at}.txt": LETTER.format(
            post="Ms Ola Finch, Governor",
            name=name,
            sent=sent,
            met=met,
            following="October 2026",
            signed=signed,
        )
        for at, (name, sent, met) in enumerate(
            [
                ("Tarnside", "4 March 2025", "11 February 2025"),
                ("Tarnside", "9 January 2026", "2 December 2025"),
                ("Ellmoor", "6 January 2026", "9 December 2025"),
            ]
        )
    }
    return filed(folder, texts)


def test_which_prisons_had_more_than_one_letter_and_how_many_there_are(tmp_path: Path) -> None:
    with book(tmp_path, "Chief Inspector of Custody") as letterbook:
        assert letterbook.ask("Which prisons had more than one letter?").areas == ("HMP Tarnside",)
        assert letterbook.ask("How many prisons are there letters about?").key == "2"
        assert letterbook.ask("List all the prisons.").areas == ("HMP Tarnside", "HMP Ellmoor")


@pytest.mark.parametrize(
    ("signed", "told"), [("Chief Inspector of Custody", True), ("Director of Custody", False)]
)
def test_the_visit_of_an_inspectorates_own_letter_is_its_inspection(
    tmp_path: Path, signed: str, told: bool
) -> None:
    with book(tmp_path, signed) as letterbook:
        assert [one.met for one in letterbook.letters()][-1] == date(2025, 12, 2)
        assert (letterbook.ask("When was Ellmoor last inspected?").key == "9 December 2025") == told
