""" "How many of those are about parents?": the points of the earlier answer that deal with a topic."""

import re

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.kinds import points, refusals
from assistant.kinds.draft import Draft
from assistant.prose import capital, counted, escaped, number

_INSTEAD = re.compile(r"\b(?:rather\s+than|not|but\s+not|instead\s+of|as\s+opposed\s+to)\b", re.IGNORECASE)
COVERED = 0.4  # of the topic, by which a point deals with it


def answer(inquiry: Inquiry) -> Answer:
    """Count and quote the earlier points that deal with what is asked now."""
    if inquiry.earlier is None:
        return refusals.unclear(inquiry)
    wanted = _INSTEAD.split(inquiry.question.topic)[0].strip()
    told = points.points_of(inquiry.earlier)
    covers = [inquiry.cover(wanted, point.paragraph.text) for point in told]
    chosen = [point for point, cover in zip(told, covers, strict=True) if cover >= COVERED]
    draft = Draft(inquiry)
    if not chosen:
        draft.say(
            f"None of the {number(len(told))} points of the earlier answer speaks of {escaped(wanted)}."
        )
        return draft.done("not_found", key="0")
    draft.say(f"{capital(number(len(chosen)))} of {counted(len(told), 'point')}:")
    for point in chosen:
        draft.point(draft.quote(point.paragraph, point.letter).text)
    return draft.done(key=str(len(chosen)))
