"""ExtractiveReader: the answer in the letters' own sentences and from computed tables, with no language model."""

from collections.abc import Callable, Iterator

from assistant import frames
from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.kinds import (
    among,
    amounts,
    anyyear,
    bodies,
    both,
    bounds,
    byrole,
    comparison,
    contacts,
    contrary,
    counts,
    dates,
    either,
    facts,
    gaps,
    interim,
    intervals,
    nameless,
    often,
    order,
    outcomes,
    overall,
    people,
    points,
    precise,
    premises,
    previous,
    reasons,
    refusals,
    sets,
    shared,
    stated,
    successors,
    tallies,
    tenure,
    timeline,
    timely,
    unnamed,
    unset,
    voices,
    whether,
)
from assistant.steps import Step

KINDS: dict[str, Callable[[Inquiry], Answer]] = {
    "list-areas": sets.answer,
    "count": sets.answer,
    "negation": sets.absence,
    "praise-vs-ask": either.answer,
    "single-fact": facts.answer,
    "date": facts.answer,
    "people": facts.answer,
    "points": points.answer,
    "summary": points.summary,
    "timeline": timeline.answer,
    "comparison": comparison.answer,
}


class ExtractiveReader:
    """Composes answers by kind; needs nothing but the evidence."""

    def read(self, inquiry: Inquiry) -> Answer:
        """Answer, or say why not."""
        return (
            _occasion(inquiry)
            or _refused(inquiry)
            or _tabled(inquiry)
            or KINDS[inquiry.question.intent](inquiry)
        )

    def steps(self, inquiry: Inquiry) -> Iterator[Step]:
        """The same: it is done in one."""
        yield self.read(inquiry)


def _occasion(inquiry: Inquiry) -> Answer | None:
    """The answer to a question about nothing but when something took place."""
    question = inquiry.question
    if inquiry.halves is not None or inquiry.earlier is not None:
        return None
    if question.absent and not question.areas and not question.letter_ids:
        return None
    return (
        nameless.answer(inquiry)
        or stated.on_plan(inquiry)
        or amounts.answer(inquiry)
        or anyyear.answer(inquiry)
        or intervals.answer(inquiry)
        or gaps.answer(inquiry)
        or order.answer(inquiry)
        or whether.answer(inquiry)
    )


def _refused(inquiry: Inquiry) -> Answer | None:
    question = inquiry.question
    if frames.GREETING.match(question.standalone):
        return refusals.unclear(inquiry)
    if question.intent == "out-of-scope":
        return refusals.out_of_scope(inquiry)
    if question.absent and not question.areas and not question.letter_ids:
        return refusals.absent_place(inquiry)
    if not inquiry.letters:
        return refusals.nothing_in_scope(inquiry)
    if timely.ahead(inquiry):
        return refusals.after_the_last(inquiry)
    return None


def _tabled(inquiry: Inquiry) -> Answer | None:
    """The answer from what letters state of themselves; None where the question is about what they say."""
    if inquiry.halves is not None:
        return both.answer(inquiry)
    if inquiry.earlier is not None:
        return among.answer(inquiry)
    if themed := often.answer(inquiry):
        return themed
    if none_set := unset.answer(inquiry):
        return none_set
    if followed := successors.answer(inquiry):
        return followed
    if otherwise := outcomes.put(inquiry):
        return otherwise
    if why := reasons.answer(inquiry) or contrary.unblamed(inquiry):
        return why
    if said := voices.answer(inquiry):
        return said
    if held := premises.answer(inquiry):
        return held
    if bounded := bounds.answer(inquiry):
        return bounded
    if of_body := bodies.answer(inquiry, people.parts_of(inquiry.question.body)):
        return of_body
    if contact := contacts.answer(inquiry):
        return contact
    if common := shared.answer(inquiry):
        return common
    if holders := tenure.answer(inquiry):
        return holders
    if for_now := interim.answer(inquiry):
        return for_now
    if naming_none := unnamed.answer(inquiry):
        return naming_none
    if people.about(inquiry):
        return people.answer(inquiry)
    if told := stated.answer(inquiry):
        return told
    if tallied := tallies.answer(inquiry):
        return tallied
    if before := previous.answer(inquiry) or previous.among(inquiry):
        return before
    if how_exactly := precise.answer(inquiry):
        return how_exactly
    if fields := dates.about(inquiry):
        return dates.answer(inquiry, fields)
    if outcomes.about(inquiry):
        return outcomes.answer(inquiry)
    if concluded := overall.answer(inquiry):
        return concluded
    if byrole.about(inquiry):
        return byrole.answer(inquiry)
    if counts.about(inquiry):
        return counts.answer(inquiry)
    if ending := dates.monitoring(inquiry):
        return ending
    question = inquiry.question
    if question.topic or question.intent in ("summary", "timeline"):
        return None
    if (
        question.areas or question.letter_ids or question.newest or inquiry.followed.areas
    ):  # these, and no more
        return points.answer(inquiry) if question.role_word else points.summary(inquiry)
    return None if question.intent == "points" else refusals.unclear(inquiry)
