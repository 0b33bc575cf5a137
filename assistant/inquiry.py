"""One question on its way to an answer: what was understood, the letters it is about, and the judged evidence."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.collection import Collection
from assistant.followup import Standalone
from assistant.glossary import Glossary
from assistant.judge import Judgement
from assistant.matching import Matcher
from assistant.newest import meant
from assistant.question import Question
from ingest.letter import Letter, LetterMetadata, Paragraph
from vectorstore.hit import Hit
from vectorstore.roll import Roll

if TYPE_CHECKING:
    from assistant.talk import Talk

READ_THROUGH = 300  # letters; each takes most of a millisecond
_OF_LETTERS = re.compile(
    r"\b(?:sign(?:s|ed)?|cop(?:y|ied)|(?:letter|report)s?\s+(?:before|after|since))\b", re.IGNORECASE
)
_TO_COME = re.compile(
    r"\b(?:will|next|should|must|needs?|expect(?:s|ed)?|due|supposed|going\s+to|to\s+(?:show|do|happen|come))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """What every kind of answer is made from. Not slotted: `judged` is worked out when first asked for."""

    question: Question
    followed: Standalone
    collection: Collection
    letters: Roll  # in scope, oldest first, unreadable ones included
    matcher: Matcher
    find: Callable[[Sequence[LetterMetadata]], Judgement]  # judged evidence for the topic in some letters
    fitting: Callable[[Sequence[LetterMetadata]], Judgement]  # the same, of the role asked for alone
    search: Callable[[str], list[Hit]]  # paragraphs for any words, whole collection, best first
    open: Callable[[str], Letter]  # a letter with its paragraphs
    read: Callable[[str, int], Paragraph]  # one paragraph of a letter
    likeness: Callable[[str, Sequence[str]], list[float]]  # cosine of one text to others

    glossary: Glossary
    earlier: "Inquiry | None" = None  # the earlier question, where this one is about the items of its answer
    halves: "tuple[Inquiry, Inquiry] | None" = (
        None  # the two questions of a set question that asks two things
    )
    without: bool = False  # whether the second of them is denied
    cover: Callable[[str, str], float]  # how well a text covers a topic by its words, 0 to 1
    names: Callable[[str, str], bool]  # whether a text names a thing, in whatever words
    talk: "Talk | None" = None  # this question's dealings with a language model; None where there is none

    @cached_property
    def judged(self) -> Judgement:
        """The evidence in the letters in scope, best first."""
        return self.find(self.letters)

    @cached_property
    def deciding(self) -> Judgement:
        """The evidence of the role asked for: all that decides. The rest only says what came near."""
        if "judged" in self.__dict__ or not self.question.roles:
            return self.judged
        return self.fitting(self.letters)

    @cached_property
    def matched(self) -> Judgement:
        """The evidence that answers the question: topic and role."""
        return self.deciding.matching()

    @property
    def few(self) -> bool:
        """Whether the letters in scope may be read through, from end to end; of more the evidence found decides."""
        return len(self.letters) <= READ_THROUGH

    def paragraph(self, letter: LetterMetadata, number: int) -> Paragraph:
        """One paragraph of a letter."""
        return self.read(letter.id, number)


def scope(question: Question, followed: Standalone, collection: Collection) -> Roll:
    """The letters a question is about, oldest first."""
    both = set(question.areas) & set(followed.areas)  # "which of those are in the North West"
    areas = both or set(question.areas or followed.areas)
    excluded = set(question.excluded) | set(followed.excluded)
    letters = _sent_then(question, _named(question, areas, collection))
    of_post = question.intent == "people" and not _OF_LETTERS.search(question.standalone)
    if not letters and of_post:  # somebody may hold a post in a year in which no letter was sent
        letters = _named(question, areas, collection)
    if areas and not letters and _TO_COME.search(question.standalone):
        letters = _asking(question, _named(question, areas, collection))
    if excluded:
        letters = Roll(letter for letter in letters if excluded.isdisjoint(letter.area_names))
    if question.within_plan:
        letters = Roll(letter for letter in letters if set(question.plans) & set(letter.plans))
    ends = question.newest
    if ends and (ends.count > 1 or not areas):
        letters = meant(letters, ends, each=bool(areas))
    elif question.nth:
        letters = _nth(letters, question.nth)
    elif question.latest:
        last = {name: letter.id for letter in letters for name in letter.area_names}
        kept = set(last.values())
        letters = Roll(letter for letter in letters if letter.id in kept)
    return letters


def _asking(question: Question, letters: Roll) -> Roll:
    """Of an area without a letter after some day those sent on it, or in its month: they say what is to come after."""
    first = question.sent_from
    if first is None or question.sent_to is not None:
        return Roll(())
    before = first - timedelta(days=1)
    month = first.day == 1  # "after March" begins with April
    return Roll(
        one
        for one in letters
        if one.sent
        and (one.sent == before or (month and (one.sent.year, one.sent.month) == (before.year, before.month)))
    )


def _nth(letters: Roll, place: int) -> Roll:
    """The letter at a place of those to each area, of the areas that have so many."""
    at = place - 1 if place > 0 else place
    ones = letters.by_area.values()
    return letters.at(sorted({places[at] for places in ones if -len(places) <= at < len(places)}))


def joined(inquiry: Inquiry, one: Inquiry, two: Inquiry, *, without: bool) -> Inquiry:
    """A question of two halves, about the letters of either; a period at its end is that of both."""
    one = _as_dated(one, two.question)
    halves = (one.question, two.question)
    ids = {letter.id for half in (one, two) for letter in half.letters}
    first, last = [half.sent_from for half in halves], [half.sent_to for half in halves]
    asked = replace(
        inquiry.question,
        intent="list-areas",
        topic=" and ".join(dict.fromkeys(half.topic for half in halves if half.topic)),
        roles=tuple(dict.fromkeys(role for half in halves for role in half.roles)),
        role_word="",
        sent_from=min((day for day in first if day), default=None) if all(first) else None,
        sent_to=max((day for day in last if day), default=None) if all(last) else None,
    )
    letters = Roll(letter for letter in inquiry.collection.letters if letter.id in ids)
    return replace(inquiry, question=asked, letters=letters, halves=(one, two), without=without)


def _as_dated(one: Inquiry, two: Question) -> Inquiry:
    """A half that says no time of its own, held to that of the other."""
    said = one.question
    if said.sent_from or said.sent_to or said.letter_ids or not (two.sent_from or two.sent_to):
        return one
    question = replace(said, sent_from=two.sent_from, sent_to=two.sent_to)
    return replace(one, question=question, letters=_sent_then(question, one.letters))


def _named(question: Question, areas: set[str], collection: Collection) -> Roll:
    """The letters to the areas named and pointed at by date or review: both at once where some are both."""
    letters = collection.letters
    if not areas and not question.letter_ids:
        return letters
    to_them = {place for name in areas for place in letters.by_area.get(name, ())}
    pointed = {letters.places[one] for one in question.letter_ids if one in letters.places}
    meant = (to_them & pointed or to_them | pointed) if areas and question.letter_ids else to_them or pointed
    return letters.at(sorted(meant))


def _sent_then(question: Question, letters: Roll) -> Roll:
    """The letters within the dates, their own or those of their meetings; no period holds an undated one."""
    first, last = question.sent_from, question.sent_to
    if not (first or last):
        return letters
    between = letters.held_between if question.held else letters.sent_between
    return letters.where(between(first, last))
