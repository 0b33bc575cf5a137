"""understand(): a question in plain English becomes a Question: intent, topic, roles, areas, dates, people.

The patterns are in frames.py, dates in periods.py, names in collection.py; follow-ups are made stand-alone by
followup.py before they come here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from rapidfuzz.distance import OSA

from assistant import frames, ordinals, whichbody
from assistant.alternatives import otherwise_called
from assistant.answer import Filters
from assistant.asking import asking, list_named, listed
from assistant.beforehand import by_inspection_before
from assistant.collection import Collection, Place
from assistant.glossary import Concept, Glossary
from assistant.intents import OF_MANY, Expects, Intent, expects_of, intent_of
from assistant.newest import Newest, newest
from assistant.periods import NEAR, Period, leading_up, periods
from assistant.reading import Reading, heard
from assistant.tagger import Tagger
from assistant.terms import content_words
from assistant.topic import THINGS, led, topic_of
from assistant.wanted_roles import roles_of, roles_where
from ingest.letter import Role

PLANS = (
    ("APP", re.compile(r"\bAPPs?\b|(?i:\baccelerated\s+progress\s+plans?\b)")),
    ("PAP", re.compile(r"\bPAPs?\b|(?i:\bpriority\s+action\s+plans?\b)")),
    ("Strategic Plan", re.compile(r"\bstrategic\s+plans?\b", re.IGNORECASE)),
    ("WSoA", re.compile(r"\bWSOAs?\b|\b(?:written\s+)?statements?\s+of\s+action\b", re.IGNORECASE)),
)
_REAL_WORDS = frozenset("there here were then than that this with show now hot why wheat whom whole".split())
MOST_CONCEPTS = 32  # of a topic; a longer one is a list of words, and no paragraph deals with all of it
_WITH_PLAN = r"\b(?:with|on|under|whose|having)\s+(?:an?\s+|their\s+)?(?:"
_LATEST = re.compile(
    r"\b(?:latest|most\s+recent(?:ly)?|newest|last)\s+(?:\w+\s+)?(?:letter|report|review|stocktake)?\b|\b(?:most\s+recently|lately)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:still\s+(?:needs?|has\s+to|have\s+to|must|to\s+do)|now|currently|at\s+present|(?:do|report\s+(?:on|back)|work\s+on|deliver|tackle|show)\s+next|these\s+days|today|current)\b",
    re.IGNORECASE,
)
_LETTERS_OF = re.compile(
    r"\b(?:19|20)\d\d\s+(?:[A-Z]\w*\s+){0,3}(?:letter|report)s?\b"
)  # "the 2023 Northmoor letters"
_HELD = re.compile(  # before a period: it is that of a meeting or an inspection
    r"\b(?:(?:re-?)?inspected|(?:re-?)?visited|met|meet|seen|(?<!annually )reviewed|(?:re-?)?inspections?|(?:re-?)?visits?|meetings?|stocktakes?"
    r"|(?<!annual )reviews?)\b(?:\s+(?!asked|told|praised|sent|dated|written|letters?|reports?)[\w’'-]+){0,4}\s*\(?$",
    re.IGNORECASE,
)
_SAID_OF = re.compile(  # the letter of an area is asked what it says of another place or body
    r"\b(?:about|mention(?:s|ed)?|regarding|concerning|sa(?:y|ys|id)\s+(?:of|on)|with|from|by|call(?:s|ed)?|use|using)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(  # "areas that met reviewers in autumn 2024 (were asked about …)": which areas, not what about
    r"\b(?:areas?|councils?|partnerships?|authorit(?:y|ies)|places|those|ones|letters?|reports?)\s+(?P<clause>(?:(?:that|which|who|whose)\s+)?(?:(?:were|was|had|have|has|been|first|last)\s+)*"
    r"(?:(?:re-?)?inspected|(?:re-?)?visited|met|seen|reviewed|(?:re-?)?inspections?|meetings?|reviews?|visits?)\b(?:\s+(?!asked|told|praised)[\w’'-]+){0,4}\s*)$",
    re.IGNORECASE,
)
_HELD_AFTER = re.compile(
    r"[’']?s?\s+(?:[\w-]+\s+){0,2}?(?:inspections?|visits?|meetings?|stocktakes?|(?<!annual )reviews?)\b",
    re.IGNORECASE,
)
_NEXT_REVIEW = re.compile(r"\b(?:next|upcoming|forthcoming|again)\b", re.IGNORECASE)
_DUE = re.compile(
    r"\b(?:reviews?|meetings?|stocktakes?|inspections?)\s+(?:that\s+)?(?:are\s+|is\s+|were\s+|was\s+)?(?:due|coming\s+up|upcoming|scheduled|planned)\b|\bdue\s+(?:for\s+)?(?:a|an|another|their|its)\s+(?:\w+\s+)?(?:review|stocktake|inspection|meeting)",
    re.IGNORECASE,
)
_EXCLUDES = re.compile(
    r"\b(?:other\s+than|except(?:\s+for)?|apart\s+from|besides|excluding|not\s+counting|rather\s+than)\s+(?:in\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, understood."""

    text: str  # as it was asked
    standalone: str  # understandable alone
    intent: Intent
    topic: str = ""  # what it is about, "" where it is about no more than areas, dates or people
    concepts: tuple[Concept, ...] = ()
    roles: tuple[Role, ...] = ()
    role_word: str = ""  # asked, praised, reported, criticised; "" for any
    areas: tuple[str, ...] = ()  # named, and a letter is to them
    absent: tuple[str, ...] = ()  # places named to which no letter is
    excluded: tuple[str, ...] = ()  # areas named to be left out
    letter_ids: tuple[str, ...] = ()  # letters pointed at
    body: str = ""  # standalone without the words that point at letters
    sent_from: date | None = None
    sent_to: date | None = None
    held: bool = False  # the period is that of the meeting or inspection, not of the letter
    spans: tuple[Period, ...] = ()  # periods in standalone that point at no letter
    latest: bool = False
    newest: Newest | None = None  # so many letters from one end of their order are meant
    nth: int | None = None  # the place of the letter that is meant among those to its area; None for no one
    people: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    within_plan: bool = False  # only letters about these plans are meant
    of_list: str = ""  # "priority" or "improvement": only requirements under that heading are meant
    expects: Expects = "text"
    negated: bool = False

    @property
    def filters(self) -> Filters:
        """The part that a person may see and change."""
        return Filters(
            topic=self.topic or None,
            areas=self.areas,
            date_from=self.sent_from,
            date_to=self.sent_to,
            roles=tuple(role.value for role in self.roles),
            people=self.people,
            plans=self.plans,
        )


_INTERROGATIVES = {"which", "where", "what", "when", "who", "whose", "how"}


def spelled(text: str) -> str:
    """A question with a slip in its first word mended ("Wich areas")."""
    first = re.match(r"\W*([A-Za-z]{2,7})\b(?=\s+\w)", text)
    if first is None or first[1].isupper() or first[1].lower() in _INTERROGATIVES | _REAL_WORDS:
        return text
    slips = [word for word in _INTERROGATIVES if OSA.distance(word, first[1].lower()) == 1]
    return text[: first.start(1)] + slips[0].capitalize() + text[first.end(1) :] if len(slips) == 1 else text


def understand(
    standalone: str,
    collection: Collection,
    glossary: Glossary,
    text: str | None = None,
    tagger: Tagger | None = None,
) -> Question:
    """Read a stand-alone question; `text` is how it was asked where that differs."""
    text = standalone if text is None else text
    standalone = spelled(" ".join(standalone.split()))
    places = _meant(standalone, collection.places(standalone))
    spans = periods(standalone)
    reference = collection.referred(standalone, spans)
    free = tuple(span for span in spans if span not in reference.periods)
    excluded = tuple(place.name for place in places if _EXCLUDES.search(standalone[: place.start]))
    named = [(place.start, place.end) for place in places] + [(span.start, span.end) for span in spans]
    planned = [
        found.span()
        for _, pattern in PLANS
        for found in re.finditer(f"{_WITH_PLAN}{pattern.pattern})", standalone)
    ]
    ends = newest(standalone, one=not any(place.known for place in places))
    # "The most recent letter" asks for no most, and "three reports" for no number.
    unsaid = [ends.order] if ends and (ends.count > 1 or ends.most) else []
    asked = asking(_blanked(standalone, unsaid))
    clauses = [clause for span in free if (clause := _clause(standalone, span))]
    apart = [*named, *reference.where, *planned, *listed(asked), *clauses, *([ends.where] if ends else [])]
    read = Reading(intent_of(asked, places), *roles_of(asked), topic_of(asked, apart))
    people = collection.people(standalone)
    if (
        tagger and not people and not frames.TOLD.search(standalone)
    ):  # it knows no names, and no "told" of areas
        read = heard(asked, read, tagger(asked), apart, len({place.start for place in places if place.known}))
    intent, topic, roles = cast(Intent, read.intent), read.topic, read.roles
    if not read.role and intent in ("list-areas", "count"):
        roles = roles_where(asked)
    concepts = otherwise_called(topic, led(standalone, topic, glossary.concepts(topic)[:MOST_CONCEPTS]))
    told = expects_of(standalone) == "text" or THINGS.match(standalone)
    if intent == "single-fact" and read.role and told and _no_topic(concepts):
        intent = "points"
    if intent == "points" and whichbody.asked(standalone):  # "which company is to do what it said?"
        intent = "single-fact"
    if intent == "summary" and read.role:  # "summarise Kent's weaknesses": of these, and not of all
        intent = "points"
    bounds = (  # "the next review after March 2025": the date is of the review, not of the letter that sets it
        (None, None)
        if (intent == "date" and _NEXT_REVIEW.search(standalone))
        or _DUE.search(standalone)
        or (intent in OF_MANY and by_inspection_before(standalone))
        else _bounds(free)
        if _LETTERS_OF.search(standalone)
        or intent in ("list-areas", "negation", "count", "date", "points", "summary", "timeline")
        or (intent == "people" and len(free) == 1)
        else (None, None)
    )
    areas = tuple(dict.fromkeys(p.name for p in places if p.known and p.name not in excluded))
    absent = tuple(dict.fromkeys(p.name for p in places if not p.known))
    # The six-month review of an area without a letter is not that of another area.
    of_another = absent and not areas and not reference.periods
    return Question(
        text=text,
        standalone=standalone,
        intent=intent,
        topic=topic,
        concepts=concepts,
        roles=roles,
        role_word=read.role,
        areas=areas,
        absent=absent,
        excluded=excluded,
        letter_ids=() if of_another else reference.letter_ids,
        body=_blanked(standalone, reference.where),
        sent_from=bounds[0],
        sent_to=bounds[1],
        held=any(_of_meeting(standalone, span) for span in free),
        spans=free,
        latest=bool(_LATEST.search(standalone) or _NOW.search(standalone))
        and intent not in ("timeline", "list-areas", "negation"),
        newest=None if ends and ends.count == 1 and intent in ("timeline", *OF_MANY) else ends,
        nth=None if intent in ("timeline", "comparison") else ordinals.nth(standalone),
        people=people,
        within_plan=bool(planned),
        plans=tuple(name for name, pattern in PLANS if pattern.search(standalone)),
        of_list=list_named(asked) if roles == (Role.REQUIREMENT,) else "",
        expects=expects_of(standalone),
        negated=bool(frames.NEGATED.search(standalone)),
    )


def changed(question: Question, filters: Filters, glossary: Glossary) -> Question:
    """The question with what a person changed in the chips put in place of what was understood."""
    topic = filters.topic or ""
    return replace(
        question,
        topic=topic,
        concepts=glossary.concepts(topic),
        areas=filters.areas,
        absent=(),
        letter_ids=question.letter_ids if filters.areas == question.areas else (),
        sent_from=filters.date_from,
        sent_to=filters.date_to,
        roles=tuple(Role(role) for role in filters.roles),
        role_word=question.role_word if filters.roles == question.filters.roles else "",
        people=filters.people,
        plans=filters.plans,
        of_list=question.of_list if filters.roles == question.filters.roles else "",
    )


def _meant(text: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places without those that a letter to another is asked about: "what does Kent's letter say of Capita?"."""
    if not any(place.known for place in places):
        return places
    return tuple(place for place in places if place.known or not _SAID_OF.search(text[: place.start]))


def _no_topic(concepts: tuple[Concept, ...]) -> bool:
    """Whether a question has no topic of its own: "what must Kent work on" asks for everything that it was asked."""
    return all(concept.generic for concept in concepts)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _of_meeting(text: str, span: Period) -> bool:
    """Whether a period is that of a meeting or an inspection."""
    words, _ = leading_up(text, span.start)
    return bool(_HELD.search(words) or _HELD_AFTER.match(text[span.end : span.end + NEAR]))


def _clause(text: str, span: Period) -> tuple[int, int] | None:
    """The clause by which a period holds the areas that are asked for; None where the question ends with it."""
    words, offset = leading_up(text, span.start)
    found = _CLAUSE.search(words)
    ends = len(content_words(text[span.end :])) == 0
    return None if found is None or ends else (found.start("clause") + offset, span.end)


def _bounds(spans: tuple[Period, ...]) -> tuple[date | None, date | None]:
    firsts = [span.first for span in spans if span.first]
    lasts = [span.last for span in spans if span.last]
    return (
        min(firsts) if firsts else None,
        max(lasts) if lasts and all(span.last for span in spans) else None,
    )
