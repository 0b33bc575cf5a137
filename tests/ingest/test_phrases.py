"""Phrases finds what its pattern finds, whatever the text; patterns that cannot be foreseen are searched as they are."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest import cues, metadata
from ingest.findings import LACKING, THRIVING
from ingest.phrases import Phrases

PATTERNS = {
    "asks": cues.ASK,
    "dues": cues.DUE,
    "praises": cues.PRAISE,
    "concerns": cues.CONCERN,
    "admin": cues.ADMIN,
    "lacking": LACKING,
    "thriving": THRIVING,
    "next": metadata._NEXT,
    "ordinal": metadata._ORDINAL,
    "nested": Phrases(re.compile(r"\b(?:a{2,3}b|[Cc]?old|(?:very |too )*few|(?<!x)no(?!t)\w*|i)\b", re.I)),
}
WORDS = st.sampled_from(
    """We I you next delays Delayed COMMENDED review not yet effective the second must by May 2024 few too very old
    cold no nothing aab we'd isn’t thank Kind ſhould İt would like to see progress-made well-being ; . : - (the)""".split()  # noqa: SIM905
)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=40)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_of_the_shipped_cues_is_tried_only_where_its_words_begin(name: str) -> None:
    assert not PATTERNS[name].plain


@given(TEXTS, st.integers(0, 12))
@example("ſhould we", 0)
@example("too too few", 4)
def test_what_is_found_is_what_the_pattern_finds(text: str, start: int) -> None:
    for phrases in PATTERNS.values():
        whole = phrases.pattern
        assert _spans(phrases.finditer(text)) == _spans(whole.finditer(text))
        assert _spans([phrases.search(text, start)]) == _spans([whole.search(text, start)])
        assert _spans([phrases.match(text)]) == _spans([whole.match(text)])


@pytest.mark.parametrize(
    "pattern",
    [
        r"delays",  # inside a word too
        r"\b\w+n't\b",  # any word
        r"\b(?:early|\W+late)",
        r"\b(?:soon)?",
        r"\B(?:ly)",
    ],
)
def test_a_pattern_that_may_begin_anywhere_is_searched_as_it_is(pattern: str) -> None:
    phrases = Phrases(re.compile(pattern))
    assert phrases.plain
    text = "delays don't end early - late, mydelays sadly soon"
    assert _spans(phrases.finditer(text)) == _spans(phrases.pattern.finditer(text))
    assert _spans([phrases.search(text, 3)]) == _spans([phrases.pattern.search(text, 3)])


def _spans(found: object) -> list[tuple[int, int] | None]:
    return [one.span() if one else None for one in found]  # type: ignore[attr-defined]
