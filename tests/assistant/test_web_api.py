"""The routes for programs: they keep the JSON contract whatever is sent, and say in words what is wrong."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from assistant.assistant import Letterbook
from assistant.possibilities import Possibilities
from assistant.render import as_json, letter_json, metadata_json
from assistant.web.application import create_app
from assistant.web.reference import named, reference
from tests.assistant.made_collection import LETTERS
from tests.assistant.web_fake import FakeLetterbook

pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning:starlette", "ignore::Warning:gradio"),
    pytest.mark.filterwarnings("ignore::Warning:schemathesis"),
]
PATHS = {
    "/api/ask": "POST",
    "/api/letters": "GET",
    "/api/letters/{letter_id}": "GET",
    "/livez": "GET",
    "/readyz": "GET",
}
RIGHT, WRONG = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
QUESTION = "Which areas were asked about annual reviews?"


@pytest.fixture(scope="module")
def fake() -> FakeLetterbook:
    return FakeLetterbook()


@pytest.fixture(scope="module")
def application(fake: FakeLetterbook, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    names = ["127.0.0.1", "localhost", "testserver"]
    return create_app(fake, store=tmp_path_factory.mktemp("store"), names=names)


@pytest.fixture(scope="module")
def client(application: FastAPI) -> Iterator[TestClient]:
    with TestClient(application, base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.fixture(scope="module")
def real(made: Letterbook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The made collection behind the same routes."""
    app = create_app(made, store=tmp_path_factory.mktemp("real"))
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.fixture
def document(application: FastAPI) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi("/api/openapi.json", application)


@pytest.mark.parametrize(("path", "mode"), [*((path, RIGHT) for path in PATHS), ("/api/ask", WRONG)])
def test_every_route_keeps_to_its_document(
    document: schemathesis.BaseSchema, path: str, mode: GenerationMode
) -> None:
    operation = document[path][PATHS[path]]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
    def check(case: schemathesis.Case) -> None:
        response = case.call()
        if mode is WRONG and response.status_code == 413:  # refused before it is read, which is no fault
            assert response.text == "That is too long"
            return
        case.validate_response(response, excluded_checks=[positive_data_acceptance])  # an area may be unknown

    check()


@pytest.mark.parametrize(
    "question", [QUESTION, "What proportion of plans were issued on time?", "What is the weather?"]
)
def test_an_answer_is_the_same_object_as_on_the_command_line(
    client: TestClient, fake: FakeLetterbook, question: str
) -> None:
    given = client.post("/api/ask", json={"question": question})
    assert given.status_code == 200
    expected = json.loads(json.dumps(as_json(fake.ask(question))))
    assert given.json() == expected
    assert list(given.json()) == list(expected)


@pytest.mark.parametrize(
    "question",
    [
        "Which areas were asked about annual reviews?",
        "Which areas were not asked about transport?",
        "How has speech and language therapy changed in Holmdale?",
        "Compare Holmdale and Ravensby on annual reviews",
        "Who is Holmdale's SEND adviser?",
        "When is Ravensby's next stocktake?",
        "How many letters are there?",
        "What is the capital of France?",
    ],
)
def test_every_kind_of_answer_keeps_the_contract(real: TestClient, question: str) -> None:
    given = real.post("/api/ask", json={"question": question})
    assert given.status_code == 200, given.text
    assert given.json()["schema"] == 1


NONE = Possibilities()


def test_letters_are_the_same_objects_as_on_the_command_line(real: TestClient) -> None:
    listed = real.get("/api/letters").json()
    known = {letter.metadata.id: letter for letter in LETTERS}
    assert [one["letter_id"] for one in listed] == [one["letter_id"] for one in sorted(listed, key=_sent)]
    assert {one["letter_id"] for one in listed} == set(known)
    assert listed[0] == json.loads(json.dumps(metadata_json(known[listed[0]["letter_id"]].metadata, NONE)))
    for letter_id, letter in known.items():
        assert real.get(f"/api/letters/{letter_id}").json() == json.loads(
            json.dumps(letter_json(letter, NONE))
        )


def _sent(letter: dict[str, str | None]) -> str:
    return letter["sent"] or "9999"


def test_history_and_filters_reach_the_question(client: TestClient, fake: FakeLetterbook) -> None:
    asked = {
        "question": QUESTION,
        "history": [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Yes?"}],
        "filters": {"areas": ["northmoor"], "date_from": "2024-01-01", "roles": ["ask"]},
    }
    given = client.post("/api/ask", json=asked).json()
    question, conversation, filters = fake.asked[-1]
    assert question == QUESTION
    assert conversation is not None
    assert [turn.content for turn in conversation.turns] == ["Hello", "Yes?"]
    assert filters is not None
    assert (filters.areas, str(filters.date_from), filters.roles) == (("Northmoor",), "2024-01-01", ("ask",))
    assert filters.topic == "annual reviews"
    assert given["filters"]["areas"] == ["Northmoor"]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({}, "question: Field required"),
        ({"question": ""}, "at least 1 character"),
        ({"question": " \x00 "}, "no words"),
        ({"question": "x" * 2001}, "at most 2000"),
        ({"question": "x", "model": "y"}, "model: Extra inputs"),
        ({"question": "x", "history": [{"role": "system", "content": ""}]}, "history.0.role"),
        ({"question": "x", "filters": {"areas": ["Atlantis"]}}, "no letter is to 'Atlantis'"),
        ({"question": "x", "filters": {"date_from": "yesterday"}}, "filters.date_from"),
        ({"question": "x", "filters": {"roles": ["king"]}}, "filters.roles.0"),
    ],
)
def test_what_is_no_question_is_refused_in_words(
    client: TestClient, sent: dict[str, object], why: str
) -> None:
    given = client.post("/api/ask", json=sent)
    assert given.status_code == 422
    assert why in given.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [b'{"question": "\\ud800"}', b'{"question": "x", "\\ud800": 1}', b"{", b"\xff", b"[]", b"NaN", b""],
)
def test_what_is_no_json_is_refused_in_words(client: TestClient, body: bytes) -> None:
    given = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
    assert given.status_code in (400, 422)
    assert given.json()["detail"]


def test_a_body_sent_bit_by_bit_is_refused(client: TestClient) -> None:
    assert client.post("/api/ask", content=iter([b"{", b"}"])).status_code == 413


@pytest.mark.parametrize("letter_id", ["nothing", "..", "%2e%2e%2fetc", "é", "x" * 5000])
def test_a_letter_that_is_not_there_is_404(client: TestClient, letter_id: str) -> None:
    assert client.get(f"/api/letters/{letter_id}").status_code == 404


def test_a_collection_that_is_not_to_be_had_is_503(tmp_path: Path) -> None:
    from vectorstore.storeerror import StoreError

    class Gone(FakeLetterbook):
        broken = False

        def letters(self) -> tuple[()]:  # type: ignore[override]
            if self.broken:
                raise StoreError("the record is locked; try again")
            return ()

    letterbook = Gone()
    app = create_app(letterbook, store=tmp_path)
    letterbook.broken = True
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for path in ("/api/letters", "/readyz"):
            assert client.get(path).status_code == 503
        assert client.get("/api/letters").json() == {"detail": "the record is locked; try again"}
        assert client.get("/livez").status_code == 200


def test_the_document_names_every_open_route_and_no_other(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert set(paths) == set(PATHS)


def test_the_page_about_it_needs_no_script_and_no_other_host(client: TestClient) -> None:
    page = client.get("/api/docs").text
    assert "POST /api/ask" in page
    assert "<script" not in page
    assert "http" not in page
    for name in ("Answered", "Ask", "WholeLetter"):
        assert f'id="{name}"' in page


def test_types_are_named_in_words(client: TestClient) -> None:
    assert named({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}) == "date or null"
    assert (
        named({"type": "array", "items": {"$ref": "#/components/schemas/Quotation"}}) == "list of Quotation"
    )
    assert named({"type": "object", "additionalProperties": {"type": "number"}}) == "names to number"
    operations = reference(client.get("/api/openapi.json").json())["operations"]
    assert [(one.method, one.takes) for one in operations if one.path == "/api/ask"] == [("POST", "Ask")]


def test_the_documents_example_is_what_is_answered(library: Letterbook, tmp_path: Path) -> None:
    document = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
    sent = re.search(r"-d '\n(.*?)'\n", document, re.DOTALL)
    shown = re.search(r"```json\n(.*?)```", document, re.DOTALL)
    assert sent
    assert shown
    expected = json.loads(shown[1])
    with TestClient(create_app(library, store=tmp_path), base_url="http://127.0.0.1") as client:
        given = client.post("/api/ask", json=json.loads(sent[1])).json()
    assert list(given) == list(expected)
    for name in ("question", "filters", "status", "answer", "answer_key", "citations_total"):
        assert given[name] == expected[name], name
    assert [cited["quote"] for cited in given["citations"]] == [
        cited["quote"] for cited in expected["citations"]
    ]


@pytest.mark.parametrize("day", [0, 0.0, True, 1743379200, ["2025-03-31"]])
def test_a_day_is_no_number(client: TestClient, day: object) -> None:
    answered = client.post("/api/ask", json={"question": QUESTION, "filters": {"date_from": day}})
    assert answered.status_code == 422
    given = client.post("/api/ask", json={"question": QUESTION, "filters": {"date_from": "2025-03-31"}})
    assert given.status_code == 200
