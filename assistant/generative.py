"""GenerativeReader: a language model's prose around the embedded answer, under the same proof.

The embedded answer is always made first. It decides areas, letters, coverage, verdicts, status and key, and
which paragraphs the model sees; the model words them. What it writes is proved sentence by sentence; what
it leaves out is quoted below; where nothing of it holds, or it cannot be had, the embedded answer is given.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from langchain_core.language_models import BaseChatModel

from assistant.answer import Answer, Citation, Group
from assistant.citations import Cited
from assistant.claims import Known
from assistant.figures import figures
from assistant.inquiry import Inquiry
from assistant.proof import Proof, Proved, prove
from assistant.prose import capital, counted, escaped, letter_phrase, listed, quoted, short_area
from assistant.reader import Reader, ReaderError
from assistant.render import coverage_line
from assistant.replies import Written, ask
from assistant.shown import Selection, rendered, selected
from assistant.terms import content_stems
from ingest.letter import LetterMetadata, british
from prompts import load

log = logging.getLogger(__name__)

COMPUTED = frozenset(
    {"date", "people", "timeline"}
)  # intents whose answers are read from tables: prose can only lose
TOGETHER = 3  # sentences that make one paragraph; more become points
LONGEST_QUESTION = 2_000  # characters of a question that are sent
LONGEST_FINDING = 2_000


class GenerativeReader:
    """Lets a model word what the embedded reader found."""

    def __init__(
        self,
        model: Callable[[], BaseChatModel],
        fallback: Reader,
        *,
        name: str,
        remote: bool,
        seconds: float,
        tokens: int,
    ) -> None:
        """`model` is called at the first question; it raises ReaderError where it cannot be set up."""
        self._model = model
        self._ready: BaseChatModel | None = None
        self._fallback = fallback
        self._name = name
        self._remote = remote
        self._seconds = seconds
        self._tokens = tokens

    def read(self, inquiry: Inquiry) -> Answer:
        """Answer in the model's words where they are proved, else in the letters' own."""
        embedded = self._fallback.read(inquiry)
        if embedded.abstained or not embedded.citations or inquiry.question.intent in COMPUTED:
            return embedded
        selection = selected(embedded.citations, self._tokens)
        if not selection.shown:
            return _noted(
                embedded, f"Not written by {self._name}: no paragraph could be shown to it", selection
            )
        if not _keeps_key(embedded, [one.paragraph.text for one in selection.shown]):
            return embedded  # a count or the like: computed, and in no paragraph's words
        try:
            model = self._model_ready()
        except ReaderError as exc:
            return _noted(embedded, f"Not written by {self._name}: {exc}", selection)
        try:
            written = self._written(model, inquiry, embedded, selection)
        except ReaderError as exc:
            return _noted(embedded, f"Not written by {self._name}: {exc}", selection, self._sent(selection))
        known = Known(areas=inquiry.collection.areas, cover=inquiry.cover)
        proof = prove(written.sentences, selection.shown, known)
        log.info("%d sentences proved, %d dropped: %s", len(proof.proved), len(proof.dropped), proof.dropped)
        return self._composed(embedded, proof, selection)

    def _model_ready(self) -> BaseChatModel:
        if self._ready is None:
            self._ready = self._model()
        return self._ready

    def _written(
        self, model: BaseChatModel, inquiry: Inquiry, embedded: Answer, selection: Selection
    ) -> Written:
        marker = f"=={secrets.token_hex(8)}=="
        messages = load("answer").format_messages(
            marker=marker,
            finding=_lead(embedded)[:LONGEST_FINDING] or "(none)",
            paragraphs=rendered(selection.shown, marker),
            question=inquiry.question.standalone[:LONGEST_QUESTION],
        )
        return ask(model, messages, Written, self._seconds)

    def _composed(self, embedded: Answer, proof: Proof, selection: Selection) -> Answer:
        sent = self._sent(selection)
        if not proof.proved:
            why = (
                "nothing that it wrote was proved"
                if proof.dropped
                else "it found no answer in the paragraphs"
            )
            return _noted(embedded, f"Not written by {self._name}: {why}", selection, sent)
        if not _keeps_key(embedded, [one.text for one in proof.proved]):
            return _noted(
                embedded, f"Not written by {self._name}: it left out “{embedded.key}”", selection, sent
            )
        answer = replace(_worded(embedded, proof.proved), reader=self._name)
        if proof.dropped:
            answer = replace(answer, status="partial")
            lost, of = len(proof.dropped), len(proof.dropped) + len(proof.proved)
            note = f"{capital(counted(lost, 'sentence'))} of {of} left out: not proved by the letters"
            return _noted(answer, note, selection, sent)
        return _noted(answer, "", selection, sent)

    def _sent(self, selection: Selection) -> str:
        letters = len({one.letter.id for one in selection.shown})
        what = (
            f"{counted(len(selection.shown), 'paragraph')} of {counted(letters, 'letter')} and the question"
        )
        where = "a remote service" if self._remote else "on this machine"
        return f"{capital(what)} were given to {self._name} ({where})"


def _worded(embedded: Answer, proved: Sequence[Proved]) -> Answer:
    """The embedded answer in the model's sentences, with what they leave out quoted after them."""
    cited = Cited()
    said = _told(proved, cited)
    told = {citation.paragraph.id for citation in cited.citations}
    parts = [_lead(embedded), said]
    left = [one for one in embedded.citations if one.paragraph.id not in told]
    parts += [_rest(left, cited)] if left else []
    citations = tuple(cited.citations)
    return replace(
        embedded,
        text="\n\n".join(part for part in parts if part),
        citations=citations,
        citations_total=max(embedded.citations_total, len(citations)),
        groups=_regrouped(embedded, citations),
    )


def _told(proved: Sequence[Proved], cited: Cited) -> str:
    """The sentences; where they are of several letters, each run of one letter under its area and date."""
    if len({source.letter.id for one in proved for source in one.sources}) > 1:
        runs = groupby(proved, key=_letter)
        return "\n".join(
            f"- {_heading(letter)}{' '.join(_marked(one, cited) for one in run)}" for letter, run in runs
        )
    said = [_marked(one, cited) for one in proved]
    return " ".join(said) if len(said) <= TOGETHER else "\n".join(f"- {one}" for one in said)


def _letter(one: Proved) -> LetterMetadata | None:
    """The letter that a sentence rests on; None where it rests on several."""
    first, *others = (source.letter for source in one.sources)
    return None if any(other.id != first.id for other in others) else first


def _heading(letter: LetterMetadata | None) -> str:
    """Whom a point is about, and when."""
    if letter is None:
        return ""
    names = escaped(listed([short_area(name) for name in letter.area_names]))
    return f"**{names}** ({british(letter.sent)}): " if letter.areas else f"**{names}**: "


def _marked(one: Proved, cited: Cited) -> str:
    """A sentence with the markers of its citations before its full stop."""
    numbers = [cited.add(source.paragraph, source.letter, source.start, source.end) for source in one.sources]
    ends = one.text[-1] if one.text[-1] in ".!" else "."
    words = escaped(one.text.rstrip(".! "))
    return f"{words} {''.join(f'[{number}]' for number in dict.fromkeys(numbers))}{ends}"


def _rest(left: Sequence[Citation], cited: Cited) -> str:
    """The evidence that the sentences do not rest on, in the letters' own words."""
    by_letter: dict[str, list[Citation]] = {}
    for one in left:
        by_letter.setdefault(one.letter.id, []).append(one)
    lines = ["Also, in the letters’ own words:", ""]
    for ones in by_letter.values():
        quotes = [
            f"{quoted(one.quote)} [{cited.add(one.paragraph, one.letter, one.start, one.end)}]"
            for one in ones
        ]
        lines.append(f"- {capital(escaped(letter_phrase(ones[0].letter)))}: {'; '.join(quotes)}")
    return "\n".join(lines)


def _lead(embedded: Answer) -> str:
    """The computed opening of a set answer, which carries its coverage; nothing for other answers."""
    if embedded.coverage is None:
        return ""
    opening = embedded.text.split("\n\n", 1)[0]
    return f"{capital(coverage_line(embedded.coverage))}." if "[" in opening.replace("\\[", "") else opening


def _regrouped(embedded: Answer, citations: Sequence[Citation]) -> tuple[Group, ...] | None:
    """The groups of the embedded answer with the new citations of the same paragraphs."""
    if embedded.groups is None:
        return None
    paragraphs = {one.number: one.paragraph.id for one in embedded.citations}
    regrouped = []
    for group in embedded.groups:
        held = {paragraphs[number] for number in group.citations if number in paragraphs}
        numbers = tuple(one.number for one in citations if one.paragraph.id in held)
        regrouped.append(replace(group, citations=numbers))
    return tuple(regrouped)


def _keeps_key(embedded: Answer, texts: Sequence[str]) -> bool:
    """Whether some texts hold the short answer that was computed; sets hold theirs in the lead."""
    if not embedded.key or embedded.coverage is not None:
        return True
    text = " ".join(texts)
    parts = [part.removeprefix("No: ") for part in embedded.key.split("; ")]
    return any(_holds(part, text) for part in parts)


def _holds(part: str, text: str) -> bool:
    values = {(figure.unit, figure.value) for figure in figures(part)}
    if values:
        return values <= {(figure.unit, figure.value) for figure in figures(text)}
    return set(content_stems(part)) <= set(content_stems(text))


def _noted(answer: Answer, note: str, selection: Selection, sent: str = "") -> Answer:
    """The answer with what happened to the model, what it was given and what was kept from it."""
    notes = [note, sent]
    if selection.withheld:
        what = counted(selection.withheld, "paragraph")
        notes.append(f"{capital(what)} that read like an order to a program not shown to the model")
    if selection.over:
        notes.append(f"{capital(counted(selection.over, 'paragraph'))} not shown to the model for length")
    return replace(answer, notes=(*answer.notes, *(one for one in notes if one)))
