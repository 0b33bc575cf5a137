"""Content words."""

import pytest

from vectorstore.terms import STOP_WORDS, content_words, encodable


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Which areas were asked about delays?", ["areas", "asked", "delays"]),
        ("What was the", []),
        ("", []),
        ("54% by 31/03", ["54", "31", "03"]),
        ("the child's co-production", ["child", "co", "production"]),
    ],
)
def test_content_words_leave_function_words_out(text: str, words: list[str]) -> None:
    assert content_words(text) == words


def test_stop_words_are_lower_case_single_words() -> None:
    assert all(word == word.lower() and word.isalpha() for word in STOP_WORDS)


def test_half_a_surrogate_pair_becomes_a_question_mark() -> None:
    assert encodable("a\ud800b") == "a?b"
