"""What to cite of a letter that matches: what decides, what supports it, and the lead-ins that make bullets clear."""

from collections.abc import Sequence

from assistant.inquiry import Inquiry
from assistant.judge import Judged

SUPPORTING = 0.3  # a paragraph of a matching letter this likely is cited beside the one that decides
OF_BEST = 0.5  # and at least this share as likely as it


def by_letter(inquiry: Inquiry) -> dict[str, list[Judged]]:
    """For each matching letter what to cite, the most telling first."""
    ids = {one.hit.letter.id for one in inquiry.matched}
    found: dict[str, list[Judged]] = {}
    for one in inquiry.judged:
        if one.in_role and one.hit.letter.id in ids:
            found.setdefault(one.hit.letter.id, []).append(one)
    return {letter_id: _cited(ones) for letter_id, ones in found.items()}


def _cited(ones: Sequence[Judged]) -> list[Judged]:
    """The likely paragraphs of one letter, each bullet after its lead-in."""
    floor = max(SUPPORTING, OF_BEST * max(one.probability for one in ones))
    kept = [one for one in ones if one.matches or one.probability >= floor]
    leads = {one.hit.paragraph.number: one for one in ones}
    ordered: dict[int, Judged] = {}
    for one in kept:
        lead = leads.get(one.hit.paragraph.lead_in_number or 0)
        if lead is not None:
            ordered.setdefault(lead.hit.paragraph.number, lead)
        ordered.setdefault(one.hit.paragraph.number, one)
    return list(ordered.values())
