"""What letters state of themselves in words: which plan they review, how many actions they set."""

import re

from assistant.answer import Answer
from assistant.glossary import GENERIC
from assistant.inquiry import Inquiry
from assistant.kinds import counts
from assistant.kinds.draft import Draft
from assistant.kinds.wording import areas_of, letter_phrase
from assistant.prose import capital, counted, escaped, listed
from assistant.terms import STOP_WORDS, content_stems, tokens
from ingest.letter import LetterMetadata, Paragraph, Role, british

_PLAN = re.compile(r"\b(?:what|which)\s+(?:(?:sort|kind|type)s?\s+of\s+)?plans?\b", re.IGNORECASE)
_PLAN_CHANGED = re.compile(  # "how did the kind of plan that it was on change?"
    r"\b(?:(?:sort|kind|type)\s+of\s+plan|plan\s+(?:that\s+)?(?:it|[A-Z]\w+|they)\s+(?:was|were|is|are|has\s+been)\s+(?:being\s+)?(?:on|under|held\s+to|reviewed\s+(?:against|on)|working\s+to))\b[^?]*\b(?:chang|differ|develop|mov|evolv)\w*",
    re.IGNORECASE,
)
_ACTIONS = re.compile(
    r"\bhow\s+many\s+(?P<what>(?:areas?\s+(?:for|of)\s+)?(?P<word>priority\s+actions?|improvements?))\b",
    re.IGNORECASE,
)
_HAVING = frozenset(  # words for having actions, which choose none of them
    content_stems(
        """receive get got have given give set identify list made impose issue place name record require print contain include
        inspection inspector report letter partnership area total altogether whole end up out"""
    )
)
_NOW = re.compile(r"^\W*(?:is|are|does|do)\b|\b(?:still|now|currently|any\s+longer)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\b\d+\b")


def answer(inquiry: Inquiry) -> Answer | None:
    """The plans of the letters asked about, or the number of their actions; None where neither is asked."""
    question = inquiry.question
    if not (question.areas or question.letter_ids):
        return None
    letters = [letter for letter in inquiry.letters if not letter.unreadable]
    if not letters:
        return None
    if question.intent in ("single-fact", "points", "timeline") and (
        _PLAN_CHANGED.search(question.standalone) or _PLAN.search(question.standalone)
    ):
        return _plans(inquiry, [letter for letter in letters if letter.plans])
    if (asked := _ACTIONS.search(question.standalone)) and not _beyond(inquiry, asked["word"]):
        return _actions(inquiry, letters, asked["what"], asked["word"])
    return None


def _plans(inquiry: Inquiry, letters: list[LetterMetadata]) -> Answer | None:
    if not letters:
        return None
    draft = Draft(inquiry)
    keys = []
    for letter in letters:
        names = listed([counts.in_full(plan) for plan in letter.plans])
        draft.point(
            f"{capital(areas_of(letter))}, {british(letter.sent)}: **{names}** – {counts.cite(draft, letter)}"
        )
        keys.append(names)
    return draft.done(key="; ".join(dict.fromkeys(keys)))


def on_plan(inquiry: Inquiry) -> Answer | None:
    """Whether the last letter to an area reviews the plan that is named, where it is asked of now; else whether any does."""
    question = inquiry.question
    if question.expects != "yes_no" or not question.plans or len(question.areas) != 1 or counts.rest(inquiry):
        return None
    letters = [one for one in inquiry.collection.of_area(*question.areas) if one.plans]
    if not letters:
        return None
    asked = set(question.plans)
    now = bool(_NOW.search(inquiry.question.standalone))
    holds = bool(asked & set(letters[-1].plans)) if now else any(asked & set(one.plans) for one in letters)
    draft = Draft(inquiry)
    earlier = now and not holds and any(asked & set(one.plans) for one in letters)
    word = "Yes" if holds else "No longer" if earlier else "No"
    draft.say(f"**{word}**.")
    for letter in letters:
        names = listed([counts.in_full(plan) for plan in letter.plans])
        draft.point(
            f"{capital(areas_of(letter))}, {british(letter.sent)}: {names} – {counts.cite(draft, letter)}"
        )
    telling = [one for one in letters if asked & set(one.plans)] if holds else letters
    return draft.done(key=f"{word}: {listed([counts.in_full(plan) for plan in telling[-1].plans])}")


def _actions(inquiry: Inquiry, letters: list[LetterMetadata], what: str, word: str) -> Answer | None:
    draft = Draft(inquiry)
    keys = []
    stem = word.lower().rstrip("s")
    for letter in letters:
        found = set_out(inquiry.open(letter.id).paragraphs, stem)
        if found:
            keys.append(str(len(found)))
            draft.say(f"**{capital(_counted(len(found), what))}**, in {letter_phrase(letter)}:")
            for paragraph in found:
                draft.point(draft.quote(paragraph, letter).text)
    return draft.done(key="; ".join(keys)) if keys else None


def set_out(paragraphs: tuple[Paragraph, ...], stem: str) -> list[Paragraph]:
    """The requirements under headings of that name: the first of each that is set apart, else each that is no bullet."""
    under = [
        paragraph
        for paragraph in paragraphs
        if paragraph.role is Role.REQUIREMENT
        and any(stem in heading.lower() for heading in paragraph.headings)
        and paragraph.lead_in_number is None
    ]
    numbered = {
        heading: paragraph
        for paragraph in reversed(under)
        for heading in paragraph.headings
        if stem in heading.lower() and _NUMBERED.search(heading)
    }
    if numbered:
        return sorted(numbered.values(), key=lambda paragraph: paragraph.number)
    asked = {paragraph.number for paragraph in paragraphs if paragraph.role is Role.REQUIREMENT}
    first = [paragraph for paragraph in under if paragraph.number - 1 not in asked]
    return first if len(first) > 1 else under  # each under who is to do it; what goes on is no other action


def _beyond(inquiry: Inquiry, what: str) -> bool:
    """Whether a question asks for some of the actions only: those about a topic."""
    rest = re.sub(re.escape(what), " ", inquiry.question.topic, flags=re.IGNORECASE)
    return any(one.word not in STOP_WORDS and one.stem not in GENERIC | _HAVING for one in tokens(rest))


def _counted(count: int, what: str) -> str:
    """ "five areas for priority action", "one priority action"."""
    noun, *rest = re.split(r"\s+(?=(?:for|of)\b)", re.sub(r"\s+", " ", what.lower()))
    return escaped(" ".join([counted(count, noun.rstrip("s")), *rest]))
