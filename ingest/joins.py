"""Strings that belong together: wrapped lines joined, and whether a text has ended."""

import re
from collections.abc import Iterable, Iterator

_WORD = 40  # letters that a word has at most
_HYPHENATED = re.compile(r"[\w-]+")
_STOP = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'“‘])")
_ENDED = re.compile(r"[.:;!?…][\"'”’)\]*]*$")


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of a letter, in small letters: they tell which hyphens at a line's end are the word's own."""
    return frozenset(map(str.lower, _HYPHENATED.findall("\n".join(texts))))


def unwrapped(texts: Iterable[str], vocabulary: frozenset[str] = frozenset()) -> str:
    """Join wrapped lines: "co-" + "production" keeps its hyphen, "pro-" + "duction" loses it."""
    whole = ""
    for text in texts:
        cut = re.search(r"([A-Za-z]+)[-\u00ad\u2010]$", whole[-_WORD:])
        rest = re.match(r"[a-z]+", text)
        if not (cut and rest):
            whole = f"{whole} {text}" if whole else text
        elif (cut[1] + rest[0]).lower() in vocabulary or whole.endswith("\u00ad"):
            whole = whole[:-1] + text
        else:
            whole += text
    return whole


def sentences_of(text: str) -> Iterator[tuple[str, int]]:
    """Yield the sentences of a text, and where each starts."""
    start = 0
    for found in _STOP.finditer(text):
        yield text[start : found.start()], start
        start = found.end()
    yield text[start:], start


def ended(text: str) -> bool:
    """Whether a text ends as a sentence, a lead-in or an item of a list does."""
    return bool(_ENDED.search(text[-_WORD:]))
