"""Is it praised or asked? Both sides of one topic, with the words of each."""

import re

from assistant.answer import Answer, Group
from assistant.inquiry import Inquiry
from assistant.judge import SURE_ON_TOPIC, Judged
from assistant.kinds import refusals
from assistant.kinds.draft import Draft
from assistant.kinds.wording import areas_of, letter_phrase
from assistant.prose import capital
from ingest.letter import Role

TOLD = 3
ONE_LETTER = 0.3  # enough where the question is about a single letter
_SIDES = (
    (
        "praised",
        "a success",
        re.compile(
            r"\b(?:a\s+|an\s+)?(?:success(?:es)?|praised?|strength|achievement|commend\w*|positive)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "asked",
        "an ask",
        re.compile(
            r"\b(?:a\s+|an\s+)?(?:recommendation|ask(?:ed)?|weakness|concern|next\s+step|problem|requirement|priority\s+action|area\s+for\s+improvement)\b",
            re.IGNORECASE,
        ),
    ),
)


def answer(inquiry: Inquiry) -> Answer:
    """Say which it is, or that it is both, and quote each."""
    on_topic = list(inquiry.judged.likely(SURE_ON_TOPIC if len(inquiry.letters) > 1 else ONE_LETTER))
    praised = [one for one in on_topic if one.hit.paragraph.role is Role.PRAISE]
    asked = [one for one in on_topic if one.hit.paragraph.asked]
    best = max([one.probability for one in praised + asked], default=0.0)
    praised, asked = _near(praised, best), _near(asked, best)
    if not praised and not asked:
        return refusals.not_found(inquiry)
    draft = Draft(inquiry)
    labels = [_label(inquiry, side) for side, found in ((0, praised), (1, asked)) if found]
    key = " and ".join(labels)
    draft.say(_opening(labels, praised, asked))
    for name, found in (("praised", praised), ("asked", asked)):
        _tell(draft, name, found)
    return draft.done(key=key)


def _opening(labels: list[str], praised: list[Judged], asked: list[Judged]) -> str:
    """What it is, and in which letter; each side in its own where they are two."""
    where = [letter_phrase(found[0].hit.letter) for found in (praised, asked) if found]
    if len(labels) == 1:
        return f"**{capital(labels[0])}**, in {where[0]}."
    if where[0] == where[1]:
        return f"**Both {' and '.join(labels)}**, in {where[0]}."
    return f"**Both**: {labels[0]} in {where[0]}, {labels[1]} in {where[1]}."


def _near(found: list[Judged], best: float) -> list[Judged]:
    return [one for one in found if one.probability >= best - 0.3][:TOLD]


def _label(inquiry: Inquiry, side: int) -> str:
    """The side in the question's own word ("a success"), or ours."""
    written = _SIDES[side][2].search(inquiry.question.standalone)
    return written.group() if written else _SIDES[side][1]


def _tell(draft: Draft, name: str, found: list[Judged]) -> None:
    if not found:
        return
    quotes = [(one, draft.evidence(one)) for one in found]
    for one, quote in quotes:
        draft.point(f"{capital(name)} ({areas_of(one.hit.letter)}): {quote.text}")
    letter = found[0].hit.letter
    draft.groups.append(
        Group(
            label=name,
            areas=letter.area_names,
            date=letter.sent,
            role=found[0].hit.paragraph.role.value,
            citations=tuple(quote.number for _, quote in quotes),
        )
    )
