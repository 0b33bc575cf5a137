"""Whatever people type, no exception is shown: through the API, the command line and the chat."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from app import app
from assistant.assistant import Letterbook
from assistant.web.application import create_app
from assistant.web.chat import LONGEST_QUESTION, Chat

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:starlette", "ignore::Warning:gradio")

WHOLE = "Which areas were asked about annual reviews?"
TEXTS = {
    "fifty kilobytes": "annual reviews " * 3_500,
    "one long word": "a" * 50_000,
    "long brackets": "(" * 2_000,
    "long stars": "*" * 2_000,
    "nul": f"{WHOLE}\0\0",
    "controls": "".join(map(chr, range(32))) + WHOLE,
    "lone surrogate": f"{WHOLE} \ud800",
    "surrogates turned": "\udc00\ud800",
    "right to left": f"\u202e{WHOLE}\u202c",
    "arabic": "ما هي المناطق التي سُئلت عن المراجعات السنوية؟",
    "zero width": "\u200b".join(WHOLE),
    "only zero width": "\u200b\u200d\ufeff",
    "combining": "e\u0301" * 500,
    "zalgo": "a" + "\u0336" * 1_000,
    "emoji": "👩‍👩‍👧‍👦" * 100,
    "astral": "𝓦𝓱𝓲𝓬𝓱 𝓪𝓻𝓮𝓪𝓼?",
    "sql": "'; DROP TABLE letters; --",
    "sql union": "x' UNION SELECT * FROM letters WHERE '1'='1",
    "sqlite fts": 'NEAR("annual" "reviews", 5) AND NOT *',
    "tantivy": 'text:[a TO *] +role:ask -area:"x" ^2 ~3',
    "regex": "(a+)+$ [[:alpha:]] (?P<x>.*)\\",
    "backslashes": "\\" * 50 + "1 \\g<0> \\u0041",
    "format": "{0.__class__} {{x}} %s %n ${x}",
    "template": "{{ 7*7 }} {% for x in y %} <%= 1 %>",
    "markup": "<script>alert(1)</script> & <b>",
    "path": "../../../../etc/passwd",
    "json": '{"question": "x", "$where": 1}',
    "line ends": "\r\n".join([WHOLE] * 20),
    "quotes": "“”‘’\"'`´" * 20,
    "dates": "from 31 February 2025 to 99/99/9999 since 0000-00-00",
    "numbers": "9" * 400,
    "only a mark": "?",
    "only space": " \u00a0\u2003\t\n",
}
SHOWN = ("Traceback", "Error(", "Exception", "sqlalchemy", 'File "')


@pytest.fixture(scope="module")
def client(library: Letterbook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    made = create_app(library, store=tmp_path_factory.mktemp("store"))
    with TestClient(made, base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_api_answers_or_refuses_in_words(client: TestClient, text: str) -> None:
    reply = client.post("/api/ask", content=json.dumps({"question": text}).encode())
    assert reply.status_code in (200, 422)
    assert reply.json().get("status") or reply.json()["detail"]
    assert not [word for word in SHOWN if word in reply.text]


@pytest.mark.parametrize("text", [one for one in TEXTS.values() if "\0" not in one], ids=[name for name in TEXTS if "\0" not in TEXTS[name]])  # fmt: skip
@pytest.mark.parametrize("as_json", [True, False], ids=["json", "words"])
def test_the_command_line_answers_or_refuses_in_words(sample_store: Path, text: str, as_json: bool) -> None:
    words = ["ask", text, "--store", str(sample_store), *(["--json"] if as_json else [])]
    done = CliRunner().invoke(app, words)
    assert done.exit_code in (0, 2), done.exception
    assert done.exit_code == 0 or done.output.startswith("letterbook: ")
    assert not [word for word in SHOWN if word in done.output]


@pytest.mark.parametrize("text", [one for one in TEXTS.values() if len(one) <= LONGEST_QUESTION], ids=[name for name in TEXTS if len(TEXTS[name]) <= LONGEST_QUESTION])  # fmt: skip
def test_the_chat_answers_or_refuses_in_words(library: Letterbook, tmp_path: Path, text: str) -> None:
    chat = Chat(library, feedback_file=tmp_path / "f.jsonl", pictures=None)
    event: Any = SimpleNamespace(_data={"question": text})
    shown = [one[0] for one in chat.ask((), event)][-1]
    assert 'data-state="pending"' not in shown
    assert not [word for word in SHOWN if word in shown]
    shown.encode()
