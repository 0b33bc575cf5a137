"""Answers, letters and ingest reports on the terminal."""

from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from assistant.terminal import plain, print_answer, print_letter, print_letters
from tests.assistant.made_collection import LETTERS, METADATA
from tests.assistant.test_render import FULL, PLAIN

DRIVING = "\x1b]0;owned\x07\x1b[2J\x9b31m\x08\x7f"


@pytest.fixture
def console() -> Console:
    return Console(file=StringIO(), width=120, force_terminal=False)


def shown(console: Console) -> str:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_an_answer_is_shown_with_each_citation_and_its_place(console: Console) -> None:
    print_answer(FULL, console)
    text = shown(console)
    assert "It was asked [1]." in text
    assert "“plan”" in text
    assert "Holmdale, letter of 20 April 2023" in text
    assert "Answered in part" in text


@pytest.mark.parametrize("status", ["not_found", "out_of_scope", "needs_clarification", "partial"])
def test_a_status_other_than_answered_is_said(console: Console, status: str) -> None:
    print_answer(replace(PLAIN, status=status), console)  # type: ignore[arg-type]
    answered = Console(file=StringIO(), width=120)
    print_answer(replace(PLAIN, status="answered"), answered)
    assert len(shown(console)) > len(shown(answered))


def test_a_rewritten_question_is_shown_as_it_was_read(console: Console) -> None:
    print_answer(replace(PLAIN, standalone_question="What was Ravensby asked?"), console)
    assert "What was Ravensby asked?" in shown(console)


def test_letters_are_listed_with_what_is_known_of_them(console: Console) -> None:
    print_letters(METADATA, console)
    text = shown(console)
    assert all(letter.id in text for letter in METADATA)
    assert "Holmdale" in text
    assert "undated" in text


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.metadata.id)
def test_a_letter_is_shown_with_its_paragraphs_and_roles(console: Console, letter: object) -> None:
    print_letter(letter, console)  # type: ignore[arg-type]
    text = shown(console)
    for paragraph in letter.paragraphs:  # type: ignore[attr-defined]
        assert paragraph.role.value in text
        assert paragraph.text[:40] in text


@given(st.text(max_size=60))
def test_a_letters_words_can_never_drive_the_terminal(text: str) -> None:
    cleaned = plain(text)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in cleaned)
    cleaned.encode()


def test_nothing_of_a_letter_or_a_file_name_drives_the_terminal(console: Console) -> None:
    letter = LETTERS[0]
    paragraphs = tuple(
        replace(paragraph, text=DRIVING, headings=(DRIVING,)) for paragraph in letter.paragraphs
    )
    metadata = replace(
        letter.metadata, title=DRIVING, source=DRIVING, area_evidence=DRIVING, next_review_text=DRIVING
    )
    print_letter(replace(letter, paragraphs=paragraphs, metadata=metadata), console)
    print_letters([metadata], console)
    assert not set(shown(console)) & set("\x1b\x07\x9b\x08\x7f")


def test_nothing_of_an_answer_drives_the_terminal(console: Console) -> None:
    print_answer(replace(FULL, text=f"It was asked {DRIVING} [1].", question=DRIVING), console)
    assert not set(shown(console)) & set("\x1b\x07\x9b\x08\x7f")


def test_square_brackets_of_names_are_printed(console: Console) -> None:
    print_letters([replace(METADATA[0], areas=("Holm[bold]dale",), source="letter [final].pdf")], console)
    assert all(name in shown(console) for name in ("Holm[bold]dale", "letter [final].pdf"))
