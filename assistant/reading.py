"""What rules say of a question and what the tagger read off it, put together.

The patterns of frames.py are right where they know how a question is put, and say little where they do not; the
tagger has read many manners of asking and is never quite sure. So the rules' word counts for several of its own:
for more where a pattern of theirs fits one kind alone than where they fall back on the commonest.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant import frames
from assistant.intents import OF_MANY
from assistant.tagger import Tags
from assistant.terms import STOP_WORDS, Token, tokens
from assistant.topic import tidied
from ingest.letter import Role

KNOWN, FALLEN_BACK = (
    50.0,
    10.0,
)  # times that the rules' intent counts; of the second, most are another's: benchmarks/reading
ROLE = 20.0  # times that their role counts
RULED, ADDED = (
    0.35,
    0.65,
)  # how likely a word of the topic must be where the rules have it, and where they do not
FRAMING = 0.1  # less likely than this, a word at the start of the rules' topic is part of how it is asked
OF_IT = 0.5  # the likeliest word of a topic, where there is one
_FRAMING = (frames.FRAME_WORDS | STOP_WORDS) - {"difference", "differences", "change", "changed"}
FALLBACKS = ("points", "single-fact", "people")
ALIKE = ("points", "single-fact")  # told apart by what is expected, which the rules know
SURELY_OUT = 0.8  # a refusal by what was learned alone
THOUGHT_OF = 0.05  # less likely than this, another kind does not stand against the rules
SURE, SURER = (
    0.5,
    0.75,
)  # a summary asks for everything, so that it is not taken for one lightly, least where a topic is read
ROLES_OF = {"any": ()} | {word: roles for word, _, roles in frames.ROLES}
_OF_AREAS = re.compile(  # without one of these, things are asked for and no areas
    r"\b(?:where|who|whom|whose|which|anyone|anybody|anywhere|any\s+of|everyone|everybody|nobody|someone|somebody|elsewhere|ones|them|those|these|they|others?|areas?|councils?|partnerships?|authorit(?:y|ies)|places|counties|count(?:y|ry)|boroughs?|cit(?:y|ies)|regions?|LAs?|LAPs?|letters?|reports?|reviews?|trusts?|providers?|hospitals?|prisons?|colleges?|forces?|landlords?|homes?|companies|firms?|bodies|leaders|services|organisations?|inspections?)\b",
    re.IGNORECASE,
)
_HOW_MANY_OF = re.compile(
    r"\bhow\s+many\s+(?:(?:of\s+)?(?:them|those|these)|ones|others?|were|was|are|have|has|had|got|get|did|do|must|should|still)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"^\W*(?:and\s+|so\s+)?where\b", re.IGNORECASE)  # asks for places, where none is named
_WERE_TOLD = re.compile(
    r"\b(?:was|were|been|being)\s+(?:\w+\s+){0,3}?told\b", re.IGNORECASE
)  # and did not tell
_TO_COME = re.compile(
    r"^\W*(?:and\s+)?(?:what|which|who|whom)\b[^?]*\bwill\b", re.IGNORECASE
)  # has no history yet
_DOING = re.compile(  # "which areas were taking on staff": what they did, not what they were asked or praised for
    r"\b(?:areas?|partnerships?|councils?|authorit(?:y|ies)|places|trusts?|providers?)\s+(?:was|were|is|are|has\s+been|have\s+been)\s+(?:(?:already|now|also|still|currently|then)\s+)?"
    r"(?!(?:being|failing|struggling|falling|missing|lacking|doing|performing|working|getting|going)\b)\w{2,}ing\b"
    r"|\b(?:areas?|partnerships?|councils?|authorit(?:y|ies)|places|trusts?|providers?)\s+(?:has|have|had)\s+(?:(?:already|now|also|recently|since|just)\s+)?(?:taken|recruited|hired|appointed|employed|bought|built|opened|launched|introduced|started|begun|set\s+up|brought\s+in|rolled\s+out|put\s+in\s+place|commissioned|created|developed|adopted|published|signed|agreed|completed|expanded|extended|increased|established|made|held|run|trained)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question was understood to want: its intent, role word ("" for any), roles, and topic."""

    intent: str
    role: str
    roles: tuple[Role, ...]
    topic: str


def heard(text: str, ruled: Reading, tags: Tags, named: Sequence[tuple[int, int]], areas: int) -> Reading:
    """The rules' reading where the tagger agrees on what is wanted, else the likeliest of both.

    `named` is where areas, dates and letters are named, which are no part of a topic; `areas` is how many are.
    """
    intent = _intent(text, tags.intents, ruled, areas)
    roles_read = {
        one: chance for one, chance in tags.roles.items() if one != "reported" or not _told_it(text, ruled)
    }
    role = max(roles_read, key=lambda one: roles_read[one] * (ROLE if one == (ruled.role or "any") else 1))
    if _DOING.search(text):
        role = ruled.role or "any"
    if (intent, role) == (ruled.intent, ruled.role or "any"):
        return replace(ruled, topic=_trimmed(text, ruled.topic, tags)) if intent in OF_MANY else ruled
    roles = ruled.roles if role == (ruled.role or "any") else ROLES_OF[role]
    topic = _topic(text, ruled.topic, tags, named)
    if intent in OF_MANY and not topic:  # every letter would match
        topic = ruled.topic
    return Reading(intent, "" if role == "any" else role, roles, topic)


def _told_it(text: str, ruled: Reading) -> bool:
    """Whether areas are those who were told: what they themselves report is not asked for."""
    return ruled.role != "reported" and bool(_WERE_TOLD.search(text))


def _intent(text: str, likely: Mapping[str, float], read: Reading, areas: int) -> str:
    ruled = read.intent
    if ruled == "out-of-scope" or likely["out-of-scope"] > SURELY_OUT:
        return "out-of-scope"
    able = {
        one: chance
        for one, chance in likely.items()
        if one == ruled or (chance >= THOUGHT_OF and _can_be(text, one, chance, areas, read.topic))
    }
    weight = FALLEN_BACK if ruled in FALLBACKS else KNOWN
    best = max(able, key=lambda one: able[one] * (weight if one == ruled else 1))
    return ruled if {best, ruled} == set(ALIKE) else best


def _can_be(text: str, intent: str, chance: float, areas: int, topic: str) -> bool:
    """Whether a question that rules take for another kind can be of this one at all."""
    if intent == "comparison":
        return areas > 1
    if intent == "people":
        return not frames.LETTERS.search(text)
    if intent == "list-areas":
        return bool(_OF_AREAS.search(text))
    if intent == "count":
        return bool(frames.COUNT_SET.search(text) or _HOW_MANY_OF.search(text))
    if intent == "timeline":
        return not _TO_COME.search(text)
    if intent == "praise-vs-ask":
        return areas > 0
    if intent == "single-fact":
        return areas > 0 or not _WHERE.match(text)
    if intent == "summary":
        return chance > (SURER if topic else SURE)
    return intent != "out-of-scope"


def _trimmed(text: str, ruled: str, tags: Tags) -> str:
    """The rules' topic without the words at its ends that surely frame it.

    At its start whatever does ("given credit for"), unless it is one of several ("hear or involve"); at its end, where
    a topic may hang on in words that nobody has read yet, only words that frame questions in general.
    """
    asked, words = tokens(text), tokens(ruled)
    likely: list[float] = []
    for word in reversed(words):
        while asked and asked[-1].word != word.word:
            asked.pop()
        if not asked:
            return ruled
        token = asked.pop()
        likely.insert(0, tags.of_topic(token.start, token.end))
    if not any(chance >= OF_IT for chance in likely):
        return ruled
    first, last = 0, len(words)
    while likely[first] < FRAMING:
        first += 1
    if first and words[first - 1].word in ("or", "and"):
        first = 0
    while last and likely[last - 1] < OF_IT / 2 and words[last - 1].word in _FRAMING:
        last -= 1
    if last < len(words) and words[last - 1].word not in ("it", "them"):
        while last and words[last - 1].word in STOP_WORDS:
            last -= 1
    while first < last and words[first].word in STOP_WORDS:
        first += 1
    return tidied(ruled[words[first].start : words[last - 1].end]) if first < last else ruled


def _topic(text: str, ruled: str, tags: Tags, named: Sequence[tuple[int, int]]) -> str:
    """The likely words in their order, with the little words between them."""
    left = [token.word for token in tokens(ruled)]
    kept: list[Token] = []
    for token in reversed(tokens(text)):
        if any(start <= token.start < end for start, end in named):
            continue
        if of_rules := bool(left) and token.word == left[-1]:
            left.pop()
        if tags.of_topic(token.start, token.end) >= (RULED if of_rules else ADDED):
            kept.insert(0, token)
    while kept and kept[-1].word in STOP_WORDS:
        kept.pop()
    while kept and kept[0].word in STOP_WORDS:
        kept.pop(0)
    topic = ""
    for before, token in zip([None, *kept], kept, strict=False):
        gap = text[before.end : token.start] if before else ""
        little = all(word.word in STOP_WORDS for word in tokens(gap))
        names = before and any(before.end <= start < token.start for start, _ in named)
        topic += (gap if little and not names else " ") + text[token.start : token.end]
    return tidied(topic)
