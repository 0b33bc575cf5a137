"""The application without a browser: its routes, its headers, the settings it ships with."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.web.application import create_app
from tests.assistant.web_fake import FakeIntake, FakeLetterbook, FakePictures

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:starlette", "ignore::Warning:gradio")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    letterbook = FakeLetterbook()
    store = tmp_path_factory.mktemp("store")
    app = create_app(
        letterbook,
        store=store,
        intake=FakeIntake(letterbook),
        pictures=FakePictures(),
        names=["127.0.0.1", "assistant.example.gov.uk"],
    )
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_is_told(client: TestClient, path: str) -> None:
    assert client.get(path).text == "ok"


def test_the_page_is_ours_and_carries_no_inline_script(client: TestClient) -> None:
    page = client.get("/").text
    assert 'lang="en"' in page
    assert "<gradio-app" in page
    assert '<script type="module"' in page
    assert 'rel="stylesheet"' in page
    assert "<script>" not in page
    assert "window." not in page


def test_the_page_names_no_other_host(client: TestClient) -> None:
    for path in ("/", "/web/style.css", "/web/script.js", "/web/icon.svg", "/theme.css"):
        text = client.get(path).text.replace("http://www.w3.org/2000/svg", "")
        assert not [other for other in ("http://", "https://", "//fonts") if other in text], path


@pytest.mark.parametrize("path", ["/", "/config", "/web/script.js", "/gradio_api/info", "/nowhere"])
def test_every_response_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert policy.split("script-src")[1].split(";")[0].strip() == "'self'"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/proxy=https://evil.example/x",
        "/gradio_api/file=https://evil.example/x",
        "/gradio_api/file=HTTPS://evil.example/x",
        "/gradio_api/file=//evil.example/x",
        "/gradio_api/file/https://evil.example/x",
        "/gradio_api/file=%68ttps://evil.example/x",
        "/gradio_api/file=%20https://evil.example/x",
        "/gradio_api/file=ftp://evil.example/x",
        "/gradio_api/file=\\\\evil.example/x",
    ],
)
def test_the_server_fetches_no_address_for_anybody(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/etc/passwd", str(Path(__file__)), "../../etc/passwd"])
def test_files_of_the_machine_are_not_served(client: TestClient, path: str) -> None:
    assert client.get(f"/gradio_api/file={path}").status_code in (403, 404)


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "assistant.example.gov.uk"])
def test_a_foreign_origin_is_never_echoed(client: TestClient, host: str) -> None:
    headers = {"host": host, "origin": "https://evil.example"}
    for response in (client.get("/config", headers=headers), client.get("/", headers=headers)):
        assert "access-control-allow-origin" not in response.headers
    asked = {**headers, "access-control-request-method": "POST"}
    assert "access-control-allow-origin" not in client.options("/config", headers=asked).headers


def test_gradio_runs_with_the_settings_we_ship(client: TestClient) -> None:
    config = client.get("/config").json()
    assert config["analytics_enabled"] is False
    assert config["show_error"] is False
    assert config.get("run_history") is not True
    assert config["footer_links"] == []
    assert not config.get("mcp_server")
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_gradio_is_mounted_with_the_settings_we_ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}
    mount = gr.mount_gradio_app

    def noted(app: FastAPI, blocks: gr.Blocks, path: str, **settings: Any) -> FastAPI:
        given.update(settings)
        return mount(app, blocks, path, **settings)

    monkeypatch.setattr(gr, "mount_gradio_app", noted)
    create_app(FakeLetterbook(), store=tmp_path)
    off = ("run_history", "show_error", "ssr_mode", "enable_monitoring", "pwa", "mcp_server")
    assert {name: given[name] for name in off} == dict.fromkeys(off, False)
    assert given["server_name"] == "127.0.0.1"
    assert callable(given["auth_dependency"])
    assert not {"allowed_paths", "auth", "share"} & set(given)


@pytest.mark.parametrize(
    "path",
    [
        "/openapi.json",
        "/docs",
        "/redoc",
        "/monitoring",
        "/login",
        "/manifest.json",
        "/gradio_api/openapi.json",
        "/gradio_api/mcp/sse",
        "/gradio_api/runs",
        "/gradio_api/run-history/records",
        "/gradio_api/deep_link",
        "/gradio_api/component_server",
        "/gradio_api/vibe-code",
        "/gradio_api/process_recording",
        "/gradio_api/token",
        "/gradio_api/user",
    ],
)
def test_what_the_pages_do_not_use_is_shut(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (403, 404)
    assert client.post(path).status_code in (403, 404)


def test_uploads_lie_in_a_folder_that_only_we_can_read() -> None:
    folder = Path(os.environ["GRADIO_TEMP_DIR"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_page_picture_is_served_where_there_is_one(client: TestClient) -> None:
    picture = client.get("/picture/2023-03-14-111111/1")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path",
    ["/picture/2023-03-14-111111/2", "/picture/2023-03-14-111111/0", "/picture/nobody/1", "/web/server.py"],
)
def test_what_is_not_there_is_404(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", ""])
def test_a_page_that_names_the_server_its_own_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/config", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("length", ["2000000", "-1", "x"])
def test_an_event_is_no_longer_than_a_page_sends(client: TestClient, length: str) -> None:
    assert client.post("/gradio_api/queue/join", headers={"content-length": length}).status_code == 413
