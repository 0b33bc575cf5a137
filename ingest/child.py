"""The worker in which files are opened: a process with limits, which answers for one file after another.

`ingest.worker` starts it (`python -P -m ingest.child`) and kills it. A request is a JSON list, an answer a
tag of one byte and its content: `.` a page is done, `L` letters (pickled), `P` a PNG, `E` an error (JSON).
"""

import json
import pickle
import resource
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.background import stand_back
from ingest.confine import refuse_sockets
from ingest.letter import IngestError
from ingest.limits import run_together, watch

PAGE, LETTERS, PICTURE, ERROR = b".", b"L", b"P", b"E"


def main(descriptor: int, memory: int, seconds: int) -> None:
    """Answer requests until the other end closes."""
    connection = Connection(descriptor)
    _limit(memory)
    renew = _clock(seconds)

    def alive() -> None:
        renew()
        connection.send_bytes(PAGE)

    watch(alive)
    while True:
        try:
            request = json.loads(connection.recv_bytes())
        except EOFError:
            return
        renew()
        connection.send_bytes(answer(request))


def answer(request: list[str | int]) -> bytes:
    """Load a file's letters (`["letters", path, cores]`), or draw a page (`["picture", path, page, width]`)."""
    path = Path(str(request[1]))
    try:
        if request[0] == "picture":
            return PICTURE + _picture(path, int(request[2]), int(request[3]))
        run_together(int(request[2]))
        from ingest.loaders import load

        return LETTERS + pickle.dumps(load(path), pickle.HIGHEST_PROTOCOL)
    except IngestError as error:
        return _error(str(error), error.status)
    except MemoryError:
        return _error(f"{path.name}: needs more memory than a letter may; split it", "too_large")
    except RecursionError:
        return _error(f"{path.name}: nested too deeply; save it as PDF", "corrupt")
    except OSError as error:
        return _error(f"{path.name}: cannot be read: {error.strerror or error}", "corrupt")


def _picture(path: Path, page: int, width: int) -> bytes:
    from ingest.mail import part
    from ingest.picture import render

    with part(path) as file:
        return render(file, page, width)


def _error(message: str, status: str) -> bytes:
    return ERROR + json.dumps([message, status]).encode()


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    stand_back()
    refuse_sockets()


def _clock(seconds: int) -> Callable[[], None]:
    """A function that gives this process so many seconds of CPU from now on; then the kernel ends it."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]

    def renew() -> None:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(usage.ru_utime + usage.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))

    return renew


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
