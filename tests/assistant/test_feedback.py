"""What people said of answers: for its owner alone, and an erased letter's words go with the letter."""

import json
import stat
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from app import app
from assistant.access import feedback
from assistant.access.feedback import Feedback
from assistant.access.person import AccessError
from assistant.build import build
from assistant.settings import load_settings
from assistant.web.exchange import Exchange, Verdict
from assistant.web.feedback import keep

LONG = "how delays in annual reviews of plans are being reduced, school by school"


def said(path: Path) -> list[str]:
    return path.read_text("utf-8", "surrogateescape").splitlines()


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ({"gold_support": [{"letter": "gone.pdf", "quote": "x"}]}, False),
        ({"gold_support": [{"letter": "stays.pdf", "quote": "x"}]}, True),
        ({"gold_answer": f"They say: “{LONG}”. [1]"}, False),
        ({"history": [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": LONG}]}, False),
        ({"question": f"Who wrote “{LONG.upper()}”?", "gold_areas": None}, False),
        ({"note": "wrong: at 12 Xylophone  Way!"}, False),  # a short paragraph whole
        ({"note": "wrong: how delays in annual reviews"}, True),  # five words are anybody's
    ],
)
def test_a_line_about_an_erased_letter_goes(tmp_path: Path, line: dict[str, object], stays: bool) -> None:
    told = Feedback(tmp_path / feedback.FILE)
    told.add(line)
    told.add({"question": "another?"})
    assert told.forget(["gone.pdf"], [LONG, "12 Xylophone Way"]) == (not stays)
    assert said(told.path) == [json.dumps(line, ensure_ascii=False)] * stays + ['{"question": "another?"}']
    assert stat.S_IMODE(told.path.stat().st_mode) == 0o600


def test_a_line_that_a_hand_has_broken_goes_by_its_words_and_stays_as_it_is(tmp_path: Path) -> None:
    told = Feedback(tmp_path / feedback.FILE)
    told.path.write_bytes(b"\xff not JSON\n" + f'{{"note": "{LONG}\n'.encode() + b"[1, null]\n")
    assert told.forget([], [LONG]) == 1
    assert told.path.read_bytes() == b"\xff not JSON\n[1, null]\n"


def test_where_nobody_said_anything_nothing_is_made(tmp_path: Path) -> None:
    assert Feedback(tmp_path / feedback.FILE).forget(["gone.pdf"], [LONG]) == 0
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(AccessError, match="look at its disk and rights"):
        Feedback(tmp_path / "folder").add({})
    monkeypatch.setattr(feedback, "WAIT", 0)
    with FileLock(tmp_path / "feedback.lock"), pytest.raises(AccessError, match="held by another process"):
        Feedback(tmp_path / feedback.FILE).add({})


@pytest.mark.parametrize("verdict", ["right", "wrong"])
def test_erasing_a_letter_leaves_nothing_of_it_in_feedback(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch, verdict: Verdict
) -> None:
    store, letters = tmp_path / "store", tmp_path / "letters"
    letters.mkdir()
    for name in ("northmoor-2023-03-14.txt", "saltmarsh-2024-02-20.txt"):
        (letters / name).write_bytes((samples / name).read_bytes())
    monkeypatch.setenv("LETTERBOOK_STORE", str(store))
    assert CliRunner().invoke(app, ["ingest", str(letters)]).exit_code == 0
    with build(load_settings()) as book:
        first = book.letters()[0]
        quoted = [book.ask(question) for question in ("What was Northmoor asked to do?", "And Saltmarsh?")]
        quoted.append(book.ask("What was Saltmarsh asked to do?"))
        before = Exchange(question="What was Northmoor asked to do?", answer=quoted[0])
        for earlier, answer in (((), quoted[0]), ((before,), quoted[2]), ((), quoted[2])):
            exchange = Exchange(question=answer.question, answer=answer)
            keep(
                store / feedback.FILE,
                earlier=earlier,
                exchange=exchange,
                verdict=verdict,
                comment=quoted[0].text[:300] if answer is quoted[0] else "",
            )
    words = quoted[0].citations[0].quote.encode()
    assert words in (store / feedback.FILE).read_bytes()
    erased = CliRunner().invoke(app, ["erase", first.id])
    assert erased.exit_code == 0, erased.output
    assert len(said(store / feedback.FILE)) == 1
    holding = [path.name for path in store.rglob("*") if path.is_file() and words in path.read_bytes()]
    assert holding == []
