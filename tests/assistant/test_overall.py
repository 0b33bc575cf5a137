"""What letters conclude of the whole, told in their own words."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.assistant import Letterbook
from assistant.build import build, open_store
from assistant.settings import Settings
from ingest.letter import Role
from tests.assistant.made_collection import letter
from tests.assistant.promises import assert_kept


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Letterbook]:
    """One letter that concludes, one that speaks of the overall progress, and one that does neither."""
    settings = Settings(store=tmp_path_factory.mktemp("overall") / "store")
    store = open_store(settings, create=True)
    for name, said in (
        ("Holmdale", "We conclude that the plan has stalled. Transport is late."),
        ("Ravensby", "The overall progress is slower than we hoped."),
        ("Stonemere", "The helpline is a clear success."),
    ):
        rows = [(Role.ADMIN, "", "7 March 2025"), (Role.PRAISE, "Progress", said)]
        store.indexer.sync(letter(name[0], rows, sent=date(2025, 3, 7), areas=(name,), area_source="stated"))
    store.indexer.derive()
    store.close()
    with build(settings) as letterbook:
        yield letterbook


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did officials conclude about Holmdale?", "“We conclude that the plan has stalled.”"),
        (
            "What was their overall verdict on how far Holmdale had got?",
            "“We conclude that the plan has stalled.”",
        ),
        (
            "What is the general view of Ravensby's progress?",
            "“The overall progress is slower than we hoped.”",
        ),
        (
            "How did the letter sum up Ravensby in March 2025?",
            "“The overall progress is slower than we hoped.”",
        ),
    ],
)
def test_the_conclusion_is_told(letters: Letterbook, question: str, said: str) -> None:
    answer = letters.ask(question)
    assert_kept(answer, letters)
    assert said in answer.text
    assert len(answer.citations) == 1


def test_a_letter_without_a_conclusion_is_told_in_brief(letters: Letterbook) -> None:
    answer = letters.ask("What did officials conclude about Stonemere?")
    assert_kept(answer, letters)
    assert answer.text.startswith("No conclusion on the whole is stated.")
    assert "helpline" in answer.text


def test_a_conclusion_on_one_thing_is_no_conclusion_on_the_whole(letters: Letterbook) -> None:
    answer = letters.ask("What did officials conclude about transport in Holmdale?")
    assert "Transport is late" in answer.text
