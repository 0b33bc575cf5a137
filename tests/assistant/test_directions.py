"""What rises or falls: questions that ask for it, and sentences that say so of the topic and not of something else."""

import pytest

from assistant.assistant import Letterbook
from assistant.directions import direction, moving
from assistant.intents import Intent
from assistant.question import Question
from assistant.terms import sentences
from ingest.letter import Paragraph, Role
from tests.assistant.promises import assert_kept

AREAS: Intent = "list-areas"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Where are exclusions going up?", ("up", "going up")),
        ("Which areas have growing waits?", ("up", "growing")),
        ("Have waits got longer anywhere?", ("up", "got longer")),
        ("Where have waits come down?", ("down", "come down")),
        ("Which areas have reduced their backlog?", ("down", "reduced")),
        ("Where are reviews falling behind?", ("", "")),
        ("Where is attendance good or rising?", ("", "")),
        ("Where are exclusions rising or falling?", ("", "")),
        ("Where are waits too long?", ("", "")),
    ],
)
def test_what_rises_or_falls_is_known(asked: str, found: tuple[str, str]) -> None:
    assert direction(Question(text=asked, standalone=asked, intent=AREAS)) == found


def test_what_was_asked_for_does_neither_yet() -> None:
    asked = "Which areas were asked to increase attendance?"
    assert direction(Question(text=asked, standalone=asked, intent=AREAS, role_word="asked")) == ("", "")


@pytest.mark.parametrize(
    ("text", "way", "told"),
    [
        ("Waits have risen.", "up", True),
        ("There are rising numbers of waits.", "up", True),
        ("Waits have fallen to 16 weeks.", "down", True),
        ("There is an improvement in the time of waits.", "down", True),
        ("Waits are now 18 weeks, down from 44.", "down", True),
        ("Waits have risen.", "down", False),
        ("Waits are long.", "up", False),
        ("Waits have not fallen.", "down", False),
        ("Leaders should reduce waits, and waits must be reduced.", "down", False),
        ("Needs grow while children are on waits.", "up", False),
        ("They increased staff to help with waits.", "up", False),
        ("Needs have grown. Waits are long.", "up", False),
    ],
)
def test_the_topic_itself_must_rise_or_fall(text: str, way: str, told: bool) -> None:
    paragraph = Paragraph(letter_id="h", number=1, text=text, role=Role.REPORT)
    spans = sentences(text, 0)
    found = moving(
        paragraph, spans, "up" if way == "up" else "down", lambda said: float("waits" in said.lower())
    )
    assert bool(found) is told


def test_what_asks_wants_it_to_fall() -> None:
    text = "Make sure that help reduces waits, as waits have fallen elsewhere."
    paragraph = Paragraph(letter_id="h", number=1, text=text, role=Role.ASK)
    assert moving(paragraph, sentences(text, 0), "down", lambda said: float("waits" in said)) == []


def test_only_areas_where_it_falls_are_named_with_the_sentence_that_says_so(library: Letterbook) -> None:
    answer = library.ask("Where have waiting times come down?")
    assert_kept(answer, library)
    assert set(answer.areas or ()) == {"Saltmarsh", "Easterfell", "Northmoor"}
    assert answer.text.startswith("Three areas match “waiting times come down”")
    assert all("fallen" in one.quote or "down from" in one.quote for one in answer.citations)
    assert library.ask("Which areas had growing waits?").areas == ()
