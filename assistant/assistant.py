"""Letterbook.ask: understand, retrieve, judge, read, prove. Three typed calls and a gate."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.answer import Answer, Filters
from assistant.asked import LONGEST, cleaned, too_long
from assistant.citations import proved
from assistant.collection import Collection
from assistant.compound import halves
from assistant.conversation import Conversation
from assistant.examples import examples
from assistant.followup import Standalone, standalone
from assistant.glossary import Glossary, shipped
from assistant.inquiry import Inquiry, joined, scope
from assistant.intents import OF_MANY
from assistant.judge import Judgement, fitting
from assistant.looks import Words
from assistant.matching import Matcher
from assistant.parting import in_turn, parted
from assistant.possibilities import Possibilities, possibilities
from assistant.preamble import plainly
from assistant.question import Question, changed, understand
from assistant.reader import Reader
from assistant.render import sent_line
from assistant.reranker import Reranker
from assistant.stages import evidence_of, timed
from assistant.steps import Proven, Stage, Step, last
from assistant.tagger import Tagger
from assistant.topic import either_of
from assistant.weighing import judged, options
from ingest.areas import areas_given
from ingest.letter import Letter, LetterMetadata, Paragraph
from vectorstore.drawn import Drawn, Draws, Fits
from vectorstore.embedder import Embedder
from vectorstore.hit import Hit, Query
from vectorstore.record import Record
from vectorstore.retriever import Retriever
from vectorstore.storeerror import StoreError

if TYPE_CHECKING:  # what they import is slow to import, and needed only where a language model is configured
    from assistant.aide import Aide
    from assistant.talk import Talk

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
        aide: "Aide | None" = None,
        reranker: Reranker | None = None,
        tagger: Tagger | None = None,
    ) -> None:
        self._record = record
        self._retriever = retriever
        self._drawing = drawing
        self._words = words
        self._embedder = embedder
        self._reader = reader
        self._glossary = glossary or shipped()
        self._aide = aide
        self._reranker = reranker
        self._tagger = tagger
        self._collection: tuple[int, Collection] | None = None
        self._possibilities: tuple[int, Possibilities] | None = None

    @property
    def index(self) -> str:
        """The fingerprint of what is indexed."""
        return self._record.fingerprint()

    @property
    def writer(self) -> str:
        """Which language model writes the answers and what is sent to it, in words; "" where none does."""
        return self._aide.model.notice if self._aide else ""

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
            found = possibilities(self.letters, lambda letter_id: self.letter(letter_id).paragraphs)
            self._possibilities = (generation, found)
        return self._possibilities[1]

    def examples(self) -> tuple[str, ...]:
        """A few questions that this collection can answer."""
        return examples(self.letters(), self.letter)

    def ask(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> Answer:
        """Answer a question with proof. `filters` replaces what would be understood (a person changed it)."""
        return last(self.steps(question, conversation, filters))

    def steps(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> Iterator[Step]:
        """The same, with what can be seen on the way: stages, proved sentences, the answer last."""
        question = cleaned(question)
        if refused := too_long(question):
            yield replace(refused, index=self.index)
            return
        with self._record.steady() as view:
            pass
        parts = None if self._aide or filters else parted(plainly(question), self._current())
        if parts:
            ask = partial(self._steps, filters=None)
            steps = in_turn(question, parts, conversation, ask)
        else:
            steps = self._steps(question, conversation, filters)
        step: Step | None = None
        while not isinstance(step, Answer):
            # Each step sees the same letters. Not held in between: the next may be taken in another thread.
            with self._record.steady(view):
                step = next(steps)
            yield step

    def _steps(
        self, question: str, conversation: Conversation | None, filters: Filters | None
    ) -> Iterator[Step]:
        timings: dict[str, float] = {}
        talk = self._aide.talk() if self._aide else None
        if talk and conversation and conversation.turns:
            yield Stage("Reading the question with what was said before")
        with timed(timings, "understand"):
            inquiry = self.inquire(question, conversation, filters, talk=talk)
        notes: tuple[str, ...] = ()
        with timed(timings, "retrieve"):
            _ = inquiry.deciding if inquiry.question.intent in OF_MANY else inquiry.judged
            inquiry, notes = yield from self._refereed(inquiry)
            if inquiry.question.topic:
                yield Stage(evidence_of(inquiry))
        with timed(timings, "read"):
            for step in self._reader.steps(inquiry):
                if isinstance(step, Answer):
                    answer = step
                else:
                    yield Proven(self._proved(step.answer)) if isinstance(step, Proven) else step
        with timed(timings, "prove"):
            answer = self._proved(answer)
        sent = talk.sent if talk else None
        notes = (*notes, sent_line(sent)) if sent else notes
        yield replace(answer, notes=(*answer.notes, *notes), sent=sent, timings_ms=timings, index=self.index)

    def retrieve(self, question: str, conversation: Conversation | None = None) -> list[Hit]:
        """The ranking that retrieval alone gives, best first."""
        understood = self.inquire(question, conversation).question
        return self._retriever.retrieve(self._query(understood))

    def inquire(
        self,
        question: str,
        conversation: Conversation | None = None,
        filters: Filters | None = None,
        *,
        talk: "Talk | None" = None,
    ) -> Inquiry:
        """Understand a question and make everything ready to answer it."""
        collection = self._current()
        question = cleaned(question)[:LONGEST]
        followed = standalone(plainly(collection.worded(question)), conversation, collection)
        if self._aide and conversation:
            talk = talk or self._aide.talk()
            followed = self._aide.standalone(talk, question, conversation, collection, followed)
        inquiry = self._inquiry(question, followed, followed.core or followed.text, filters, talk)
        split = halves(followed.core or followed.text) if filters is None else None
        if split is None:
            return inquiry
        one, two = (self._inquiry(half, followed, half, None, talk) for half in (split.one, split.two))
        return joined(inquiry, one, two, without=split.without)

    def _inquiry(
        self, question: str, followed: Standalone, core: str, filters: Filters | None, talk: "Talk | None"
    ) -> Inquiry:
        collection = self._current()
        understood = understand(core, collection, self._glossary, question, self._tagger)
        understood = replace(
            understood, standalone=followed.text if core in (followed.core, followed.text) else core
        )
        if filters is not None:
            understood = changed(understood, filters, self._glossary)
        topic = either_of(understood.topic) if understood.intent == "timeline" else understood.topic
        matcher = Matcher(topic, understood.concepts, self._words)

        offered = options(understood, self._glossary, self._words)
        also = tuple(self._query(one.question).text for one in offered)
        query = replace(self._query(understood), also=also)

        def find(letters: Sequence[LetterMetadata], fits: Fits | None = None) -> Judgement:
            drawn = self._drawn(query, letters, fits) if understood.topic else Drawn.nothing()
            return judged(understood, drawn, matcher, offered, self._reranker)

        return Inquiry(
            question=understood,
            followed=followed,
            collection=collection,
            letters=scope(understood, followed, collection),
            matcher=matcher,
            find=find,
            fitting=lambda letters: find(letters, fitting(understood)),
            search=lambda words: self._retriever.retrieve(Query(text=words, top_k=SEARCHED)),
            open=self._record.letter,
            read=self._paragraph,
            likeness=self._likeness,
            glossary=self._glossary,
            earlier=self.inquire(followed.earlier) if followed.earlier else None,
            cover=self._cover,
            names=self._names,
            talk=talk,
        )

    def _refereed(self, inquiry: Inquiry) -> Generator[Stage, None, tuple[Inquiry, tuple[str, ...]]]:
        """The inquiry with the candidates that the judge doubts decided by the model, and notes of that."""
        aide, talk, find, fits = self._aide, inquiry.talk, inquiry.find, inquiry.fitting
        if aide is None or talk is None:
            return inquiry, ()
        if inquiry.halves is not None:
            one, notes = yield from self._refereed(inquiry.halves[0])
            two, more = yield from self._refereed(inquiry.halves[1])
            return replace(inquiry, halves=(one, two)), (*notes, *more)
        ruling = yield from aide.ruled(talk, inquiry.question, inquiry.judged)
        if ruling.yes:
            inquiry = replace(
                inquiry,
                find=lambda letters: aide.applied(find(letters), ruling),
                fitting=lambda letters: aide.applied(fits(letters), ruling),
            )
        return inquiry, ruling.notes

    def _proved(self, answer: Answer) -> Answer:
        return proved(answer, self._record.paragraphs)

    def _paragraph(self, letter_id: str, number: int) -> Paragraph:
        paragraph_id = f"{letter_id}#{number}"
        return self._record.paragraphs([paragraph_id])[paragraph_id]

    def _drawn(self, query: Query, letters: Sequence[LetterMetadata], fits: Fits | None) -> Drawn:
        if not letters:
            return Drawn.nothing()
        everything = len(letters) == len(self._record.letters())
        ids = () if everything else tuple(letter.id for letter in letters)
        return self._drawing.draw(replace(query, letter_ids=ids), fits)

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
