"""Marks of print that carry structure and no meaning: bullets, enumerators, emphasis, captions of signatures.

Pure functions on one line or one block. `ingest.blocks` and `ingest.segment` decide what follows from them.
"""

import re
from dataclasses import dataclass

_GLYPHS = (
    "•◦▪▫◼◻■□●○‣⁃∙·➢➤►▶✓✔❖➔→" + "\ue000-\uf8ff"
)  # the last range: symbol fonts, as PDFs and Word leave them
_BULLET = re.compile(rf"\s*(?P<mark>[{_GLYPHS}]|(?:[-–—−*+]|o)(?=\s))\s*(?=\S)")
_ENUMERATOR = re.compile(
    r"\s*(?P<mark>\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)|(?:[a-z]|[ivx]{1,5}|\d{1,2})\)|(?:[a-hj-z]|[ivx]{2,5}|\d{1,2})\.|"
    r"\d{1,2}(?:\.\d{1,2}){1,3}\.?)(?:\s+(?=\S)|(?<=[.)])(?=[A-Z][a-z]))"  # a narrow tab leaves no white
)
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"]
_WHOLE = re.compile(
    r"\s*(?P<mark>\*\*|__|\*|_)(?=\S)(?P<text>(?:(?!(?P=mark)).)+?)(?P=mark)(?P<tail>:?)\s*", re.S
)
_RUN_IN = re.compile(
    r"\s*(?P<mark>\*\*|__|\*|_)(?=\S)(?P<label>(?:(?!(?P=mark)).)+?)(?P=mark)(?P<tail>\s*[:.–-]?)\s*", re.S
)
_PLAIN_LABEL = re.compile(r"(?P<label>[A-Z][^.:;!?\n]{1,80}):\s+(?=[\"'“‘(]?[A-Z0-9])")
_SENTENCE_WORD = re.compile(
    r"\b(?:you|we|i|they|it|that|who|which|is|are|was|were|be|has|have|had|should|will|would|must|may|can|do|does|"
    r"told|said|include[sd]?|including|following|follows|demonstrated|agreed|there|this|these|those|your|our)\b",
    re.I,
)
_QUOTED = r"'[^'\n]{1,60}'|\"[^\"\n]{1,60}\"|“[^”\n]{1,60}”|‘[^’\n]{1,60}’"
_CAPTION = re.compile(
    r"[\[(\s]*(?:(?:image|picture|photo(?:graph)?|scan)\s*(?:of|:)\s*)?(?:(?:an?|the)\s+)?"
    r"(?:(?:hand-?written|cursive|styli[sz]ed|scanned|blue|black|dark|illegible|electronic|ink)\s+)*signature\b"
    rf"(?:\s+(?:in|of|appearing|that|which|reading|with|image|block|here|is|resembling)\b(?:{_QUOTED}|[^.\]])*|\s*(?=[\])]|$))"
    r"[.\])]*\s*",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What a list item starts with, and how many characters of the line it takes."""

    mark: str
    end: int
    ordinals: tuple[
        int, ...
    ] = ()  # () a glyph; else what its last part can count: "3." 3, "(c)" 3, "(i)" 1 or 9

    @property
    def shape(self) -> str:
        """What the markers of one list have in common: "-", "(a)", "1.", "1.1"."""
        return re.sub(r"\d+", "1", re.sub(r"[a-z]+", "a", self.mark)) if self.ordinals else self.mark

    def follows(self, other: "Marker | None") -> bool:
        """Whether the enumerator opens a list, or is the next one of the same list."""
        if other is None or other.shape != self.shape:
            return 1 in self.ordinals
        return any(mine == theirs + 1 for mine in self.ordinals for theirs in other.ordinals)


def marker(line: str) -> Marker | None:
    """Find the bullet or enumerator that a line starts with."""
    if found := _BULLET.match(line):
        return Marker(mark=found["mark"], end=found.end())
    if found := _ENUMERATOR.match(line):
        return Marker(mark=found["mark"], end=found.end(), ordinals=_ordinals(found["mark"]))
    return None


def unwrap(text: str) -> tuple[str, bool]:
    """Drop emphasis that encloses the whole text; say whether it did ("**Next:**" is "Next:", True)."""
    found = _WHOLE.fullmatch(text)
    return (found["text"].strip() + found["tail"], True) if found else (text, False)


def run_in_label(text: str) -> tuple[str, int]:
    """Drop the emphasis of a leading label and return the text with the label's end; 0 where it has none.

    "**Training:** Staff are" is "Training: Staff are", 10. A label without emphasis counts where it is short,
    is no sentence ("You told us that:") and a capital follows it.
    """
    found = _RUN_IN.match(text)
    if found and (tail := _label_tail(found)):
        dash = tail.strip() in ("-", "–", "—")
        label = found["label"].strip() + (f" {tail.strip()}" if dash else tail.strip())
        rest = text[found.end() :]
        return (f"{label} {rest}", len(label) + 1) if rest else (label, 0)
    plain = _PLAIN_LABEL.match(text)
    if plain and len(plain["label"].split()) <= 9 and not _SENTENCE_WORD.search(plain["label"]):
        return text, plain.end()
    return text, 0


def sentence_like(text: str) -> bool:
    """Whether words say something ("You told us that:") rather than name something ("Next Steps:")."""
    return bool(_SENTENCE_WORD.search(text))


def without_captions(text: str) -> str:
    """Drop descriptions of signatures, which are pictures and not words of the letter."""
    rest = text
    while rest and (found := _CAPTION.match(rest)):
        rest = rest[found.end() :]
    return rest


def in_capitals(text: str) -> bool:
    """Whether a line is set in capitals: four letters at least, and hardly a small one ("NHS TRUSTs")."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and sum(character.isupper() for character in letters) >= 0.9 * len(letters)


def _label_tail(found: re.Match[str]) -> str:
    """The colon of an emphasised label: inside the emphasis or right after it."""
    if found["label"].rstrip().endswith((":", ".", "–", "-")):
        return " "
    return found["tail"] if found["tail"].strip() else ""


def _ordinals(mark: str) -> tuple[int, ...]:
    last = re.findall(r"[a-z]+|\d+", mark)[-1]
    if last.isdigit():
        return (int(last),)
    roman = (_ROMAN.index(last) + 1,) if last in _ROMAN else ()
    return (*roman, ord(last) - ord("a") + 1) if len(last) == 1 else roman
