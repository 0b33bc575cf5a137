"""Whether two files are one letter: as PDF, as Word and as a scan it has the same words.

A draft differs from the letter that was sent in its words, so any word that differs keeps two letters apart. What
may differ: where paragraphs and columns were parted, what is a heading, a letterhead that the letter repeats,
and, where one of the two is a scan, the letters that OCR misreads.
"""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz.distance import Levenshtein

from ingest.letter import Paragraph

MISREAD = 0.2  # of a word's letters that OCR may have wrong
FAULTS = 0.01  # of a letter's words
FRONT = 40  # words at the start, among which a letterhead stands
HEAD = 8  # words of a letterhead

_Words = tuple[str, ...]


def same_letter(first: Sequence[Paragraph], second: Sequence[Paragraph]) -> bool:
    """Whether two texts say the same, word for word; a scan's misread letters apart."""
    mine, theirs = _words(first), _words(second)
    if not mine or not theirs:
        return False
    gone, come, changed = _differences(mine, theirs)
    known = _headings(first) & _headings(second)
    if any(not (block in known or _is_head(block, mine, theirs)) for block in (*gone, *come)):
        return False
    scans = (_is_scan(first), _is_scan(second))
    if not changed or not any(scans):
        return not changed
    few = len(changed) <= FAULTS * min(len(mine), len(theirs))
    return few and all(_misread(old, new, scans, (mine, theirs)) for old, new in changed)


def _words(paragraphs: Sequence[Paragraph]) -> _Words:
    """The words of a letter in reading order, each heading once."""
    words: list[str] = []
    above: tuple[str, ...] = ()
    for paragraph in paragraphs:
        named = paragraph.headings[:-1] if paragraph.label_end else paragraph.headings
        fresh = [heading for heading in named if heading not in above]
        above = named
        words += _folded(" ".join([*fresh, paragraph.text]))
    return tuple(words)


def _headings(paragraphs: Sequence[Paragraph]) -> frozenset[_Words]:
    """What stands above paragraphs: how often it is printed cannot be told from them."""
    return frozenset(_folded(heading) for paragraph in paragraphs for heading in paragraph.headings)


def _folded(text: str) -> _Words:
    return tuple(re.findall(r"[^\W_]+", text.casefold()))


def _differences(
    mine: _Words, theirs: _Words
) -> tuple[list[_Words], list[_Words], list[tuple[_Words, _Words]]]:
    """What only one of two texts has, and what stands in the place of what; what only moved is neither."""
    gone: list[_Words] = []
    come: list[_Words] = []
    changed: list[tuple[_Words, _Words]] = []
    for tag, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag != "equal" and "".join(mine[a:b]) != "".join(theirs[c:d]):
            _put(mine[a:b], theirs[c:d], gone, come, changed)
    there = Counter("".join(block) for block in come)
    moved = there & Counter("".join(block) for block in gone)
    return _without(gone, moved), _without(come, moved), changed


def _put(
    old: _Words, new: _Words, gone: list[_Words], come: list[_Words], changed: list[tuple[_Words, _Words]]
) -> None:
    if old and new:
        changed.append((old, new))
    elif old:
        gone.append(old)
    else:
        come.append(new)


def _without(blocks: Sequence[_Words], moved: Counter[str]) -> list[_Words]:
    left, kept = moved.copy(), []
    for block in blocks:
        text = "".join(block)
        if left[text]:
            left[text] -= 1
        else:
            kept.append(block)
    return kept


def _is_head(block: _Words, mine: _Words, theirs: _Words) -> bool:
    """Whether a block is a letterhead that one form of the letter leaves out, though both have its words again."""
    if not 1 < len(block) <= HEAD or any(word.isdigit() for word in block):
        return False
    fronts = [text[: FRONT + HEAD] for text in (mine, theirs)]
    return any(_holds(front, block) for front in fronts) and all(
        _holds(text[FRONT:], block) for text in (mine, theirs)
    )


def _holds(text: _Words, block: _Words) -> bool:
    return any(text[at : at + len(block)] == block for at in range(len(text) - len(block) + 1))


def _is_scan(paragraphs: Sequence[Paragraph]) -> bool:
    return any(paragraph.ocr for paragraph in paragraphs)


def _misread(old: _Words, new: _Words, scans: tuple[bool, bool], texts: tuple[_Words, _Words]) -> bool:
    """Whether a scan has misread what the other has: nearly the same letters, the same figures, no other word."""
    first, second = "".join(old), "".join(new)
    if re.findall(r"\d", first) != re.findall(r"\d", second):
        return False
    if Levenshtein.normalized_distance(first, second) > MISREAD:
        return False
    read, printed = (new, texts[0]) if scans[1] else (old, texts[1])
    return not set(read) - set(old if read is new else new) & set(printed)
