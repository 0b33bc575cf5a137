"""What to cite of letters that match: what decides, what supports it, and the lead-ins that make bullets clear."""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from assistant.inquiry import Inquiry
from assistant.judge import Judged, Judgement
from ingest.letter import Paragraph, Role
from vectorstore.schema import key_of

SUPPORTING = 0.3  # a paragraph of a matching letter this likely is cited beside the one that decides
OF_BEST = 0.5  # and at least this share as likely as it


def cited(inquiry: Inquiry, letter_ids: Collection[str]) -> dict[str, list[Judged]]:
    """For each of some matching letters what to cite, the most telling first, each bullet after its lead-in."""
    found: dict[str, list[Judged]] = {}
    for one in _among(inquiry.deciding, letter_ids):
        found.setdefault(one.hit.letter.id, []).append(one)
    leads = _leads(inquiry.deciding, found)
    return {letter_id: _led(ones, leads) for letter_id, ones in found.items()}


def _among(judgement: Judgement, letter_ids: Collection[str]) -> Judgement:
    """The paragraphs of the letters that decide or are likely enough, in the role asked for."""
    drawn, likely = judgement.drawn, judgement.probability
    fitting = np.flatnonzero(judgement.in_role & _of_letters(judgement, letter_ids))
    if not len(fitting):
        return judgement.only(fitting)
    starts = np.flatnonzero(np.diff(drawn.serials[fitting], prepend=-1))
    best = np.repeat(np.maximum.reduceat(likely[fitting], starts), np.diff(starts, append=len(fitting)))
    floor = np.maximum(SUPPORTING, OF_BEST * best)
    return judgement.only(fitting[judgement.matches[fitting] | (likely[fitting] >= floor)])


def _of_letters(judgement: Judgement, letter_ids: Collection[str]) -> npt.NDArray[np.bool_]:
    serial_of = judgement.drawn.catalogue.serial_of
    wanted = np.array([serial_of[one] for one in letter_ids if one in serial_of], dtype=np.int64)
    return np.isin(judgement.drawn.serials, wanted)


def _leads(judgement: Judgement, found: dict[str, list[Judged]]) -> dict[tuple[str, int], Judged]:
    """The lead-ins of what was found, by letter and number."""
    serial_of = judgement.drawn.catalogue.serial_of
    keys = {
        key_of(serial_of[letter_id], one.hit.paragraph.lead_in_number)
        for letter_id, ones in found.items()
        for one in ones
        if one.hit.paragraph.lead_in_number
    }
    places = [place for key in sorted(keys) if (place := judgement.at(key)) >= 0]
    made = judgement.made(np.array(places, dtype=np.int64))
    return {(one.hit.letter.id, one.hit.paragraph.number): one for one in made}


def _led(ones: list[Judged], leads: dict[tuple[str, int], Judged]) -> list[Judged]:
    ordered: dict[int, Judged] = {}
    for one in ones:
        lead = leads.get((one.hit.letter.id, one.hit.paragraph.lead_in_number or 0))
        if lead is not None:
            ordered.setdefault(lead.hit.paragraph.number, lead)
        ordered.setdefault(one.hit.paragraph.number, one)
    return list(ordered.values())


def section_mates(paragraphs: Sequence[Paragraph], matched: Sequence[Paragraph]) -> list[Paragraph]:
    """What stands under the same priority action or area for improvement as a matching requirement.

    Such a section is about its requirement's subject, whatever words its bullets use.
    """
    sections = {
        paragraph.headings[:1]
        for paragraph in matched
        if paragraph.role is Role.REQUIREMENT and paragraph.headings
    }
    numbers = {paragraph.number for paragraph in matched}
    led = {paragraph.lead_in_number for paragraph in paragraphs}
    return [
        p
        for p in paragraphs
        if p.headings[:1] in sections and p.number not in numbers | led and p.role is not Role.ADMIN
    ]
