"""A model's sentences one by one, as they come: each is handed on once the reply holds it whole.

A reply that is cut off, too long or late ends with ReaderError; what was whole before stays. Only where nothing
was whole is the model asked again.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.runnables import RunnableSequence
from langsmith import tracing_context
from pydantic import ValidationError
from pydantic_core import from_json

from assistant.readererror import ReaderError
from assistant.replies import ATTEMPTS, FORM, PAUSE, Fault, Sentence, Written, caught, fault_of

log = logging.getLogger(__name__)

LONGEST_REPLY = 60_000  # characters
BROKE_OFF = "its reply broke off"
LONG = Fault("it answered at too great length")

# As a schema: from a class the providers' clients make objects of their own while the reply is not whole yet.
FORM_ASKED = Written.model_json_schema()

Way = Callable[[Sequence[BaseMessage]], Iterator[Any]]


def streamed(model: BaseChatModel, messages: Sequence[BaseMessage], seconds: float) -> Iterator[Sentence]:
    """Ask for sentences within `seconds`; raise ReaderError where the reply does not come to its end."""
    until, pause = time.monotonic() + seconds, PAUSE
    ways = _ways(model)
    fault: Fault | None = None
    for attempt in range(1, ATTEMPTS + 1):
        reply = _Reply()
        fault = yield from _attempt(ways[0], messages, until, seconds, reply)
        if fault is None:
            return
        log.warning("the language model failed (attempt %d): %s", attempt, fault.words)
        if reply.count:  # what it said is kept; asked again it might say something else
            raise ReaderError(BROKE_OFF if fault.words == FORM else fault.words)
        if fault.plainly and len(ways) > 1:
            ways.pop(0)
        elif not fault.again or attempt == ATTEMPTS or time.monotonic() + pause >= until:
            break
        else:
            time.sleep(pause)
            pause *= 2
    raise ReaderError(fault.words if fault else FORM)


def _ways(model: BaseChatModel) -> list[Way]:
    """The provider's own structured output as a stream, where it has one; then the object in plain text, whole."""

    def plainly(messages: Sequence[BaseMessage]) -> Iterator[Any]:
        return iter([model.invoke(list(messages))])

    structured = caught(lambda: model.with_structured_output(FORM_ASKED))
    if not isinstance(structured, RunnableSequence):
        return [plainly]
    # The model with the form bound to it, without the parser after it, which would wait for the end.
    bound = structured.first
    return [lambda messages: bound.stream(list(messages)), plainly]


def _attempt(
    way: Way, messages: Sequence[BaseMessage], until: float, seconds: float, reply: "_Reply"
) -> Generator[Sentence, None, Fault | None]:
    """Hand on what one call brings; return what went wrong, None for nothing."""
    pieces: queue.Queue[object] = queue.Queue()
    left = threading.Event()

    def run() -> None:
        with tracing_context(enabled=False):  # nothing is sent to LangSmith, whatever the environment says
            pieces.put(caught(lambda: _pump(way(messages), pieces, left)))

    threading.Thread(target=run, daemon=True, name="language model").start()
    try:
        while isinstance(piece := _next(pieces, until), str):
            yield from reply.add(piece)
            if len(reply.text) > LONGEST_REPLY:
                return LONG
        if piece is not None:
            return fault_of(piece, seconds)
        yield from reply.end()
        return None if reply.whole else Fault(FORM, plainly=True)
    finally:
        left.set()


def _pump(chunks: Iterator[Any], pieces: "queue.Queue[object]", left: threading.Event) -> None:
    """Put the text of every chunk into the queue until there is no more, or nobody listens."""
    for chunk in chunks:
        if left.is_set():
            return
        pieces.put(_text(chunk))


def _next(pieces: "queue.Queue[object]", until: float) -> object:
    try:
        return pieces.get(timeout=max(0.0, until - time.monotonic()))
    except queue.Empty:
        return TimeoutError()


def _text(chunk: Any) -> str:
    """The words of a chunk: content, or the arguments where a provider has the form filled in as a tool's."""
    if not isinstance(chunk, BaseMessage):
        return ""
    calls = chunk.tool_call_chunks if isinstance(chunk, AIMessageChunk) else []
    return "".join(call["args"] or "" for call in calls) or chunk.text


class _Reply:
    """What has come of a reply, and the sentences that are whole in it."""

    def __init__(self) -> None:
        self.text = ""
        self.count = 0
        self.whole = False

    def add(self, piece: str) -> Iterator[Sentence]:
        """More text; yield the sentences that it makes whole: all but the last that has begun."""
        self.text += piece
        if "}" in piece or "{" in piece:
            yield from self._new(self._begun(allow_partial=True)[:-1])

    def end(self) -> Iterator[Sentence]:
        """No more text; the last sentence is whole where the object is."""
        found = self._begun(allow_partial=False)
        self.whole = found is not None
        yield from self._new(found or [])

    def _begun(self, *, allow_partial: bool) -> Any:
        start, end = self.text.find("{"), self.text.rfind("}")
        if start < 0:
            return [] if allow_partial else None
        try:
            text = self.text[start:] if allow_partial else self.text[start : end + 1]
            found = from_json(text, allow_partial=allow_partial)
        except ValueError:
            return [] if allow_partial else None
        sentences = found.get("sentences") if isinstance(found, dict) else None
        return sentences if isinstance(sentences, list) else [] if allow_partial else None

    def _new(self, found: list[Any]) -> Iterator[Sentence]:
        for one in found[self.count :]:
            self.count += 1
            try:
                yield Sentence.model_validate(one)
            except ValidationError:
                # A sentence out of form: it falls in the proof, and is counted there.
                yield Sentence(text="", quotations=[])
