"""Real servers for tests, on loopback: PostgreSQL in a cluster of its own, and Chroma."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

STARTS = 60.0  # seconds that a server may take to start


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def listens(port: int) -> bool:
    """Whether something listens on a port."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def postgresql_cluster() -> Iterator[str]:
    """A PostgreSQL of one's own; yield its URL without a database. Skip where its programs are not installed."""
    initdb = _program("initdb")
    if initdb is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="letterbook-pg-", dir="/tmp"))  # its socket's path must be short
    account = "postgres" if os.getuid() == 0 else None  # it refuses to run as root
    if account:
        shutil.chown(folder, account)
    port, data = free_port(), str(folder / "data")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"

    def run(*command: str) -> None:
        said = folder / "said"
        with said.open("ab") as out:
            done = subprocess.run(command, user=account, cwd=folder, stdout=out, stderr=out, check=False)
        assert done.returncode == 0, said.read_text()

    control = str(Path(initdb).with_name("pg_ctl"))
    run(initdb, "-D", data, "-U", "letters", "-A", "trust", "--locale=C", "-E", "UTF8")
    run(control, "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql://letters@127.0.0.1:{port}"
    finally:
        run(control, "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(cluster: str) -> str:
    """Make an empty database in a cluster; return its URL."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    engine = create_engine(
        f"{cluster}/postgres".replace("postgresql:", "postgresql+pg8000:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{cluster}/{name}"


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """A `chroma run` process; yield its URL."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "chroma"), "run", "--path", str(folder), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:  # whatever comes, it is ended: leaving Popen's own block waits for it
            _await(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS
    while not listens(port):
        assert process.poll() is None, f"{process.args!r} ended with {process.returncode}"
        assert time.monotonic() < until, f"{process.args!r} does not listen"
        time.sleep(0.05)


def _program(name: str) -> str | None:
    """Debian keeps PostgreSQL's programs out of PATH, in a folder for each version."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(installed[-1]) if installed else None)
