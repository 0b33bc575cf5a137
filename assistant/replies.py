"""Asking a chat model for an object: one deadline, retries with back-off, faults in words that hold no key.

A provider's exceptions cannot be named here, since its package may not be installed; their texts are never
repeated, since some print the key or the prompt. LangChain hands them over as values (`return_exceptions`).
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable, RunnableLambda
from langsmith import tracing_context
from pydantic import BaseModel, Field

from assistant.readererror import ReaderError

log = logging.getLogger(__name__)

ATTEMPTS = 4
PAUSE = 0.4  # seconds before the second attempt; doubled before each further one
FORM = "it did not answer in the form that was asked"

T = TypeVar("T")
Reply = TypeVar("Reply", bound=BaseModel)


class Quotation(BaseModel):
    """Where a quotation stands; its words are copied from the letter, never from here."""

    paragraph: int = Field(description="the number of the paragraph")
    first: str = Field(description="the first three to six words of the quotation, as printed")
    last: str = Field(description="the last three to six words of the quotation, as printed")


class Sentence(BaseModel):
    """One sentence and what it rests on."""

    text: str = Field(description="one sentence, without marks of citation")
    quotations: list[Quotation] = Field(description="the quotations that prove the sentence")


class Written(BaseModel):
    """What a model writes."""

    sentences: list[Sentence]


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong with a reply."""

    words: str
    again: bool = False  # the same may work in a moment
    plainly: bool = False  # it may work without the provider's own way to structured output


def ask(model: BaseChatModel, messages: Sequence[BaseMessage], form: type[Reply], seconds: float) -> Reply:
    """Ask for one object within `seconds`, all attempts together; raise ReaderError where none comes."""
    until, pause = time.monotonic() + seconds, PAUSE
    ways = _ways(model, form)
    for attempt in range(1, ATTEMPTS + 1):
        reply = _within(until, seconds, ways[0], messages)
        if isinstance(reply, form):
            return reply
        fault = fault_of(reply, seconds)
        log.warning("the language model failed (attempt %d): %s", attempt, fault.words)
        if fault.plainly and len(ways) > 1:
            ways.pop(0)
        elif not fault.again or attempt == ATTEMPTS or time.monotonic() + pause >= until:
            break
        else:
            time.sleep(pause)
            pause *= 2
    raise ReaderError(fault.words)


def caught(call: Callable[[], T]) -> T | Exception:
    """What a call returns, or the exception that it raises."""
    # In a tuple, since a Runnable that is returned would be run.
    run: Runnable[None, tuple[T]] = RunnableLambda(lambda _: (call(),))
    found: tuple[T] | Exception = run.batch([None], return_exceptions=True)[0]
    return found if isinstance(found, Exception) else found[0]


def _ways(model: BaseChatModel, form: type[Reply]) -> list[Callable[[Sequence[BaseMessage]], Any]]:
    """The provider's own structured output, where it has one; then the object in plain text."""

    def plainly(messages: Sequence[BaseMessage]) -> Reply:
        return _read(form, model.invoke(list(messages)).text)

    structured = caught(lambda: model.with_structured_output(form))
    if isinstance(structured, Exception):
        return [plainly]
    return [lambda messages: structured.invoke(list(messages)), plainly]


def _read(form: type[Reply], text: str) -> Reply:
    """The object in a reply, whatever stands around it; raise ValueError where there is none."""
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise ValueError("no JSON object in the reply")
    return form.model_validate_json(text[start : end + 1])


def _within(
    until: float, seconds: float, way: Callable[[Sequence[BaseMessage]], Any], messages: Sequence[BaseMessage]
) -> object:
    """Call in a thread that is left behind when time is up: no read time-out stops a reply that trickles."""
    done: queue.Queue[object] = queue.Queue(1)

    def run() -> None:
        with tracing_context(enabled=False):  # nothing is sent to LangSmith, whatever the environment says
            done.put(caught(lambda: way(messages)))

    threading.Thread(target=run, daemon=True, name="language model").start()
    try:
        return done.get(timeout=max(0.0, until - time.monotonic()))
    except queue.Empty:
        return TimeoutError()


def fault_of(reply: object, seconds: float) -> Fault:
    """What went wrong, by the kinds of exception that providers raise and the status that they carry."""
    kinds = {kind.__name__ for one in _chain(reply) for kind in type(one).__mro__}
    status = getattr(reply, "status_code", None)
    if any("Timeout" in kind for kind in kinds):
        return Fault(f"it did not answer within {max(1, round(seconds))} seconds")
    if isinstance(status, int) and status >= 300:
        return _refused(status)
    if kinds & {"OSError", "TransportError", "APIConnectionError"}:
        return Fault("its server cannot be reached, or broke off", again=True)
    if not isinstance(reply, Exception) or kinds & {
        "ValueError",
        "TypeError",
        "LookupError",
        "AttributeError",
    }:
        return Fault(FORM, plainly=True)
    return Fault(f"{FORM} ({type(reply).__name__})", plainly=True)


def _refused(status: int) -> Fault:
    if status in (401, 403):
        return Fault(f"its server refused the key ({status})")
    if status == 404:
        return Fault("its server has no such model or address (404)")
    if status == 429:
        return Fault("its server has too many requests (429)", again=True)
    if status in (408, 409, 425) or status >= 500:
        return Fault(f"its server failed ({status})", again=True)
    return Fault(f"its server refused the request ({status})", plainly=True)


def _chain(reply: object) -> list[object]:
    """An exception with its causes."""
    found: list[object] = [reply]
    while isinstance(found[-1], BaseException) and found[-1].__cause__ is not None and len(found) < 10:
        found.append(found[-1].__cause__)
    return found
