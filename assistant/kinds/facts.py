"""One fact: the short answer first, then the sentence it stands in; or an honest "the letters do not say".

Of the sentences that hold what must be there (a value of the kind that is asked, at the time that is asked) those
answer that stating.py thinks likely to state the fact.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from assistant import frames, naming
from assistant.answer import Answer
from assistant.bounds import bound_of
from assistant.inquiry import Inquiry
from assistant.judge import SURE_ON_TOPIC, Judged
from assistant.kinds import refusals, timely
from assistant.kinds.draft import Draft, telling
from assistant.kinds.wording import areas_of
from assistant.looks import NOTHING, stems_of
from assistant.matching import SLIGHT
from assistant.prose import capital, listed
from assistant.quantities import Quantity, at_odds, current, of_group, quantities
from assistant.sayings import says_something
from assistant.stating import LOOKED_AT, Candidate, likelihoods, nearest_of, sentences_in
from assistant.terms import stem
from assistant.values import VALUED, dated, due, plain, values
from assistant.waits import speaks_of, waited_for
from ingest.letter import british

LIKELY = 0.3  # a sentence that states the fact less likely than this does not answer
LIKELY_VALUE = 0.2  # the same where it must hold a value of the kind that is asked: few others do
LIKELY_BOTH = 0.1  # the same where two kinds are asked ("how many, and for how long?") and it holds both: fewer still do
CLOSE = 0.1  # sentences that score within this of the best are told as well
MOST = 4  # letters told side by side

Picking = Callable[..., Quantity]  # max or min

_THING = re.compile(
    r"^\W*(?:and\s+|so\s+)?(?:which|what)\s+(?P<thing>(?:[a-z’'-]+\s+){1,4}?)(?:(?:in|of|at|for|from|on|with)\b|was|were|is|are|has|have|had|did|do|does|will|would|could|can|should)\b",
    re.IGNORECASE,
)
_POST = re.compile(  # "who is the minister": the post must be named where its holder is
    r"^\W*(?:and\s+)?(?:who\s+(?:is|was|are|were)|what(?:['’]s|\s+(?:is|was))\s+the\s+name\s+of)\s+(?:the|an?)\s+(?P<thing>(?:[a-z’'-]+\s+){0,3}[a-z’'-]+?)(?=\s+(?:for|of|in|at|to|on|with|responsible|who|that|from|by)\b|\W*$)",
    re.IGNORECASE,
)

_LETTERS = re.compile(r"\b[A-Z]{3,}s?\b")
_EVERYWHERE = frozenset(
    {"send", "ehc", "ehcp", "dfe", "nhs", "icb", "app", "pap", "cqc", "lap", "hmi"}
)  # what all letters are about

_WAS_TOLD = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:has|have|had|was|were|is|are|did)\b[^?]{0,80}?\b(?:asked|told|urged|pressed|required|expected|advised|recommended|praised|commended|credited|congratulated|thanked|criticised|warned|challenged)\b(?!\s+us\b)",
    re.IGNORECASE,
)
_EXTREME = re.compile(  # not "the most": that may be of something else
    r"\b(?:(?P<most>longest|highest|largest|biggest|greatest|maximum|oldest)|shortest|lowest|smallest|minimum|youngest)\b",
    re.IGNORECASE,
)


def answer(inquiry: Inquiry) -> Answer:
    """The fact that is asked, or what was found nearest to it."""
    question = inquiry.question.standalone
    # Asked of those that are best: what names somebody else is no better for it.
    best = [one for one in candidates(inquiry) if naming.names_body(question, one.text)]
    if _put_to(inquiry) and (yes := _said_so(inquiry, best[0] if best else None)):
        return yes
    if not best:
        asked = naming.asked(question)
        return refusals.unnamed(inquiry) if asked else refusals.not_found(inquiry)
    if inquiry.question.expects == "yes_no":
        return _verified(inquiry, best[0])
    kept: dict[str, Candidate] = {}
    for candidate in best:
        kept.setdefault(candidate.one.hit.letter.id, candidate)
    told = list(kept.values())[:MOST]
    draft = Draft(inquiry)
    keys = [_key(inquiry, candidate) for candidate in told]
    for candidate, key in zip(told, keys, strict=True):
        _tell(draft, candidate, key, alone=len(told) == 1)
    return draft.done("answered", key="; ".join(dict.fromkeys(key for key in keys if key)) or None)


def candidates(inquiry: Inquiry) -> list[Candidate]:
    """The sentences that answer, best first: those that are nearly as likely as the likeliest."""
    found = likely(inquiry)
    return [one for one in found if one.score >= found[0].score - CLOSE]


def likely(inquiry: Inquiry) -> list[Candidate]:
    """The sentences that are likely enough to state what is asked, best first."""
    found = weighed(inquiry)
    enough = [
        replace(one, score=score + timely.fit(inquiry, one.one, one.text))
        for one, score in zip(found, likelihoods(inquiry, found), strict=True)
        if score >= _floor(inquiry, one)
    ]
    return sorted(enough, key=lambda one: (-one.score, one.one.hit.paragraph.number))


def _floor(inquiry: Inquiry, one: Candidate) -> float:
    """How likely a sentence must be to answer: less so, the fewer sentences hold all the values that are asked."""
    if inquiry.question.expects not in VALUED:
        return LIKELY
    kinds = _kinds(inquiry)
    both = len(kinds) > 1 and all(plain(one.text, kind) for kind in kinds)
    return LIKELY_BOTH if both else LIKELY_VALUE


def weighed(inquiry: Inquiry) -> list[Candidate]:
    """The sentences that may answer, as many as are weighed against each other."""
    found = [one for judged in inquiry.judged.likeliest(LOOKED_AT) for one in sentences_in(judged)]
    return nearest_of(inquiry, [one for one in found if _may(inquiry, one)])


def _may(inquiry: Inquiry, one: Candidate) -> bool:
    """Whether a sentence holds what must be there: the kind of value that is asked, at its time, and the post."""
    expects, question = inquiry.question.expects, inquiry.question.standalone
    if not naming.holds(question, one.text) or not says_something(one.one.hit.paragraph):
        return False
    if expects in VALUED and not values(inquiry, one.text, one.before):
        return False
    if expects in VALUED and _another_named(inquiry, one.around):
        return False
    if expects in (*VALUED, "date") and timely.elsewhen(inquiry, one.one, one.before, one.text):
        return False
    if expects == "date":
        return dated(one.text) and (
            not frames.DEADLINE.search(question) or due(one.one.hit.paragraph, one.text)
        )
    if expects == "text":
        thing = _THING.search(question)
        return not (thing and _another_kind(inquiry, thing["thing"].lower().split(), one.around))
    post = _POST.search(question) if expects == "person" else None
    if post and _another_post(inquiry, post["thing"], one.around):
        return False
    return expects != "person" or naming.somebody(question, one.text)


def _another_kind(inquiry: Inquiry, thing: list[str], text: str) -> bool:
    """Whether a text speaks of the thing, but of no such one: schools where primary schools are asked for."""
    found = stems_of(text)
    if stem(thing[-1]) not in found.words:
        return False
    apart = [
        part
        for part in inquiry.matcher.parts
        if not part.generic and set(thing[:-1]) & set(part.name.split())
    ]
    return any(part.strength(found, NOTHING)[1] < SLIGHT for part in apart)


def _another_named(inquiry: Inquiry, text: str) -> bool:
    """Whether a text says nothing of what a question gives by its letters, or waits for: a wait for SALT is none for CAMHS."""
    if not speaks_of(text, waited_for(inquiry.question.standalone, inquiry.glossary)):
        return True
    found = _LETTERS.findall(inquiry.question.standalone)
    names = {name.removesuffix("s").lower() for name in found} - _EVERYWHERE
    specific = [part for part in inquiry.matcher.parts if not part.generic and names & set(part.name.split())]
    said = stems_of(text) if specific else NOTHING
    return any(part.strength(said, NOTHING)[0] < SLIGHT for part in specific)


def _another_post(inquiry: Inquiry, post: str, text: str) -> bool:
    """Whether a text names no such post in its own words or a synonym: a leader is no minister, however near."""
    words, found = set(post.lower().split()), stems_of(text)
    specific = [part for part in inquiry.matcher.parts if not part.generic and words & set(part.name.split())]
    return any(part.strength(found, NOTHING)[0] < SLIGHT for part in specific)


def _tell(draft: Draft, candidate: Candidate, key: str | None, *, alone: bool) -> None:
    letter = candidate.one.hit.letter
    start, end = telling(candidate.one, draft.inquiry)
    if not start <= candidate.start < end:
        start, end = candidate.start, candidate.end
    quote = draft.quote(candidate.one.hit.paragraph, letter, start, end)
    source = (
        f"{areas_of(letter)}, {letter.kind} of {british(letter.sent)}" if letter.areas else areas_of(letter)
    )
    line = f"{f'**{capital(key)}.** ' if key else ''}{capital(source)}: {quote.text}"
    draft.say(line) if alone else draft.point(line)


def _key(inquiry: Inquiry, candidate: Candidate) -> str | None:
    """The short answer: the quantities that belong to what is asked; None where words answer."""
    expects, text = inquiry.question.expects, candidate.text
    if expects not in VALUED:
        return None
    parts = []
    for kind in _kinds(inquiry):
        found = values(inquiry, text, candidate.before) if kind == expects else plain(text, kind)
        if found:
            most = _extreme(inquiry.question.standalone)
            theirs = of_group(inquiry.question.standalone, text, current(text, found))
            one = most(theirs, key=lambda one: one.value) if most else nearest(inquiry, text, theirs)
            parts.append(one.text)
    return "; ".join(dict.fromkeys(parts)) or None


def _extreme(text: str) -> Picking | None:
    """Whether the most or the least of a sentence's quantities is asked for: "the longest that …"."""
    found = _EXTREME.search(text)
    return None if found is None else max if found["most"] else min


def _kinds(inquiry: Inquiry) -> list[str]:
    """The kinds of value that a question asks for, mostly one."""
    question = inquiry.question
    return [kind for kind in VALUED if kind == question.expects or _also(question.standalone, kind)]


def _also(text: str, kind: str) -> bool:
    """Whether a question asks for a second kind of value ("how many … and for how long")."""
    if kind == "duration":
        return bool(re.search(r"\band\b.*\bhow\s+long\b", text, re.IGNORECASE))
    return kind == "number" and bool(re.search(r"\band\b.*\bhow\s+many\b", text, re.IGNORECASE))


def nearest(inquiry: Inquiry, text: str, found: list[Quantity], wanted: Picking | None = None) -> Quantity:
    """The quantity of now whose surroundings cover the question best; of equals the first, or the most or least."""

    def around(quantity: Quantity) -> float:
        return inquiry.matcher.in_words(text[max(0, quantity.start - 40) : quantity.end + 40])

    scores = [(around(quantity), quantity) for quantity in current(text, found)]
    best = max(score for score, _ in scores)
    equal = [quantity for score, quantity in scores if score >= best - CLOSE]
    if wanted:
        return wanted(equal, key=lambda quantity: quantity.value)
    return next(quantity for score, quantity in scores if score == best)


def _verified(inquiry: Inquiry, top: Candidate) -> Answer:
    """The letters' own words on what was put to them; "No" where they give another figure."""
    draft = Draft(inquiry)
    letter, paragraph = top.one.hit.letter, top.one.hit.paragraph
    start, end = telling(top.one, inquiry)
    quote = draft.quote(paragraph, letter, start, end)
    where = f"{capital(areas_of(letter))}, {letter.kind} of {british(letter.sent)}"
    bound = bound_of(inquiry.question.standalone)
    if bound is None and (odds := at_odds(inquiry.question.standalone, paragraph.text[start:end])):
        asked, printed = odds
        draft.say(f"**No: {listed(printed)}**, not {listed(asked)}. {where}: {quote.text}")
        return draft.done("answered", key=f"No: {listed(printed)}")
    draft.say(f"{where}: {quote.text}")
    return draft.done("answered")


def _said_so(inquiry: Inquiry, top: Candidate | None) -> Answer | None:
    """ "Yes" with what asks, praises or criticises so, all of the topic in it; its words alone where nothing else answers."""
    asked = inquiry.question.role_word == "asked"
    likely = [
        one
        for one in inquiry.judged.likely(SURE_ON_TOPIC)
        if one.in_role and (one.hit.paragraph.asked or not asked)
    ]
    sure = [one for one in likely if not _lacking(inquiry, one)]
    if sure:
        told = next(
            (one for one in sure if top and one.hit.paragraph.id == top.one.hit.paragraph.id), sure[0]
        )
        return _put(inquiry, told, "Yes")
    near = [one for one in likely if one.matches and not inquiry.matcher.missing_in(_around(one))]
    return _put(inquiry, near[0], "") if near and not top else None


def _around(one: Judged) -> str:
    return f"{one.hit.paragraph.context} {one.hit.paragraph.text}"


def _lacking(inquiry: Inquiry, one: Judged) -> bool:
    """Whether a paragraph lacks a part of the topic, words that ask for anything ("improve") aside."""
    lacking = set(inquiry.matcher.lacking(_around(one)))
    return any(part.name in lacking and not part.generic for part in inquiry.matcher.parts)


def _put(inquiry: Inquiry, one: Judged, word: str) -> Answer:
    draft = Draft(inquiry)
    letter = one.hit.letter
    said = f"{capital(areas_of(letter))}, {letter.kind} of {british(letter.sent)}: {draft.evidence(one).text}"
    draft.say(f"**{word}.** {said}" if word else said)
    return draft.done("answered", key=word or None)


def _put_to(inquiry: Inquiry) -> bool:
    """Whether a question is whether an area was asked, praised or criticised: "has Kent been told to …?"."""
    question = inquiry.question
    told = question.role_word in ("asked", "praised", "criticised") and _WAS_TOLD.search(question.standalone)
    if (
        question.expects != "yes_no"
        or bound_of(question.standalone)
        or quantities(question.standalone, "number")
    ):
        return False
    return bool(told) and not question.negated and bool(question.areas or question.letter_ids)
