"""A verdict that follows its topic is read before it."""

import pytest

from assistant.asking import asking
from assistant.reception import turned


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Whose transport wins praise?", "Which areas were praised for transport?"),
        ("Which councils' data teams come in for a kind word?", "Which councils were praised for data teams?"),
        ("Where is short break provision spoken of highly?", "Which areas were praised for short break provision?"),
        ("In which areas does tracking appear as something done well, rather than something to do?", "Which areas were praised for tracking?"),
        ("Which partnership's board is singled out for praise?", "Which partnerships were praised for board?"),
        ("Where did the Local Offer meet with criticism?", "Which areas were criticised for the Local Offer?"),
        ("Where are transitions described as a weakness?", "Which areas were criticised for transitions?"),
        ("Which councils' buses did inspectors find fault with?", "Which councils were criticised for buses?"),
        ("Whose travel training did reviewers praise?", "Which areas were praised for travel training?"),
        ("In which areas were the travel passes found wanting?", "Which areas were criticised for the travel passes?"),
        ("Where was the Local Offer judged not good enough?", "Which areas were criticised for the Local Offer?"),
        ("Where did the transport leave much to be desired?", "Which areas were criticised for the transport?"),
        ("Where were lost passes found?", "Where were lost passes found?"),
        ("Which areas won praise for transport?", "Which areas won praise for transport?"),
        ("Whose transport gets a mention?", "Whose transport gets a mention?"),
        ("Where is transport described as free?", "Where is transport described as free?"),
    ],
)  # fmt: skip
def test_a_verdict_at_the_end_is_turned_round(text: str, asked: str) -> None:
    assert turned(text) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Which areas were asked to show results, not just meetings?", "Which areas were asked to show results"),
        ("Which areas were told to listen rather than merely inform?", "Which areas were told to listen"),
        ("Which areas were asked not just to listen but to act?", "Which areas were asked not just to listen but to act?"),
    ],
)  # fmt: skip
def test_what_is_not_enough_is_not_asked_about(text: str, asked: str) -> None:
    assert asking(text).rstrip(" ?") == asked.rstrip("?")
    assert len(asking(text)) == len(text)
