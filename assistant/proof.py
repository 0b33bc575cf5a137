"""The proof of what a model writes: each sentence with the quotations that it rests on, or why it is dropped.

Quotations are found by their first and last words and copied from the paragraph, widened to whole sentences:
a part of a sentence can say the opposite of it. Nothing that a model wrote becomes a quotation or its number.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.citations import sentence_at
from assistant.claims import Known, Source, supporting
from assistant.injection import addressed_to_machine
from assistant.replies import Quotation, Sentence
from assistant.shown import Shown
from assistant.terms import sentences

MOST = 40  # sentences of one answer
LONGEST = 600  # characters of one sentence
QUOTED = 6  # quotations of one sentence

_PLAIN = str.maketrans("‘’‛“”„‐‑‒–—\u00a0", "'''" + '"""' + "----- ")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)?")
_ADDRESS = re.compile(r"<[^>]*>|\b(?:https?|ftp|data|javascript|file):\S+|\bwww\.\S+", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKER = re.compile(r"\s*[\[(【]\s*(?:paragraphs?\s+)?\d+(?:\s*[,;–-]\s*\d+)*\s*[\])】]")
_MARKDOWN = re.compile(r"^[\s>#*+-]+|[*_`~|]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """A sentence that holds."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What is left of a model's answer, and why the rest is not."""

    proved: tuple[Proved, ...]
    dropped: tuple[str, ...]  # the reason for each sentence that fell, with one word of it at most


def prove(written: Sequence[Sentence], shown: Sequence[Shown], known: Known) -> Proof:
    """Check every sentence against the paragraphs that were shown."""
    proving = Proving(shown, known)
    for one in written:
        proving.add(one)
    return proving.proof


class Proving:
    """The proof of sentences that come one after the other: what is proved stays so, whatever comes after."""

    def __init__(self, shown: Sequence[Shown], known: Known) -> None:
        self._shown = {one.number: one for one in shown}
        self._known = known
        self._proved: list[Proved] = []
        self._dropped: list[str] = []
        self._seen = 0

    @property
    def proof(self) -> Proof:
        """What holds so far, and why the rest does not."""
        return Proof(proved=tuple(self._proved), dropped=tuple(self._dropped))

    def add(self, one: Sentence) -> bool:
        """Check what a model gives as a sentence; return whether something of it is newly proved."""
        before = len(self._proved)
        self._seen += 1
        if self._seen > MOST:
            self._dropped.append("the answer is too long")
            return False
        for text in _single(one.text):
            found = _proved(text, one.quotations, self._shown, self._known)
            if isinstance(found, str):
                self._dropped.append(found)
            elif found.text not in [other.text for other in self._proved]:
                self._proved.append(found)
        return len(self._proved) > before


def located(text: str, first: str, last: str) -> tuple[int, int] | None:
    """Where a quotation of a paragraph begins and ends, by its first and last words; None where not there.

    White space, capitals and the shape of quotation marks and dashes are not compared; the shortest one counts.
    """
    plain = text.translate(_PLAIN)
    ends = [found.span() for found in _all(plain, last)]
    spans = [
        (start, end)
        for start, least in (found.span() for found in _all(plain, first))
        for begins, end in ends
        if begins >= start and end >= least
    ]
    return min(spans, key=lambda span: (span[1] - span[0], span[0]), default=None)


def cleaned(text: str) -> str:
    """A model's words without links, images, HTML, Markdown, marks of citation and what does not print."""
    text = unicodedata.normalize("NFC", text[: 4 * LONGEST])
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    text = _ADDRESS.sub(" ", _LINK.sub(r"\1", _IMAGE.sub(" ", text)))
    text = _MARKER.sub("", text)
    return re.sub(r"\s+", " ", _MARKDOWN.sub(" ", text)).strip()


def _single(text: str) -> list[str]:
    """The sentences of what was given as one: each is proved alone."""
    plain = cleaned(text)
    return [plain[start:end] for start, end in sentences(plain)] or [""]


def _proved(
    text: str, quotations: Sequence[Quotation], shown: Mapping[int, Shown], known: Known
) -> Proved | str:
    """The sentence with its sources, or why it is dropped."""
    if not re.search(r"[^\W\d_]", text) or len(text) > LONGEST:
        return "it is empty or too long"
    if text.endswith("?") or addressed_to_machine(text):
        return "it is not a statement"
    sources: list[Source] = []
    for quotation in quotations[:QUOTED]:
        if quotation.paragraph not in shown:
            continue  # an unknown number is removed
        source = _source(shown[quotation.paragraph], quotation)
        if source is None:
            return "a quotation is not in its paragraph"
        if addressed_to_machine(source.quote):
            return "a quotation reads like an order to a program"
        sources.append(source)
    if not sources:
        return "it has no quotation"
    unique = tuple({(one.paragraph.id, one.start, one.end): one for one in sources}.values())
    kept = supporting(text, unique, known)
    return kept if isinstance(kept, str) else Proved(text=text, sources=kept)


def _source(shown: Shown, quotation: Quotation) -> Source | None:
    """The whole sentences that hold a quotation."""
    paragraph = shown.paragraph
    span = located(paragraph.text, quotation.first, quotation.last)
    if span is None:
        return None
    start, end = sentence_at(paragraph, span[0])[0], sentence_at(paragraph, span[1] - 1)[1]
    start, end = min(start, span[0]), max(end, span[1])
    return Source(paragraph=paragraph, letter=shown.letter, start=start, end=end)


def _all(text: str, words: str) -> list[re.Match[str]]:
    """Where words stand in a text, whole ones, white space folded."""
    parts = words.translate(_PLAIN).strip(" .,;:\"'…").split()
    if not re.search(r"\w", "".join(parts)):
        return []
    pattern = r"\s+".join(re.escape(part) for part in parts)
    return list(re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE))
