"""A briefing as Markdown with footnotes, as CSV that no spreadsheet takes for formulas, and as JSON."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from assistant import render
from assistant.brief import Brief, Excerpt, Section
from assistant.brief_words import colophon, filters, letter_heading, provenance, source, summary
from assistant.emphasis import plain, runs
from ingest.letter import british

SCHEMA = 1
COLUMNS = (
    "question", "number", "note", "quote", "areas", "area_source", "kind", "letter_date", "section",
    "lead_in", "role", "page", "page_estimated", "ocr", "letter_id", "paragraph_id", "start", "end", "source",
    "status", "answer_key", "read_as", "filters", "checked", "quotations", "notes", "made", "index",
)  # fmt: skip
# What a spreadsheet takes for a formula where nothing that prints stands before it (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def as_markdown(brief: Brief) -> str:
    """Headings, block quotations, footnotes."""
    lines = [f"# {_line(brief.title)}", "", colophon(brief), ""]
    notes: list[str] = []
    for section in brief.sections:
        lines += [f"## {_line(section.answer.question)}", ""]
        lines += [part for text in _opening(section) for part in (text, "")]
        heading = ""
        for excerpt in section.excerpts:
            if letter_heading(excerpt.citation) != heading:
                heading = letter_heading(excerpt.citation)
                lines += [f"### {_line(heading)}", ""]
            notes.append(f"[^{len(notes) + 1}]: {_line(source(excerpt.citation))}")
            lines += [part for text in _quoted(excerpt, len(notes)) for part in (text, "")]
    return "\n".join([*lines, *notes]).rstrip("\n") + "\n"


def as_csv(brief: Brief) -> str:
    """A row for each quotation; one without quotation for a question that the letters do not answer."""
    held = io.StringIO()
    writer = csv.DictWriter(held, COLUMNS, quoting=csv.QUOTE_ALL, lineterminator="\r\n", restval="")
    writer.writeheader()
    number = 0
    for section in brief.sections:
        for excerpt in section.excerpts or (None,):
            number += excerpt is not None
            row = _asked(section, brief) | (_cited(excerpt, number) if excerpt else {})
            writer.writerow({name: cell(value) for name, value in row.items()})
    return held.getvalue()


def as_json(brief: Brief) -> str:
    """Everything: quotations as the letters print them, with their offsets."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "title": brief.title,
            "made": brief.made.isoformat(timespec="seconds"),
            "index": list(brief.indexes),
            "sections": [_section(section) for section in brief.sections],
        },
        ensure_ascii=False,
        indent=1,
    )


def cell(value: object) -> str:
    """A value as a CSV cell: one line, and never a formula."""
    words = " ".join(str(value).split()) if not isinstance(value, bool) else str(value).lower()
    text = "".join(letter for letter in words if unicodedata.category(letter) != "Cc")
    printed = "".join(letter for letter in text if letter.isprintable())
    return f"'{text}" if printed.lstrip().startswith(FORMULA) else text


def _opening(section: Section) -> list[str]:
    said = summary(section.answer)
    return ([_marked(said)] if said else []) + [_line(line) for line in provenance(section)]


def _quoted(excerpt: Excerpt, number: int) -> list[str]:
    cited = excerpt.citation
    words = _marked(cited.paragraph.text, cited.start, cited.end)
    own = [_line(excerpt.note)] if excerpt.note else []
    return [*own, f"> “{words}”[^{number}]"]


def _marked(text: str, start: int = 0, end: int | None = None) -> str:
    """Words as Markdown: bold where they are printed so, and nothing else in them means anything."""
    parts = []
    for run in runs(text, start, end):
        body = _line(run.text)
        inner = body.strip()
        parts.append(body.replace(inner, f"**{inner}**", 1) if run.bold and inner else body)
    return "".join(parts)


def _line(text: str) -> str:
    """Text as one line of Markdown that shows it as it is."""
    folded = re.sub(r"([\\`*_\[\]<>!|~#])", r"\\\1", re.sub(r"\s+", " ", text))
    return re.sub(r"^( ?\d*)([-+=.)])", r"\1\\\2", folded)  # what would start a list or a heading


def _asked(section: Section, brief: Brief) -> dict[str, object]:
    answer = section.answer
    return {
        "question": answer.question,
        "status": answer.status,
        "answer_key": answer.key or "",
        "read_as": answer.standalone_question,
        "filters": filters(answer),
        "checked": render.coverage_line(answer.coverage) if answer.coverage else "",
        "quotations": answer.citations_total,
        "notes": "; ".join(answer.notes),
        "made": brief.made.isoformat(timespec="seconds"),
        "index": answer.index,
    }


def _cited(excerpt: Excerpt, number: int) -> dict[str, object]:
    cited = excerpt.citation
    paragraph, letter = cited.paragraph, cited.letter
    return {
        "number": number,
        "note": excerpt.note,
        "quote": plain(paragraph.text, cited.start, cited.end),
        "areas": "; ".join(letter.area_names),
        "area_source": letter.area_source,
        "kind": letter.kind,
        "letter_date": letter.sent.isoformat() if letter.sent else british(None),
        "section": " > ".join(paragraph.headings),
        "lead_in": paragraph.lead_in,
        "role": paragraph.role.value,
        "page": paragraph.page or "",
        "page_estimated": letter.page_estimated,
        "ocr": paragraph.ocr,
        "letter_id": letter.id,
        "paragraph_id": paragraph.id,
        "start": cited.start,
        "end": cited.end,
        "source": letter.source,
    }


def _section(section: Section) -> dict[str, Any]:
    """The answer's own object, without its verdicts and its own list of citations, and the excerpts."""
    answer = {
        name: value
        for name, value in render.as_json(section.answer).items()
        if name not in ("schema", "citations", "verdicts", "groups", "timings_ms")
    }
    return {**answer, "excerpts": _excerpts(section.excerpts)}


def _excerpts(excerpts: Sequence[Excerpt]) -> list[dict[str, Any]]:
    return [
        {
            **render.citation_json(excerpt.citation),
            "lead_in": excerpt.citation.paragraph.lead_in,
            "note": excerpt.note,
        }
        for excerpt in excerpts
    ]
