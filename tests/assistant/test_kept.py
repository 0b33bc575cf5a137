"""What is kept of questions and answers: nothing unless the setting says so, no longer than it says, erased for good."""

import json
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from app import app
from assistant.access.audit import Audit
from assistant.access.kept import Kept
from assistant.access.people import People
from assistant.access.person import AccessError
from assistant.access.tokens import Tokens
from assistant.build import build
from assistant.checkup import checkup
from assistant.keeping import keep, kept_of, notice
from assistant.settings import Settings, load_settings
from assistant.web.application import create_app
from assistant.web.chat import Chat
from assistant.web.entrance import Entrance
from assistant.web.visitor import Door
from tests.assistant.web_fake import FakeLetterbook
from vectorstore.storeerror import StoreError

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:starlette", "ignore::Warning:gradio")

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
QUESTION = "Which areas were asked about annual reviews?"
LONG = "how delays in annual reviews of plans are being reduced, school by school"


class Clock:
    """A time that tests move."""

    time = NOON

    def __call__(self) -> datetime:
        return self.time


def asked(kept: Kept, question: str, letters: tuple[str, ...] = (), answer: str = "No.") -> None:
    paragraphs = [f"{letter}#1" for letter in letters]
    kept.keep(
        "anna", question=question, status="answered", answer=answer, citations=paragraphs, letters=letters
    )


def questions(kept: Kept) -> list[str]:
    return [one.question for one in kept.all()]


def holding(folder: Path, word: str) -> list[str]:
    return [one.name for one in folder.rglob("*") if one.is_file() and word.encode() in one.read_bytes()]


def test_nothing_is_kept_unless_the_setting_says_so(tmp_path: Path) -> None:
    kept = kept_of(Settings(store=tmp_path))
    asked(kept, "zanzibar?")
    assert kept.all() == ()
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_is_for_its_owner_alone(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "access", 30, Clock())
    asked(kept, "a lone \ud800 surrogate", ("one",))
    (entry,) = kept.all()
    assert (entry.at, entry.who, entry.citations) == ("2026-01-05T12:00:00+00:00", "anna", ("one#1",))
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.path.parent.stat().st_mode) == 0o700


def test_what_is_too_old_is_overwritten(tmp_path: Path) -> None:
    clock = Clock()
    kept = Kept(tmp_path, 30, clock)
    asked(kept, "zanzibar?", answer="quokka " * 2_000)
    clock.time += timedelta(days=30)
    asked(kept, "later?")
    kept.prune()
    assert questions(kept) == ["zanzibar?", "later?"]
    clock.time += timedelta(seconds=1)
    kept.prune()
    assert questions(kept) == ["later?"]
    assert holding(tmp_path, "zanzibar") == holding(tmp_path, "quokka") == []


def test_where_nothing_is_to_be_kept_any_more_the_file_goes(tmp_path: Path) -> None:
    asked(Kept(tmp_path, 30), "zanzibar?")
    with Kept(tmp_path).tended():
        assert list(tmp_path.iterdir()) == []


def test_it_is_pruned_at_the_start_and_again_and_again(tmp_path: Path) -> None:
    pruned = threading.Semaphore(0)

    class Seen(Kept):
        def prune(self) -> None:
            super().prune()
            pruned.release()

    seen = Seen(tmp_path, 30)
    with seen.tended(every=0.001):
        assert all(pruned.acquire(timeout=30) for _ in range(3))


@pytest.mark.parametrize(
    ("letters", "answer", "question", "stays"),
    [
        (("gone",), "No.", "Why?", False),
        (("stays", "gone"), "No.", "Why?", False),
        (("stays",), "No.", "Why?", True),
        ((), f"They say: “{LONG}”.", "Why?", False),  # not cited
        ((), "No.", f"Who wrote “{LONG.upper()}”?", False),
        ((), "No.", "how delays in annual reviews", True),  # five words are anybody's
        ((), "At 12 Xylophone  Way!", "Why?", False),  # a short paragraph whole
    ],
)
def test_what_is_about_an_erased_letter_goes(
    tmp_path: Path, letters: tuple[str, ...], answer: str, question: str, stays: bool
) -> None:
    kept = Kept(tmp_path, 30)
    asked(kept, question, letters, answer)
    asked(kept, "another?", ("other",))
    assert kept.forget(["gone"], [LONG, "12 Xylophone Way", "Hello"]) == (not stays)
    assert ("another?" in questions(kept), len(kept.all())) == (True, 1 + stays)


def test_a_damaged_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "kept.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(AccessError, match=r"kept\.sqlite cannot be read"):
        Kept(tmp_path, 30).all()


def test_an_answer_is_given_though_it_cannot_be_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "kept.sqlite").mkdir()
    keep(Kept(tmp_path, 30), "", FakeLetterbook().ask(QUESTION))
    assert "a question is not kept" in caplog.text
    assert QUESTION not in caplog.text


@pytest.mark.parametrize("days", ["-1", "4000", "a week"])
def test_a_wrong_setting_is_said(days: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LETTERBOOK_KEEP_DAYS", days)
    with pytest.raises(StoreError, match="LETTERBOOK_KEEP_DAYS"):
        load_settings()


# the pages, the API, MCP


def served(folder: Path, days: int) -> tuple[TestClient, Kept, dict[str, str]]:
    """An application with a token for a program."""
    kept, tokens = Kept(folder, days), Tokens(folder)
    people = People(folder, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    way_in = Entrance(
        folder=folder, way="users", people=people, tokens=tokens, audit=Audit(folder), kept=kept
    )
    made = create_app(FakeLetterbook(), store=folder.parent, mcp=True, entrance=way_in)
    secret, _ = tokens.add("program", "reader", 1)
    return TestClient(made, base_url="http://127.0.0.1"), kept, {"authorization": f"Bearer {secret}"}


def use(client: TestClient, headers: dict[str, str]) -> Any:
    """Ask by every way; return Gradio's description of the page."""
    accepted = {**headers, "accept": "application/json, text/event-stream"}
    with client:
        assert client.post("/api/ask", json={"question": "by API?"}, headers=headers).status_code == 200
        call = {"name": "ask", "arguments": {"question": "by MCP?"}}
        sent = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
        assert "structuredContent" in client.post("/mcp", json=sent, headers=accepted).text
        config = client.get("/config", headers=headers).json()
        ask = next(one for one in config["dependencies"] if any(name == "ask" for _, name in one["targets"]))
        body = {"data": [None] * len(ask["inputs"]), "event_data": {"question": "by chat?"}, "fn_index": ask["id"],
                "session_hash": "kept", "trigger_id": ask["targets"][0][0]}  # fmt: skip
        assert client.post("/gradio_api/queue/join", json=body, headers=headers).status_code == 200
        streamed = client.get("/gradio_api/queue/data?session_hash=kept", headers=headers).text
        assert "process_completed" in streamed
    return config


def test_the_pages_the_api_and_mcp_keep_alike_and_people_are_told(tmp_path: Path) -> None:
    client, kept, headers = served(tmp_path / "access", 30)
    config = use(client, headers)
    assert questions(kept) == ["by API?", "by MCP?", "by chat?"]
    assert {(one.who, one.status) for one in kept.all()} == {("program", "answered")}
    assert all(one.citations and one.letters and one.answer for one in kept.all())
    assert "kept for 30 days, with the name of who asks" in json.dumps(config)


def test_off_nothing_is_kept_by_any_way_and_nobody_is_told(tmp_path: Path) -> None:
    client, kept, headers = served(tmp_path / "access", 0)
    config = use(client, headers)
    assert not kept.path.exists()
    assert "kept for" not in json.dumps(config)
    assert holding(tmp_path, "by API?") == holding(tmp_path, "by chat?") == []


def test_the_line_by_the_box_says_how_long(tmp_path: Path) -> None:
    door = Door(Audit(tmp_path), Kept(tmp_path, 1))
    chat = Chat(FakeLetterbook(), feedback_file=tmp_path / "feedback.jsonl", pictures=None, door=door)
    assert "Questions and answers are kept for 1 day.<" in chat.composer()
    assert notice(Kept(tmp_path), named=True) == ""


# the command line


def test_erasing_a_letter_leaves_nothing_of_it_among_what_is_kept(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, letters = tmp_path / "store", tmp_path / "letters"
    letters.mkdir()
    for name in ("northmoor-2023-03-14.txt", "saltmarsh-2024-02-20.txt"):
        (letters / name).write_bytes((samples / name).read_bytes())
    monkeypatch.setenv("LETTERBOOK_STORE", str(store))
    monkeypatch.setenv("LETTERBOOK_KEEP_DAYS", "30")
    assert CliRunner().invoke(app, ["ingest", str(letters)]).exit_code == 0
    settings = load_settings()
    kept = kept_of(settings)
    with build(settings) as book:
        first, second = (one.id for one in book.letters())
        for question in ("What was Northmoor asked to do?", "What was Saltmarsh asked to do?"):
            keep(kept, "", book.ask(question))
        words = book.letter(first).paragraphs[8].text
    assert [set(one.letters) for one in kept.all()] == [{first}, {second}]
    erased = CliRunner().invoke(app, ["erase", first])
    assert erased.exit_code == 0, erased.output
    assert [set(one.letters) for one in kept.all()] == [{second}]
    assert holding(store, "What was Northmoor asked") == holding(store, words) == []


def test_the_doctor_says_what_is_kept_and_what_should_have_gone(tmp_path: Path) -> None:
    settings, kept = Settings(store=tmp_path, keep_days=30), Kept(tmp_path / "access", 30)
    assert doctor(settings) == (True, "none; kept for 30 days")
    asked(kept, "now?")
    assert doctor(settings)[0]
    kept.path.unlink()
    kept.now = lambda: datetime.now(UTC) - timedelta(days=32)
    asked(kept, "long ago?")
    well, detail = doctor(settings)
    assert not well
    assert detail.startswith("1, the oldest of ")
    assert doctor(Settings(store=tmp_path))[1].endswith("LETTERBOOK_KEEP_DAYS is 0 here")


def doctor(settings: Settings) -> tuple[bool, str]:
    found = next(one for one in checkup(settings) if one.name == "kept questions")
    return found.ok, found.detail
