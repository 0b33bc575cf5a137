"""The Ask page: its Gradio components and what they do."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import gradio as gr
from pydantic import BaseModel, Field

from assistant.answer import Filters
from assistant.web.exchange import Exchange, Verdict, chips, conversation, narrow, without
from assistant.web.feedback import keep
from assistant.web.markup import render
from assistant.web.needs import Letterbook
from assistant.web.source import source_panel

log = logging.getLogger(__name__)

Exchanges = tuple[Exchange, ...]

LONGEST_QUESTION = 2_000  # characters; the box allows no more
DAY = 24 * 60 * 60  # seconds that an idle conversation is kept in memory


class Asked(BaseModel, extra="forbid"):
    """A question as the form sends it."""

    question: str = Field(max_length=LONGEST_QUESTION)
    areas: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None


class Dropped(BaseModel, extra="forbid"):
    """A chip taken away; no name: everything as it was understood."""

    name: str = ""
    value: str = ""


class Judged(BaseModel, extra="forbid"):
    """What a person says of an answer."""

    turn: int = Field(ge=0)
    verdict: Verdict
    comment: str = Field(default="", max_length=LONGEST_QUESTION)


class Cited(BaseModel, extra="forbid"):
    """Which words of which paragraph to show."""

    letter: str
    paragraph: int
    start: int = 0
    end: int = 0


class Chat:
    """Answers the Ask page's events."""

    def __init__(self, letterbook: Letterbook, *, feedback_file: Path, pictured: bool) -> None:
        self.letterbook = letterbook
        self.feedback_file = feedback_file
        self.pictured = pictured

    def thread(self, exchanges: Exchanges = (), *, failed: bool = False) -> str:
        """The conversation as HTML; examples where it has not begun."""
        letters = self.letterbook.letters()
        return render("thread", exchanges=exchanges, letters=letters, chips=chips, failed=failed)

    def examples(self) -> str:
        """Questions that the collection can answer."""
        return render("examples", examples=self.letterbook.examples())

    def composer(self) -> str:
        """The question box and its filters."""
        areas = sorted({area for letter in self.letterbook.letters() for area in letter.areas})
        return render("composer", areas=areas, longest=LONGEST_QUESTION)

    def ask(self, exchanges: Exchanges, event: gr.EventData) -> Iterator[tuple[str, Exchanges]]:
        """Show the question at once, then its answer."""
        asked = Asked.model_validate(event._data)
        chosen = Filters(areas=asked.areas, date_from=asked.date_from, date_to=asked.date_to)
        exchange = Exchange(question=clean(asked.question), narrowed=chosen if chosen != Filters() else None)
        yield from self._answered((*_done(exchanges), exchange))

    def refine(self, exchanges: Exchanges, event: gr.EventData) -> Iterator[tuple[str, Exchanges]]:
        """Ask the last question again without one thing that was understood."""
        dropped = Dropped.model_validate(event._data)
        last = exchanges[-1]
        filters = None
        if dropped.name and last.answer is not None:
            filters = without(last.answer.filters, dropped.name, dropped.value)
        narrowed = None if filters else last.narrowed
        again = replace(last, filters=filters, narrowed=narrowed, answer=None, feedback=None)
        yield from self._answered((*exchanges[:-1], again))

    def failed(self, exchanges: Exchanges) -> str:
        """Say that the last question broke off; its traceback is in the log."""
        return self.thread(exchanges, failed=True)

    def judge(self, exchanges: Exchanges, event: gr.EventData) -> tuple[str, Exchanges]:
        """Keep what a person says of an answer."""
        judged = Judged.model_validate(event._data)
        exchange = exchanges[judged.turn]
        comment = clean(judged.comment)
        earlier = exchanges[: judged.turn]
        keep(self.feedback_file, earlier=earlier, exchange=exchange, verdict=judged.verdict, comment=comment)
        done = replace(exchange, feedback=judged.verdict)
        exchanges = (*earlier, done, *exchanges[judged.turn + 1 :])
        return self.thread(exchanges), exchanges

    def source(self, event: gr.EventData) -> str:
        """The words cited, in their letter."""
        cited = Cited.model_validate(event._data)
        letter = self.letterbook.letter(cited.letter)
        return source_panel(letter, cited.paragraph, cited.start, cited.end, pictured=self.pictured)

    def _answered(self, exchanges: Exchanges) -> Iterator[tuple[str, Exchanges]]:
        yield self.thread(exchanges), exchanges
        last = exchanges[-1]
        said = conversation(exchanges[:-1])
        filters = last.filters
        if last.narrowed and filters is None:
            # What was chosen beside the question replaces only its own part of what is understood.
            filters = narrow(self.letterbook.inquire(last.question, said).question.filters, last.narrowed)
        answer = self.letterbook.ask(last.question, said, filters)
        exchanges = (*exchanges[:-1], replace(last, answer=answer))
        yield self.thread(exchanges), exchanges


def clean(text: str) -> str:
    """The text without what no store or page can hold: lone surrogates and control characters."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t").strip()


def _done(exchanges: Exchanges) -> Exchanges:
    """The exchanges less those that broke off without an answer."""
    return tuple(exchange for exchange in exchanges if exchange.answer is not None)
