"""Talk: all that is said to a language model for one question. One deadline, one budget, one record of what was sent.

The model itself is set up at the first word; where that cannot be, or the budget is spent, ReaderError says so.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.answer import Sent
from assistant.replies import Reply, Sentence, ask
from assistant.shown import CHARACTERS, Shown
from assistant.streaming import streamed

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Model:
    """The language model that a person chose. `make` raises ReaderError where it cannot be set up."""

    name: str
    host: str  # where it is asked
    remote: bool
    notice: str = ""  # who writes and what is sent, for people before they ask
    seconds: float  # for one question, all calls and retries together
    tokens: int  # of letters' text that one question may send
    judging: int = 0  # calls that one question may make about doubtful paragraphs
    checking: bool = False  # whether it is asked about its own sentences too
    make: Callable[[], BaseChatModel]
    _ready: BaseChatModel | None = field(default=None, repr=False)

    def ready(self) -> BaseChatModel:
        """The chat model, set up at its first use."""
        if self._ready is None:
            self._ready = self.make()
        return self._ready


class Talk:
    """One question's dealings with the model."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.tokens = model.tokens  # left
        self.judging = model.judging  # calls left
        self._until: float | None = None  # the clock starts when the model is set up, which may take seconds
        self._calls = 0
        self._characters = 0
        self._paragraphs: dict[str, str] = {}  # id -> letter

    def marker(self) -> str:
        """A line's beginning that no letter can know."""
        return f"=={secrets.token_hex(8)}=="

    def ask(
        self,
        messages: Sequence[BaseMessage],
        form: type[Reply],
        shown: Sequence[Shown] = (),
        share: float = 1.0,
    ) -> Reply:
        """Ask for one object, within a share of the time that is left."""
        model = self.model.ready()
        self._record(messages, shown)
        return ask(model, messages, form, self._left() * share)

    def sentences(self, messages: Sequence[BaseMessage], shown: Sequence[Shown]) -> Iterator[Sentence]:
        """Ask for sentences, each as soon as it is there; ReaderError where no more come and it is not the end."""
        model = self.model.ready()
        self._record(messages, shown)
        yield from streamed(model, messages, self._left())

    @property
    def sent(self) -> Sent | None:
        """What was sent; None where nothing was."""
        if not self._calls:
            return None
        return Sent(
            model=self.model.name,
            host=self.model.host,
            remote=self.model.remote,
            calls=self._calls,
            paragraphs=tuple(self._paragraphs),
            letters=len(set(self._paragraphs.values())),
            characters=self._characters,
        )

    def _left(self) -> float:
        """Seconds that are left for the question."""
        now = time.monotonic()
        if self._until is None:
            self._until = now + self.model.seconds
        return max(0.0, self._until - now)

    def _record(self, messages: Sequence[BaseMessage], shown: Sequence[Shown]) -> None:
        size = sum(len(one.text) for one in messages)
        self._calls += 1
        self._characters += size
        self._paragraphs |= {one.paragraph.id: one.letter.id for one in shown}
        self.tokens -= round(sum(len(one.paragraph.text) for one in shown) / CHARACTERS)
        log.info("%d characters with %d paragraphs sent to %s", size, len(shown), self.model.name)
