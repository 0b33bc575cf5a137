"""What a conversation takes in memory: neither what was last shown, nor a verdict on each letter."""

import platform
import subprocess
import sys

import gradio as gr
import pytest
from fastapi.testclient import TestClient
from markupsafe import Markup

from assistant.web.application import create_app
from assistant.web.chat import Chat
from assistant.web.proofs import Proofs
from assistant.web.sessions import Sessions
from tests.assistant.web_fake import FakeLetterbook

pytestmark = [pytest.mark.filterwarnings("ignore::Warning:gradio")]
QUESTION = "Which areas were asked about annual reviews?"


@pytest.fixture
def chat(tmp_path_factory: pytest.TempPathFactory) -> Chat:
    return Chat(FakeLetterbook(), feedback_file=tmp_path_factory.mktemp("f") / "f.jsonl", pictures=None)


def test_free_memory_is_given_back_where_the_c_library_can() -> None:
    code = "from assistant.web.allocation import give_back_soon; print(give_back_soon())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(platform.libc_ver()[0] == "glibc")


def test_what_was_shown_longest_ago_goes_where_there_is_too_much() -> None:
    proofs = Proofs(most=60)
    first, second = proofs.keep(Markup("<p>one</p>")), proofs.keep(Markup("<p>two</p>"))
    assert proofs.shown(first) == Markup("<p>one</p>")
    many = [proofs.keep(Markup(f"<p>{number}</p>")) for number in range(4)]
    assert proofs.shown(second) is None
    assert proofs.shown(many[-1]) == Markup("<p>3</p>")


def test_an_answer_is_kept_without_its_verdicts_and_shown_with_them(chat: Chat) -> None:
    shown, exchanges = list(chat.ask((), gr.EventData(None, {"question": QUESTION})))[-1]
    answer = exchanges[0].answer
    assert answer is not None
    assert answer.verdicts is None
    assert answer.citations
    assert "Do not match" in shown
    assert chat.refresh(exchanges)[0] == shown
    assert (
        chat.judge(exchanges, gr.EventData(None, {"turn": 0, "verdict": "right"}))[0].count("Do not match")
        == 1
    )


def test_lists_that_had_to_go_are_said_to_be_gone(chat: Chat) -> None:
    chat.proofs = Proofs(most=0)
    shown, exchanges = list(chat.ask((), gr.EventData(None, {"question": QUESTION})))[-1]
    assert exchanges[0].answer is not None
    assert exchanges[0].answer.text.split()[0] in shown
    assert "no longer kept here: ask again to see them" in shown


def test_gradio_keeps_our_state_of_a_page_and_not_what_it_shows(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    app = create_app(FakeLetterbook(), store=tmp_path_factory.mktemp("store"))
    sessions = app.router.routes[-1].app.state_holder  # type: ignore[attr-defined]
    assert isinstance(sessions, Sessions)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        config = client.get("/config").json()
        (composer,) = [one["id"] for one in config["components"] if one["props"].get("elem_id") == "composer"]
        (event,) = [one["id"] for one in config["dependencies"] if [composer, "ask"] in one["targets"]]
        body = {
            "data": [None],
            "event_data": {"question": QUESTION},
            "fn_index": event,
            "session_hash": "abc",
            "trigger_id": None,
        }
        assert client.post("/gradio_api/queue/join", json=body).status_code == 200
        with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": "abc"}) as stream:
            assert any("Do not match" in line for line in stream.iter_lines())
    session = sessions["abc"]
    assert "Do not match" not in str(session.config_values)
    assert [one.question for one in next(iter(session.state_data.values()))] == [QUESTION]
