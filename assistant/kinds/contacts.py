""" "Who do I ring about the Kent letter?": the advisers and case leads that the area's last letter names."""

import re

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.kinds.draft import Draft
from assistant.kinds.named import Named, line_of
from assistant.prose import listed
from assistant.terms import STOP_WORDS, content_stems, tokens

_ASKED = re.compile(
    r"\b(?:who|whom)\b[^?]*\b(?:do|should|can|could|would|must|shall|might)\s+(?:i|we|you|they|someone|anyone|one|officials?|the\s+area|leaders)\s+(?:best\s+|need\s+to\s+|have\s+to\s+)?"
    r"(?:ring|phone|call|contact|speak\s+(?:to|with)|talk\s+to|get\s+in\s+touch\s+with|e-?mail|write\s+to|ask|approach|go\s+to|turn\s+to|chase)\b"
    r"|\bwho(?:['’]s|\s+(?:is|are))\s+(?:the\s+|our\s+|my\s+|your\s+)?(?:best\s+|right\s+|main\s+)?(?:contacts?|points?\s+of\s+contact|person\s+to\s+(?:ring|contact|call|speak\s+to|ask))\b",
    re.IGNORECASE,
)
_ADVISES = re.compile(r"\b(?:advis[eo]r|case\s+lead)\b", re.IGNORECASE)
_FRAME = frozenset(
    content_stems(
        """ring phone call contact contacts speak talk get touch email write ask approach go turn chase letter letters
        report question questions help support further need needs best right main point person should i query queries"""
    )
)


def answer(inquiry: Inquiry) -> Answer | None:
    """Whom the last letter to an area names for questions; None where a question asks for a post or about a topic."""
    question = inquiry.question
    if not _ASKED.search(question.standalone) or not (question.areas or question.letter_ids):
        return None
    if any(one.word not in STOP_WORDS and one.stem not in _FRAME for one in tokens(question.topic)):
        return None
    letters = [letter for letter in inquiry.letters if not letter.unreadable]
    if not letters:
        return None
    letter = letters[-1]
    named = [Named(one, letter) for one in letter.people]
    found = [one for one in named if one.person.part == "adviser"]
    found = found or [one for one in named if _ADVISES.search(one.person.title)]
    if not found:
        return None
    draft = Draft(inquiry)
    by_name: dict[str, list[Named]] = {}
    for one in found:
        by_name.setdefault(one.person.name, []).append(one)
    for name, ones in by_name.items():
        draft.point(line_of(draft, name, ones))
    return draft.done(key=listed(list(by_name)))
