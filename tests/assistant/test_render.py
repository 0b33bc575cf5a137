"""The JSON contract of programs, and Markdown."""

import json
from dataclasses import replace
from datetime import date

import pytest

from assistant.answer import Answer, Citation, Coverage, Filters, Group, Verdict
from assistant.possibilities import Possibilities
from assistant.render import (
    as_json,
    as_markdown,
    citation_json,
    coverage_line,
    letter_json,
    metadata_json,
    where,
)
from ingest.letter import LetterMetadata, Role
from tests.assistant.made_collection import LETTERS, METADATA, UNKNOWN

H23, U25, X25 = LETTERS[0], LETTERS[4], LETTERS[6]
PARAGRAPH = replace(H23.paragraphs[7], boxes=((1, 0.1, 0.2, 0.9, 0.3),), ocr=True, confidence=0.98)
CITATION = Citation(number=1, paragraph=PARAGRAPH, letter=H23.metadata, start=2, end=6)
PLAIN = Answer(
    question="q", standalone_question="q", intent="points", filters=Filters(), status="not_found", text="No."
)
FULL = replace(
    PLAIN,
    status="partial",
    text="It was asked [1].",
    key="54%",
    filters=Filters(
        topic="annual reviews", areas=("Holmdale",), date_from=date(2023, 1, 1), date_to=date(2023, 12, 31),
        roles=("ask",), people=("Ines Calder",), plans=("APP",),
    ),
    areas=("Holmdale", UNKNOWN),
    letters=("h23", "u25"),
    coverage=Coverage(matched=2, not_matched=4, unreadable=1),
    verdicts=(
        Verdict(letter=H23.metadata, decision="matched", reason="names it", paragraphs=("h23#8",)),
        Verdict(letter=X25.metadata, decision="unreadable", reason="encrypted"),
    ),
    groups=(Group(label="asked", areas=("Holmdale",), date=date(2023, 4, 20), role="ask", citations=(1,)),),
    citations=(CITATION,),
    citations_total=3,
    notes=("Read as: q",),
    timings_ms={"understand": 1.23456},
    index="abc",
)  # fmt: skip
KEYS = [
    "schema", "question", "standalone_question", "intent", "filters", "status", "answer", "answer_key",
    "areas", "letters", "coverage", "verdicts", "groups", "citations", "citations_total", "reader", "notes",
    "timings_ms", "index",
]  # fmt: skip
CITATION_KEYS = [
    "n", "paragraph_id", "letter_id", "kind", "areas", "area_source", "letter_date", "section", "role",
    "page", "page_estimated", "boxes", "ocr", "confidence", "quote", "start", "end", "source",
]  # fmt: skip


@pytest.mark.parametrize("answer", [PLAIN, FULL], ids=["plain", "full"])
def test_the_object_has_exactly_the_keys_of_the_contract_and_is_json(answer: Answer) -> None:
    printed = as_json(answer)
    assert list(printed) == KEYS
    assert list(printed["filters"]) == ["topic", "areas", "date_from", "date_to", "roles", "people", "plans"]
    assert json.loads(json.dumps(printed)) == printed
    assert printed["schema"] == 1


def test_what_a_set_question_adds_has_exactly_its_keys() -> None:
    printed = as_json(FULL)
    assert printed["coverage"] == {"total": 7, "checked": 6, "matched": 2, "not_matched": 4, "unreadable": 1}
    assert [list(verdict) for verdict in printed["verdicts"]] == [
        ["letter_id", "verdict", "reason", "paragraphs"]
    ] * 2
    assert [verdict["verdict"] for verdict in printed["verdicts"]] == ["matched", "unreadable"]
    assert printed["groups"] == [
        {"label": "asked", "areas": ["Holmdale"], "date": "2023-04-20", "role": "ask", "citations": [1]}
    ]
    assert printed["areas"] == ["Holmdale", UNKNOWN]
    assert printed["letters"] == ["h23", "u25"]


def test_what_an_answer_does_not_have_is_null_and_never_left_out() -> None:
    printed = as_json(PLAIN)
    nothing = ("answer_key", "areas", "letters", "coverage", "verdicts", "groups")
    assert [printed[key] for key in nothing] == [None] * len(nothing)
    assert (printed["citations"], printed["notes"], printed["timings_ms"]) == ([], [], {})
    assert printed["filters"] == {
        "topic": None, "areas": [], "date_from": None, "date_to": None, "roles": [], "people": [], "plans": []
    }  # fmt: skip


def test_an_empty_set_is_not_the_same_as_no_set() -> None:
    printed = as_json(replace(PLAIN, areas=(), letters=(), verdicts=()))
    assert (printed["areas"], printed["letters"], printed["verdicts"]) == ([], [], [])


def test_a_citation_has_exactly_the_keys_of_the_contract() -> None:
    printed = citation_json(CITATION)
    assert list(printed) == CITATION_KEYS
    assert printed["quote"] == PARAGRAPH.text[printed["start"] : printed["end"]] == "plan"
    assert (printed["paragraph_id"], printed["letter_id"], printed["n"]) == ("h23#8", "h23", 1)
    assert (printed["letter_date"], printed["kind"], printed["role"]) == ("2023-04-20", "letter", "ask")
    assert (printed["section"], printed["page"], printed["boxes"]) == (
        ["Next steps"],
        2,
        [[1, 0.1, 0.2, 0.9, 0.3]],
    )
    assert json.loads(json.dumps(printed)) == printed


def test_a_letter_without_an_area_or_a_date_is_named_by_what_is_known() -> None:
    unnamed = citation_json(replace(CITATION, letter=U25.metadata))
    assert (unnamed["areas"], unnamed["area_source"]) == ([UNKNOWN], "unknown")
    undated = citation_json(replace(CITATION, letter=replace(H23.metadata, sent=None)))
    assert undated["letter_date"] is None


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.metadata.id)
def test_a_letter_is_json_with_its_paragraphs(letter: object) -> None:
    printed = letter_json(letter, Possibilities())  # type: ignore[arg-type]
    assert json.loads(json.dumps(printed))["paragraphs"] == json.loads(json.dumps(printed["paragraphs"]))
    for paragraph in printed["paragraphs"]:
        assert paragraph["paragraph_id"] == f"{printed['letter_id']}#{paragraph['n']}"
        assert paragraph["role"] in set(Role)


def test_a_letters_metadata_says_whether_it_could_be_read() -> None:
    assert [metadata_json(letter, Possibilities())["unreadable"] for letter in METADATA] == [False] * 6 + [
        True
    ]
    assert metadata_json(H23.metadata, Possibilities())["sent"] == "2023-04-20"


def test_markdown_has_the_answer_its_citations_and_its_notes() -> None:
    text = as_markdown(FULL)
    assert text.startswith("It was asked [1].\n")
    assert "[1] “plan” (Holmdale, letter of 20 April 2023; Next steps" in text
    assert text.endswith("Note: Read as: q\n")
    assert as_markdown(PLAIN) == "No.\n"


def test_brackets_of_a_letter_are_no_markers_in_markdown() -> None:
    bracketed = replace(PARAGRAPH, text="as agreed [1] ![x](http://example.org/x.png)")
    text = as_markdown(replace(FULL, citations=(replace(CITATION, paragraph=bracketed, start=0, end=44),)))
    assert "![x](" not in text
    assert text.count("[1]") == 2  # the marker, and the citation's own number


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        (H23.metadata, ["Holmdale, letter of 20 April 2023", "Next steps", "page 2", "read by OCR"]),
        (METADATA[2], ["Ravensby and Stonemere, letter of 2 February 2024"]),
        (METADATA[5], ["Stonemere, report of 7 March 2025"]),
        (U25.metadata, [UNKNOWN]),
        (replace(H23.metadata, page_estimated=True), ["page 2 (estimated)"]),
    ],
)
def test_where_a_citation_stands_is_said_in_words(letter: LetterMetadata, words: list[str]) -> None:
    said = where(replace(CITATION, letter=letter))
    assert all(word in said for word in words)


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ((23, 125, 3), "checked 148 of 151 letters: 23 match; 3 could not be read"),
        ((1, 4, 0), "checked 5 of 5 letters: 1 matches"),
        ((0, 1, 0), "checked 1 of 1 letter: 0 match"),
        ((0, 0, 2), "checked 0 of 2 letters: 0 match; 2 could not be read"),
        ((0, 0, 0), "checked 0 of 0 letters: 0 match"),
    ],
)
def test_coverage_is_said_in_one_line(counts: tuple[int, int, int], line: str) -> None:
    matched, not_matched, unreadable = counts
    assert coverage_line(Coverage(matched=matched, not_matched=not_matched, unreadable=unreadable)) == line
