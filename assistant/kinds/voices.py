"""What parents, young people, schools or others said: the sentences that give their words."""

import re
from collections.abc import Iterator

from assistant.answer import Answer, Group
from assistant.inquiry import Inquiry
from assistant.kinds import refusals
from assistant.kinds.draft import Draft
from assistant.kinds.wording import areas_of, letter_phrase
from assistant.prose import capital, counted
from assistant.terms import sentences
from ingest.letter import LetterMetadata, Paragraph, british

LOOKED_AT = 60  # letters that are opened, the last
COVERED = 0.3  # of what it was said about, by which a sentence deals with it
LIKELIEST = 10  # paragraphs in which it must be spoken of, if nobody's words are found
NEAR = 90  # characters from who spoke to what they did
_WHO = {
    "parents": r"parents?|carers?|famil(?:y|ies)|mothers?|fathers?|parent\s+carer\s+forums?|PCFs?|forums?|parent(?:al)?\s+representatives?|co-chairs",
    "young people": r"young\s+people(?:\s+themselves)?|young\s+persons?|youngsters?|pupils|students|sixth-formers|children(?!['’]s)",
    "schools": r"schools?(?:['’]\s+representatives?)?|head\s*teachers?|heads|teachers|SENCOs?|settings",
    "staff": r"staff|practitioners|caseworkers|social\s+workers|clinicians|professionals",
    "partners": r"partners",
}  # fmt: skip
_SAY = r"(?:said|says?|told|confirm(?:ed|s)?|felt|feel|describ(?:ed|es?)|advis(?:ed|es)|noted|report(?:ed)?|think|thought|believ(?:ed?|es)|speaks?\s+(?:well|highly)|spoke|express(?:ed)?|complain(?:ed)?|comment(?:ed)?|found|did\s+not\s+know|value[ds]?|praised)"
_TOLD = re.compile(r"\b(?:told|said|confirmed|described|advised)\b", re.IGNORECASE)  # not what shall be felt
_ASKED = {
    name: re.compile(
        rf"\bwhat\s+(?:did|do|have|has|does|had)\s+(?:the\s+|local\s+)?(?:{who})\b[^?]{{0,60}}?\b(?:say|said|tell|told|think|thought|feel|felt|report|make\s+of|describe)\b"
        rf"|\bhow\s+(?:did|do|have)\s+(?:the\s+|local\s+)?(?:{who})\s+(?:feel|describe|react|respond|find|see)\b",
        re.IGNORECASE,
    )
    for name, who in _WHO.items()
}  # fmt: skip
_ABOUT = re.compile(r"\b(?:about|on|of|regarding)\s+(?P<what>.+)$", re.IGNORECASE)


def answer(inquiry: Inquiry) -> Answer | None:
    """Their words, letter by letter; None where a question is not about what somebody said, or nobody did."""
    asked = inquiry.question.standalone
    name = next((name for name, pattern in _ASKED.items() if pattern.search(asked)), "")
    if not name:
        return None
    spoke = re.compile(rf"\b(?:{_WHO[name]})\b[^.?!]{{0,{NEAR}}}?\b{_SAY}\b", re.IGNORECASE)
    found = _ABOUT.search(inquiry.question.topic)
    about = found["what"] if found else ""
    draft = Draft(inquiry)
    for letter in inquiry.letters[-LOOKED_AT:]:
        told = [
            (paragraph, start, end)
            for paragraph, start, end in _sentences(inquiry, letter)
            if spoke.search(paragraph.text[start:end])
            and (not paragraph.asked or _TOLD.search(paragraph.text[start:end]))
            and (not about or inquiry.cover(about, paragraph.text) >= COVERED)
        ]
        _tell(draft, letter, name, told)
    if draft.cited.citations:
        return draft.done()
    near = [one.hit.paragraph.text for one in inquiry.judged.likeliest(LIKELIEST)] if about else []
    spoken_of = any(inquiry.cover(about, text) >= COVERED for text in near)
    return None if spoken_of or not about else refusals.not_found(inquiry)


def _sentences(inquiry: Inquiry, letter: LetterMetadata) -> Iterator[tuple[Paragraph, int, int]]:
    for paragraph in inquiry.open(letter.id).paragraphs:
        for start, end in sentences(paragraph.text, paragraph.label_end):
            yield paragraph, start, end


def _tell(draft: Draft, letter: LetterMetadata, name: str, told: list[tuple[Paragraph, int, int]]) -> None:
    if not told:
        return
    quotes = [draft.quote(paragraph, letter, start, end) for paragraph, start, end in told]
    where = f"In {letter_phrase(letter)}" if letter.areas else capital(letter_phrase(letter))
    draft.say(f"{where}, what {name} said ({counted(len(quotes), 'point')}):")
    for quote in quotes:
        draft.point(quote.text)
    draft.groups.append(
        Group(
            label=f"{areas_of(letter)}, {british(letter.sent)}",
            areas=letter.area_names,
            date=letter.sent,
            citations=tuple(quote.number for quote in quotes),
        )
    )
