"""A follow-up becomes a stand-alone question, which the answer shows.

"And Birmingham's?" takes the earlier question with another area; "which of those" is held to the areas of the last
answer; "she" is the person it named; "the others" are the letters that it did not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import backthen, elliptic, frames, gapped, instead, others, placed, putright, sameof, wasit
from assistant.backthen import NAMED_LETTER
from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from assistant.periods import periods
from assistant.scenes import told_to_plan
from assistant.spokenof import FURTHEST, GAP, areas_of, last_of, of_its_letter, remembered
from assistant.timebefore import time_before
from assistant.topic import topic_of
from ingest.letter import british

_FRAGMENT = re.compile(
    r"^\W*(?:and|what\s+about|how\s+about|or|(?:the\s+)?same(?:\s+(?:question|again))?(?=\s+for\b|\s+about\b|\s*,)|ditto|also)\b[\s,:]*(?:(?:over|down|up|out)\s+)?(?:in|for|with|to|the\s+one\s+(?:for|to))?\s*",
    re.IGNORECASE,
)
_THOSE = re.compile(
    r"\b(?:(?:which|how\s+many|any|one|some|all|none|each|both|either|neither|who|what)\s+of\s+(?:those|these|them|the\s+\w+\s+areas)|(?:those|these)\s+(?:areas|letters|councils|partnerships|places|ones)|(?:do|did|were|was|are|have|had)\s+(?:they|those|these)\b)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:(?:any|all|some|one)\s+(?:of\s+)?)?(?:the\s+)?(?:others|other\s+(?:\w+\s+)?(?:areas?|letters?|councils?|partnerships?|ones?|reports?)|rest)\b|\belsewhere\b|\b(?:anywhere|anyone|who|where)\s+else\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\b(?:there|it|its|that\s+(?:area|council|partnership|letter|report|one)|this\s+(?:area|letter|one)|the\s+same\s+(?:area|letter)|they|their|them)\b",
    re.IGNORECASE,
)
_THEIR = re.compile(r"\b(?:they|their|them|theirs)\b", re.IGNORECASE)
_PLACES = re.compile(r"(?<!is\s)(?<!are\s)(?<!was\s)(?<!were\s)(?<!been\s)(?<!be\s)\bthere\b", re.IGNORECASE)
_TOPIC_ONLY = re.compile(
    r"^\W*(?i:and|what\s+about|how\s+about|and\s+what\s+about)\s+(?:about\s+|on\s+|for\s+)?(?!(?:which|what|who|whose|when|where|why|how|is|are|was|were|did|do|does|has|have|can|in|the\s+(?:rest|same)|this|so|then|now|not|else|it|(?:\w+\s+){0,3}(?:years?|months?|weeks?|days?)\s+(?:earlier|later|ago|before|after|on))\b)((?:[a-z][\w’'-]*\s*){1,5})\?*\s*$"
)
_NEXT = re.compile(  # a meeting or a letter of the area that was spoken of
    r"\b(?:(?:the|that|this|its|their)\s+)?(?:next|following)\s+(?:one|review|meeting|letter|visit)\b"
    r"|\b(?:that|this|the\s+same)\s+(?:review|meeting|stocktake|visit|inspection|plan)\b",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"\b(earlier|previous|first|older|original|prior|later|latest|last|newer|recent|second)\s+(?:one|letter|report|review|stocktake)\b|\b(earlier|previous|prior)\s+(?:meeting|visit)\b",
    re.IGNORECASE,
)
_WH = re.compile(r"\b(?:how|what|whom?|which|when|why)\b", re.IGNORECASE)  # "and for how long?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standalone:
    """A question that can be read alone, and what the conversation limits it to."""

    text: str  # what is shown
    core: str = ""  # what is understood where it differs: the question without the areas it is held to
    areas: tuple[str, ...] = ()  # only these
    excluded: tuple[str, ...] = ()  # all but these
    earlier: str = ""  # the earlier question, where "of those" means the items of its answer

    @property
    def rewritten(self) -> bool:
        """Whether the conversation changed anything."""
        return bool(self.areas or self.excluded or self.earlier)


def standalone(question: str, conversation: Conversation | None, collection: Collection) -> Standalone:
    """Resolve what a question owes to the turns before it."""
    question = GAP.sub(" ", question)
    question = question if collection.reviews_plans else told_to_plan(question)
    asked, answered = last_of(conversation)
    if asked is None:
        return Standalone(text=question)
    question = wasit.plainly(gapped.as_phrase(question, asked.content), asked.content)
    part = _FRAGMENT.match(asked.content) or instead.is_phrase(question) or sameof.back(asked.content)
    owes = _THERE.search(asked.content) and not areas_of((asked, answered), collection)
    if conversation and ((part and len(asked.content) <= elliptic.SHORT) or owes):
        asked = replace(asked, content=_in_full(asked, conversation, collection))
    if not collection.places(question):
        question = placed.named(question, asked.content, areas_of((answered, asked), collection))
    question = sameof.of_area(question, asked.content, collection)
    spoken_of = areas_of((asked, answered), collection)
    if of_time := (
        time_before(question, asked.content, spoken_of, collection)
        or wasit.of_letters(question, asked.content, spoken_of, collection)
        or wasit.last_of_next(question, asked.content, spoken_of)
        or wasit.over_time(question, asked.content, spoken_of)
        or wasit.bounded(question, asked.content, spoken_of, collection)
    ):
        return Standalone(text=of_time)
    if spoken_of and (whom := wasit.of_rest(question, asked.content, collection)):
        return Standalone(text=_but(whom, spoken_of), core=whom, excluded=spoken_of)
    if many := "" if collection.places(question) else gapped.counted(question, asked.content):
        return Standalone(text=many)
    if other := elliptic.other_body(question, asked.content, collection):
        return Standalone(text=other)
    if phrase := instead.instead(question, asked.content, collection):
        return Standalone(text=phrase)
    if turned := elliptic.turned(question, asked.content) or _new_topic(question, asked.content, collection):
        return Standalone(text=turned)
    if why := elliptic.reason(question, asked.content, collection):
        return Standalone(text=why)
    if who := others.who_else(question, asked.content):
        return Standalone(text=who)
    if rest := others.of_one(question, asked.content, collection):
        but = areas_of((asked,), collection)
        return Standalone(text=_but(rest, but), core=rest, excluded=but)
    if others.BARE.match(question) and not collection.places(asked.content):
        but = areas_of((answered,), collection) if frames.LISTING.search(asked.content) else ()
        again = asked.content
        return Standalone(text=_but(again, but) if but else again, core=again, excluded=but)
    question = putright.plainly(question)
    of_thing = elliptic.THAT_THING.search(question)
    question = elliptic.with_topic(question, asked.content, _named(asked.content, collection))
    question = elliptic.same_one(question, asked.content, answered.content if answered else "")
    most = frames.MOST.search(question) and not _THOSE.search(question)  # its "its" is one of theirs
    if (elliptic.of_areas(question) or most) and not _OTHERS.search(question):
        return Standalone(text=question)
    if ordered := _in_order(question, asked, answered, collection):
        return Standalone(text=ordered)
    before = areas_of((answered, asked), collection) or (
        remembered(conversation, collection) if conversation else ()
    )
    if len(before) > 1 and not collection.places(question):
        question = elliptic.of_those(question)
    then = backthen.dated(question, conversation, before, collection)
    held, question = then != question and not frames.LISTING.search(question), then
    if fragment := _fragment(question, asked.content, collection):
        return Standalone(text=fragment)
    question = _with_letter(question, asked.content)
    if _OTHERS.search(question) or others.as_set(question):
        return _others(question, asked, answered, areas_of((asked, answered), collection), collection)
    if they := elliptic.they_of(question, asked.content, answered.content if answered else ""):
        return Standalone(text=they)
    if _THOSE.search(question):
        return _those(question, asked, before, collection)
    if person := elliptic.person(question, (answered, asked), collection):
        return Standalone(text=elliptic.named_for(person, question))
    if (held or of_thing or _THERE.search(question)) and not collection.places(question) and len(before) == 1:
        return Standalone(text=_put_area(question, before[0]), core=question, areas=before)
    several = held or _THEIR.search(question) or _PLACES.search(question) or of_its_letter(question)
    if len(before) > 1 and several and not collection.places(question):
        return Standalone(
            text=f"{question.rstrip(' ?')} (of {', '.join(before)})?", core=question, areas=before
        )
    if (
        len(before) == 1
        and (_NEXT.search(question) or of_its_letter(question))
        and not collection.places(question)
    ):
        return Standalone(text=_put_area(question, before[0]), core=question, areas=before)
    return Standalone(text=question)


def _in_full(asked: Turn, conversation: Conversation, collection: Collection) -> str:
    """The last question ("And Oldham?") with what it owes to the turns before it."""
    at = max(at for at, turn in enumerate(conversation.turns) if turn.role == "user")
    before = Conversation(turns=conversation.turns[max(0, at - FURTHEST) : at])
    return standalone(asked.content, before, collection).text


def _fragment(question: str, earlier: str, collection: Collection) -> str:
    """ "And Birmingham's?": the earlier question with its area or date replaced; "" where it is no fragment."""
    rest = _FRAGMENT.sub("", question, count=1)
    places, spans = collection.places(rest), periods(rest)
    left = rest
    for start, end in sorted(
        [(p.start, p.end) for p in places] + [(s.start, s.end) for s in spans], reverse=True
    ):
        left = left[:start] + left[end:]
    if (
        not (places or spans)
        or len(re.findall(r"[A-Za-z]{3,}", re.sub(r"['’]s\b|\b(?:the|one|and|for|letter)\b", "", left))) > 0
    ):
        return ""
    text = earlier
    if places:
        old = collection.places(text)
        new = " and ".join(rest[place.start : place.end] for place in places)
        text = (
            _replaced(text, [(p.start, p.end) for p in old], new)
            if old
            else f"{text.rstrip(' ?')} for {new}?"
        )
    if spans:
        old_spans = periods(text)
        written = rest[spans[0].start : spans[-1].end]
        text = (
            _replaced(text, [(s.start, s.end) for s in old_spans], written)
            if old_spans
            else f"{text.rstrip(' ?')} in {written}?"
        )
    return re.sub(r"\b(?:in|on|during|by)\s+(?=(?:since|after|before)\s)", "", text)


def _new_topic(question: str, earlier: str, collection: Collection) -> str:
    """ "And transport?": the earlier question about something else; "" where it is not that."""
    found = _TOPIC_ONLY.match(question)
    old = topic_of(earlier, _named(earlier, collection))
    points_back = any(
        pattern.search(question) for pattern in (_OTHERS, _THOSE, elliptic.PERSON, _THERE, _NEXT, _ORDERED)
    )
    if not found or _WH.search(found[1]) or points_back or collection.places(question) or periods(question):
        return ""
    if other := elliptic.counterpart(found[1], earlier):
        return other
    return earlier.replace(old, found[1]) if old and old in earlier else ""


def _with_letter(question: str, earlier: str) -> str:
    """ "When was it sent": the letter of the earlier question in the place of "it"."""
    letter = NAMED_LETTER.search(earlier)
    return re.sub(r"\bit\b", lambda _: letter.group(), question, count=1) if letter else question


def _named(text: str, collection: Collection) -> list[tuple[int, int]]:
    places = [(place.start, place.end) for place in collection.places(text)]
    return places + [(span.start, span.end) for span in periods(text)]


def _in_order(question: str, asked: Turn, answered: Turn | None, collection: Collection) -> str:
    """ "And in the earlier one?": the earlier question, asked of the area's other letter; "" where it is not that."""
    found = _ORDERED.search(question)
    areas = areas_of((asked, answered), collection)
    if not found or len(re.findall(r"[A-Za-z]+", question)) > 8 or len(areas) != 1:
        return ""
    letters = collection.of_area(areas[0])
    if len(letters) < 2:
        return ""
    first = (found[1] or found[2]).lower() in ("earlier", "previous", "first", "older", "original", "prior")
    letter = letters[0] if first else letters[-1]
    spans = periods(asked.content)
    cleaned = (
        _replaced(asked.content, [(span.start, span.end) for span in spans], "") if spans else asked.content
    )
    cleaned = re.sub(r"\s+", " ", cleaned).rstrip(" ?")
    return f"{cleaned}, in the letter of {british(letter.sent)}?"


def _replaced(text: str, spans: Sequence[tuple[int, int]], new: str) -> str:
    """The text with the first span replaced and the others cut."""
    for index, (start, end) in reversed(list(enumerate(spans))):
        text = text[:start] + (new if index == 0 else "") + text[end:]
    return re.sub(r"\s+(?:and|or)\s+(?=[?.,]|$)", "", text)


def _others(
    question: str, asked: Turn, answered: Turn | None, before: tuple[str, ...], collection: Collection
) -> Standalone:
    areas = others.as_set(question)
    text = areas or question
    if person := elliptic.person(question, (answered, asked), collection):
        text = elliptic.named_for(person, text)
    if not before:
        return Standalone(text=text)
    if areas:
        return Standalone(text=_but(text, before), core=text, excluded=before)
    shown = _OTHERS.sub(lambda _: f"any letter other than {' and '.join(before)}'s", text, count=1)
    return Standalone(text=shown, core=_OTHERS.sub("any other letter", text, count=1), excluded=before)


def _but(text: str, areas: tuple[str, ...]) -> str:
    return f"{text.rstrip(' ?')} (other than {', '.join(areas)})?"


def _those(question: str, asked: Turn, before: tuple[str, ...], collection: Collection) -> Standalone:
    listed = re.search(r"\bhow\s+many\s+of\s+(?:those|these|them)\b", question, re.IGNORECASE)
    if listed and len(before) <= 1:
        return Standalone(text=question, areas=before, earlier=asked.content)
    if not before:
        return Standalone(text=question)
    return Standalone(text=f"{question.rstrip(' ?')} (of {', '.join(before)})?", core=question, areas=before)


def _put_area(question: str, area: str) -> str:
    return f"{question.rstrip(' ?')} ({area})?"
