"""Shared fixtures: where the real letters are, and no network for anybody."""

import os
import socket
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import settings

from ingest import background

settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("default", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "default")

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LETTERBOOK_SHARED", ROOT.parent / "shared"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the real letters where they are not."""
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="the real letters are not beside this checkout"))


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves the machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if str(host) not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True, scope="session")
def _in_front() -> Iterator[None]:
    """Keep the priority of the tests' own process where a command, in a fixture too, would make it stand back for good."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(background, "stand_back", lambda: None)
        patched.setattr(background, "session_stands_back", nullcontext)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real letters and reports (mark the test `shared`)."""
    return SHARED


@pytest.fixture(scope="session")
def samples() -> Path:
    """The made letters."""
    return ROOT / "samples"
