"""How many letters and areas there are, by kind of plan and review; what is in the collection."""

import re
from collections.abc import Sequence

from assistant import frames
from assistant.answer import Answer, Coverage, Decision, Verdict
from assistant.inquiry import Inquiry
from assistant.kinds.draft import Draft, status_of
from assistant.kinds.wording import area, areas_of
from assistant.prose import capital, counted, listed
from assistant.question import PLANS
from assistant.render import coverage_line
from assistant.terms import STOP_WORDS, stem, tokens
from assistant.verdicts import coverage, sure
from ingest.letter import LetterMetadata, british

_REVIEW = re.compile(
    r"\b(?:review|reviews|reviewed|about|concern|cover|deal|still|now|currently|on|under|put|placed|working|are|is|was|were|has|had|have|an?|the|of|on)\b",
    re.IGNORECASE,
)

_ITSELF = frozenset(
    map(
        stem,
        [
            "cover",
            "hold",
            "collection",
            "index",
            "include",
            "letter",
            "area",
            "all",
            "everything",
            "address",
            "send",
            "sent",
            "write",
            "written",
            "issue",
        ],
    )
)
_TIMES = re.compile(  # "how many times has Easterfell been reviewed": as many as there are letters about it
    r"\bhow\s+(?:many\s+times|often)\b[^?]*\b(?:review(?:ed)?|inspect(?:ed)?|met|meet|written\s+to|visited|assessed|checked)\b\W*$",
    re.IGNORECASE,
)


def about(inquiry: Inquiry) -> bool:
    """Whether a count or a list is of letters by plan, or of all letters and areas."""
    question = inquiry.question
    if _TIMES.search(question.standalone) and question.areas:
        return True
    if question.intent not in ("count", "list-areas"):
        counting = question.intent == "single-fact" and frames.COUNT.search(question.standalone)
        return bool(counting and question.plans and not rest(inquiry))
    return bool(question.plans and not rest(inquiry)) or not _specific(question.topic)


def answer(inquiry: Inquiry) -> Answer:
    """Count the letters of each plan, or all of them."""
    question = inquiry.question
    draft = Draft(inquiry)
    if not question.plans:
        return _all(draft, inquiry)
    counts = []
    for plan in question.plans:
        letters = [letter for letter in inquiry.letters if plan in letter.plans]
        counts.append((plan, letters))
    draft.say(
        f"{capital(listed([f'{counted(len(letters), inquiry_noun(inquiry))} {_verb(letters)} {in_full(plan)}' for plan, letters in counts]))}."
    )
    for _, letters in counts:
        for letter in letters:
            draft.point(f"{capital(areas_of(letter))}, {british(letter.sent)}: {cite(draft, letter)}")
    matched = {letter.id for _, letters in counts for letter in letters}
    names = tuple(
        dict.fromkeys(name for _, letters in counts for letter in letters for name in letter.area_names)
    )
    decided = tuple(_decide(letter, question.plans) for letter in inquiry.letters)
    return draft.done(
        status_of(decided),
        key=_key(question.intent, counts),
        areas=names,
        letters=tuple(letter.id for letter in inquiry.letters if letter.id in matched),
        coverage=coverage(decided),
        verdicts=decided,
    )


def _key(intent: str, counts: Sequence[tuple[str, Sequence[LetterMetadata]]]) -> str | None:
    """The number alone where one plan is counted; the number of each where several are."""
    if intent == "list-areas":
        return None
    if len(counts) == 1:
        return str(len(counts[0][1]))
    return "; ".join(f"{len(letters)} {plan}" for plan, letters in counts)


def _decide(letter: LetterMetadata, plans: Sequence[str]) -> Verdict:
    """Whether a letter reviews one of the plans, by what it says of itself."""
    if letter.unreadable:
        return Verdict(letter=letter, decision="unreadable", reason="no text could be read")
    reviewed = [plan for plan in plans if plan in letter.plans]
    reason = f"reviews {listed([in_full(plan) for plan in reviewed or letter.plans])}"
    ids = tuple(f"{letter.id}#{fact.paragraph}" for fact in letter.facts if fact.name == "plan" and reviewed)
    decision: Decision = "matched" if reviewed else "not_matched"
    reason = reason if letter.plans else "names no plan that it reviews"
    return sure(Verdict(letter=letter, decision=decision, reason=reason, paragraphs=ids[:1]))


def inquiry_noun(inquiry: Inquiry) -> str:
    """What is counted, in the question's own noun."""
    return (
        "letter"
        if frames.LETTERS.search(inquiry.question.standalone)
        or "letter" in inquiry.question.standalone.lower()
        else "report"
        if all(letter.kind == "report" for letter in inquiry.letters)
        else "letter"
    )


def _all(draft: Draft, inquiry: Inquiry) -> Answer:
    letters = inquiry.letters
    names = tuple(dict.fromkeys(name for letter in letters for name in letter.area_names))
    noun = inquiry_noun(inquiry)
    of_letters = (
        bool(_TIMES.search(inquiry.question.standalone))
        or bool(frames.LETTERS.search(inquiry.question.standalone))
        or f"many {noun}" in inquiry.question.standalone.lower()
    )
    draft.say(
        f"{capital(counted(len(letters), noun))} to {counted(len(names), 'area')}: {listed([area(name) for name in names])}."
    )
    unreadable = sum(letter.unreadable for letter in letters)
    counts = Coverage(matched=0, not_matched=len(letters) - unreadable, unreadable=unreadable)
    if counts.unreadable:
        draft.say(f"{capital(coverage_line(counts))}.")
    for letter in letters:
        draft.point(f"{capital(areas_of(letter))}, {british(letter.sent)}: {cite(draft, letter)}")
    return draft.done(
        key=str(len(letters) if of_letters else len(names)),
        areas=names,
        letters=tuple(letter.id for letter in letters),
    )


def cite(draft: Draft, letter: LetterMetadata) -> str:
    """Quote the words that say which plan or date it is."""
    for name in ("plan", "review", "sent"):
        for fact in letter.facts:
            if fact.name == name:
                return draft.quote(draft.inquiry.paragraph(letter, fact.paragraph), letter).text
    return "no words could be read"


def _specific(topic: str) -> bool:
    """Whether a topic is more than the collection itself ("are covered", "do you have")."""
    return any(token.word not in STOP_WORDS and token.stem not in _ITSELF for token in tokens(topic))


def rest(inquiry: Inquiry) -> str:
    """What a question asks besides its plans."""
    left = inquiry.question.topic
    for _, pattern in PLANS:
        left = pattern.sub("", left)
    left = re.sub(r"\bhow\s+many\b|\band\b", " ", _REVIEW.sub(" ", left))
    return " ".join(re.findall(r"[A-Za-z]{3,}", left))


def _verb(letters: Sequence[LetterMetadata]) -> str:
    return "reviews" if len(letters) == 1 else "review"


def in_full(plan: str) -> str:
    """A plan's name with its article and its abbreviation."""
    names = {
        "APP": "an Accelerated Progress Plan",
        "PAP": "a Priority Action Plan",
        "WSoA": "a Written Statement of Action",
    }
    return f"{names[plan]} ({plan})" if plan in names else f"a {plan}"
