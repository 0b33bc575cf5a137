"""Models by name: local or remote, set up or not, asked in time; and no key anywhere."""

import logging
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import BaseMessage, HumanMessage
from langsmith.utils import tracing_is_enabled

from assistant.checkup import checkup
from assistant.models import EXTRAS, chat_model, check_model, host_of, is_remote, notice
from assistant.readererror import ReaderError
from assistant.replies import Written, ask, caught
from assistant.settings import Settings, load_settings
from tests.assistant.model_server import (
    KEY,
    Fails,
    ModelServer,
    Play,
    broken,
    chatting,
    failing,
    good,
    serving,
    talkative,
    then,
)
from vectorstore.storeerror import StoreError

PROMPT = "=1= paragraph 1\nletter: to Holmdale\nrole: report\ntext: Attendance fell in 2023."
SAID: list[BaseMessage] = [HumanMessage(PROMPT)]
OK = '{"sentences": []}'


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(good) as played:
        yield played


def made(server: ModelServer, **given: Any) -> Settings:
    """Settings of the played model."""
    return Settings(**({"model": "openai:made", "model_url": server.url, "model_timeout": 20} | given))


def asked(server: ModelServer, play: Play, **given: Any) -> Written:
    server.play = play
    settings = made(server, **given)
    return ask(chat_model(settings), SAID, Written, settings.model_timeout)


@pytest.mark.parametrize(
    ("model", "url", "remote"),
    [
        ("", "", False),
        ("ollama:llama3.1", "", False),
        ("ollama:llama3.1", "http://localhost:11434", False),
        ("ollama:llama3.1", "http://10.0.0.7:11434", True),  # another machine
        ("ollama:gpt-oss:120b-cloud", "", True),  # handed on by the local server
        ("openai:gpt-5", "", True),
        ("openai:local", "http://127.0.0.1:8080/v1", False),
        ("openai:local", "http://[::1]:8080/v1", False),
        ("openai:local", "http://127.0.0.1.made.example/v1", True),
        ("openai:local", "http://localhost.made.example/v1", True),
        ("openai:local", "http://127.0.0.1@made.example/v1", True),
        ("anthropic:claude", "", True),
        ("azure_openai:deployment", "", True),
    ],
)
def test_a_model_is_remote_unless_it_is_known_to_be_here(model: str, url: str, remote: bool) -> None:
    assert is_remote(Settings(model=model, model_url=url)) is remote


def test_a_model_on_this_machine_is_asked_past_any_proxy(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert asked(server, good).sentences


def test_remote_models_can_be_forbidden(server: ModelServer) -> None:
    settings = Settings(model="anthropic:claude", remote_models="forbid")
    with pytest.raises(ReaderError, match=r"anthropic:claude is remote, and LETTERBOOK_REMOTE_MODELS=forbid"):
        chat_model(settings)
    assert "forbid" in check_model(settings)[1]
    assert check_model(made(server, remote_models="forbid"))[0]  # a local one may be used


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("nonsense", "write PROVIDER:NAME"),
        ("nobody:model", "write PROVIDER:NAME"),
        ("xai:grok", "not installed: pip install langchain-xai"),
        ("google_genai:gemini", "not installed: pip install langchain-google-genai"),
        ("bedrock:claude", "not installed: pip install langchain-aws"),
    ],
)
def test_a_model_that_cannot_be_set_up_is_said_with_the_cure(model: str, says: str) -> None:
    with pytest.raises(ReaderError, match=says) as error:
        chat_model(Settings(model=model, model_key=KEY))
    assert "\n" not in str(error.value)
    assert KEY not in str(error.value)


def test_a_missing_key_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    ok, line = check_model(Settings(model="openai:gpt-5"))
    assert not ok
    assert "openai:gpt-5 (at openai’s own servers, not on this machine) does not answer" in line
    assert "key" in line


@pytest.mark.parametrize("provider", ["ollama", "openai", "azure_openai", "anthropic"])
def test_the_package_of_an_extra_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, provider: str
) -> None:
    monkeypatch.setattr("assistant.models.find_spec", lambda name: None)
    package = {"azure_openai": "openai"}.get(provider, provider)
    with pytest.raises(ReaderError, match=f"not installed: pip install langchain-{package}$"):
        chat_model(Settings(model=f"{provider}:made"))


def test_every_extra_is_the_package_that_is_named() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    assert {module.replace("_", "-") for module in EXTRAS.values()} == {
        *extras["ollama"], *extras["openai"], *extras["anthropic"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "host"),
    [
        ({"model": "ollama:llama3.1"}, "127.0.0.1:11434"),
        ({"model": "openai:x", "model_url": "http://127.0.0.1:8080/v1"}, "127.0.0.1:8080"),
        ({"model": "openai:x", "model_url": "https://user:pass@made.example/v1"}, "made.example"),
        ({"model": "anthropic:claude"}, "anthropic’s own servers"),
    ],
)
def test_where_a_model_is_asked_is_said_without_what_opens_it(given: dict[str, str], host: str) -> None:
    assert host_of(Settings(**given)) == host


def test_people_are_told_who_writes_and_what_is_sent_before_they_ask() -> None:
    local, remote = Settings(model="ollama:llama3.1"), Settings(model="anthropic:claude")
    assert notice(local).startswith("Answers are written by ollama:llama3.1 on this machine")
    assert notice(remote) == (
        "Answers are written by anthropic:claude. Your questions and paragraphs of the letters are sent to it, "
        "at anthropic’s own servers."
    )
    forbidden = notice(remote.model_copy(update={"remote_models": "forbid"}))
    assert "forbidden" in forbidden
    assert "nothing is sent" in forbidden


def test_the_doctor_says_in_one_line_whether_the_model_answers(server: ModelServer) -> None:
    ok, line = check_model(made(server))
    assert ok
    assert line.startswith("openai:made (on this machine) answers in ")
    server.play = chatting
    ok, line = check_model(made(server))
    assert not ok
    assert line.endswith("in the letters’ own words: it did not answer in the form that was asked")
    server.play = failing(Fails(status=404))
    assert "no such model or address (404)" in check_model(made(server))[1]
    assert "cannot be reached" in check_model(made(server, model_url="http://127.0.0.1:9/v1"))[1]


def test_the_checkup_asks_the_model_and_sends_it_no_letter(server: ModelServer, made_store: Path) -> None:
    (found,) = [one for one in checkup(made(server, store=made_store)) if one.name == "model"]
    assert found.ok
    assert "Holmdale" not in server.prompts[0]
    server.play = failing(Fails(status=401))
    (found,) = [one for one in checkup(made(server, store=made_store)) if one.name == "model"]
    assert not found.ok
    assert not [one for one in checkup(Settings(store=made_store)) if one.name == "model"]


def test_a_reply_in_the_form_is_read_the_first_time(server: ModelServer) -> None:
    found = asked(server, good)
    assert [one.text for one in found.sentences] == ["Attendance fell in 2023."]
    assert len(server.bodies) == 1


def test_the_model_is_asked_coolly_and_for_the_form(server: ModelServer) -> None:
    asked(server, good)
    body = server.bodies[0]
    assert body["temperature"] == 0
    assert body["model"] == "made"
    assert "sentences" in str(body["response_format"])
    assert 0 < body.get("max_tokens", body.get("max_completion_tokens")) <= 4_000


def test_words_around_the_object_do_no_harm(server: ModelServer) -> None:
    assert len(asked(server, talkative).sentences) == 1


def test_a_server_that_knows_no_structured_output_is_asked_plainly(server: ModelServer) -> None:
    assert len(asked(server, then(failing(Fails(status=400)), good)).sentences) == 1
    assert "response_format" not in server.bodies[1]


@pytest.mark.parametrize("play", [then(failing(Fails(status=status)), good) for status in (429, 500, 503)])
def test_what_may_work_in_a_moment_is_tried_again(server: ModelServer, play: Play) -> None:
    assert len(asked(server, play).sentences) == 1
    assert len(server.bodies) == 2


def test_a_connection_that_breaks_off_is_tried_again(server: ModelServer) -> None:
    hang_up = failing(Fails(hang_up=True))
    assert len(asked(server, then(hang_up, hang_up, good), model_timeout=20).sentences) == 1
    assert len(server.bodies) == 3


@pytest.mark.parametrize(
    ("play", "says", "times"),
    [
        (failing(Fails(status=401)), r"refused the key \(401\)", 1),
        (failing(Fails(status=403)), r"refused the key \(403\)", 1),
        (failing(Fails(status=404)), "no such model", 1),
        (failing(Fails(status=422)), r"refused the request \(422\)", 2),
        (chatting, "not answer in the form", 2),
        (broken, "not answer in the form", 2),
        (lambda prompt: "", "not answer in the form", 2),
        (lambda prompt: '{"sentences": 7}', "not answer in the form", 2),
        (lambda prompt: "[" * 50_000, "not answer in the form", 2),
    ],
)
def test_what_will_not_work_is_said_and_not_tried_on(
    server: ModelServer, play: Play, says: str, times: int
) -> None:
    with pytest.raises(ReaderError, match=says):
        asked(server, play)
    assert len(server.bodies) == times


@pytest.mark.parametrize("fails", [Fails(seconds=30), Fails(trickle=0.2)])
def test_a_slow_or_trickling_server_is_left_when_time_is_up(server: ModelServer, fails: Fails) -> None:
    started = time.monotonic()
    with pytest.raises(ReaderError, match="did not answer within 1 seconds"):
        asked(server, failing(fails), model_timeout=1)
    assert time.monotonic() - started < 15


def test_retries_end_with_the_time(server: ModelServer) -> None:
    with pytest.raises(ReaderError, match=r"failed \(503\)|did not answer"):
        asked(server, failing(Fails(status=503)), model_timeout=1)
    assert len(server.bodies) <= 2  # a third would come after more than a second


def test_a_model_without_structured_output_is_read_as_text() -> None:
    model = FakeListChatModel(responses=[f"Here: {OK}"])
    assert ask(model, SAID, Written, 5) == Written(sentences=[])


def test_nothing_goes_to_langsmith_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    seen: list[object] = []

    class Watched(FakeListChatModel):
        def _call(self, *args: Any, **kwargs: Any) -> str:
            seen.append(tracing_is_enabled())
            return OK

    ask(Watched(responses=[OK]), SAID, Written, 5)
    assert seen == [False]


def test_the_key_is_sent_and_stands_in_no_log_error_or_setting(
    server: ModelServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LETTERBOOK_MODEL_KEY", KEY)
    settings = load_settings(model="openai:made", model_url=server.url)
    with caplog.at_level(logging.DEBUG):
        server.play = failing(Fails(status=401))  # its message repeats the key
        _, line = check_model(settings)
    assert server.keys == [f"Bearer {KEY}"]
    assert "refused the key" in line
    assert KEY not in line + caplog.text + repr(settings) + str(settings.model_dump())


def test_a_server_of_ones_own_is_not_sent_the_providers_key(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    check_model(made(server))
    assert server.keys == ["Bearer none"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODEL_URL", "localhost:1"),
        ("MODEL_TIMEOUT", "0"),
        ("MODEL_TOKENS", "-1"),
        ("REMOTE_MODELS", "perhaps"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"LETTERBOOK_{name}", value)
    with pytest.raises(StoreError, match=f"LETTERBOOK_{name}: "):
        load_settings()


def test_what_a_call_raises_is_a_value() -> None:
    assert caught(lambda: 7) == 7
    assert isinstance(caught(lambda: 1 / 0), ZeroDivisionError)


def test_without_a_model_langchain_is_not_imported_and_with_one_only_when_asked(made_store: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from assistant.build import build
from assistant.models import is_remote
from assistant.settings import Settings
settings = Settings(store=Path({str(made_store)!r}))
with build(settings) as letterbook:
    letterbook.ask("What was Holmdale asked to do?")
print(is_remote(settings), "langchain_core" in sys.modules)
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LETTERBOOK_")}
    found = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "False False"
