"""Which areas had somebody in a post for the time being: by the title that a letter prints, or by what it says of the post."""

import re
from collections.abc import Iterator

from assistant.answer import Answer, Group, Verdict
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds.draft import Draft, status_of
from assistant.kinds.wording import areas_line, areas_of, short_area
from assistant.prose import listed
from assistant.terms import STOP_WORDS, sentences, stem, tokens
from assistant.verdicts import coverage, sure
from ingest.letter import LetterMetadata, Paragraph, british

NEAR = 8  # words between what says that it is for the time being and the post

_POST = r"(?:directors?|heads?|chiefs?|executives?|leaders?|leads?|leadership|chairs?|managers?|officers?|posts?|roles?)"
_ASKED = re.compile(
    r"\b(?:interim|acting(?!\s+(?:on|to|upon|together|urgently|swiftly|quickly)\b)|temporary|stand-?in|caretaker|stop-?gap|for\s+the\s+time\s+being)\b",
    re.IGNORECASE,
)
_OF_POSTS = re.compile(rf"\b(?:{_POST}|in\s+charge|run\s+by|led\s+by|headed\s+by)\b", re.IGNORECASE)
_FOR_NOW = (
    r"(?:interim|acting(?!\s+(?:on|to|upon|together|urgently|swiftly|quickly))(?:\s+up)?|temporary|temporarily|caretaker|stand-?in"
    r"|st(?:anding|ood)\s+in\s+(?:as|for)|stepp(?:ed|ing)\s+(?:up\s+)?into\s+the|cover(?:ed|ing)\s+(?:the|this|that))"
)
_HELD = re.compile(
    rf"\b{_FOR_NOW}\s+(?:[\w’'-]+\s+){{0,{NEAR}}}?{_POST}\b|\b{_POST}\b(?:\s+[\w’'-]+){{0,{NEAR}}}?\s+\(?{_FOR_NOW}(?=\W)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:interim|acting|temporary)\b", re.IGNORECASE)
_INSPECTS = re.compile(r"\b(?:HMI|Ofsted|CQC|inspector)\b", re.IGNORECASE)


def answer(inquiry: Inquiry) -> Answer | None:
    """The areas whose letters name or mention such a holder; None where something else is asked."""
    question = inquiry.question
    text = question.standalone
    if question.intent not in OF_MANY or question.role_word or not inquiry.few:
        return None
    if not (_ASKED.search(text) and _OF_POSTS.search(text)):
        return None
    post = _post_asked(inquiry)
    found = {
        letter.id: list(_telling(inquiry, letter, post))
        for letter in inquiry.letters
        if not letter.unreadable
    }
    if not any(found.values()) and not _HELD.search(text):
        return None
    return _told(inquiry, found)


def _post_asked(inquiry: Inquiry) -> frozenset[str]:
    """The stems of a question that stand in the title of somebody whom letters name, an inspector's aside."""
    titles = {
        one.stem
        for letter in inquiry.collection.letters
        for person in letter.people
        if not _INSPECTS.search(person.title)
        for one in tokens(_TITLE.sub(" ", person.title))
        if one.word not in STOP_WORDS
    }
    areas = {one.stem for name in inquiry.collection.areas for one in tokens(name)}
    return frozenset(one.stem for one in tokens(inquiry.question.standalone) if one.stem in titles - areas)


def _telling(
    inquiry: Inquiry, letter: LetterMetadata, post: frozenset[str]
) -> Iterator[tuple[Paragraph, int, int]]:
    """The sentences of a letter that say so of the post."""
    named = {person.paragraph for person in letter.people if _TITLE.search(person.title)}
    for paragraph in inquiry.open(letter.id).paragraphs:
        if paragraph.number not in named and not _HELD.search(paragraph.text):
            continue
        for start, end in sentences(paragraph.text, paragraph.label_end) or [(0, len(paragraph.text))]:
            said = paragraph.text[start:end]
            if _HELD.search(said) and post <= {stem(one.word) for one in tokens(said)}:
                yield paragraph, start, end


def _told(inquiry: Inquiry, found: dict[str, list[tuple[Paragraph, int, int]]]) -> Answer:
    denied = inquiry.question.intent == "negation"
    decided = tuple(_verdict(letter, found.get(letter.id, [])) for letter in inquiry.letters)
    chosen = [one.letter for one in decided if one.decision == ("not_matched" if denied else "matched")]
    names = tuple(dict.fromkeys(name for letter in chosen for name in letter.area_names))
    draft = Draft(inquiry)
    draft.say(areas_line(names, coverage(decided)))
    for letter in (one.letter for one in decided if one.decision == "matched"):
        quotes = [draft.quote(paragraph, letter, start, end) for paragraph, start, end in found[letter.id]]
        told = "; ".join(quote.text for quote in quotes)
        draft.point(f"**{short_area(areas_of(letter))}** ({british(letter.sent)}): {told}")
        draft.groups.append(
            Group(
                label=listed(letter.area_names),
                areas=letter.area_names,
                date=letter.sent,
                citations=tuple(quote.number for quote in quotes),
            )
        )
    return draft.done(
        status_of(decided),
        key=str(len(names)) if inquiry.question.intent == "count" else None,
        areas=names,
        letters=tuple(letter.id for letter in chosen),
        coverage=coverage(decided),
        verdicts=decided,
    )


def _verdict(letter: LetterMetadata, found: list[tuple[Paragraph, int, int]]) -> Verdict:
    if letter.unreadable:
        return Verdict(letter=letter, decision="unreadable", reason="no text could be read")
    ids = tuple(dict.fromkeys(paragraph.id for paragraph, _, _ in found))
    reason = "the post is held for the time being" if ids else "does not say so of the post"
    return sure(
        Verdict(letter=letter, decision="matched" if ids else "not_matched", reason=reason, paragraphs=ids)
    )
