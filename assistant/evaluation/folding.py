"""Fold text so that what reads the same compares the same: keys in answers, quotations in letters.

`fold` and `holds` are for answer keys, as docs/evaluation.md words them. `Squashed` is for quotations: it
keeps letters and digits alone, so that white space, bullets, bold marks, curly quotes and hyphens at the ends
of lines cannot hide a quotation, and remembers where each stood.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_MARKER = re.compile(r"\[\d+(?:\s*[,;–-]\s*\d+)*\]")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[,\u2009\u202f]\d{3})+(?!\d)")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_BREAKS = re.compile(r"[\s\-\u2010-\u2015\u2212*•◦▪▫‣⁃●○■□∙·\uf0a7\uf0b7]+")
_QUOTES = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIGNS = frozenset("%£$€")  # "54%" is not "54"
_SHORT = (
    12  # characters: below this a quotation must begin and end with a word, or "5" would be found in "54%"
)


def fold(text: str) -> str:
    """Drop case, citation markers and thousands separators; make spaces, dashes, bullets, `**` one space."""
    text = _MARKER.sub(" ", _INVISIBLE.sub("", text))
    text = _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[0]), text)
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    return _BREAKS.sub(" ", text).strip()


def is_bare_number(key: str) -> bool:
    """Whether a key is a number and nothing else, which any long answer could hold by chance."""
    return bool(_NUMBER.fullmatch(fold(key)))


def holds(text: str, key: str) -> bool:
    """Whether a text holds a key as whole words; "5" is not in "54" and not in "2.5"."""
    folded = fold(key)
    before = r"(?<![\d][.,])" if folded[:1].isdigit() else ""
    after = r"(?![.,]\d)" if folded[-1:].isdigit() else ""
    pattern = rf"(?<!\w){before}{re.escape(folded)}(?!\w){after}"
    return bool(folded) and re.search(pattern, fold(text)) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Squashed:
    """A text's letters, digits and signs alone, in one case; `places[i]` is where `letters[i]` stood."""

    text: str
    letters: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Squashed":
        """Squash a text."""
        letters: list[str] = []
        places: list[int] = []
        for place, character in enumerate(text):
            for kept in _kept(character):
                letters.append(kept)
                places.append(place)
        return cls(text=text, letters="".join(letters), places=tuple(places))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the text that letters[start:end] stood in."""
        return self.places[start], self.places[end - 1] + 1

    def find(self, quote: str) -> Iterator[tuple[int, int]]:
        """Yield every span of the text that reads the same as the quotation."""
        wanted = "".join(kept for character in quote for kept in _kept(character))
        at = self.letters.find(wanted) if wanted else -1
        while at >= 0:
            start, end = self.span(at, at + len(wanted))
            parted = self._is_parted(at) and self._is_parted(at + len(wanted))
            if parted and (len(wanted) >= _SHORT or self._is_whole(start, end)):
                yield start, end
            at = self.letters.find(wanted, at + 1)

    def _is_parted(self, at: int) -> bool:
        """Whether letters[at] does not belong to the character before it, as the second s of "ß" does."""
        return not 0 < at < len(self.places) or self.places[at - 1] != self.places[at]

    def _is_whole(self, start: int, end: int) -> bool:
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        return not before.isalnum() and not after.isalnum()


def _kept(character: str) -> str:
    if character.isascii():  # most of every letter: the general way is ten times slower
        return character.lower() if character.isalnum() or character in _SIGNS else ""
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    return "".join(one for one in decomposed if one.isalnum() or one in _SIGNS)
