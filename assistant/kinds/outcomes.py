"""Inspection outcomes: which areas had which, from the outcome each report states."""

import re

from assistant import frames, prose
from assistant.answer import Answer, Decision, Group, Verdict
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds.draft import Draft, status_of
from assistant.kinds.wording import areas_line, areas_of, letter_phrase, short_area
from assistant.prose import capital, counted, listed
from assistant.verdicts import coverage, sure
from ingest.letter import Fact, LetterMetadata, british

# The three outcomes of the area SEND inspection framework (Ofsted and CQC, 2023), the gravest first.
GRADES = (
    (3, re.compile(r"\b(?:widespread|systemic)\b", re.IGNORECASE)),
    (2, re.compile(r"\binconsisten", re.IGNORECASE)),
    (1, re.compile(r"\btypically\b.*\bpositive\b|\bpositive\s+experiences\b", re.IGNORECASE)),
)
_CALLED = {
    3: "widespread and/or systemic failings",
    2: "inconsistent experiences and outcomes",
    1: "typically positive experiences and outcomes",
}
_PUT = (  # the words by which a question takes an outcome for granted
    (3, re.compile(r"\b(?:widespread|systemic)\b[^?]{0,40}\bfailings?\b", re.IGNORECASE)),
    (2, re.compile(r"\binconsistent\s+experiences\b", re.IGNORECASE)),
    (1, re.compile(r"\b(?:typically\s+)?positive\s+experiences\b", re.IGNORECASE)),
)
_WHY = re.compile(r"^\W*(?:(?:and|so|but)\s+)?(?:why|how\s+come)\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:outcomes?|judg(?:e)?ments?|verdicts?|gradings?|graded?|grades|ratings?|rated|judged|bands?|categor(?:y|ies)|result(?:s)?\s+of)\b|\b(?:fail(?:ings?|ures?))\b|\b(?:positive|inconsistent)\s+experiences\b|\bof\s+the\s+three\b|\b(?:came|come|comes)\s+out\s+(?:top|best|worst|bottom|lowest|highest)\b",
    re.IGNORECASE,
)
_WORST = re.compile(
    r"\b(?:worst|lowest|harshest|toughest|sternest|poorest|bleakest|most\s+serious|gravest|most\s+(?:severe|critical|negative|damning|worrying)|severest|third|least\s+(?:positive|favourable|good)|widespread|systemic|bottom|fail(?:ed|ings?|ures?))\b",
    re.IGNORECASE,
)
_BEST = re.compile(
    r"(?<!second\s)(?<!second-)\b(?:best|highest|top|most\s+(?:positive|favourable)|positive\s+experiences|typically\s+positive|least\s+(?:serious|severe)|first\s+of\s+the\s+three)\b",
    re.IGNORECASE,
)
_MIDDLE = re.compile(
    r"\b(?:inconsistent|middle|middling|mixed|second|in[\s-]+between|intermediate)\b", re.IGNORECASE
)
_NONE_OF = re.compile(  # "neither the best nor the worst", ", not the good one (and) not the bad one"
    r"\bneither\b(?P<of>[^?.;]*?\bn?or\b[^?.;,]*)|[,:(–—-]\s*(?:and\s+|but\s+)?not\b(?P<not>[^?.;]*?\b(?:not|nor|or)\b[^?.;,)]*)",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(
    r"\b(?:any(?:thing|\s+\w+)?|every(?:thing|\s+\w+)?|all)\s+but\s+(?=(?:the|an?)\b)|\b(?:other|better)\s+than\b",
    re.IGNORECASE,
)
_SAID = (
    (3, re.compile(rf"{_WORST.pattern}|\bbad\b", re.IGNORECASE)),
    (2, _MIDDLE),
    (1, re.compile(rf"{_BEST.pattern}|\b(?:good|positive)\b", re.IGNORECASE)),
)
_EVERY = frozenset(value for value, _ in GRADES) | {0}
_EACH = re.compile(  # "how many areas got each outcome?", "a breakdown of the verdicts"
    r"\beach\s+(?:(?:of\s+the\s+)?(?:two\s+|three\s+)?)?(?:outcome|judge?ment|verdict|grade|rating|categor)|\b(?:breakdown|spread|split|distribution|tally|range)\s+(?:of|by|across|between)\b|\bby\s+(?:outcome|judge?ment|verdict|grade|rating)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(  # what an outcome means: "…, with the next full inspection in about five years", "(…)"
    r"\([^)]*\)|,?\s*\b(?:with|and|meaning|that\s+is|so|where|i\.?e\.?|whose)\b[^,]*\b(?:next|full|re-?)\s*(?:\w+\s+){0,3}inspections?\b.*$",
    re.IGNORECASE,
)


def about(inquiry: Inquiry) -> bool:
    """Whether a question is about inspection outcomes and the collection has them."""
    question = inquiry.question
    if not _ABOUT.search(question.standalone) or not inquiry.letters.have_outcomes:
        return False
    if of_each(inquiry):
        return True
    if question.intent in OF_MANY or (
        (question.intent == "people" or question.expects == "percent") and not question.areas
    ):  # "who got the worst", "what share of areas got the worst"
        topic = question.topic  # "failing on transport" is of transport
        said = not topic or _wanted(topic) or _ABOUT.search(topic)
        return bool(_meant(question.standalone) and said) and _alone(question.topic)
    return bool(question.areas) and bool(
        re.search(
            r"\b(?:outcome|(?:judg(?:e)?ment|verdict|grade|rating)s?)\b", question.standalone, re.IGNORECASE
        )
    )


def put(inquiry: Inquiry) -> Answer | None:
    """What a report gives as its outcome where a question takes one for granted or asks whether it is so; else None."""
    question = inquiry.question
    text, letters = question.standalone, [letter for letter in inquiry.letters if grade(letter)]
    named = [value for value, pattern in _PUT if pattern.search(text)]
    yes_no, why = question.expects == "yes_no", bool(_WHY.search(text))
    if len(named) != 1 or not question.areas or not letters or not (yes_no or why):
        return None
    if question.intent in OF_MANY or question.negated or not _alone(question.topic):
        return None
    held = [letter for letter in letters if grade(letter) == named[0]]
    if why and held:
        return None
    draft = Draft(inquiry)
    for letter in held or letters:
        word = ("**Yes.** " if held else "**No.** ") if yes_no else ""
        says = "says" if held else "does not say so. It says" if why else "says"
        draft.say(f"{word}{capital(letter_phrase(letter))} {says}: {quoted(draft, letter)}")
    return draft.done("answered", key=("Yes" if held else "No") if yes_no else None)


def quoted(draft: Draft, letter: LetterMetadata) -> str:
    """The sentence that states an outcome."""
    fact = _fact(letter)
    if fact is None:
        return ""
    paragraph = draft.inquiry.paragraph(letter, fact.paragraph)
    return draft.quote(paragraph, letter, fact.start, fact.end).text


def of_each(inquiry: Inquiry) -> bool:
    """Whether it is asked how many areas had each outcome."""
    question = inquiry.question
    text = question.standalone
    return bool(_EACH.search(text) and not question.areas and not _wanted(text) and _alone(question.topic))


def answer(inquiry: Inquiry) -> Answer:
    """The areas with the outcome asked for, or the outcome of the areas asked about."""
    if of_each(inquiry):
        return _by_outcome(inquiry)
    draft = Draft(inquiry)
    listing = not inquiry.question.areas or inquiry.question.intent in OF_MANY
    decided = decisions(inquiry)
    matched = [verdict.letter for verdict in decided if verdict.decision == "matched"]
    names = tuple(dict.fromkeys(name for letter in matched for name in letter.area_names))
    if listing:
        draft.say(areas_line(names, coverage(decided)))
    for letter in matched:
        fact = _fact(letter)
        if fact is None:
            continue
        quote = draft.quote(inquiry.paragraph(letter, fact.paragraph), letter)
        draft.point(f"**{short_area(areas_of(letter))}** ({british(letter.sent)}): {quote.text}")
        draft.groups.append(
            Group(
                label=prose.areas_of(letter),
                areas=letter.area_names,
                date=letter.sent,
                citations=(quote.number,),
            )
        )
    if not listing:
        return draft.done()
    key = (
        str(len(names))
        if inquiry.question.intent == "count" or frames.COUNT_SET.search(inquiry.question.standalone)
        else f"{len(names)} of {len({name for one in decided for name in one.letter.area_names})}"
        if inquiry.question.expects == "percent"
        else None
    )
    return draft.done(
        status_of(decided),
        key=key,
        areas=names,
        letters=tuple(letter.id for letter in matched),
        coverage=coverage(decided),
        verdicts=decided,
    )


def _by_outcome(inquiry: Inquiry) -> Answer:
    """How many areas had each outcome, and which, the gravest first, each with its words."""
    draft, keys = Draft(inquiry), []
    for value, _ in GRADES:
        letters = [letter for letter in inquiry.letters if grade(letter) == value]
        if not letters:
            continue
        names = tuple(dict.fromkeys(name for letter in letters for name in letter.area_names))
        told = [f"{short_area(areas_of(letter))} {_cited(draft, letter)}" for letter in letters]
        draft.point(f"**{capital(counted(len(names), 'area'))}**, {_CALLED[value]}: {listed(told)}")
        keys.append(f"{len(names)} {_CALLED[value]}")
    return draft.done(key="; ".join(keys))


def _cited(draft: Draft, letter: LetterMetadata) -> str:
    """The marker of the sentence that states an outcome."""
    fact = _fact(letter)
    if fact is None:
        return ""
    paragraph = draft.inquiry.paragraph(letter, fact.paragraph)
    return f"[{draft.cited.add(paragraph, letter, fact.start, fact.end)}]"


def decisions(inquiry: Inquiry) -> tuple[Verdict, ...]:
    """A verdict for every letter: whether it states the outcome asked for, or any where none is."""
    question = inquiry.question
    listing, denied = not question.areas or question.intent in OF_MANY, question.intent == "negation"
    wanted = _meant(question.standalone, denied=denied) if listing else frozenset()
    return tuple(_decide(letter, wanted) for letter in inquiry.letters)


def grade(letter: LetterMetadata) -> int:
    """3 the gravest, 1 the best, 0 where the report states no outcome that is known."""
    return next((value for value, pattern in GRADES if pattern.search(letter.outcome)), 0)


def _decide(letter: LetterMetadata, wanted: frozenset[int]) -> Verdict:
    if letter.unreadable:
        return Verdict(letter=letter, decision="unreadable", reason="no text could be read")
    fact = _fact(letter)
    fits = fact is not None and (not wanted or grade(letter) in wanted)
    paragraphs = (f"{letter.id}#{fact.paragraph}",) if fact and fits else ()
    reason = letter.outcome or "states no inspection outcome"
    decision: Decision = "matched" if fits else "not_matched"
    return sure(Verdict(letter=letter, decision=decision, reason=reason, paragraphs=paragraphs))


def _meant(text: str, *, denied: bool = False) -> frozenset[int]:
    """The grades a question asks for: the one it names, those it leaves where it denies some; none where it names none."""
    if none_of := _NONE_OF.search(text):
        if named := _wanted(text[: none_of.start()]):
            return frozenset([named])
        said = none_of["of"] or none_of["not"]
        apart = {value for value, pattern in _SAID if pattern.search(said)}
        return _EVERY - apart if apart else frozenset()
    named = _wanted(text)
    return (
        _EVERY - {named}
        if named and (denied or _ALL_BUT.search(text))
        else frozenset([named] if named else ())
    )


def _wanted(text: str) -> int:
    """The grade a question names, 0 for none."""
    for value, pattern in ((3, _WORST), (1, _BEST), (2, _MIDDLE)):
        if pattern.search(text):
            return value
    return 0


def _alone(topic: str) -> bool:
    """Whether a topic is no more than the outcome itself ("the most serious failures"), not failures of something."""
    return not re.search(
        r"\b(?:in|of|with|for|by|about|around|over)\s+(?!(?:the|their|this|that|all|possible)?\s*(?:two|three|four|possible|middle|top|bottom|best|worst|lowest|highest|inspection|area|report|partnership|SEND|children|outcomes?|judge?ments?|verdicts?|grades?|ratings?))",
        _ASIDE.sub(" ", topic),
        re.IGNORECASE,
    )


def _fact(letter: LetterMetadata) -> Fact | None:
    return next((fact for fact in letter.facts if fact.name == "outcome"), None)
