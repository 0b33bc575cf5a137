"""The tools for language models, over real HTTP with the protocol's own client."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import anyio
import httpx
import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from jsonschema import validate
from mcp import Client
from mcp.types import CallToolResult

from assistant.access.audit import Audit
from assistant.access.people import People
from assistant.access.tokens import Tokens
from assistant.assistant import Letterbook
from assistant.possibilities import Possibilities
from assistant.render import as_json, letter_json, metadata_json
from assistant.web.application import create_app
from assistant.web.entrance import Entrance
from assistant.web.tools import INSTRUCTIONS
from tests.assistant.web_fake import FakeLetterbook

pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning:starlette", "ignore::Warning:gradio"),
]
QUESTION = "Which areas were asked about annual reviews?"
FIRST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
ASKED = {
    "jsonrpc": "2.0", "id": 1, "method": "tools/call",
    "params": {"name": "ask", "arguments": {"question": QUESTION}},
}  # fmt: skip
ACCEPTED = {"accept": "application/json, text/event-stream"}


@pytest.fixture(scope="module")
def url(made: Letterbook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The made collection served to programs and models."""
    app = create_app(made, store=tmp_path_factory.mktemp("store"), mcp=True)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def called(url: str, name: str, **arguments: object) -> CallToolResult:
    async def call() -> CallToolResult:
        async with Client(f"{url}/mcp") as client:
            return await client.call_tool(name, arguments)

    return anyio.run(call)


def plain(value: object) -> object:
    return json.loads(json.dumps(value))


def test_the_tools_say_what_they_take_and_that_they_only_look(url: str) -> None:
    async def look() -> None:
        async with Client(f"{url}/mcp") as client:
            assert INSTRUCTIONS in (client.instructions or "")
            listed = (await client.list_tools()).tools
        assert [one.name for one in listed] == ["ask", "letters", "letter"]
        for tool in listed:
            assert tool.description
            assert tool.output_schema
            assert tool.annotations
            assert tool.annotations.read_only_hint
        assert listed[0].input_schema["required"] == ["question"]

    anyio.run(look)


def test_a_model_is_given_what_a_program_is_given(url: str) -> None:
    sent = {"question": QUESTION, "filters": {"areas": ["Holmdale"]}}
    told = called(url, "ask", **sent).structured_content
    given = httpx.post(f"{url}/api/ask", json=sent).json()
    assert told is not None
    assert told["citations"]
    assert told.pop("sent", None) == given.pop("sent", None)  # no model was asked: null here, left out there
    assert told.pop("timings_ms").keys() == given.pop("timings_ms").keys()
    assert told == given


def test_letters_are_listed_and_read(url: str, made: Letterbook) -> None:
    told = called(url, "letters").structured_content
    assert told == {"result": plain([metadata_json(letter, Possibilities()) for letter in made.letters()])}
    first = made.letters()[0].id
    assert called(url, "letter", letter_id=first).structured_content == plain(
        letter_json(made.letter(first), Possibilities())
    )


def test_what_is_given_keeps_to_the_schema_that_the_tool_names(url: str) -> None:
    async def schemas() -> dict[str, dict[str, object] | None]:
        async with Client(f"{url}/mcp") as client:
            return {tool.name: tool.output_schema for tool in (await client.list_tools()).tools}

    named = anyio.run(schemas)
    for question in (QUESTION, "How many letters are there?", "What is the capital of France?"):
        validate(called(url, "ask", question=question).structured_content, named["ask"])
    validate(called(url, "letters").structured_content, named["letters"])


@pytest.mark.parametrize(
    ("name", "sent", "why"),
    [
        ("ask", {"question": " "}, "there are no words in it"),
        ("ask", {"question": "x" * 2001}, "at most 2000"),
        ("ask", {"question": "x", "filters": {"areas": ["Atlantis"]}}, "no letter is to 'Atlantis'"),
        ("ask", {"question": "x", "filters": {"roles": ["king"]}}, "filters.roles"),
        ("letter", {"letter_id": "nothing"}, "no letter nothing"),
    ],
)
def test_what_cannot_be_done_is_told_in_words(url: str, name: str, sent: dict[str, object], why: str) -> None:
    told = called(url, name, **sent)
    assert told.is_error
    assert why in told.content[0].text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("host", "evil.example", 400),  # a foreign name that leads here
        ("origin", "https://evil.example", 403),
        ("origin", "http://127.0.0.1:7860", 403),  # no page of ours uses them
        ("origin", "null", 403),
    ],
)
def test_no_web_page_can_use_the_tools(url: str, header: str, value: str, status: int) -> None:
    given = httpx.post(f"{url}/mcp", json=FIRST, headers={**ACCEPTED, header: value})
    assert given.status_code == status
    assert "result" not in given.text


@pytest.mark.parametrize("names", [["letters.example"], ["*"]])
def test_pages_are_refused_under_every_name(names: list[str], tmp_path: Path) -> None:
    app = create_app(FakeLetterbook(), store=tmp_path, names=names, mcp=True)
    with TestClient(app, base_url="http://letters.example") as client:
        assert client.post("/mcp", json=FIRST, headers=ACCEPTED).status_code == 200
        page = {**ACCEPTED, "origin": "http://letters.example"}
        assert client.post("/mcp", json=FIRST, headers=page).status_code == 403


def test_whoever_is_not_let_in_cannot_use_the_tools(tmp_path: Path) -> None:
    access = tmp_path / "access"
    people, tokens = People(access, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)), Tokens(access)
    people.add("anna", "reader", "three plain words")
    way_in = Entrance(folder=access, way="users", people=people, tokens=tokens, audit=Audit(access))
    app = create_app(FakeLetterbook(), store=tmp_path, mcp=True, entrance=way_in)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert client.post("/mcp", json=FIRST, headers=ACCEPTED).status_code == 401
        assert not way_in.audit.check().lines
        secret, _ = tokens.add("model", "reader", 1)
        let_in = {**ACCEPTED, "authorization": f"Bearer {secret}"}
        assert "ask" in client.post("/mcp", json=FIRST, headers=let_in).text
        assert not way_in.audit.check().lines, "looking at the tools is no question"
        assert "structuredContent" in client.post("/mcp", json=ASKED, headers=let_in).text
    (line,) = way_in.audit.path.read_text().splitlines()
    noted = json.loads(line)
    assert (noted["who"], noted["way"], noted["did"], noted["what"]) == ("model", "token", "asked", "")


def test_the_tools_are_off_unless_they_are_asked_for(tmp_path: Path) -> None:
    with TestClient(create_app(FakeLetterbook(), store=tmp_path), base_url="http://127.0.0.1") as client:
        assert client.post("/mcp", json=FIRST, headers=ACCEPTED).status_code == 404


def test_a_model_is_told_the_same_as_the_command_line_tells(tmp_path: Path) -> None:
    fake = FakeLetterbook()
    app = create_app(fake, store=tmp_path, mcp=True)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        told = client.post("/mcp", json=ASKED, headers=ACCEPTED).json()
    content = told["result"]["structuredContent"]
    assert content.pop("sent", None) is None  # no model was asked
    assert content == plain(as_json(fake.ask(QUESTION)))
