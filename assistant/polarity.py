"""Whether two sentences say yes and no to the same things: negation, hedges, amounts, opposites.

Rules over words in a window, not a parse: they err towards dropping a sentence.
"""

import re

from assistant.terms import STOP_WORDS, Token, stem, tokens

SCOPE = 6  # words after a negation that it may deny

_NEGATORS = frozenset(
    stem(word)
    for word in """not no never none neither nor nobody nothing without cannot lack lacks lacking lacked fail fails failed
    failing failure unable hardly rarely barely scarcely absent absence denied deny stopped ceased false untrue wrong
    incorrect insufficient""".split()
)
_NO_NEGATION = re.compile(r"\b(?:not only|no doubt|not least|no (?:fewer|less|more) than)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?–—]|\b(?:but|although|though|however|whereas|while)\b", re.IGNORECASE)
_SHORT = re.compile(
    r"\b(?:ca|wo|do|does|did|is|are|was|were|has|have|had|would|could|should|must)n['’]t\b", re.I
)
_HEDGES = (  # where the source has one of a line, the claim must have one too
    re.compile(r"\b(?:if|whether|unless|unclear|may|might|could|possib\w+|risk\w*|appear\w*|seem\w*|potential\w*|suggest\w*)\b", re.I),
    re.compile(r"\b(?:will|shall|would|intend\w*|going\s+to|due\s+to|plan(?:s|ned|ning)?\s+to|hop(?:e|es|ed|ing)\s+to|next|aim\w*|should|must|want\w*|expect\w*|ask\w*|recommend\w*|required?|needs?\s+to)\b", re.I),
)  # fmt: skip
_ADDED = (  # where the claim has one of a line, the source must have one too
    re.compile(
        r"\b(?:all|every\w*|each|always|fully|complete(?:ly)?|entire(?:ly)?|whole|both|any\w*)\b", re.I
    ),
    re.compile(r"\b(?:most\w*|majority|main(?:ly)?|many|widespread)\b", re.I),
    re.compile(r"\b(?:only|sole(?:ly)?|just|merely)\b", re.I),
    re.compile(r"\b(?:no\s+longer|already|now)\b", re.I),
    re.compile(r"\b(?:because|therefore|thus|caus\w+|as\s+a\s+result|due\s+to|led\s+to)\b", re.I),
)
_LESSENED = re.compile(
    r"\b(?:almost|nearly|not|some|several|few|partly|partially|many|most|half|part|minority)\s+(?:of\s+)?(?:the\s+|these\s+|those\s+|their\s+|all\s+|every\s+)?(?P<what>[\w’'-]+)",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:almost|nearly|not|some|several|few|partly|partially|many|most|half|part|minority)\b", re.I
)
_OPPOSITES = tuple(
    tuple(frozenset(map(stem, side.split())) for side in pair.split("/"))
    for pair in (
        "increase increased increasing rise rose risen rising grow grew grown up more higher/decrease decreased decreasing fall fell fallen falling drop dropped decline declined reduce reduced reduction down less fewer lower",
        "improve improved improving improvement better best/worsen worsened worse worst deteriorate deteriorated deterioration",
        "early earlier timely/late later delay delayed overdue", "high/low", "strong stronger strength/weak weaker weakness",
        "good effective successful success adequate sufficient/poor ineffective unsuccessful failure inadequate insufficient",
        "complete completed full met/incomplete partial unmet missed", "fast quick quickly faster/slow slowly slower",
        "long longer/short shorter", "start started begin began open opened/stop stopped end ended cease ceased close closed",
        "accept accepted agree agreed approve approved/reject rejected refuse refused disagree disagreed", "first/last",
        "present/absent", "include included including/exclude excluded excluding", "before/after", "consistent/inconsistent",
        "clear/unclear", "happy pleased satisfied content/unhappy concerned dissatisfied disappointed worried",
    )
)  # fmt: skip


def conflict(claim: str, source: str) -> str:
    """Why a claim does not say what its source says, "" where nothing speaks against it."""
    if _denied(claim, source):
        return "it denies what the letter says, or says what the letter denies"
    if any(hedge.search(source) and not hedge.search(claim) for hedge in _HEDGES[:1]):
        return "it leaves out an “if” or a “may”"
    if _HEDGES[1].search(source) and not _HEDGES[1].search(claim) and not _HEDGES[0].search(claim):
        return "it tells as done what is asked or planned"
    if any(added.search(claim) and not added.search(source) for added in _ADDED):
        return "it says more than the letter"
    if _lessened(claim, source):
        return "it leaves out “some” or “almost”"
    return "it says the opposite" if _opposed(claim, source) else ""


def negated(text: str) -> frozenset[str]:
    """The stems of the content words that a text denies."""
    found: set[str] = set()
    for clause in _CLAUSE_END.split(_NO_NEGATION.sub(" ", _SHORT.sub("not", text))):
        words = tokens(clause)
        for at, word in enumerate(words):
            if word.stem in _NEGATORS:
                found |= {one.stem for one in words[at + 1 : at + 1 + SCOPE] if _content(one)}
    return frozenset(found)


def _denied(claim: str, source: str) -> bool:
    ours, theirs = negated(claim), negated(source)
    shared = _stems(claim) & _stems(source)
    if not ours:
        return bool(shared & theirs - _stems_said(source))
    return not ours & theirs


def _stems_said(text: str) -> frozenset[str]:
    """The stems that stand somewhere outside every negation."""
    said: set[str] = set()
    for clause in _CLAUSE_END.split(_NO_NEGATION.sub(" ", _SHORT.sub("not", text))):
        said |= _stems(clause) - negated(clause)
    return frozenset(said)


def _lessened(claim: str, source: str) -> bool:
    """Whether "some plans" or "almost all plans" became "plans"."""
    if _LESS.search(claim):
        return False
    lessened = {
        stem(found["what"]) for found in _LESSENED.finditer(source) if found["what"].lower() not in STOP_WORDS
    }
    return bool(lessened & _stems(claim))


def _opposed(claim: str, source: str) -> bool:
    said, printed = {one.stem for one in tokens(claim)}, {one.stem for one in tokens(source)}
    for one, other in (*_OPPOSITES, *(pair[::-1] for pair in _OPPOSITES)):
        if said & one - printed and printed & other and not printed & one:
            return True
    return False


def _stems(text: str) -> frozenset[str]:
    return frozenset(one.stem for one in tokens(text) if _content(one))


def _content(token: Token) -> bool:
    return token.word not in STOP_WORDS and token.stem not in _NEGATORS
