"""An Answer for people and programs: JSON (DESIGN.md's contract, schema 1), Markdown, the terminal."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.answer import Answer, Citation, Coverage, Group, Sent, Verdict
from assistant.possibilities import Possibilities, possibilities_json
from assistant.prose import capital, counted, escaped, quoted
from ingest.letter import Letter, LetterMetadata, Paragraph, british

SCHEMA = 1


def as_json(answer: Answer) -> dict[str, Any]:
    """The one object that `letterbook ask --json` prints."""
    return {
        "schema": SCHEMA,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "intent": answer.intent,
        "filters": _filters(answer),
        "status": answer.status,
        "answer": answer.text,
        "answer_key": answer.key,
        "areas": _listed(answer.areas),
        "letters": _listed(answer.letters),
        "coverage": _coverage(answer.coverage),
        "verdicts": None if answer.verdicts is None else [_verdict(verdict) for verdict in answer.verdicts],
        "groups": None if answer.groups is None else [_group(group) for group in answer.groups],
        "citations": [citation_json(citation) for citation in answer.citations],
        "citations_total": answer.citations_total,
        "reader": answer.reader,
        "notes": list(answer.notes),
        **({"sent": _sent(answer.sent)} if answer.sent else {}),
        "timings_ms": {stage: round(took, 3) for stage, took in answer.timings_ms.items()},
        "index": answer.index,
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """One citation of the contract."""
    paragraph, letter = citation.paragraph, citation.letter
    return {
        "n": citation.number,
        "paragraph_id": paragraph.id,
        "letter_id": letter.id,
        "kind": letter.kind,
        "areas": list(letter.area_names),
        "area_source": letter.area_source,
        "letter_date": _iso(letter.sent),
        "section": list(paragraph.headings),
        "role": paragraph.role.value,
        "page": paragraph.page,
        "page_estimated": letter.page_estimated,
        "boxes": [list(box) for box in paragraph.boxes],
        "ocr": paragraph.ocr,
        "confidence": paragraph.confidence,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "source": letter.source,
    }


def metadata_json(letter: LetterMetadata, maybe: Possibilities) -> dict[str, Any]:
    """What a letter says of itself, and what it may be the same as, for programs."""
    return {
        "letter_id": letter.id, "source": letter.source, "kind": letter.kind, "title": letter.title,
        "areas": list(letter.area_names), "area_source": letter.area_source, "area_evidence": letter.area_evidence,
        "sent": _iso(letter.sent), "met": _iso(letter.met), "next_review": _iso(letter.next_review),
        "next_review_text": letter.next_review_text, "review": letter.review, "plans": list(letter.plans),
        "outcome": letter.outcome, "people": [asdict(person) for person in letter.people],
        "facts": [asdict(fact) for fact in letter.facts], "pages": letter.pages, "ocr_pages": letter.ocr_pages,
        "page_estimated": letter.page_estimated, "unreadable": letter.unreadable, "warnings": list(letter.warnings),
        "possibilities": possibilities_json(maybe),
    }  # fmt: skip


def letter_json(letter: Letter, maybe: Possibilities) -> dict[str, Any]:
    """A letter with its paragraphs, for programs."""
    return {
        **metadata_json(letter.metadata, maybe),
        "paragraphs": [_paragraph(paragraph) for paragraph in letter.paragraphs],
    }


def as_markdown(answer: Answer) -> str:
    """The answer with its citations below it."""
    lines = [answer.text, ""]
    lines += [
        f"[{citation.number}] {quoted(citation.quote)} ({escaped(where(citation))})"
        for citation in answer.citations
    ]
    lines += ["", *(f"Note: {note}" for note in answer.notes)]
    return "\n".join(lines).strip() + "\n"


def where(citation: Citation) -> str:
    """Letter, date, section and page of a citation, in words."""
    letter, paragraph = citation.letter, citation.paragraph
    names = " and ".join(letter.area_names)
    parts = [names if names.startswith("unknown (") else f"{names}, {letter.kind} of {british(letter.sent)}"]
    if paragraph.headings:
        parts.append(" › ".join(paragraph.headings))
    if paragraph.page:
        parts.append(f"page {paragraph.page}{' (estimated)' if letter.page_estimated else ''}")
    if paragraph.ocr:
        parts.append("read by OCR")
    return "; ".join(parts)


def coverage_line(coverage: Coverage, noun: str = "letters") -> str:
    """ "checked 148 of 151 letters: 23 match; 3 could not be read"."""
    line = f"checked {coverage.checked} of {coverage.total} {noun if coverage.total != 1 else noun.removesuffix('s')}: {coverage.matched} match{'es' if coverage.matched == 1 else ''}"
    return line + (f"; {coverage.unreadable} could not be read" if coverage.unreadable else "")


def sent_line(sent: Sent) -> str:
    """What a language model was given, in words: "Two paragraphs of one letter and the question were given to …"."""
    what = f"{counted(len(sent.paragraphs), 'paragraph')} of {counted(sent.letters, 'letter')}"
    where = f"at {sent.host}, not on this machine" if sent.remote else "on this machine"
    given = f"{capital(what)} and the question" if sent.paragraphs else "The conversation and the question"
    return f"{given} were given to {sent.model} ({where})"


def _sent(sent: Sent) -> dict[str, Any]:
    return {
        "model": sent.model,
        "host": sent.host,
        "remote": sent.remote,
        "calls": sent.calls,
        "paragraphs": list(sent.paragraphs),
        "letters": sent.letters,
        "characters": sent.characters,
    }


def _filters(answer: Answer) -> Mapping[str, object]:
    filters = answer.filters
    return {
        "topic": filters.topic,
        "areas": list(filters.areas),
        "date_from": _iso(filters.date_from),
        "date_to": _iso(filters.date_to),
        "roles": list(filters.roles),
        "people": list(filters.people),
        "plans": list(filters.plans),
    }


def _coverage(coverage: Coverage | None) -> dict[str, int] | None:
    if coverage is None:
        return None
    return {
        "total": coverage.total,
        "checked": coverage.checked,
        "matched": coverage.matched,
        "not_matched": coverage.not_matched,
        "unreadable": coverage.unreadable,
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "paragraph_id": paragraph.id, "n": paragraph.number, "role": paragraph.role.value, "text": paragraph.text,
        "section": list(paragraph.headings), "lead_in": paragraph.lead_in, "page": paragraph.page,
        "boxes": [list(box) for box in paragraph.boxes], "ocr": paragraph.ocr, "confidence": paragraph.confidence,
    }  # fmt: skip


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "letter_id": verdict.letter.id,
        "verdict": verdict.decision,
        "reason": verdict.reason,
        "paragraphs": list(verdict.paragraphs),
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "label": group.label,
        "areas": list(group.areas),
        "date": _iso(group.date),
        "role": group.role,
        "citations": list(group.citations),
    }


def _listed(values: tuple[str, ...] | None) -> list[str] | None:
    return None if values is None else list(values)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
