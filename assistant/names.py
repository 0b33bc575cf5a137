"""Whether a text names a person, in any usual spelling: nicknames, initials, one letter wrong (RapidFuzz ratio)."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "cllr", "councillor"})
_NO_NAMES = frozenset(
    "did does do has have had was were is are who what when where which how and in the of to will can could on at by".split()
)
NEARLY = 88  # percent of likeness of two surnames or first names that are taken as one person's
_NICKNAMES = (
    "deborah debbie deb debra", "robert rob bob bobby robbie", "katherine kate katie kathryn catherine cathy kathy",
    "christopher chris", "christine chris chrissie tina", "susan sue susie", "simon si", "melanie mel", "patricia pat patsy",
    "patrick pat paddy", "penelope penny", "daniel dan danny", "david dave", "nicholas nick", "nicola nicky nic",
    "andrew andy", "andre andré", "michael mike mick", "james jim jamie", "john jack johnny", "jennifer jen jenny",
    "rebecca becky becca bex", "elizabeth liz beth lizzie betty eliza", "william will bill billy", "richard rick dick rich",
    "anthony tony", "antonia toni", "margaret maggie meg peggy", "victoria vicky vicki tori", "stephen steve steven",
    "stephanie steph", "thomas tom", "timothy tim", "matthew matt", "joseph joe", "josephine jo josie", "joanne jo joanna",
    "samuel sam", "samantha sam", "alexander alex", "alexandra alex sandra", "edward ed ted eddie", "philip phil", "peter pete",
    "pamela pam", "jacqueline jackie", "geoffrey geoff", "gregory greg", "kenneth ken", "lawrence larry", "leonard len",
    "raymond ray", "ronald ron", "terence terry", "theresa terri tess", "valerie val", "vanessa ness", "gillian gill", "judith judy",
)  # fmt: skip


def alike(name: str, text: str) -> bool:
    """Whether a text names somebody called `name`: surname nearly as printed, and a first name that may be theirs."""
    parts = _parts(name)
    if len(parts) < 2:
        return False
    plain, lower, words = _said(text)
    whole = " ".join(parts)
    # A pattern is made of those alone that stand there: of thousands of names it takes seconds.
    if whole.lower() in lower and re.search(rf"\b{re.escape(whole)}\b", plain, re.IGNORECASE):
        return True
    return any(_names(parts, words, at) for at, word in enumerate(words) if word[0].isupper())


@lru_cache(maxsize=50_000)
def _parts(name: str) -> tuple[str, ...]:
    """The parts of a name, plain."""
    return tuple(_plain(name.replace(".", " ")).split())


@lru_cache(maxsize=1)
def _said(text: str) -> tuple[str, str, tuple[str, ...]]:
    """A text plain, in small letters, and its words: it is asked of each name in turn."""
    plain = _plain(text)
    return plain, plain.lower(), tuple(re.findall(r"[^\W\d_][\w'-]*", plain))


def _names(parts: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether the word is the surname, and what stands before it fits."""
    word, surname = words[at].lower().removesuffix("'s"), parts[-1].lower()
    if fuzz.ratio(word, surname) < NEARLY:
        return False
    before = [
        other for other in words[max(0, at - 3) : at] if other[0].isupper() and other.lower() not in _NO_NAMES
    ]
    if any(_first(parts[0], other) for other in before):
        return True
    return (not before or before[-1].lower() in _TITLES) and word == surname


def _plain(text: str) -> str:
    """Without accents, apostrophes straight."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return bare.replace("’", "'")


@lru_cache(maxsize=10_000)
def _first(one: str, other: str) -> bool:
    """Whether two first names may be one person's."""
    a, b = one.lower(), other.lower()
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    if any(a in group.split() and b in group.split() for group in _NICKNAMES):
        return True
    return min(len(a), len(b)) > 3 and bool(fuzz.ratio(a, b) >= NEARLY)
