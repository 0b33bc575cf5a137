"""Citations that hold: nothing that fails, and nothing without a citation, leaves `proved`."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Filters, Group
from assistant.citations import Cited, find_quote, holds, proved, sentence_at, whole
from assistant.prose import quoted
from ingest.letter import LetterMetadata, Paragraph, Role

LETTER = LetterMetadata(id="made", source="made.txt")
TEXTS = (
    "Reviews are late. Too many plans come out unchanged.",
    "The forum [the parent carer forum] must be consulted [1].",
    "Label: “What is said” is *this* [see page 2].",
    "38% of plans (412) were on time.",
)
PARAGRAPHS = tuple(
    Paragraph(letter_id="made", number=number, text=text, role=Role.ASK)
    for number, text in enumerate(TEXTS, 1)
)
RECORD = {paragraph.id: paragraph for paragraph in PARAGRAPHS}


def current(ids: Sequence[str]) -> dict[str, Paragraph]:
    """The record as it is."""
    return {one: RECORD[one] for one in ids if one in RECORD}


def cited(number: int, paragraph: Paragraph, start: int = 0, end: int | None = None) -> Citation:
    end = len(paragraph.text) if end is None else end
    return Citation(number=number, paragraph=paragraph, letter=LETTER, start=start, end=end)


def answer(text: str, *citations: Citation, **fields: object) -> Answer:
    return Answer(
        question="?", standalone_question="?", intent="points", filters=Filters(), status="answered",
        text=text, citations=citations, citations_total=len(citations), **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def markers(text: str) -> list[int]:
    """The numbers of the markers of an answer; a bracket of a letter is escaped and no marker."""
    return [int(number) for number in re.findall(r"(?<!\\)\[(\d+)\]", text)]


def assert_proved(found: Answer) -> None:
    numbers = [citation.number for citation in found.citations]
    assert sorted(set(markers(found.text))) == numbers == list(range(1, len(numbers) + 1))
    assert all(holds(citation, RECORD.get(citation.paragraph.id)) for citation in found.citations)
    for group in found.groups or ():
        assert set(group.citations) <= set(numbers)


CHANGED = replace(PARAGRAPHS[0], text="Reviews are early. Too many plans come out unchanged.")
GONE = replace(PARAGRAPHS[0], letter_id="gone")


@pytest.mark.parametrize(
    ("citation", "good"),
    [
        (cited(1, PARAGRAPHS[0]), True),
        (cited(1, PARAGRAPHS[0], 0, 17), True),
        (cited(1, PARAGRAPHS[1], 10, 34), True),  # with square brackets
        (cited(1, CHANGED), False),  # other words than the record's
        (cited(1, CHANGED, 18, 30), False),  # the same words at another place
        (cited(1, GONE), False),  # a paragraph that is not there any more
        (cited(1, PARAGRAPHS[0], 0, 999), False),  # beyond the end
        (cited(1, PARAGRAPHS[0], -5, 10), False),  # before the beginning
        (cited(1, PARAGRAPHS[0], 10, 10), False),  # nothing
        (cited(1, PARAGRAPHS[0], 20, 10), False),  # backwards
        (cited(1, PARAGRAPHS[0], 17, 18), False),  # a space
    ],
)
def test_a_citation_holds_only_where_the_record_has_its_words(citation: Citation, good: bool) -> None:
    assert holds(citation, RECORD.get(citation.paragraph.id)) is good
    found = proved(answer("First [1].", citation), current)
    assert len(found.citations) == good
    assert ("First" in found.text) is good


def test_a_true_answer_is_left_as_it_is() -> None:
    given_ = answer(
        f"Two: {quoted(TEXTS[0])} [1]; {quoted(TEXTS[3])} [2].", *map(cited, (1, 2), PARAGRAPHS[::3])
    )
    assert proved(given_, current) == given_


def test_only_the_sentence_whose_citation_fails_is_cut() -> None:
    text = "It is late [1]. It is early [2]. It is both [1]."
    found = proved(answer(text, cited(1, PARAGRAPHS[0]), cited(2, CHANGED)), current)
    assert found.text == "It is late [1]. It is both [1]."
    assert_proved(found)


def test_only_the_point_whose_citation_fails_is_cut() -> None:
    text = "Two points:\n\n- one [1]\n- two [2]\n- three [3]"
    found = proved(answer(text, *map(cited, (1, 2, 3), (CHANGED, PARAGRAPHS[1], PARAGRAPHS[2]))), current)
    assert found.text == "Two points:\n\n- two [1]\n- three [2]"
    assert [citation.paragraph for citation in found.citations] == list(PARAGRAPHS[1:3])


def test_a_marker_without_a_citation_takes_its_sentence_with_it() -> None:
    found = proved(answer("Proved [1]. Made up [7].", cited(1, PARAGRAPHS[0])), current)
    assert found.text == "Proved [1]."


def test_a_citation_that_is_never_used_is_left_out() -> None:
    found = proved(answer("Only one [2].", cited(1, PARAGRAPHS[0]), cited(2, PARAGRAPHS[1])), current)
    assert (found.text, [c.paragraph for c in found.citations]) == ("Only one [1].", [PARAGRAPHS[1]])


def test_numbers_follow_the_order_of_use_in_text_and_groups() -> None:
    groups = (Group(label="b", citations=(2,)), Group(label="a", citations=(1, 3)))
    found = proved(
        answer("B [2], a [1] and c [3].", *map(cited, (1, 2, 3), PARAGRAPHS), groups=groups), current
    )
    assert found.text == "B [1], a [2] and c [3]."
    assert found.groups is not None
    assert [group.citations for group in found.groups] == [(1,), (2, 3)]
    assert_proved(found)


def test_brackets_inside_a_quotation_are_words_and_no_markers() -> None:
    text = f"The letter says {quoted(TEXTS[1])} [1] and {quoted(TEXTS[2])} [2]."
    found = proved(answer(text, cited(1, PARAGRAPHS[1]), cited(2, PARAGRAPHS[2])), current)
    assert found.text == text
    assert_proved(found)


def test_no_part_of_a_quotation_that_fails_is_left_behind() -> None:
    text = f"- **Holmdale**: {quoted(CHANGED.text)} [1]; {quoted(TEXTS[3])} [2]."
    found = proved(answer(text, cited(1, CHANGED), cited(2, PARAGRAPHS[3])), current)
    assert "Reviews are early" not in found.text
    assert_proved(found)


def test_an_answer_that_loses_all_its_proof_is_no_answer() -> None:
    found = proved(answer("**54%.** It is 54% [1].", cited(1, CHANGED), key="54%"), current)
    assert found.abstained
    assert found.key is None
    assert found.text


def test_a_marker_of_any_length_is_only_a_marker_without_a_citation() -> None:
    found = proved(answer(f"Proved [1].\nNo [{'9' * 5000}].", cited(1, PARAGRAPHS[0])), current)
    assert found.text == "Proved [1]."


SPANS = st.builds(
    cited,
    st.integers(1, 4),
    st.sampled_from([*PARAGRAPHS, CHANGED, GONE]),
    st.integers(-3, 30),
    st.integers(-3, 70),
)
LINES = st.lists(
    st.sampled_from(
        ["One", " [1]", " [2]", " [3]", " [9]", ". ", "Two", "\n", "\n- ", "“it”", "\\[1\\]", "[x]", "; "]
    ),
    max_size=16,
).map("".join)


@given(LINES, st.lists(SPANS, max_size=4, unique_by=lambda citation: citation.number))
@example("One [1]. [2]", [cited(1, CHANGED), cited(2, PARAGRAPHS[0])])
def test_whatever_a_reader_writes_only_proof_leaves(text: str, citations: list[Citation]) -> None:
    groups = (Group(label="all", citations=tuple(citation.number for citation in citations)),)
    found = proved(answer(text, *citations, groups=groups), current)
    assert_proved(found)
    assert found.citations_total >= len(found.citations)
    assert proved(found, current) == found  # once is enough


@given(st.sampled_from(PARAGRAPHS), st.integers(0, 60), st.integers(0, 60))
def test_collected_quotations_are_verbatim_and_have_one_number_each(
    paragraph: Paragraph, one: int, two: int
) -> None:
    collected = Cited()
    numbers = [collected.add(paragraph, LETTER, at, at + 3) for at in (one, two, one)]
    assert numbers[0] == numbers[2]
    assert (numbers[0] == numbers[1]) == (one == two)
    assert [citation.number for citation in collected.citations] == list(range(1, len(set(numbers)) + 1))
    assert all(citation.quote in paragraph.text for citation in collected.citations)


@pytest.mark.parametrize(
    ("text", "label_end", "words"),
    [
        ("Annual reviews: They are late.", 16, "They are late."),
        ("  They are late. ", 0, "They are late."),
        ("Annual reviews:", 15, "Annual reviews:"),  # a label with nothing after it is all there is
    ],
)
def test_a_paragraph_is_quoted_without_its_label(text: str, label_end: int, words: str) -> None:
    paragraph = replace(PARAGRAPHS[0], text=text, label_end=label_end)
    start, end = whole(paragraph)
    assert text[start:end] == words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("must be consulted", "must be consulted"),
        ("The  forum\n[the parent", "The forum [the parent"),  # white space folded
        ("(the parent carer forum)", None),
        ("", None),
        ("THE FORUM", None),  # verbatim
    ],
)
def test_words_are_found_where_they_stand(words: str, found: str | None) -> None:
    span = find_quote(PARAGRAPHS[1], words)
    assert (span and TEXTS[1][slice(*span)]) == found


@pytest.mark.parametrize(
    ("at", "sentence"), [(0, "Reviews are late."), (20, "Too many plans come out unchanged.")]
)
def test_an_offset_has_its_sentence(at: int, sentence: str) -> None:
    start, end = sentence_at(PARAGRAPHS[0], at)
    assert TEXTS[0][start:end] == sentence
