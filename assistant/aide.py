"""Aide: what a language model does beside writing. It makes follow-ups stand-alone and decides doubtful candidates.

Without one, or where it fails, the embedded rewriting and the embedded judge stand.
"""

from collections import OrderedDict
from collections.abc import Generator
from threading import Lock

from assistant.collection import Collection
from assistant.conversation import Conversation
from assistant.followup import Standalone
from assistant.judgement import Judgement
from assistant.opinions import Opinions
from assistant.question import Question
from assistant.referee import Ruling, applied, ruled
from assistant.rewriting import rewritten
from assistant.steps import Stage
from assistant.talk import Model, Talk

KEPT = 500  # follow-ups: one is read when it is understood and again when it is asked


class Aide:
    """One model's help with understanding and judging."""

    def __init__(self, model: Model, opinions: Opinions) -> None:
        self.model = model
        self._opinions = opinions
        self._read: OrderedDict[tuple[str, Conversation, tuple[str, ...]], Standalone] = OrderedDict()
        self._lock = Lock()

    def talk(self) -> Talk:
        """Begin one question's dealings with the model."""
        return Talk(self.model)

    def standalone(
        self,
        talk: Talk,
        question: str,
        conversation: Conversation,
        collection: Collection,
        embedded: Standalone,
    ) -> Standalone:
        """A follow-up made stand-alone; the same again for the same conversation."""
        key = (question, conversation, tuple(collection.areas))
        with self._lock:
            if key in self._read:
                return self._read[key]
        found = rewritten(talk, question, conversation, collection, embedded)
        with self._lock:
            self._read[key] = found
            while len(self._read) > KEPT:
                self._read.popitem(last=False)
        return found

    def ruled(self, talk: Talk, question: Question, judged: Judgement) -> Generator[Stage, None, Ruling]:
        """Decide the candidates that the judge is in doubt about; yield stages, return the ruling."""
        return ruled(talk, question, judged, self._opinions)

    def applied(self, judged: Judgement, ruling: Ruling) -> Judgement:
        """The candidates with what was decided."""
        return applied(judged, ruling.yes, self.model.name)
