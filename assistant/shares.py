"""A thing that is said to be so "mostly" or "always": a sentence that gives less than half for it does not say so.

"Where are plans mostly on time?" is not answered by "this has improved from 4%", however well it speaks of it.
"""

import re
from collections.abc import Callable

from assistant.quantities import quantities
from assistant.terms import sentences
from assistant.wanted_roles import BAD, SHORT_OF
from ingest.letter import Paragraph

HALF = 50.0  # percent
NEARLY = 0.9  # of the best sentence's cover, by which another deals with the same

_MOSTLY = re.compile(
    r"\b(?:mostly|mainly|largely|usually|generally|typically|always|almost\s+(?:all|always)|nearly\s+(?:all|always)|most\s+(?:of\s+)?(?:the\s+)?(?=[a-z])|the\s+majority)\b",
    re.IGNORECASE,
)

Covering = Callable[[str], float]


def mostly(question: str) -> bool:
    """Whether a question asks where something is so for the most part."""
    return bool(_MOSTLY.search(question)) and not (SHORT_OF.search(question) or BAD.search(question))


def of_few(paragraph: Paragraph, cover: Covering) -> bool:
    """Whether what a paragraph says of the topic is true of less than half: it gives shares, and none is more."""
    texts = [paragraph.text[start:end] for start, end in sentences(paragraph.text, paragraph.label_end)]
    covers = [cover(text) for text in texts]
    best = [text for text, covered in zip(texts, covers, strict=True) if covered >= NEARLY * max(covers)]
    shares = [[one.value for one in quantities(text, "percent")] for text in best]
    few = [bool(some) and max(some) < HALF for some in shares]
    return bool(few) and all(few) and not any(map(BAD.search, best))
