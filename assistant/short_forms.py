"""What people call organisations for short: "Broadfen" of "Broadfen Water", where others are "… Water" too.

A collection's names say themselves which of their words are its kind's and not one member's: those that several
share, and capitals that stand for a kind ("HMP", "NHS").
"""

from collections import Counter
from collections.abc import Iterable, Mapping

_SMALL = frozenset(("&", "and", "of", "the", "for", "at", "on", "in"))
_KIND = 5  # letters of capitals that stand for a kind at most


def short_forms(names: Iterable[str]) -> Mapping[str, str]:
    """Each name that has a shorter form of its own, with that; what two names come down to is neither's."""
    parts = {name: name.split() for name in names}
    often = Counter(word.casefold() for words in parts.values() for word in set(words))
    forms = {name: " ".join(_trimmed(words, often)) for name, words in parts.items()}
    times = Counter(form.casefold() for form in forms.values())
    return {
        name: form for name, form in forms.items() if form and form != name and times[form.casefold()] == 1
    }


def _trimmed(words: list[str], often: Counter[str]) -> list[str]:
    """The words without what is not its own at either end."""
    own = [
        word.casefold() not in _SMALL
        and often[word.casefold()] == 1
        and not (word.isupper() and len(word) <= _KIND)
        for word in words
    ]
    if True not in own:
        return []
    return words[own.index(True) : len(own) - own[::-1].index(True)]
