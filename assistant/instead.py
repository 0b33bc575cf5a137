"""A follow-up that is only a phrase takes the place of the like phrase: "and to see a paediatrician there?".

"How long is the wait for therapy in Kent?" is then asked of seeing a paediatrician: what is asked (how long, how many,
who, when) stays, and so do the area and the date, unless the follow-up names others. A phrase opens with a preposition
or an infinitive and has no verb that asks; where the earlier question has none like it, it is added.
"""

import re

from assistant.collection import Collection
from assistant.periods import periods

MOST = 12  # words of a phrase
Span = tuple[int, int]
_PREPOSITION = r"(?:for|about|on|over|of|with|without|to|in|from|by|at|among|under|within|through|after|before|since|regarding|concerning)"
_OPENS = r"^\W*(?P<opens>(?:(?:and|or|but|so|also|then)\W+)*(?:(?:what|how)\s+about\s+)?)"
_PHRASE = re.compile(
    rf"{_OPENS}(?P<phrase>{_PREPOSITION}\s+\w[^?;:]*?)\W*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:which|what|who|whom|whose|when|where|why|how|whether|is|are|was|were|did|do|does|has|have|had|will|would|can|could|should|must"
    r"|it|its|they|(?:the|that)\s+(?:\w+\s+)?(?:letters?|reports?)|them|their|she|he|her|his|those|these|this|others?|else|(?:latest|last|next|earlier|previous|first|second|later)\s+(?:one|letter|report|review|visit|inspection|meeting))\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\s+(?:there|then|instead|too|as\s+well|please|locally|(?:in|for)\s+(?:the\s+)?same\s+(?:area|place))\b",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"(?:in|with|without|to|as|by|on)\s+(?:(?:an?|one|two|three|\d+|the|full|more|less|greater|any|no|a\s+few)\s+)*(?:brief|short|full|detail|summary|plain|simple|other\s+words|table|list|sentences?|words|bullets?|paragraphs?|lines?|page|citations?|quotes?|quotations?|sum\s+up|total|all|date|order)\b",
    re.IGNORECASE,
)
_OF_TIME = re.compile(r"^(?P<bound>after|before|since)\s+(?:that|then)$", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b(?:children|child|girls?|boys?|young\s+people|people|adults?|pupils?|students?|teenagers?|toddlers?|bab(?:y|ies)|infants?|families|parents?|carers?|mothers?|women|men|leavers|learners|patients?|residents?|prisoners?|tenants?|(?:under|over)[\s-](?:\d+|five|ten|eleven|sixteen|eighteen)s?|(?:under|over)-\w+s|(?:\w+-)?year-olds?|those|siblings)\b",
    re.IGNORECASE,
)
_THING = re.compile(rf"{_OPENS}(?P<thing>[\w’'-]+(?:\s+[\w’'-]+){{0,5}})\W*$", re.IGNORECASE)
_MEASURE = re.compile(  # "(the average wait) for": what a thing has more or less of
    r"\b(?:waits?|waiting|times?|numbers?|proportions?|percentages?|shares?|rates?|costs?|targets?|deadlines?|limits?|backlogs?|delays?|figures?|demand|requests?|referrals?|budgets?|spend(?:ing)?)(?:\s+(?:times?|lists?))?\s+$",
    re.IGNORECASE,
)
_AGED = (
    r"(?:under|over|from|to|of)\s+(?:the\s+age|\d+|two|three|four|five|seven|ten|eleven|sixteen|eighteen)\b"
)
_SUBJECT = re.compile(  # "(how long do) younger children (wait)"
    rf"\b(?:do|does|did|are|were|have|had|must|can|will|many)\s+(?P<who>(?:(?!a\b|an\b|it\b|they\b)[\w’'-]+\s+){{0,3}}?{_PEOPLE.pattern}(?:\s+(?:over|under|aged)\s+(?:\w+)(?:\s+(?:to|and)\s+(?:\d+|five|ten|eleven|sixteen|eighteen))?)?(?:\s+and\s+young\s+people)?)",
    re.IGNORECASE,
)
_STOPS = re.compile(  # where a phrase of a question ends
    r"\s*[,;:?]|\s+(?:(?<!who\s)(?<!that\s)(?<!which\s)(?:is|are|was|were|did|do|does|has|have|had|will|must|should)|when|while|if|because|according\s+to|during|since|at\s+the\s+(?:time|start|end)|on\s+average)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(  # before an infinitive that is no purpose: "told to report"
    r"\b(?:asked|told|urged|required|expected|pressed|encouraged|advised|recommended|has|have|had|need|needs|needed|ought|going|able|used|likely|due|is|are|was|were|agreed|promised|planned?|plans)\s+$",
    re.IGNORECASE,
)
_TOLD_TO = re.compile(
    r"\b(?:asked|told|urged|required|expected|pressed|encouraged|has|have|had|needs?|needed)\s+to\s+(?P<what>\w[^?,;]*)$",
    re.IGNORECASE,
)
_TOPICAL = ("about", "on", "over", "regarding", "concerning")
_NOUN_AFTER_TO = re.compile(r"(?:an?|the|their|its|every|each|all|any|these|those)\b|[A-Z]")
_LIKE = {  # what a phrase takes the place of, the likeliest first
    "for": ("for", "to"),
    "to": ("to", "for"),
    "in": ("in", "on", "about", "for"),
    "on": ("on", "about", "over"),
    "about": ("about", "on", "over"),
    "over": ("over", "about", "on"),
    "regarding": ("about", "on"),
    "concerning": ("about", "on"),
}


def is_phrase(question: str) -> bool:
    """Whether a question is no more than a phrase that opens with a preposition or an infinitive."""
    return bool(_said(question))


def instead(question: str, earlier: str, collection: Collection) -> str:
    """The earlier question with the phrase in the place of the like one; "" where a question is no such phrase."""
    asked = earlier.rstrip(" ?.!")
    spans = [(one.start, one.end) for one in collection.places(asked)]
    spans += [(one.start, one.end) for one in periods(asked)]
    named = [_widened(asked, span) for span in spans]
    alike = _phrases(asked, named)
    said = _said(question)
    if not said:
        other = collection.places(question) or periods(question)
        return "" if other else _of_another(question, asked, alike)
    places = collection.places(said)
    phrase = _WEAK.sub("", _without(said, [(one.start, one.end) for one in places])).strip(" ,")
    if len(phrase.split()) < 2 or periods(phrase):
        return ""
    if time := _OF_TIME.match(phrase):
        text = _after(time["bound"].lower(), asked, alike)
    else:
        text = _swapped(phrase, asked, alike)
    if not text and not question.lstrip().startswith(said):
        text = _added(phrase, asked, named)
    old = collection.places(text)
    if text and places and len({one.start for one in old}) == 1:
        new = said[places[0].start : places[-1].end]
        text = f"{text[: old[0].start]}{new}{text[old[0].end :]}"
    return f"{text}?" if text else ""


def _said(question: str) -> str:
    """The phrase that a question is, without what opens it; "" where it is more than that, or of how to answer."""
    found = _PHRASE.match(question)
    if not found or len(found["phrase"].split()) > MOST or _MANNER.match(found["phrase"]):
        return ""
    return "" if _ASKS.search(found["phrase"]) else str(found["phrase"])


def _of_another(question: str, asked: str, alike: list[Span]) -> str:
    """ "And girls?", "and an autism assessment?": of other people, or of another thing that is waited for; else ""."""
    found = _THING.match(question)
    if not found or not found["opens"] or _ASKS.search(found["thing"]):
        return ""
    thing, of_people = found["thing"], bool(_PEOPLE.search(found["thing"]))
    for start, end in reversed(alike):
        if _of_people(asked, (start, end)) == of_people and (of_people or _MEASURE.search(asked[:start])):
            opening = re.match(r"\w+\s+", asked[start:])
            return f"{asked[: start + (opening.end() if opening else 0)]}{thing}{asked[end:]}?"
    subject = _SUBJECT.search(asked) if of_people else None
    return f"{asked[: subject.start('who')]}{thing}{asked[subject.end('who') :]}?" if subject else ""


def _swapped(phrase: str, asked: str, alike: list[Span]) -> str:
    """What was asked with the phrase in the place of the like one, of people or not; "" where none is like it."""
    opening, thing = re.split(r"\s+", phrase, maxsplit=1)
    opening = opening.lower()
    of_people = bool(_PEOPLE.search(thing))
    for kind in _LIKE.get(opening, (opening,)):
        either = kind in ("by", "from", "with", "at")
        of_kind = [one for one in alike if _kind(asked, one) == kind]
        same = [one for one in of_kind if either or _of_people(asked, one) == of_people]
        if same:
            start, end = same[-1]
            keeps = kind != opening and kind != "to" and opening not in ("to", "for")
            return f"{asked[:start]}{kind if keeps else opening} {thing}{asked[end:]}"
    if of_people and (subject := _SUBJECT.search(asked)):
        return f"{asked[: subject.start('who')]}{thing}{asked[subject.end('who') :]}"
    if opening == "to" and (told := _TOLD_TO.search(asked)):
        return f"{asked[: told.start('what')]}{thing}{asked[told.end('what') :]}"
    return ""


def _added(phrase: str, asked: str, named: list[Span]) -> str:
    """What was asked with the phrase added before the area at its end; "" for what is a topic of its own."""
    opening = phrase.split()[0].lower()
    if opening in _TOPICAL or (opening == "for" and not _PEOPLE.search(phrase)) or _OF_TIME.match(phrase):
        return ""
    at = min((start for start, end in named if end >= len(asked)), default=len(asked))
    return f"{asked[:at].rstrip()} {phrase}{asked[at:]}"


def _after(bound: str, asked: str, alike: list[Span]) -> str:
    """What was asked of the time after its period, or after the thing that it asks about; "" where it has neither."""
    if spans := periods(asked):
        start, end = _widened(asked, (spans[0].start, spans[-1].end))
        written = re.sub(r"^\s*(?:in|on|by|during|for|at)\s+", "", asked[start:end]).strip()
        return f"{asked[:start].rstrip()} {bound} {written}{asked[end:]}"
    things = [one for one in alike if _kind(asked, one) == "for"]
    if not things:
        return ""
    start, end = things[-1]
    return f"{asked[:start]}{bound}{asked[start + len('for') : end]}{asked[end:]}"


def _phrases(asked: str, named: list[Span]) -> list[Span]:
    """Every phrase of a question that is no area and no date, each to where it ends."""
    found = []
    for opening in re.finditer(rf"\b(?!{_AGED}){_PREPOSITION}\s+(?=\w)", asked, re.IGNORECASE):
        start, inside = opening.start(), opening.end()
        if any(one <= inside < end for one, end in named) or opening.start() == 0:
            continue
        if opening.group().strip().lower() == "to" and _TOLD.search(asked[:start]):
            continue
        stop = _STOPS.search(asked, inside)
        ends = [one for one, _ in named if one >= inside] + ([stop.start()] if stop else [])
        found.append((start, min(ends, default=len(asked))))
    return found


def _kind(asked: str, span: Span) -> str:
    """The preposition of a phrase; of an infinitive "to", of "to" before a noun nothing that is like another."""
    opening = re.match(r"\w+", asked[span[0] :])
    word = opening.group().lower() if opening else ""
    return "to a" if word == "to" and _NOUN_AFTER_TO.match(asked[span[0] + 3 :].lstrip()) else word


def _of_people(asked: str, span: Span) -> bool:
    return bool(_PEOPLE.search(asked[span[0] : span[1]]))


def _widened(text: str, span: Span) -> Span:
    """A name with the preposition before it and the space before that."""
    before = re.search(
        r"(?:(?:^|\s+)(?:in|of|for|to|at|by|on|from|during|since|across|within))?(?:\s+the)?\s+$",
        text[: span[0]],
    )
    return (before.start() if before else span[0]), span[1]


def _without(text: str, spans: list[Span]) -> str:
    for span in sorted(set(spans), reverse=True):
        start, end = _widened(text, span)
        text = text[:start] + text[end:]
    return text
