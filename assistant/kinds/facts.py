"""One fact: the short answer first, then the sentence it stands in; or an honest "the letters do not say"."""

import re
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.judge import Judged
from assistant.kinds import refusals
from assistant.kinds.draft import Draft, telling
from assistant.prose import area, areas_of, capital, listed, quoted
from assistant.quantities import Quantity, quantities
from assistant.terms import sentences
from ingest.letter import british

LOOKED_AT = 12  # paragraphs whose sentences are compared
SURE = 0.5  # a paragraph below this is not about the question
CLOSE = 0.12  # sentences that score within this of the best are told as well
HEDGED = ("percent", "money", "duration", "age", "number")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may hold the fact."""

    one: Judged
    start: int
    end: int
    found: tuple[Quantity, ...]  # quantities of the kind that is asked; offsets within the sentence
    score: float

    @property
    def text(self) -> str:
        """The sentence."""
        return self.one.hit.paragraph.text[self.start : self.end]


def answer(inquiry: Inquiry) -> Answer:
    """The fact that is asked, or what was found nearest to it."""
    best = candidates(inquiry)
    question = inquiry.question
    if not best:
        return refusals.not_found(inquiry)
    if question.expects == "yes_no":
        return _verified(inquiry, best)
    kept = _one_for_each_area(best)
    draft = Draft(inquiry)
    keys = [_key(inquiry, candidate) for candidate in kept]
    for candidate, key in zip(kept, keys, strict=True):
        _tell(draft, candidate, key, alone=len(kept) == 1)
    key = "; ".join(dict.fromkeys(key for key in keys if key)) or None
    return draft.done("answered", key=key)


def candidates(inquiry: Inquiry) -> list[Candidate]:
    """The sentences that hold a value of the kind asked and cover the question, best first."""
    looked = [one for one in inquiry.judged if one.probability >= SURE][:LOOKED_AT]
    found = [candidate for one in looked for candidate in _sentences(inquiry, one)]
    found.sort(key=lambda candidate: (-candidate.score, candidate.one.hit.paragraph.number))
    return [candidate for candidate in found if candidate.score >= found[0].score - CLOSE]


def _sentences(inquiry: Inquiry, one: Judged) -> list[Candidate]:
    paragraph, question = one.hit.paragraph, inquiry.question
    spans = sentences(paragraph.text, paragraph.label_end) or [(0, len(paragraph.text))]
    kept = []
    for start, end in spans:
        text = paragraph.text[start:end]
        found = tuple(quantities(text, question.expects)) if question.expects in HEDGED else ()
        if question.expects in HEDGED and not found:
            continue
        missing = inquiry.matcher.missing_in(
            f"{paragraph.context} {paragraph.text if len(spans) < 4 else text}"
        )
        if question.expects != "yes_no" and len(missing) * 2 > len(
            [c for c in question.concepts if not c.generic]
        ):
            continue
        kept.append(Candidate(one, start, end, found, one.probability * 0.5 + inquiry.matcher.in_words(text)))
    return kept


def _one_for_each_area(best: list[Candidate]) -> list[Candidate]:
    kept: dict[str, Candidate] = {}
    for candidate in best:
        kept.setdefault(candidate.one.hit.letter.id, candidate)
    return list(kept.values())[:4]


def _tell(draft: Draft, candidate: Candidate, key: str | None, *, alone: bool) -> None:
    letter, paragraph = candidate.one.hit.letter, candidate.one.hit.paragraph
    start, end = telling(candidate.one, draft.inquiry)
    if not start <= candidate.start < end:
        start, end = candidate.start, candidate.end
    quote = draft.quote(paragraph, letter, start, end)
    source = (
        f"{areas_of(letter)}, {letter.kind} of {british(letter.sent)}" if letter.areas else areas_of(letter)
    )
    lead = f"**{capital(key)}.** " if key else ""
    line = f"{lead}{capital(source)}: {quote.text}"
    if alone:
        draft.say(line)
    else:
        draft.point(line)


def _key(inquiry: Inquiry, candidate: Candidate) -> str | None:
    """The short answer: the quantity that belongs to what is counted, or the whole of a short sentence."""
    expects = inquiry.question.expects
    if expects not in HEDGED:
        return None
    asked = [kind for kind in HEDGED if kind == expects or _also(inquiry.question.standalone, kind)]
    parts = []
    for kind in asked:
        found = quantities(candidate.text, kind)
        if kind == "number":
            found = [
                q
                for q in found
                if not any(
                    q.start < o.end and o.start < q.end
                    for other in ("percent", "duration", "money")
                    for o in quantities(candidate.text, other)
                )
            ] or found
        if found:
            parts.append(_nearest(inquiry, candidate.text, found).text)
    return "; ".join(dict.fromkeys(parts)) or None


def _also(text: str, kind: str) -> bool:
    """Whether a question asks for a second kind of value ("how many … and for how long")."""
    if kind == "duration":
        return bool(re.search(r"\band\b.*\bhow\s+long\b", text, re.IGNORECASE))
    return kind == "number" and bool(re.search(r"\band\b.*\bhow\s+many\b", text, re.IGNORECASE))


def _nearest(inquiry: Inquiry, text: str, found: list[Quantity]) -> Quantity:
    """The quantity whose surroundings cover the question best."""

    def around(quantity: Quantity) -> float:
        return inquiry.matcher.in_words(text[max(0, quantity.start - 40) : quantity.end + 40])

    return max(found, key=lambda quantity: (around(quantity), -quantity.start))


def _verified(inquiry: Inquiry, best: list[Candidate]) -> Answer:
    """Yes, no, or what the letters say instead."""
    question = inquiry.question
    draft = Draft(inquiry)
    top = best[0]
    start, end = telling(top.one, inquiry)
    quote = draft.quote(top.one.hit.paragraph, top.one.hit.letter, start, end)
    where = areas_of(top.one.hit.letter)
    conflict = _conflict(question.standalone, top.one.hit.paragraph.text[start:end])
    if conflict:
        asked, printed = conflict
        draft.say(
            f"**No: {listed(printed)}**, not {listed(asked)}. {capital(where)}, {top.one.hit.letter.kind} of {british(top.one.hit.letter.sent)}: {quote.text}"
        )
        return draft.done("answered", key=f"No: {listed(printed)}")
    if top.one.cover.missing:
        draft.say(
            f"The letters do not say that {quoted_topic(inquiry)}. The nearest they come, for {area(where)}: {quote.text}"
        )
        return draft.done("partial")
    draft.say(
        f"{capital(where)}, {top.one.hit.letter.kind} of {british(top.one.hit.letter.sent)}: {quote.text}"
    )
    return draft.done("answered")


def quoted_topic(inquiry: Inquiry) -> str:
    """The topic as the person put it."""
    return quoted(inquiry.question.topic)


def _conflict(question: str, text: str) -> tuple[list[str], list[str]] | None:
    """Numbers of one kind that the question states and the text has otherwise."""
    for kind in ("percent", "money", "duration"):
        asked, printed = quantities(question, kind), quantities(text, kind)
        if asked and printed and not {q.value for q in asked} & {q.value for q in printed}:
            return [q.text for q in asked], [q.text for q in printed]
    return None
