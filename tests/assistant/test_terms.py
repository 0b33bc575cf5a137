"""A text's words: tokens with offsets, stems, stop words, sentences."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.terms import (
    STOP_WORDS,
    content_stems,
    content_words,
    remember,
    sentences,
    stem,
    stems,
    surface,
    tokens,
)

LETTER_TEXT = st.text(alphabet=st.sampled_from("aBc .,!?\n’“”()é1£-"), max_size=120)


@given(st.text(max_size=200))
def test_every_token_stands_where_it_says(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end].lower() == token.word for token in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


@given(st.text(max_size=200))
def test_content_words_are_the_tokens_that_are_no_stop_words(text: str) -> None:
    content = content_words(text)
    assert content == [token for token in tokens(text) if token.word not in STOP_WORDS]
    assert content_stems(text) == tuple(token.stem for token in content)
    assert len(stems(text)) == len(tokens(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("co-production", "coproduction"),  # hyphens
        ("neuro-developmental", "neurodevelopmental"),
        ("Ante-natal", "antenatal"),
        ("Children’s", "children"),  # possessives, curly and straight
        ("children's", "children"),
        ("parents'", "parent"),
        ("Reviews", "review"),  # endings and capitals
        ("reviewed", "review"),
        ("delays", "delay"),
        ("1,146", "1146"),  # thousands
    ],
)
def test_one_word_in_two_spellings_has_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("absence", "absent"), ("school", "scholar"), ("20", "20%")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Co-production works", ["co-production", "works"]),
        ("A follow-up review", ["a", "follow", "up", "review"]),
        ("£1,200.50 is 54% of it", ["£1,200.50", "is", "54%", "of", "it"]),
        ("", []),
        ("… — !", []),
        ("parents’ views", ["parents", "views"]),
        ("日本", ["日本"]),
    ],
)
def test_words_are_told_apart_as_people_read_them(text: str, words: list[str]) -> None:
    assert [token.word for token in tokens(text)] == words


@pytest.mark.parametrize("word", ["café", "rené", "siân"])
def test_a_word_with_an_accent_is_one_word(word: str) -> None:
    assert [token.word for token in tokens(word)] == [word]


def test_a_stem_gives_back_the_shortest_word_that_was_seen_with_it() -> None:
    remember("Quibblings and a quibbling")
    assert surface(stem("quibblings")) == "quibbling"
    assert surface("never-seen-stem") == "never-seen-stem"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Really? Yes! Good.", ["Really?", "Yes!", "Good."]),
        ("Mr. Smith met Dr. Jones. They spoke.", ["Mr. Smith met Dr. Jones.", "They spoke."]),
        (
            "Plans, e.g. EHC plans, are late. Reviews too.",
            ["Plans, e.g. EHC plans, are late.", "Reviews too."],
        ),
        ("It rose by 4.5 points. 38% now.", ["It rose by 4.5 points.", "38% now."]),
        ("She said: “It works.” Then she left.", ["She said: “It works.”", "Then she left."]),
        ("first line\nsecond line", ["first line", "second line"]),
        ("no full stop", ["no full stop"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


def test_a_run_in_label_is_no_sentence() -> None:
    text = "Annual reviews: They are late. They were late before."
    spans = sentences(text, label_end=len("Annual reviews:"))
    assert [text[start:end].strip() for start, end in spans] == ["They are late.", "They were late before."]


@given(LETTER_TEXT)
def test_no_character_of_a_text_is_outside_its_sentences_but_spaces(text: str) -> None:
    spans = sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
    inside = {at for start, end in spans for at in range(start, end)}
    assert not "".join(char for at, char in enumerate(text) if at not in inside).strip()


def test_a_blank_line_is_no_sentence() -> None:
    text = "one\n \ntwo"
    assert [text[start:end] for start, end in sentences(text)] == ["one", "two"]
