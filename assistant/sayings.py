"""What each sentence of a paragraph does: the paragraph's role, or that of its own words.

Findings praise and criticise in one breath ("Needs are met well. However, reviews are late"): such a paragraph has
one role, and each of its sentences another. A sentence that takes up the one before it ("This means …") does what
that one does.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntFlag
from itertools import groupby

from assistant.terms import sentences
from ingest.cues import TURN, any_of, concerns, praises
from ingest.findings import lackings, thrivings
from ingest.letter import Paragraph, Role

THANKS = any_of("thank", "grateful", "gratitude", "appreciat")  # said to somebody, not of a success
_TAKES_UP = re.compile(  # what stands before it, as it is
    r"\W*(?:this|these|that|those|they|it|its|their|he|she|for (?:example|instance|some)|such|as a (?:result|consequence)|consequently|therefore|in turn|similarly|likewise|also|in addition|additionally|moreover|furthermore|here|there, )\b",
    re.IGNORECASE,
)

FEWEST = 4  # words of an administrative paragraph that says anything
_SHORT = any_of(  # of what it should be
    r"(?:yet to\b|less (?:robust|effective|well|likely|clear)|(?:well |far )?below\b|needs? to (?:be )?improve|(?:more|work|further) (?:still )?to (?:be done|do)\b)"
)

_BUT = re.compile(r"\W*(?:however|nevertheless|nonetheless|but|yet|that said|unfortunately)\b", re.IGNORECASE)
_FAULT = re.compile(  # that stands for itself among praise; "risk", "gap" and "challenge" may be met there
    r"\b(?:too (?:long|few|many|often|slow|late|frequent|little)|wait(?:ing)? (?:too|longer)|delay(?:s|ed)?|(?:not|n['’]t) (?:\w+ ){0,2}(?:enough|focused|effective|consistent)\w*|lack(?:s|ed|ing)?|poor(?:ly)?|weak(?:ness|nesses)?|inconsisten\w+|insufficient\w*|shortages?|backlogs?|overdue|deteriorat\w+|unmet|difficult)\b",
    re.IGNORECASE,
)


class Mark(IntFlag):
    """What the judge wants to know of a paragraph or a sentence beside its words."""

    ASKED = 1  # it asks something (Paragraph.asked)
    THANKS = 2  # it thanks, in a role that may
    ASK = 4
    REQUIREMENT = 8
    CONCERN = 16
    PRAISE = 32
    REPORT = 64
    ADMIN = 128


_MARKS = {role: Mark[role.name] for role in Role}
_EITHER = Mark.PRAISE | Mark.CONCERN


def mark_of(role: Role) -> Mark:
    """The mark of a role."""
    return _MARKS[role]


def marks_of(paragraph: Paragraph, sentences_do: Iterable[Mark] | None = None) -> Mark:
    """What a paragraph does, sentence by sentence, in all; `sentences_do` are its `sentence_marks` where known."""
    found = int(_base(paragraph))
    for one in sentence_marks(paragraph) if sentences_do is None else sentences_do:
        found |= int(one)  # flags are slow to join
    return Mark(found)


def sentence_marks(paragraph: Paragraph, spans: Sequence[tuple[int, int]] | None = None) -> tuple[Mark, ...]:
    """What each sentence does, in the order of `terms.sentences`, which `spans` are where they are known."""
    known = sentences(paragraph.text, paragraph.label_end) if spans is None else spans
    texts = [paragraph.text[start:end] for start, end in known]
    base = _base(paragraph)
    if paragraph.role in (Role.PRAISE, Role.CONCERN):
        others = base & ~_EITHER
        return tuple(others | mark for mark in _tones(texts, mark_of(paragraph.role), paragraph.lead_in))
    return tuple(base for _ in texts)


def fitting_sentences(paragraph: Paragraph, wanted: int) -> list[tuple[int, int]]:
    """Where the sentences stand that do what is wanted; all of them where none does, or every one."""
    spans = sentences(paragraph.text, paragraph.label_end)
    marks = sentence_marks(paragraph)
    return [span for span, mark in zip(spans, marks, strict=True) if mark & wanted] or spans


def says_something(paragraph: Paragraph) -> bool:
    """Whether a paragraph is more than a heading or a notice ("Inspection team", "© Crown copyright 2024")."""
    if paragraph.role is not Role.ADMIN or paragraph.label_end:
        return True
    return "©" not in paragraph.text and len(paragraph.text.split()) >= FEWEST


def longest_run(paragraph: Paragraph, wanted: int) -> tuple[int, int] | None:
    """The longest stretch of a paragraph whose sentences all do what is wanted; None where it is the whole."""
    spans = sentences(paragraph.text, paragraph.label_end)
    fits = [bool(mark & wanted) for mark in sentence_marks(paragraph)]
    if all(fits) or not any(fits):
        return None
    runs = [list(run) for fit, run in groupby(range(len(spans)), key=lambda at: fits[at]) if fit]
    best = max(runs, key=lambda run: spans[run[-1]][1] - spans[run[0]][0])
    return spans[best[0]][0], spans[best[-1]][1]


def _base(paragraph: Paragraph) -> Mark:
    found = mark_of(paragraph.role)
    if paragraph.asked:
        found |= Mark.ASKED
    if paragraph.role in (Role.PRAISE, Role.ADMIN) and THANKS.search(paragraph.text):
        found |= Mark.THANKS
    return found


def _tones(texts: Sequence[str], whole: Mark, lead_in: str) -> Iterator[Mark]:
    """The tone of each sentence; one without any has that of the sentence it takes up, or else the paragraph's."""
    if len(texts) == 1 or lead_in:
        yield from (whole | _plain(text) for text in texts)
        return
    before = whole
    for text in texts:
        takes_up = bool(_TAKES_UP.match(text))
        own = _tone(text, whole)
        if own == Mark.CONCERN and whole == Mark.PRAISE and not (_BUT.match(text) or before == own):
            own = _EITHER if _plain(text) == own and _FAULT.search(text) else whole
        if own == Mark.PRAISE and before == Mark.CONCERN and takes_up:
            own = _EITHER  # "This has a considerable impact"
        before = own or (before if takes_up else whole)
        yield before


def _tone(text: str, whole: Mark) -> Mark:
    """What a sentence says for itself; both where it turns, nothing where it only describes."""
    lacking = lackings(text) or _SHORT.search(text)
    if not lacking or not thrivings(text):
        return Mark.CONCERN if lacking else Mark.PRAISE if thrivings(text) else Mark(0)
    if _BUT.match(text):
        return Mark.CONCERN
    return _EITHER if TURN.search(text) else whole


def _plain(text: str) -> Mark:
    """What a sentence plainly says beside what its list or its paragraph says of it; nothing where it says both."""
    bad, good = bool(concerns(text)), bool(praises(text))
    return Mark(0) if bad == good else Mark.CONCERN if bad else Mark.PRAISE
