"""A text's words as search sees them: tokens with offsets, stems, stop words, sentences.

No meaning is decided here: see glossary.py for which words say the same thing.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

_STEMMER = Stemmer.Stemmer("english", 0)  # without a cache of its own, which threads could not share
_TOKEN = re.compile(
    r"(?i:co|re|pre|non|multi|inter|neuro|ante)-[A-Za-z]+|£?\d[\d,]*(?:\.\d+)?%?|[^\W\d_]+(?:['’][^\W\d_]+)?"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Cllr|Rt|Hon|St|No|Nos|vs|etc|e\.g|i\.e|cf|pp?|para|approx|Sept?|circa|inc)|\b[A-Z])\.$"
)
_LONGEST = 10  # letters of an abbreviation, and the one before it
_STOP = re.compile(r"[.!?]+[”’\"')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9£])|\n+")

STOP_WORDS = frozenset(
    """a about above after again all also am an and any are as at be because been before being below between both
    but by can could did do does doing down during each either else ever every few for from further had has have
    having he her here hers him his how i if in into is it its itself just let may me might more most must my no
    nor not now of off on once one only onto or other others our out over own per same shall she should so some
    such than that the their them then there these they this those through to too under until up upon us very was
    we were what when where whether which while who whom whose why will with within without would yes you your
    s t don didn doesn isn aren wasn weren hasn haven hadn won wouldn""".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its stem and where it stands in its text."""

    stem: str
    word: str  # lower case
    start: int
    end: int
    capital: bool = False  # its first two letters are capitals


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Snowball English stem of one word (Porter, 2001), hyphens and possessives dropped."""
    plain = word.lower().replace("-", "").replace("’", "'").removesuffix("'s").removesuffix("'")
    if plain[:1].isdigit() or plain[:1] == "£":
        return plain.replace(",", "")
    return str(_STEMMER.stemWord(plain))


_SURFACES: dict[str, str] = {}


def surface(stemmed: str) -> str:
    """A word that was seen with a stem, the shortest; the stem itself where none was."""
    return _SURFACES.get(stemmed, stemmed)


def remember(text: str) -> tuple[str, ...]:
    """Note the words of a text, so that `surface` can give them back; return their stems."""
    found = tokens(text)
    for token in found:
        known = _SURFACES.get(token.stem)
        if known is None or len(token.word) < len(known):
            _SURFACES[token.stem] = token.word
    return tuple(token.stem for token in found)


def tokens(text: str) -> list[Token]:
    """Every word of a text, in order."""
    return [
        Token(stem(word := found.group()), word.lower(), found.start(), found.end(), word[:2].isupper())
        for found in _TOKEN.finditer(text)
    ]


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in order, stop words included."""
    return tuple(map(stem, _TOKEN.findall(text)))  # an index is made of millions


@lru_cache(maxsize=50_000)
def content_stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words that are not stop words."""
    return tuple(token.stem for token in tokens(text) if token.word not in STOP_WORDS)


def sentences(text: str, label_end: int = 0) -> list[tuple[int, int]]:
    """Where each sentence starts and ends; a run-in label (text[:label_end]) is none of them."""
    spans: list[tuple[int, int]] = []
    start = label_end
    for stop in _STOP.finditer(text, label_end):
        head = text[max(start, stop.start() - _LONGEST) : stop.start() + 1]
        if _ABBREVIATION.search(head):
            continue
        end = stop.start() + len(stop.group().rstrip())
        if text[start:end].strip():
            spans.append((start, end))
        start = stop.end()
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans


def content_words(text: str) -> list[Token]:
    """The tokens of a text that are not stop words."""
    return [token for token in tokens(text) if token.word not in STOP_WORDS]
