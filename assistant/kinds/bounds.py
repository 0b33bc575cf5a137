""" "Is the wait longer than a year?", "did more than 1,000 reply?": the figure that the letters give, held to the bound."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer
from assistant.bounds import Bound, bound_of
from assistant.inquiry import Inquiry
from assistant.kinds import facts
from assistant.kinds.draft import Draft
from assistant.kinds.wording import areas_of
from assistant.prose import capital
from assistant.quantities import Quantity, current, of_group
from assistant.stating import Candidate
from assistant.values import plain
from ingest.letter import british

_OF_ONE = ("single-fact", "points", "timeline")


def answer(inquiry: Inquiry) -> Answer | None:
    """Yes or no, with the figure and its sentence; None where no bound is set, or no sentence gives a figure."""
    question = inquiry.question
    if question.expects != "yes_no" or question.intent not in _OF_ONE or not inquiry.letters:
        return None
    bound = bound_of(question.standalone) if question.areas or question.letter_ids else None
    if bound is None:
        return None
    asked = replace(inquiry, question=replace(inquiry.question, expects=bound.kind))
    found = [(one, _figures(asked, one, bound)) for one in facts.candidates(asked)]
    told = next(((one, figures) for one, figures in found if figures), None)
    if told is None:
        return None
    one, figures = told
    figure = facts.nearest(inquiry, one.text, list(figures))
    draft = Draft(inquiry)
    letter = one.one.hit.letter
    quote = draft.quote(one.one.hit.paragraph, letter, one.start, one.end)
    key = f"{'Yes' if bound.holds(figure.value) else 'No'}: {figure.text}"
    draft.say(
        f"**{key}.** {capital(areas_of(letter))}, {letter.kind} of {british(letter.sent)}: {quote.text}"
    )
    return draft.done(key=key)


def _figures(inquiry: Inquiry, one: Candidate, bound: Bound) -> Sequence[Quantity]:
    """The figures of a sentence that may be what is held to the bound."""
    found = current(one.text, plain(one.text, bound.kind))
    return of_group(inquiry.question.standalone, one.text, found)
