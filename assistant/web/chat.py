"""The Ask page: its Gradio components and what they do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import gradio as gr
from markupsafe import Markup
from pydantic import BaseModel, BeforeValidator, Field

from assistant.answer import Answer, Filters
from assistant.conversation import Conversation
from assistant.steps import Step
from assistant.web.exchange import Exchange, Verdict, after, chips, conversation, narrow, without
from assistant.web.feedback import keep
from assistant.web.markup import render
from assistant.web.needs import Letterbook, Pictures
from assistant.web.proofs import Proofs
from assistant.web.source import source_panel
from assistant.web.visitor import Door, OpenDoor
from vectorstore.storeerror import StoreError

Exchanges = tuple[Exchange, ...]

LONGEST_QUESTION = 2_000  # characters; the box allows no more
DAY = 24 * 60 * 60  # seconds that an idle conversation is kept in memory


def whole(text: object) -> object:
    """The text with no lone surrogates, which no browser types and JSON can hold."""
    return text.encode("utf-8", "replace").decode("utf-8") if isinstance(text, str) else text


class Asked(BaseModel, extra="forbid", hide_input_in_errors=True):
    """A question as the form sends it."""

    question: Annotated[str, BeforeValidator(whole)] = Field(max_length=LONGEST_QUESTION)
    areas: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None


class Dropped(BaseModel, extra="forbid", hide_input_in_errors=True):
    """A chip taken away; no name: everything as it was understood."""

    name: str = ""
    value: str = ""


class Judged(BaseModel, extra="forbid", hide_input_in_errors=True):
    """What a person says of an answer."""

    turn: int = Field(ge=0)
    verdict: Verdict
    comment: str = Field(default="", max_length=LONGEST_QUESTION)


class Cited(BaseModel, extra="forbid", hide_input_in_errors=True):
    """Which words of which paragraph to show."""

    letter: str
    paragraph: int
    start: int = 0
    end: int = 0


class Chat:
    """Answers the Ask page's events."""

    def __init__(
        self,
        letterbook: Letterbook,
        *,
        feedback_file: Path,
        pictures: Pictures | None,
        door: Door | None = None,
    ) -> None:
        self.letterbook = letterbook
        self.feedback_file = feedback_file
        self.pictures = pictures
        self.door = door or OpenDoor()
        self.proofs = Proofs()

    def thread(self, exchanges: Exchanges = (), *, failed: bool = False, fault: str = "") -> str:
        """The conversation as HTML; examples where it has not begun."""
        letters = self.letterbook.letters()
        last = exchanges[-1].answer if exchanges else None
        examples = self.letterbook.examples() if last and last.abstained else ()
        return render(
            "thread",
            exchanges=exchanges,
            letters=letters,
            chips=chips,
            proof=self._proof,
            examples=examples,
            failed=failed,
            fault=fault,
        )

    def collection(self) -> str:
        """The latest letters, beside the question box while nothing is asked."""
        return render("collection", letters=self.letterbook.letters())

    def refresh(self, exchanges: Exchanges) -> tuple[str, str, str, str]:
        """Everything that depends on which letters there are."""
        return self.thread(_done(exchanges)), self.composer(), self.examples(), self.collection()

    def restart(self) -> tuple[str, Exchanges]:
        """Forget the conversation."""
        return self.thread(), ()

    def examples(self) -> str:
        """Questions that the collection can answer."""
        return render("examples", examples=self.letterbook.examples())

    def composer(self) -> str:
        """The question box and its filters."""
        areas = sorted({area for letter in self.letterbook.letters() for area in letter.areas})
        return render(
            "composer", areas=areas, longest=LONGEST_QUESTION, told=(self.letterbook.writer, self.door.notice)
        )

    def ask(
        self, exchanges: Exchanges, event: gr.EventData, request: gr.Request | None = None
    ) -> Iterator[tuple[str, Exchanges]]:
        """Show the question at once, then what is done, what is proved, and the answer."""
        self.door.note(request, "asked")
        asked = Asked.model_validate(event._data)
        chosen = Filters(areas=asked.areas, date_from=asked.date_from, date_to=asked.date_to)
        exchange = Exchange(question=clean(asked.question), narrowed=chosen if chosen != Filters() else None)
        yield from self._answered((*_done(exchanges), exchange), request)

    def refine(
        self, exchanges: Exchanges, event: gr.EventData, request: gr.Request | None = None
    ) -> Iterator[tuple[str, Exchanges]]:
        """Ask the last question again without one thing that was understood."""
        self.door.note(request, "asked")
        dropped = Dropped.model_validate(event._data)
        if not exchanges:  # the server was started again since the page was opened
            yield self.thread(), ()
            return
        last = exchanges[-1]
        filters = None
        if dropped.name and last.answer is not None:
            filters = without(last.answer.filters, dropped.name, dropped.value)
        narrowed = None if filters else last.narrowed
        again = replace(last, filters=filters, narrowed=narrowed, answer=None, proof=0, feedback=None)
        yield from self._answered((*exchanges[:-1], again), request)

    def failed(self, exchanges: Exchanges) -> str:
        """Say that the last question broke off; its traceback is in the log."""
        return self.thread(exchanges, failed=True)

    def judge(
        self, exchanges: Exchanges, event: gr.EventData, request: gr.Request | None = None
    ) -> tuple[str, Exchanges]:
        """Keep what a person says of an answer."""
        judged = Judged.model_validate(event._data)
        if judged.turn >= len(exchanges):
            return self.thread(exchanges), exchanges
        exchange = exchanges[judged.turn]
        comment = clean(judged.comment)
        self.door.note(request, "judged")
        earlier = exchanges[: judged.turn]
        keep(self.feedback_file, earlier=earlier, exchange=exchange, verdict=judged.verdict, comment=comment)
        done = replace(exchange, feedback=judged.verdict)
        exchanges = (*earlier, done, *exchanges[judged.turn + 1 :])
        return self.thread(exchanges), exchanges

    def source(self, event: gr.EventData) -> str:
        """The words cited, in their letter."""
        cited = Cited.model_validate(event._data)
        letter = self.letterbook.letter(cited.letter)
        pictured = self.pictures is not None and self.pictures.has(letter.metadata)
        return source_panel(letter, cited.paragraph, cited.start, cited.end, pictured=pictured)

    def _answered(self, exchanges: Exchanges, request: gr.Request | None) -> Iterator[tuple[str, Exchanges]]:
        yield self.thread(exchanges), exchanges
        *earlier, now = exchanges
        try:
            for step in self._steps(now, conversation(earlier)):
                now = after(now, step)
                if now.answer:
                    self.door.keep(request, now.answer)
                    now = self._lean(len(earlier), now.answer, now)
                # What is on its way is shown and not kept: a page that is left holds questions and answers.
                yield self.thread((*earlier, now)), (*earlier, now) if now.answer else exchanges
        except StoreError as fault:  # it says what is wrong and what to do
            yield self.thread(exchanges, failed=True, fault=str(fault)), exchanges

    def _proof(self, n: int, exchange: Exchange) -> Markup:
        """The answer of turn n and what proves it."""
        kept = self.proofs.shown(exchange.proof) if exchange.proof else None
        return kept or Markup(render("proof", n=n, answer=exchange.answer))

    def _lean(self, n: int, answer: Answer, exchange: Exchange) -> Exchange:
        """The exchange of turn n as it is kept: a verdict on each of thousands of letters is half a megabyte."""
        proof = self.proofs.keep(self._proof(n, exchange))
        return replace(exchange, answer=replace(answer, verdicts=None), proof=proof)

    def _steps(self, exchange: Exchange, said: Conversation) -> Iterator[Step]:
        filters = exchange.filters
        if exchange.narrowed and filters is None:
            # What was chosen beside the question replaces only its own part of what is understood.
            understood = self.letterbook.inquire(exchange.question, said).question.filters
            filters = narrow(understood, exchange.narrowed)
        return self.letterbook.steps(exchange.question, said, filters)


def clean(text: str) -> str:
    """The text without what no store or page can hold: lone surrogates and control characters."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t").strip()


def _done(exchanges: Exchanges) -> Exchanges:
    """The exchanges less those that broke off without an answer."""
    return tuple(exchange for exchange in exchanges if exchange.answer is not None)
