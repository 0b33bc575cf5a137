"""Briefings: each quotation verbatim with its source, in every kind of file; no letter can do harm."""

import csv
import io
import json
import re
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from assistant.answer import Answer, Citation, Coverage, Filters
from assistant.brief import Brief, Excerpt, Section, briefing, collected
from assistant.brief_command import brief_command
from assistant.brief_export import FORMATS, MEDIA_TYPES, exported
from assistant.brief_text import COLUMNS, as_csv, as_json, as_markdown, cell
from assistant.brief_words import summary
from assistant.emphasis import plain, runs
from ingest.letter import Role
from tests.assistant.made_collection import LETTERS

H23 = LETTERS[0]
MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BULLET, BOLD = H23.paragraphs[7], "It **must not** wait: *all* of [it] <b>now</b> | see `x`"


def cited(number: int, text: str = "", start: int = 0, end: int | None = None) -> Citation:
    paragraph = replace(BULLET, text=text or BULLET.text, page=2, headings=("Next steps", "Reviews"))
    last = len(paragraph.text) if end is None else end
    return Citation(number=number, paragraph=paragraph, letter=H23.metadata, start=start, end=last)


ANSWER = Answer(
    question="Which areas were asked about annual reviews?",
    standalone_question="Which areas were asked about annual reviews in 2023?",
    intent="list-areas",
    filters=Filters(topic="annual reviews", areas=("Holmdale",), date_from=date(2023, 1, 1)),
    status="answered",
    text="One area was **asked**: Holmdale \\[so\\] [1]. (Checked 5 of 6 letters: 1 match.)\n\n- “a” [1]",
    coverage=Coverage(matched=1, not_matched=4, unreadable=1),
    citations=(cited(1), cited(2, BOLD)),
    citations_total=5,
    notes=("Read with the earlier question.",),
    index="abc123",
)
UNANSWERED = replace(
    ANSWER, question="Why?", status="not_found", text="Nothing on this.", citations=(), citations_total=0
)
BRIEF = briefing([ANSWER, UNANSWERED], MADE)


def opened(brief: Brief) -> tuple[list[tuple[str, str]], str]:
    """The document's paragraphs with their styles, and the text of its footnotes."""
    data = exported(brief, ".docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        notes = re.sub(r"<[^>]+>", "", archive.read("word/footnotes.xml").decode())
    return [(one.style.name, one.text) for one in docx.Document(io.BytesIO(data)).paragraphs], notes  # type: ignore[union-attr]


def test_the_document_has_headings_quotations_and_a_footnote_for_each() -> None:
    paragraphs, notes = opened(BRIEF)
    assert ("Heading 1", ANSWER.question) in paragraphs
    assert ("Heading 2", "Holmdale: letter of 20 April 2023") in paragraphs
    quotations = [text for style, text in paragraphs if style == "Quote"]
    assert quotations == [f"“{BULLET.text}”", "“It must not wait: *all* of [it] <b>now</b> | see `x`”"]
    assert notes.count("Holmdale, letter of 20 April 2023; Next steps › Reviews; page 2") == 2
    assert "h23.txt, paragraph h23#8" in notes


def test_the_document_says_where_everything_comes_from() -> None:
    text = "\n".join(text for _, text in opened(BRIEF)[0])
    for said in (
        "22 November 2026", "index abc123", "topic annual reviews", "areas Holmdale", "from 1 January 2023",
        "Checked 5 of 6 letters: 1 matches; 1 could not be read.", "2 of the answer’s 5 quotations are here.",
        "Read with the earlier question.", "in 2023?", "Not in the letters.", "Nothing on this.",
    ):  # fmt: skip
        assert said in text, said


def test_a_question_stands_with_its_first_quotation() -> None:
    document = docx.Document(io.BytesIO(exported(BRIEF, ".docx")))
    said = [one for one in document.paragraphs if one.style.name == "Provenance"][1:]  # type: ignore[union-attr]
    kept = [bool(one.paragraph_format.keep_with_next) for one in said]
    assert kept[0]
    assert not kept[-1]  # the last question has no quotation


def test_emphasis_is_bold_in_the_document_and_in_markdown() -> None:
    document = docx.Document(io.BytesIO(exported(BRIEF, ".docx")))
    bold = [
        run.text for one in document.paragraphs if one.style.name == "Quote" for run in one.runs if run.bold
    ]  # type: ignore[union-attr]
    assert bold == ["must not"]
    assert "It **must not** wait: \\*all\\* of \\[it\\] \\<b\\>now" in as_markdown(BRIEF)


def test_the_document_holds_what_xml_cannot() -> None:
    odd = briefing(
        [replace(ANSWER, citations=(cited(1, "one\x00\x0b two\ufffe three\nfour"),))], MADE, "T\x08"
    )
    assert ("Quote", "“one two three four”") in opened(odd)[0]


def test_markdown_has_one_footnote_for_each_mark() -> None:
    text = as_markdown(BRIEF)
    assert re.findall(r"”\[\^(\d+)\]$", text, re.MULTILINE) == ["1", "2"]
    assert re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE) == ["1", "2"]


def test_csv_has_a_row_for_each_quotation_and_one_for_a_question_without() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(BRIEF))))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["question"], row["number"]) for row in rows] == [
        (ANSWER.question, "1"), (ANSWER.question, "2"), ("Why?", ""),
    ]  # fmt: skip
    assert rows[0]["quote"] == BULLET.text
    assert rows[1]["quote"].startswith("It must not wait")
    assert (rows[0]["letter_date"], rows[0]["page"], rows[0]["index"]) == ("2023-04-20", "2", "abc123")
    assert exported(BRIEF, ".csv").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-5", "@SUM(A1)", " =1", "\t=1", "\ufeff=1", "\x00=1", "＝1", "\r\n@x"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")
    row = next(csv.DictReader(io.StringIO(as_csv(briefing([replace(ANSWER, question=text)], MADE)))))
    assert row["question"].startswith("'")


@given(st.text())
def test_a_cell_is_one_line_and_begins_with_no_formula(text: str) -> None:
    assert not re.search(r"[\r\n\x00]", cell(text))
    assert not cell(text).lstrip().startswith(("=", "+", "-", "@"))


def test_json_quotes_what_the_letter_prints_at_its_offsets() -> None:
    held = json.loads(as_json(BRIEF))
    section = held["sections"][0]
    assert (held["schema"], held["made"], held["index"]) == (1, "2026-11-22T09:30:00+00:00", ["abc123"])
    assert section["filters"]["areas"] == ["Holmdale"]
    assert section["coverage"]["unreadable"] == 1
    excerpt = section["excerpts"][1]
    assert excerpt["quote"] == BOLD[excerpt["start"] : excerpt["end"]]
    assert excerpt["lead_in"] == BULLET.lead_in


def test_chosen_quotations_keep_their_order_and_their_lines() -> None:
    other = replace(ANSWER, question="Another?", citations=(cited(1),))
    chosen = [(ANSWER, cited(2), "First."), (other, cited(1), ""), (ANSWER, cited(1), " Last. ")]
    brief = collected(chosen, MADE)
    assert [section.answer.question for section in brief.sections] == [
        ANSWER.question, "Another?", ANSWER.question,
    ]  # fmt: skip
    assert [excerpt.note for excerpt in brief.excerpts] == ["First.", "", "Last."]
    styles = [(style, text) for style, text in opened(brief)[0] if text in ("First.", "Last.")]
    assert styles == [("Normal", "First."), ("Normal", "Last.")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ANSWER.text, "One area was **asked**: Holmdale [so]."),
        ("Two letters ask:\n\n- “a” [1]", ""),
        ("- “a” [1]", ""),
        ("It is **54%** [1].", "It is **54%**."),
    ],
)
def test_the_summary_is_the_answers_opening_where_it_says_something(text: str, said: str) -> None:
    assert summary(replace(ANSWER, text=text)) == said


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("a **b** c", 0, 9, "a [b] c"),
        ("a **b b** c", 5, 11, "[ b] c"),  # cut inside the emphasis
        ("a **b** c", 3, 6, "[b]"),  # cut inside its marks
        ("2 ** 3 ** 4", 0, 11, "2 ** 3 ** 4"),  # no emphasis
        ("a **b", 0, 5, "a **b"),  # without its pair
    ],
)
def test_emphasis_is_read_in_the_whole_paragraph(text: str, start: int, end: int, expected: str) -> None:
    assert "".join(f"[{run.text}]" if run.bold else run.text for run in runs(text, start, end)) == expected


@given(st.text(alphabet="ab* \n"), st.integers(0, 9), st.integers(0, 9))
def test_only_marks_are_dropped(text: str, start: int, length: int) -> None:
    kept = plain(text, start, start + length)
    assert kept.replace("*", "") == text[start : start + length].replace("*", "")


@pytest.mark.parametrize("suffix", FORMATS)
@given(text=st.text(min_size=1), note=st.text())
def test_any_words_can_be_exported(suffix: str, text: str, note: str) -> None:
    section = Section(answer=ANSWER, excerpts=(Excerpt(citation=cited(1, text), note=note),))
    assert exported(Brief(made=MADE, sections=(section,)), suffix)


def test_every_format_has_its_media_type_and_no_other_is_made() -> None:
    assert set(MEDIA_TYPES) == set(FORMATS)
    with pytest.raises(ValueError, match=r"\.docx, \.md, \.csv, \.json"):
        exported(BRIEF, ".pdf")


def test_every_role_has_its_word() -> None:
    for role in Role:
        section = Section(
            answer=ANSWER,
            excerpts=(Excerpt(citation=replace(cited(1), paragraph=replace(BULLET, role=role))),),
        )
        assert "h23#8" in as_markdown(Brief(made=MADE, sections=(section,))).replace("\\", "")


class _Asked:
    def letters(self) -> list[str]:
        return ["h23"]

    def ask(self, question: str, conversation: object = None) -> Answer:
        return replace(ANSWER if "annual" in question else UNANSWERED, question=question)


@pytest.fixture
def _collection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.build.build", lambda settings: nullcontext(_Asked()))


def run(*arguments: object) -> Result:
    app = typer.Typer()
    app.command()(brief_command)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.usefixtures("_collection")
@pytest.mark.parametrize("suffix", [*FORMATS, ".DOCX"])
def test_the_command_writes_the_file_that_its_name_asks_for(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"brief{suffix}"
    found = run("Which annual reviews?", "-o", target, "--title", "For the minister")
    assert (found.exit_code, found.stdout) == (0, f"{target}: 2 quotations\n")
    content = target.read_bytes()
    assert (b"For the minister" in content) == (suffix in (".md", ".json"))
    assert content.startswith(b"PK") == (suffix.lower() == ".docx")


@pytest.mark.usefixtures("_collection")
def test_a_question_without_excerpts_is_named_and_exits_1(tmp_path: Path) -> None:
    found = run("Which annual reviews?", "Why?", "-o", tmp_path / "a.md")
    assert (found.exit_code, "no excerpt for: Why?" in found.stderr) == (1, True)


@pytest.mark.usefixtures("_collection")
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a.pdf", "ends in one of"),
        ("a", "ends in one of"),
        ("nowhere/a.md", "folder does not exist"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_asked(
    tmp_path: Path, name: str, why: str
) -> None:
    found = run("Why?", "-o", tmp_path / name)
    assert found.exit_code == 2
    assert why in found.stderr


def test_a_folder_without_letters_is_named(tmp_path: Path) -> None:
    found = run("Why?", "-o", tmp_path / "a.md", "--store", tmp_path / "none")
    assert (found.exit_code, bool(found.stderr)) == (2, True)
