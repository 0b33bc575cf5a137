"""What every kind of briefing file says in words: what was understood and checked, where a quotation is."""

import re

from assistant.answer import Answer, Citation
from assistant.brief import Brief, Section
from assistant.prose import areas_of, capital, listed, short_area
from assistant.render import coverage_line, where
from ingest.letter import Role, british

ROLES = {
    Role.ASK: "asked",
    Role.REQUIREMENT: "required by an inspection",
    Role.CONCERN: "noted as a concern",
    Role.PRAISE: "praised",
    Role.REPORT: "reported by the area",
    Role.ADMIN: "other",
}
STATES = {
    "answered": "",
    "partial": "The letters answer this in part.",
    "not_found": "Not in the letters.",
    "out_of_scope": "Not a question for these letters.",
    "needs_clarification": "The question does not say enough to be answered.",
}

_MARKER = re.compile(r" ?\[\d{1,5}\]")
_CHECKED = re.compile(r" ?\(Checked \d[^()]*\)")  # provenance says it
_ESCAPE = re.compile(r"\\([\\`*\[\]<>!|~#])")


def provenance(section: Section) -> tuple[str, ...]:
    """What stands between a question and its excerpts: how it was read, what was checked and left out."""
    answer = section.answer
    lines = [STATES[answer.status], understood(answer)]
    lines.append(f"{capital(coverage_line(answer.coverage))}." if answer.coverage else "")
    left_out = answer.citations_total - len(section.excerpts)
    if section.excerpts and left_out > 0:
        lines.append(f"{len(section.excerpts)} of the answer’s {answer.citations_total} quotations are here.")
    return tuple(line for line in [*lines, *answer.notes] if line)


def understood(answer: Answer) -> str:
    """The filters in one sentence; "" where there are none."""
    said = filters(answer)
    asked = answer.standalone_question
    whole = f"Read as: {asked} " if asked and asked != answer.question else ""
    return whole + (f"Filters: {said}." if said else "Filters: none; all letters.")


def filters(answer: Answer) -> str:
    """What the question was held to: "topic annual reviews; areas Northmoor; from 1 May 2024"."""
    held = answer.filters
    parts = (
        f"topic {held.topic}" if held.topic else "",
        f"areas {listed(held.areas)}" if held.areas else "",
        f"from {british(held.date_from)}" if held.date_from else "",
        f"to {british(held.date_to)}" if held.date_to else "",
        f"roles {listed(held.roles)}" if held.roles else "",
        f"people {listed(held.people)}" if held.people else "",
        f"plans {listed(held.plans)}" if held.plans else "",
    )
    return "; ".join(part for part in parts if part)


def summary(answer: Answer) -> str:
    """The answer's opening as plain words, "" where it only announces a list: the excerpts stand below it."""
    opening = answer.text.strip() if answer.abstained else answer.text.strip().split("\n\n")[0]
    if opening.endswith(":") or opening.startswith(("- ", "|", "#")):
        return ""
    words = _CHECKED.sub("", _MARKER.sub("", re.sub(r"\s*\n\s*", " ", opening)))
    return _ESCAPE.sub(r"\1", words)


def letter_heading(citation: Citation) -> str:
    """Whose letter of when: the heading over its quotations."""
    letter = citation.letter
    if not letter.areas:
        return listed([short_area(name) for name in letter.area_names])
    return f"{areas_of(letter)}: {letter.kind} of {british(letter.sent)}"


def source(citation: Citation) -> str:
    """Everything that finds the quotation again: letter, date, section, page, role, file, paragraph."""
    paragraph = citation.paragraph
    lead_in = f"; under “{paragraph.lead_in}”" if paragraph.lead_in else ""
    return (
        f"{where(citation)}{lead_in}; {ROLES[paragraph.role]}; "
        f"{file_name(citation.letter.source)}, paragraph {paragraph.id}"
    )


def colophon(brief: Brief) -> str:
    """When the briefing was made, and of what."""
    day = f"{british(brief.made.date())}, {brief.made:%H:%M %Z}".strip()
    count = len(brief.excerpts)
    return (
        f"Made {day} by Letterbook; {count} quotation{'' if count == 1 else 's'}, word for word; "
        f"index {listed(brief.indexes) or 'empty'}."
    )


def file_name(path: str) -> str:
    """A source without its folder; an attachment keeps its message's name."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]
