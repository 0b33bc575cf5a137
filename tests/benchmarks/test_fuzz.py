"""What is fed to whatever reads people's words; and a check of quotations that can fail."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from assistant.answer import Answer
from assistant.assistant import Letterbook
from assistant.build import build, open_store
from assistant.settings import Settings
from assistant.web.application import create_app
from benchmarks.fed import Fed
from benchmarks.fuzz import Tally, feed
from benchmarks.guided import TARGETS, Bytes
from benchmarks.odd_texts import LONGEST, odd_text
from benchmarks.quotes import faults, worded
from tests.assistant.made_collection import LETTERS

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:starlette", "ignore::Warning:gradio")
QUESTION = "Which areas were asked about speech and language therapy?"
STORED = {paragraph.id: paragraph.text for letter in LETTERS for paragraph in letter.paragraphs}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Letterbook]:
    folder = tmp_path_factory.mktemp("fed") / "store"
    store = open_store(Settings(store=folder), create=True)
    for letter in LETTERS:
        store.indexer.sync(letter)
    store.indexer.derive()
    store.close()
    with build(Settings(store=folder)) as book:
        yield book


@pytest.fixture(scope="module")
def fed(book: Letterbook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fed]:
    app = create_app(book, store=tmp_path_factory.mktemp("web"))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield Fed(book, client)


def test_the_same_dice_make_the_same_text_of_every_kind() -> None:
    texts = [odd_text(random.Random(number)) for number in range(200)]
    assert texts == [odd_text(random.Random(number)) for number in range(200)]
    assert max(map(len, texts)) <= LONGEST
    assert any("\ud800" <= letter <= "\udfff" for text in texts for letter in text)


def test_whatever_is_fed_is_answered_or_refused(fed: Fed) -> None:
    tally = Tally()
    for number in range(12):
        for name, target in fed.targets.items():
            feed(name, target, number, tally)
    assert tally.inputs.total() == 12 * len(fed.targets)
    assert not tally.faults


def test_coverage_can_guide_every_target(fed: Fed) -> None:
    assert set(TARGETS) == set(fed.targets)
    for number, target in enumerate(fed.targets.values()):
        target(Bytes(random.Random(number).randbytes(60)))


def test_what_fails_is_counted_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(dice: random.Random) -> None:
        raise KeyError("a part of it")

    tally = Tally()
    feed("broken", broken, 7, tally)
    assert tally.faults["broken"] == 1
    assert "broken 7: KeyError" in capsys.readouterr().out


def test_a_right_answer_has_no_fault(book: Letterbook) -> None:
    answer = book.ask(QUESTION)
    assert answer.citations
    assert not list(faults(answer, STORED))


def _shifted(answer: Answer) -> Answer:
    first, *rest = answer.citations
    return replace(answer, citations=(replace(first, start=first.start + 1), *rest))


def _renumbered(answer: Answer) -> Answer:
    return replace(answer, text=answer.text.replace("[1]", "[9]"))


def _reworded(answer: Answer) -> Answer:
    return replace(answer, text=answer.text.replace("”", " indeed”", 1))


def _unmarked(answer: Answer) -> Answer:
    return replace(answer, text=answer.text.replace(" [1]", ""))


@pytest.mark.parametrize("spoil", [_shifted, _renumbered, _reworded, _unmarked])
def test_a_wrong_quotation_or_marker_is_a_fault(book: Letterbook, spoil: object) -> None:
    assert callable(spoil)
    assert list(faults(spoil(book.ask(QUESTION)), STORED))


def test_a_paragraph_that_the_record_has_otherwise_is_a_fault(book: Letterbook) -> None:
    changed = {name: text.replace("e", "é") for name, text in STORED.items()}
    assert list(faults(book.ask(QUESTION), changed))


def test_questions_are_worded_without_gaps() -> None:
    dice = random.Random(1)
    assert not [question for question in (worded(dice, ("Holmdale",)) for _ in range(200)) if "{" in question]
