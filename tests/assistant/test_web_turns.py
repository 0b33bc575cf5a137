"""Turns: so many answers at a time, so many wait, and the rest are told at once; looking never waits."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from assistant.answer import Answer, Filters
from assistant.conversation import Conversation
from assistant.web.application import create_app
from assistant.web.turns import BUSY, BusyError, in_turn
from tests.assistant.web_fake import FakeLetterbook

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:starlette", "ignore::Warning:gradio")


class Slow(FakeLetterbook):
    """Answers when it is let go, and counts who is at it."""

    def __init__(self) -> None:
        super().__init__()
        self.go, self.at_it, self.most = threading.Event(), 0, 0
        self.came = threading.Semaphore(0)
        self.lock = threading.Lock()

    def ask(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> Answer:
        with self.lock:
            self.at_it += 1
            self.most = max(self.most, self.at_it)
        self.came.release()
        self.go.wait(20)
        with self.lock:
            self.at_it -= 1
        return super().ask(question, conversation, filters)


@pytest.fixture
def slow() -> Iterator[Slow]:
    slow = Slow()
    yield slow
    slow.go.set()


def test_so_many_are_answered_at_once_and_the_others_in_turn(slow: Slow) -> None:
    book = in_turn(slow, at_once=2, waiting=10)
    with ThreadPoolExecutor(6) as people:
        asked = [people.submit(book.ask, "What?") for _ in range(6)]
        slow.came.acquire(timeout=20)
        slow.came.acquire(timeout=20)
        slow.go.set()
        assert all(one.result(20) for one in asked)
    assert slow.most == 2


def test_who_comes_when_too_many_wait_is_told_at_once_and_may_come_back(slow: Slow) -> None:
    book = in_turn(slow, at_once=1, waiting=0)
    with ThreadPoolExecutor(1) as people:
        first = people.submit(book.ask, "What?")
        slow.came.acquire(timeout=20)
        with pytest.raises(BusyError, match="ask again in a minute"):
            book.ask("And?")
        slow.go.set()
        assert first.result(20)
    assert book.ask("And?")


def test_a_question_that_fails_gives_its_turn_back(slow: Slow) -> None:
    slow.go.set()
    book = in_turn(slow, at_once=1, waiting=0)
    for _ in range(3):
        with pytest.raises(TypeError):
            book.ask()  # type: ignore[call-arg]
    assert book.ask("What?")


def test_programs_are_told_in_words_and_when_to_come_back_and_looking_goes_on(
    slow: Slow, tmp_path_factory: pytest.TempPathFactory
) -> None:
    book = in_turn(slow, at_once=1, waiting=0)
    app = create_app(book, store=tmp_path_factory.mktemp("store"))
    with TestClient(app, base_url="http://127.0.0.1:7860") as client, ThreadPoolExecutor(1) as people:
        first = people.submit(client.post, "/api/ask", json={"question": "What?"})
        slow.came.acquire(timeout=20)
        refused = client.post("/api/ask", json={"question": "And?"})
        assert (refused.status_code, refused.json()) == (503, {"detail": BUSY})
        assert refused.headers["retry-after"] == "60"
        assert client.get("/readyz").text == "ok"
        assert client.get("/api/letters").status_code == 200
        slow.go.set()
        assert first.result(20).status_code == 200
