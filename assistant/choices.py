"""What a topic offers as a choice, each item readable alone: "delays in assessment or diagnosis" is both.

"Data (dashboards, analysis)" is data, too: a list in brackets only says what the words before it may mean.

The embedding of a whole list lies between its items and near to none of them, so that each is embedded too. The words
are weighed by alternatives.py. No parser: what belongs to all items is told by where a preposition stands.
"""

import re
from collections.abc import Callable, Sequence

from assistant.glossary import GENERIC
from assistant.terms import STOP_WORDS, tokens

MOST = 6  # items of a list; a longer one is no topic

_SPLIT = re.compile(r"\s*,\s*(?:(?:and/)?or\s+)?|\s+(?:and/)?or\s+", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)|,?\s*(?:including|such\s+as|for\s+example)\b.*$", re.IGNORECASE)
_GLOSSED = re.compile(  # "data (dashboards, analysis, its use)": the list says what the word before it may mean
    r"^(?P<thing>[^():;]{3,}?)\s*\(\s*(?!or\b|and\b|and/or\b)[^():;,]{2,60}(?:,[^():;,]{2,60})+\)(?P<rest>[^()]*)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|an?|any|either|both)\s+", re.IGNORECASE)
_PREPOSITION = r"(?:of|for|in|on|with|to|from|about|by|at|between|into|over|within|without|after|before|during|through|under|across|among|against|beyond|outside|until|while|when|where|who|that|than)"
_LEFT_OPEN = re.compile(
    rf"\b{_PREPOSITION}$|^(?!early|learning|training|housing|nursing|funding|planning)\w+ing\s", re.IGNORECASE
)
_HEAD = re.compile(rf"^(?P<head>.+\s{_PREPOSITION})\s+(?:the\s+|an?\s+)?(?P<item>.+)$", re.IGNORECASE)
_TAIL = re.compile(rf"^(?P<item>.+?)\s+(?P<tail>{_PREPOSITION}\s+.+)$", re.IGNORECASE)
_NO_THING = re.compile(  # no item that says by itself what is meant: a clause that goes on, a pronoun, the rest
    r"^(?:have|has|had|having|is|are|was|were|be|been|can|cannot|could|do|does|did|to|not|how|whether|that|because|who|which|what|when|where|if|as|other|others|another|similar|else|elsewhere|anything|something|so|more|less)\b"
    r"|\b(?:it|its|them|they|these|those|this)\b",
    re.IGNORECASE,
)


def choices(
    topic: str,
    whole: Sequence[tuple[int, int]],
    one_thing: Callable[[str], bool],
) -> tuple[str, ...]:
    """The items of a topic that says "or"; () where it offers no choice, or none that can be read alone.

    `whole` are the places of phrases that are one thing, whatever commas they have: "education, health and care plan";
    `one_thing` says whether words are known to be one, as "autism assessments" are.
    """
    if glossed := _GLOSSED.match(topic):
        said = " ".join(f"{glossed['thing']} {glossed['rest']}".split())
        return (said,) if _says_something(said) else ()
    plain = _ASIDE.sub(lambda found: " " * len(found.group()), topic)
    if not re.search(r"\bor\b", plain, re.IGNORECASE) or ":" in plain:
        return ()
    items = [_ARTICLE.sub("", " ".join(item.split())) for item in _split(plain, whole)]
    if not 2 <= len(items) <= MOST or any(_LEFT_OPEN.search(item) for item in items):
        return ()  # "queuing for, or short of, places", "getting plans or reviews done": what is shared is not plain
    alone = [item for item in items if not _NO_THING.search(item)]
    found = [
        item for item in (_whole(alone, one_thing) if alone == items else alone) if _says_something(item)
    ]
    return tuple(dict.fromkeys(item for item in found if item != topic))


def _split(text: str, whole: Sequence[tuple[int, int]]) -> list[str]:
    items, start = [], 0
    for found in _SPLIT.finditer(text):
        if not any(a < found.end() and found.start() < b for a, b in whole):
            items.append(text[start : found.start()])
            start = found.end()
    return [item.strip() for item in (*items, text[start:]) if item.strip()]


def _whole(items: Sequence[str], one_thing: Callable[[str], bool]) -> list[str]:
    """The items with what belongs to all of them: a head before the first, a tail or a noun after the last."""
    first, last = items[0], items[-1]
    head, tail = _HEAD.match(first), _TAIL.match(last)
    if head and not any(_TAIL.match(item) for item in items[1:]):
        return [f"{head['head']} {item}" for item in _named([head["item"], *items[1:]], one_thing)]
    if tail and not any(_TAIL.match(item) for item in items[:-1]):
        return [*(f"{item} {tail['tail']}" for item in items[:-1]), last]
    return list(items) if head or tail else _named(items, one_thing)


def _named(items: Sequence[str], one_thing: Callable[[str], bool]) -> list[str]:
    """Two items with the noun that the second alone has: "autism or ADHD assessments", but not "therapy or short breaks"."""
    named = f"{items[0]} {items[-1].split()[-1]}"
    shared = len(items) == 2 and len(items[0].split()) == 1 < len(items[1].split()) and one_thing(named)
    return [named, items[1]] if shared else list(items)


def _says_something(item: str) -> bool:
    return any(word.word not in STOP_WORDS and word.stem not in GENERIC for word in tokens(item))
