"""Pages become a Letter: segment, roles, metadata, people and area, put together."""

import hashlib
from collections.abc import Sequence
from datetime import date

from ingest import metadata
from ingest.addressed import people_beside, recipient_of
from ingest.alike import sketch
from ingest.letter import IngestError, Letter, LetterMetadata, Paragraph
from ingest.page import Page
from ingest.people import people_of
from ingest.reports import is_report, people_of_report, read_report
from ingest.roles import assign
from ingest.segment import segment


def letter_of(pages: Sequence[Page], *, source: str, file_sha256: str = "") -> Letter:
    """Make the letter that pages hold; its id comes from its date and its text."""
    draft = segment(pages)
    if not draft.paragraphs:
        raise IngestError(f"{source}: no text in it; scan it again or remove it", status="empty")
    report = is_report(draft)
    found, area = read_report(draft) if report else metadata.read(draft), recipient_of(draft)
    people = people_beside(people_of_report(draft) if report else people_of(draft), area.areas)
    text_sha256 = text_hash(draft.paragraphs)
    made = LetterMetadata(
        id=letter_id(found.sent, text_sha256),
        source=source,
        kind="report" if report else "letter",
        title=draft.paragraphs[draft.title - 1].text if draft.title else "",
        sent=found.sent,
        met=found.met,
        next_review=found.next_review,
        next_review_text=found.next_review_text,
        review=found.review,
        plans=found.plans,
        areas=area.areas,
        area_source=area.source,
        area_evidence=area.evidence,
        outcome=found.outcome,
        people=people,
        facts=(*found.facts, *area.facts),
        pages=sum(page.number > 0 for page in pages),
        ocr_pages=sum(page.ocr for page in pages),
        unread_pages=sum(bool(page.unread) for page in pages),
        page_estimated=any(page.estimated for page in pages),
        text_sha256=text_sha256,
        file_sha256=file_sha256,
        sketch=sketch(draft.paragraphs),
        warnings=(*(page.unread for page in pages if page.unread), *found.warnings, *area.warnings),
    )
    return Letter(metadata=made, paragraphs=assign(draft)).with_id(made.id)


def unreadable(*, source: str, file_sha256: str, reason: str) -> Letter:
    """Make the letter that stands for a file whose text could not be had, so that it is counted and said."""
    identity = letter_id(None, file_sha256)
    made = LetterMetadata(id=identity, source=source, file_sha256=file_sha256, warnings=(reason,))
    return Letter(metadata=made, paragraphs=())


def letter_id(sent: date | None, sha256: str) -> str:
    """Name a letter: "2025-03-31-7f3a2c", "undated-7f3a2c"."""
    return f"{sent.isoformat() if sent else 'undated'}-{sha256[:6]}"


def text_hash(paragraphs: Sequence[Paragraph]) -> str:
    """The SHA-256 of the paragraphs' text, white space folded: the same for a letter as PDF and DOCX."""
    folded = " ".join(word for paragraph in paragraphs for word in paragraph.text.split())
    return hashlib.sha256(folded.encode()).hexdigest()
