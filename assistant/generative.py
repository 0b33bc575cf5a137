"""GenerativeReader: a language model's prose around the embedded answer, under the same proof.

The embedded answer is always made first. It decides areas, letters, coverage, verdicts, status and key, and
which paragraphs the model sees; the model words them. What it writes is proved sentence by sentence, as it comes;
what it leaves out is quoted below; where nothing of it holds, or it cannot be had, the embedded answer is given.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace

from langchain_core.messages import BaseMessage

from assistant.answer import Answer
from assistant.claims import Known
from assistant.confirming import confirmed
from assistant.inquiry import Inquiry
from assistant.proof import Proof, Proving
from assistant.prose import capital, counted
from assistant.reader import Reader
from assistant.readererror import ReaderError
from assistant.retold import keeps_key, lead, retold
from assistant.shown import Selection, rendered, selected
from assistant.steps import Proven, Stage, Step, last
from assistant.talk import Talk
from prompts import load

log = logging.getLogger(__name__)

COMPUTED = frozenset(
    {"date", "people", "timeline"}
)  # intents whose answers are read from tables: prose can only lose
LONGEST_QUESTION = 2_000  # characters of a question that are sent
LONGEST_FINDING = 2_000


class GenerativeReader:
    """Lets the inquiry's model word what the embedded reader found."""

    def __init__(self, fallback: Reader) -> None:
        self._fallback = fallback

    def read(self, inquiry: Inquiry) -> Answer:
        """Answer in the model's words where they are proved, else in the letters' own."""
        return last(self.steps(inquiry))

    def steps(self, inquiry: Inquiry) -> Iterator[Step]:
        """The same; each sentence is seen when it is proved, and stays."""
        embedded = self._fallback.read(inquiry)
        talk = inquiry.talk
        if (
            talk is None
            or embedded.abstained
            or not embedded.citations
            or inquiry.question.intent in COMPUTED
        ):
            yield embedded
            return
        selection = selected(embedded.citations, talk.tokens // (2 if talk.model.checking else 1))
        if not selection.shown:
            why = "no paragraph could be shown to it"
            yield _noted(embedded, f"Not written by {talk.model.name}: {why}", selection)
        elif keeps_key(embedded, [one.paragraph.text for one in selection.shown]):
            yield from _written(inquiry, talk, embedded, selection)
        else:
            yield embedded  # a count or the like: computed, and in no paragraph's words


def _written(inquiry: Inquiry, talk: Talk, embedded: Answer, selection: Selection) -> Iterator[Step]:
    """Prove the model's sentences while they come; then the answer."""
    letters = len({one.letter.id for one in selection.shown})
    what = f"{counted(len(selection.shown), 'paragraph')} from {counted(letters, 'letter')}"
    yield Stage(f"{talk.model.name} is reading {what}")
    proving = Proving(selection.shown, Known(areas=inquiry.collection.areas, cover=inquiry.cover))
    fault = ""
    try:
        for sentence in talk.sentences(_messages(inquiry, talk, embedded, selection), selection.shown):
            if proving.add(sentence) and _settled(talk, embedded, proving.proof):
                yield Proven(retold(embedded, proving.proof.proved, selection.shown, whole=False))
    except ReaderError as exc:
        fault = str(exc)
    proof = proving.proof
    if talk.model.checking and proof.proved:
        yield Stage(f"{talk.model.name} is checking {counted(len(proof.proved), 'sentence')}")
        try:
            proof = confirmed(talk, proof)
        except ReaderError as exc:
            proof, fault = Proof(proved=(), dropped=()), f"what it wrote could not be checked: {exc}"
    log.info("%d sentences proved, %d dropped: %s", len(proof.proved), len(proof.dropped), proof.dropped)
    yield _composed(talk, embedded, proof, selection, fault)


def _settled(talk: Talk, embedded: Answer, proof: Proof) -> bool:
    """Whether what is proved so far will be in the answer, whatever comes after."""
    return not talk.model.checking and keeps_key(embedded, [one.text for one in proof.proved])


def _messages(inquiry: Inquiry, talk: Talk, embedded: Answer, selection: Selection) -> list[BaseMessage]:
    marker = talk.marker()
    return load("answer").format_messages(
        marker=marker,
        finding=lead(embedded)[:LONGEST_FINDING] or "(none)",
        paragraphs=rendered(selection.shown, marker),
        question=inquiry.question.standalone[:LONGEST_QUESTION],
    )


def _composed(talk: Talk, embedded: Answer, proof: Proof, selection: Selection, fault: str) -> Answer:
    name = talk.model.name
    if not proof.proved:
        none = "nothing that it wrote was proved" if proof.dropped else "it found no answer in the paragraphs"
        return _noted(embedded, f"Not written by {name}: {fault or none}", selection)
    if not keeps_key(embedded, [one.text for one in proof.proved]):
        return _noted(embedded, f"Not written by {name}: it left out “{embedded.key}”", selection)
    answer = replace(retold(embedded, proof.proved, selection.shown), reader=name)
    if fault or proof.dropped:
        answer = replace(answer, status="partial")
    if fault:
        answer = _noted(answer, f"{name} broke off: {fault}")
    if not proof.dropped:
        return _noted(answer, "", selection)
    lost, of = len(proof.dropped), len(proof.dropped) + len(proof.proved)
    note = f"{capital(counted(lost, 'sentence'))} of {of} left out: not proved by the letters"
    return _noted(answer, note, selection)


def _noted(answer: Answer, note: str, selection: Selection | None = None) -> Answer:
    """The answer with what happened to the model, and what was kept from it."""
    notes = [note]
    if selection and selection.withheld:
        what = counted(selection.withheld, "paragraph")
        notes.append(f"{capital(what)} that read like an order to a program not shown to the model")
    if selection and selection.over:
        notes.append(f"{capital(counted(selection.over, 'paragraph'))} not shown to the model for length")
    return replace(answer, notes=(*answer.notes, *(one for one in notes if one)))
