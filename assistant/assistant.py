"""Letterbook.ask: understand, retrieve, judge, read, prove. Three typed calls and a gate."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from assistant.answer import Answer, Filters
from assistant.asked import LONGEST, cleaned, too_long
from assistant.citations import proved
from assistant.collection import Collection
from assistant.compound import halves
from assistant.conversation import Conversation
from assistant.examples import examples
from assistant.followup import Standalone, standalone
from assistant.glossary import Glossary, shipped
from assistant.inquiry import Inquiry, scope
from assistant.judge import Judgement, judge
from assistant.looks import Words
from assistant.matching import Matcher
from assistant.possibilities import Possibilities, possibilities
from assistant.question import Question, changed, understand
from assistant.reader import Reader
from ingest.areas import areas_given
from ingest.letter import Letter, LetterMetadata
from vectorstore.drawn import Drawn, Draws
from vectorstore.embedder import Embedder
from vectorstore.hit import Hit, Query
from vectorstore.record import Record
from vectorstore.retriever import Retriever
from vectorstore.storeerror import StoreError

SEARCHED = 20  # paragraphs looked at for a mere mention


class Letterbook:
    """A collection of letters that answers questions."""

    def __init__(
        self,
        *,
        record: Record,
        retriever: Retriever,
        drawing: Draws,
        words: Words,
        embedder: Embedder,
        reader: Reader,
        glossary: Glossary | None = None,
    ) -> None:
        self._record = record
        self._retriever = retriever
        self._drawing = drawing
        self._words = words
        self._embedder = embedder
        self._reader = reader
        self._glossary = glossary or shipped()
        self._collection: tuple[int, Collection] | None = None
        self._possibilities: tuple[int, Possibilities] | None = None

    @property
    def index(self) -> str:
        """The fingerprint of what is indexed."""
        return self._record.fingerprint()

    def letters(self) -> tuple[LetterMetadata, ...]:
        """Every letter, oldest first."""
        return self._record.letters()

    def letter(self, letter_id: str) -> Letter:
        """One letter with its paragraphs."""
        return self._record.letter(letter_id)

    def set_area(self, letter_id: str, *names: str) -> None:
        """Set the areas a letter is to, whatever it says; raise StoreError where none is named."""
        areas = areas_given(names)
        if not areas:
            raise StoreError('an area needs a name, such as --set-area "Northmoor"; nothing was changed')
        self._record.set_area(letter_id, areas)

    def possibilities(self) -> Possibilities:
        """Letters that are nearly the same, and people under two names: found once for each state of the letters."""
        generation = self._record.generation
        if self._possibilities is None or self._possibilities[0] != generation:
            found = possibilities(self.letters(), lambda letter_id: self.letter(letter_id).paragraphs)
            self._possibilities = (generation, found)
        return self._possibilities[1]

    def examples(self) -> tuple[str, ...]:
        """A few questions that this collection can answer."""
        return examples(self.letters(), self.letter)

    def ask(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> Answer:
        """Answer a question with proof. `filters` replaces what would be understood (a person changed it)."""
        question = cleaned(question)
        if refused := too_long(question):
            return replace(refused, index=self.index)
        with self._record.steady():
            return self._asked(question, conversation, filters)

    def _asked(self, question: str, conversation: Conversation | None, filters: Filters | None) -> Answer:
        timings: dict[str, float] = {}
        with _timed(timings, "understand"):
            inquiry = self.inquire(question, conversation, filters)
        with _timed(timings, "retrieve"):
            _ = inquiry.judged
        with _timed(timings, "read"):
            answer = self._reader.read(inquiry)
        with _timed(timings, "prove"):
            answer = proved(answer, self._record.paragraphs)
        return replace(answer, timings_ms=timings, index=self.index)

    def retrieve(self, question: str, conversation: Conversation | None = None) -> list[Hit]:
        """The ranking that retrieval alone gives, best first."""
        understood = self.inquire(question, conversation).question
        return self._retriever.retrieve(self._query(understood))

    def inquire(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> Inquiry:
        """Understand a question and make everything ready to answer it."""
        collection = self._current()
        question = cleaned(question)[:LONGEST]
        followed = standalone(question, conversation, collection)
        inquiry = self._inquiry(question, followed, followed.core or followed.text, filters)
        split = halves(followed.core or followed.text) if filters is None else None
        if split is None:
            return inquiry
        one, two = (self._inquiry(half, followed, half, None) for half in (split.one, split.two))
        topics = dict.fromkeys((one.question.topic, two.question.topic))
        roles = tuple(dict.fromkeys((*one.question.roles, *two.question.roles)))
        asked = replace(
            inquiry.question, intent="list-areas", topic=" and ".join(topics), roles=roles, role_word=""
        )
        return replace(inquiry, question=asked, halves=(one, two), without=split.without)

    def _inquiry(self, question: str, followed: Standalone, core: str, filters: Filters | None) -> Inquiry:
        collection = self._current()
        understood = understand(core, collection, self._glossary, question)
        understood = replace(
            understood, standalone=followed.text if core in (followed.core, followed.text) else core
        )
        if filters is not None:
            understood = changed(understood, filters, self._glossary)
        matcher = Matcher(understood.topic, understood.concepts, self._words)

        def find(letters: Sequence[LetterMetadata]) -> Judgement:
            return judge(understood, self._drawn(understood, letters), matcher)

        return Inquiry(
            question=understood,
            followed=followed,
            collection=collection,
            letters=scope(understood, followed, collection),
            matcher=matcher,
            find=find,
            search=lambda words: self._retriever.retrieve(Query(text=words, top_k=SEARCHED)),
            open=self._record.letter,
            likeness=self._likeness,
            glossary=self._glossary,
            earlier=self.inquire(followed.earlier) if followed.earlier else None,
            cover=self._cover,
            names=self._names,
        )

    def _drawn(self, question: Question, letters: Sequence[LetterMetadata]) -> Drawn:
        if not letters or not question.topic:
            return Drawn.nothing()
        everything = len(letters) == len(self._record.letters())
        ids = () if everything else tuple(letter.id for letter in letters)
        return self._drawing.draw(replace(self._query(question), letter_ids=ids))

    def _query(self, question: Question) -> Query:
        terms = tuple(
            " ".join(phrase)
            for concept in question.concepts
            if not concept.generic
            for phrase, _ in concept.phrases
        )
        text = self._glossary.expanded(question.topic, question.concepts) or question.standalone
        return Query(text=text, terms=terms)

    def _cover(self, topic: str, text: str) -> float:
        return Matcher(topic, self._glossary.concepts(topic), self._words).in_words(text)

    def _names(self, thing: str, text: str) -> bool:
        matcher = Matcher(thing, self._glossary.concepts(thing), self._words)
        lacking = matcher.lacking(text)
        return not lacking or not any(matcher.known(name) for name in lacking)

    def _likeness(self, text: str, others: Sequence[str]) -> list[float]:
        if not others:
            return []
        vectors = self._embedder.embed([text, *others])
        return [float(score) for score in vectors[1:] @ vectors[0]]

    def _current(self) -> Collection:
        generation = self._record.generation
        if self._collection is None or self._collection[0] != generation:
            self._collection = (generation, Collection(self._record.letters()))
        return self._collection[1]


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    timings[stage] = (time.perf_counter() - started) * 1000
