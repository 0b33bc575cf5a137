"""A small OpenAI-compatible server on loopback that plays chat models, good and bad, over real HTTP."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-test-7f31-do-not-print"
PIECE = 40  # characters of a reply that come together where it is streamed


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One paragraph as a model finds it in the prompt."""

    number: int
    letter: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Fails:
    """What the server does in place of a reply."""

    status: int = 0  # 0: none
    seconds: float = 0.0  # before anything is sent
    hang_up: bool = False
    trickle: float = 0.0  # seconds between the bytes of the reply
    says: str = ""  # what comes of a reply before the rest of it does not
    then_waits: float = 0.0  # seconds after that, before the connection breaks
    empty: bool = False  # a reply without choices


Play = Callable[[str], str | Fails]  # the prompt becomes the text of the reply


@dataclass
class ModelServer:
    """A running server: how it plays can be changed, and what it was asked is kept."""

    play: Play
    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def prompts(self) -> list[str]:
        """Everything that was said to the model, one text for each request."""
        return ["\n".join(str(one["content"]) for one in body["messages"]) for body in self.bodies]


@contextmanager
def serving(play: Play) -> Iterator[ModelServer]:
    """Run a server while the block lasts."""
    played = ModelServer(play)
    handler = type("Handler", (_Handler,), {"played": played})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    played.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    played: ModelServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.played.bodies.append(body)
        self.played.keys.append(self.headers.get("Authorization", ""))
        reply = self.played.play(self.played.prompts[-1])
        fails = reply if isinstance(reply, Fails) else Fails()
        time.sleep(fails.seconds)
        if fails.hang_up:
            self.close_connection = True
            return
        text = fails.says if isinstance(reply, Fails) else reply
        if fails.status:
            self._send(fails.status, {"error": {"message": f"Incorrect API key provided: {KEY}"}}, 0)
        elif body.get("stream"):
            self._stream(text, fails)
        else:
            self._send(200, _completion(text, empty=fails.empty), fails.trickle)

    def _stream(self, text: str, fails: Fails) -> None:
        """Server-sent events, a few characters each; where the reply is to break off, no end."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.close_connection = True
        try:
            for at in range(0, len(text), PIECE):
                self._event(_chunk({"content": text[at : at + PIECE]}))
                time.sleep(fails.trickle)
            if fails.says:
                time.sleep(fails.then_waits)
                return
            self._event(_chunk({}, "stop") if not fails.empty else {**_chunk({}), "choices": []})
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            return  # the client has gone

    def _event(self, what: dict[str, Any]) -> None:
        self.wfile.write(b"data: " + json.dumps(what).encode() + b"\n\n")
        self.wfile.flush()

    def _send(self, status: int, what: dict[str, Any], trickle: float) -> None:
        data = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            for at in range(0, len(data), 1 if trickle else len(data)):
                self.wfile.write(data[at : at + (1 if trickle else len(data))])
                self.wfile.flush()
                time.sleep(trickle)
        except OSError:
            return  # the client has gone

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def _completion(text: str, *, empty: bool = False) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        "id": "made", "object": "chat.completion", "created": 0, "model": "made",
        "choices": [] if empty else [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }  # fmt: skip


def _chunk(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
    return {
        "id": "made",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "made",
        "choices": [choice],
    }


def given(prompt: str) -> list[Given]:
    """The numbered paragraphs of a prompt."""
    pattern = r"^=\S+= paragraph (\d+)\nletter: (.*)\nrole: (.*)\n(?:context: .*\n)?text: (.*)$"
    found = re.findall(pattern, prompt, re.MULTILINE)
    return [Given(number=int(n), letter=letter, role=role, text=text) for n, letter, role, text in found]


def said(*sentences: tuple[str, Sequence[tuple[int, str, str]]]) -> str:
    """A reply in the form that is asked for."""
    return json.dumps(
        {
            "sentences": [
                {
                    "text": text,
                    "quotations": [
                        {"paragraph": n, "first": first, "last": last} for n, first, last in quotes
                    ],
                }
                for text, quotes in sentences
            ]
        }
    )


def ends(text: str) -> tuple[str, str]:
    """The first and the last words of a text, as a model gives them."""
    words = text.split()
    return " ".join(words[:4]), " ".join(words[-4:])


def good(prompt: str) -> str:
    """Tell every paragraph truly."""
    return said(*((_told(one), [(one.number, *ends(one.text))]) for one in given(prompt)))


def _told(one: Given) -> str:
    return f"The letter asks: {one.text}" if one.role in ("ask", "requirement") else one.text


def half_invented(prompt: str) -> str:
    """Tell the first paragraph truly, and add an invention with a genuine quotation."""
    one = given(prompt)[0]
    lie = ("The council has bought 19 new buildings.", [(one.number, *ends(one.text))])
    return said((_told(one), [(one.number, *ends(one.text))]), lie)


def hallucinating(prompt: str) -> str:
    """Quote words that no letter has."""
    return said(("All plans are audited each week.", [(1, "All plans are audited", "audited each week")]))


def mis_citing(prompt: str) -> str:
    """Cite paragraphs that were never shown."""
    return said(*((_told(one), [(one.number + 500, *ends(one.text))]) for one in given(prompt)))


def uncited(prompt: str) -> str:
    """Cite nothing."""
    return said(*((_told(one), []) for one in given(prompt)))


def talkative(prompt: str) -> str:
    """Put the object into a fence with words around it."""
    return f"Certainly! Here is the JSON:\n```json\n{good(prompt)}\n```\nAnything else?"


def broken(prompt: str) -> str:
    """Break off in the middle of the object."""
    return good(prompt)[:-20]


def chatting(prompt: str) -> str:
    """Answer in prose."""
    return "All areas are doing very well, and no letter says otherwise."


def then(*plays: Play) -> Play:
    """Play one after the other; the last for good."""
    left = list(plays)
    return lambda prompt: (left.pop(0) if len(left) > 1 else left[0])(prompt)


def failing(fails: Fails) -> Play:
    """Fail every time in one way."""
    return lambda prompt: fails
