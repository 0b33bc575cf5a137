"""How many actions a letter sets: asked in any verb, and each counted once, however many paragraphs it has."""

import pytest

from assistant.assistant import Letterbook
from assistant.kinds.stated import _set_out
from ingest.letter import Role
from tests.assistant.made_collection import letter
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize("verb", ["receive", "get", "end up with in total"])
def test_actions_are_counted_whatever_the_verb(made: Letterbook, verb: str) -> None:
    answer = made.ask(f"How many priority actions did Ravensby {verb}?")
    assert_kept(answer, made)
    assert answer.key == "1"


def test_what_goes_on_under_who_is_to_do_it_is_no_other_action() -> None:
    heading = "Areas for priority action"
    rows = [
        (Role.CONCERN, "Findings", "Buses run late."),
        (Role.REPORT, heading, "Responsible body: Holmdale Council"),
        (Role.REQUIREMENT, heading, "Leaders should mend the buses. This includes:"),
        (Role.REQUIREMENT, heading, "- the night bus;"),
        (Role.REQUIREMENT, heading, "Leaders should also pay the drivers."),
        (Role.REPORT, heading, "Responsible body: NHS Holmdale"),
        (Role.REQUIREMENT, heading, "Leaders should open the clinic."),
        (Role.REQUIREMENT, "Areas for improvement", "Leaders should write to parents."),
        (Role.REQUIREMENT, "Areas for improvement", "Leaders should count the letters."),
    ]
    paragraphs = letter("w25", rows).paragraphs
    assert [one.number for one in _set_out(paragraphs, "priority action")] == [3, 7]
    assert [one.number for one in _set_out(paragraphs, "improvement")] == [8, 9]
