"""Two questions in one become two, answered one after the other: "who signed it, and when was it sent?".

The second is read as a follow-up of the first, so that it may say "it", "they" or nothing of the area. A question
whose second half has no verb of its own ("how many …, and for how long?") is one question.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant import frames, gapped
from assistant.answer import Answer, Status, Verdict
from assistant.citations import shifted
from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from assistant.gapped import VERB, without_on_top
from assistant.steps import Stage, Step, last
from assistant.terms import tokens
from assistant.verdicts import coverage

LONGEST = 600  # characters of a question that is looked at
MOST = 6  # areas of which the second question is asked
_ASKS = r"(?:which|what|who|whose|whom|when|where|why|how)"
_DID = r"(?:gave|took|got|went|came|made|said|told|found|left|met|led|sent|held|ran|paid|spent|sat|works?|worked|serves?|served|covers?|covered|gets?|comes?|goes|takes?|says?|leads?|attended|visited|replied|responded|chairs?|chaired)"
_TWO = re.compile(
    rf"^(?P<one>\W*(?:(?:in|on|at|for|to|of|by)\s+)?{_ASKS}\b.{{8,}}?)(?:,?\s+and\s+(?:also\s+|then\s+)?|\?\s*(?:and\s+(?:also\s+)?|also,?\s+)?|;\s*(?:and\s+)?)"
    rf"(?P<two>(?:(?:in|on|at|for|to|of|by)\s+)?(?:{_ASKS}\s+(?:(?:[\w’'-]+\s+){{0,3}}?){VERB}|who\s+{_DID}(?!\s+(?:it|that|this|them)\b)|how\s+(?:many|much)\s+(?:(?:[\w’'-]+\s+){{1,6}}?)(?:{VERB}|{_DID}))\b\s+.{{2,}}|(?:what|how)\s+about\s+.{{3,60}})$",
    re.IGNORECASE | re.DOTALL,
)
_IN_TURN = re.compile(  # "Name its chair. When was …?", "Was it asked about X? Who signed?"
    rf"^(?P<one>\W*(?:(?:please\s+)?(?:name|give|state|identify|quote|tell\s+me|list|say|find)\b[^.?]{{6,}}?(?:[.;]|\?)|{VERB}\b[^?]{{8,}}?\?))\s+(?:and\s+|also,?\s+|then,?\s+)*"
    rf"(?P<two>(?:(?:in|on|at|for|to|of|by)\s+)?{_ASKS}\s+(?:[\w’'-]+\s+){{0,3}}?{VERB}\b\s+.{{2,}})$",
    re.IGNORECASE | re.DOTALL,
)
_AND_BEFORE = re.compile(  # "When was Kent inspected, and the time before?"
    r"^(?P<one>\W*(?:(?:on|in)\s+)?(?:when|(?:what|which)\s+(?:date|day|month|year)s?)\b[^?]{8,}?)(?:,?\s+and\s+(?:also\s+)?|\?\s*(?:and\s+)?)"
    r"(?P<two>(?:when\s+)?(?:(?:the\s+(?:time|one|visit|inspection|review|occasion|letter)\s+)?before(?:\s+(?:that|it|this))?|previously|the\s+previous\s+\w+))\W*$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:else|others?|another|more|further|overall|generally)\b", re.IGNORECASE
)  # than that
_NO_TOPIC = {
    "next",
    "now",
    "then",
    "do",
    "done",
    "report",
    "back",
    "work",
    "it",
    "they",
    "them",
    "this",
    "that",
    "should",
    "must",
    "to",
    "be",
    "on",
    "about",
}
_AGAIN = re.compile(
    r"^(?P<ask>(?:what|who|how\s+\w+)\s+(?:was|is|were|are)\s+)it\b(?P<rest>\s+(?:in|by|at|on)\b.*)$",
    re.IGNORECASE,
)
_AT_A_TIME = re.compile(  # "What was X in 2022, and what was it by 2025?"
    r"^\W*(?:what|who|how\s+\w+)\s+(?:was|is|were|are)\s+(?P<what>.{4,}?)\s+(?:in|by|at|on)\s[^?]*\d{4}$",
    re.IGNORECASE,
)
_HANDS_ON = (
    "points",
    "single-fact",
    "list-areas",
    "timeline",
    "praise-vs-ask",
)  # kinds that are about their topic
_ABOUT = re.compile(
    r"(?:what|how)\s+about\b", re.IGNORECASE
)  # which the second question of a conversation may be
_HAS_VERB = re.compile(rf"\b{VERB}\b|\bwho\s+{_DID}\b", re.IGNORECASE)
_OF_EACH = re.compile(r"\b(?:outcomes?|verdicts?|judge?ments?)\b", re.IGNORECASE)
_EMBEDDED = re.compile(  # "what was asked and when" in one, and "how X and how Y compare"
    r"\b(?:compare|difference|between)\b", re.IGNORECASE
)

Asking = Callable[[str, Conversation | None], Iterator[Step]]


def parted(text: str, collection: Collection) -> tuple[str, str] | None:
    """The two questions of a text that asks two, about the same area; None where it asks one."""
    if len(text) > LONGEST:
        return None
    text = without_on_top(text.strip())
    if counted := gapped.halves(text):
        return counted
    full = gapped.counted_again(text)
    found = _TWO.match(full) or _AND_BEFORE.match(text)
    if found is not None and not _HAS_VERB.search(found["one"]):
        return None
    found = found or _IN_TURN.match(text)
    if found is None or _EMBEDDED.search(text):
        return None
    one, two = found["one"].strip(" ,?.;"), found["two"].strip(" ?.!")
    if (again := _AGAIN.match(two)) and (what := _AT_A_TIME.match(one)):
        two = f"{again['ask']}{what['what']}{again['rest']}"
    if full != text and not collection.places(one):  # the area stands at the end, for both
        ones = dict.fromkeys(two[place.start : place.end] for place in collection.places(two))
        one += f" ({' and '.join(ones)})" if ones else ""
    named = dict.fromkeys(one[place.start : place.end] for place in collection.places(one))
    if named and not collection.places(two) and not _ABOUT.match(two) and not frames.LISTING.search(two):
        two += f" ({' and '.join(named)})"
    return f"{one}?", f"{two}?"


def in_turn(
    text: str, parts: tuple[str, str], conversation: Conversation | None, ask: Asking
) -> Iterator[Step]:
    """Answer the first, then the second as its follow-up; the answer holds both."""
    answers: list[Answer] = []
    for part in parts:
        part = _of_the_one(part, answers)
        for step in ask(part, conversation):
            if isinstance(step, Answer):
                answer = step
            elif isinstance(step, Stage):
                yield step
        if about := _of_its_topic(part, answer, answers):
            narrowed = last(ask(about, conversation))
            part, answer = (part, answer) if narrowed.abstained else (about, narrowed)
        answers.append(answer)
        asked = Turn(role="user", content=part)
        said = Turn(role="assistant", content=answers[-1].text, areas=answers[-1].areas or ())
        conversation = (conversation or Conversation()).then(asked, said)
    yield replace(joined(*answers), question=text)


def _of_the_one(part: str, answers: list[Answer]) -> str:
    """The second question with the area that answered the first: "which was last, and what was the outcome?"; of each, its outcome."""
    areas = answers[-1].areas if answers else None
    if not areas or areas[0] in part or frames.LISTING.search(part):
        return part
    if len(areas) > (MOST if _OF_EACH.search(part) else 1):
        return part
    return f"{part.rstrip(' ?')} ({' and '.join(areas)})?"


def _of_its_topic(part: str, answer: Answer, answers: list[Answer]) -> str:
    """The second question about the topic of the first, where it has none: "…, and what should it report on next?"."""
    topic = answers[-1].filters.topic if answers and answers[-1].intent in _HANDS_ON else None
    if (
        not topic
        or _OTHER.search(part)
        or answers[-1].abstained
        or answer.intent not in ("points", "timeline")
    ):
        return ""
    if any(token.word not in _NO_TOPIC for token in tokens(answer.filters.topic or "")):
        return ""
    at = part.rfind(" (") if part.rstrip(" ?").endswith(")") else len(part.rstrip(" ?"))
    return f"{part[:at]} about {topic}{part[at:].rstrip(' ?')}?"


def joined(one: Answer, two: Answer) -> Answer:
    """Two answers as one; partial where only one of them answers."""
    if _unmarked(one.text) == _unmarked(two.text):  # one sentence answers both
        return replace(one, standalone_question=f"{one.standalone_question} {two.standalone_question}")
    by = len(one.citations)
    verdicts = _verdicts(one, two)
    alike = one.status == two.status or (one.abstained and two.abstained)
    status: Status = one.status if alike else "partial"
    groups = (
        *(one.groups or ()),
        *(replace(g, citations=tuple(n + by for n in g.citations)) for g in two.groups or ()),
    )
    return replace(
        one,
        standalone_question=f"{one.standalone_question} {two.standalone_question}",
        status=status,
        text=f"{one.text}\n\n{shifted(two.text, by)}",
        key="; ".join(dict.fromkeys(key for key in (one.key, two.key) if key)) or None,
        areas=_together(one.areas, two.areas),
        letters=_together(one.letters, two.letters),
        coverage=coverage(verdicts) if verdicts is not None else None,
        verdicts=verdicts,
        groups=groups or None,
        citations=(*one.citations, *(replace(c, number=c.number + by) for c in two.citations)),
        citations_total=one.citations_total + two.citations_total,
        notes=tuple(dict.fromkeys((*one.notes, *two.notes))),
        timings_ms={
            stage: one.timings_ms.get(stage, 0.0) + two.timings_ms.get(stage, 0.0)
            for stage in {**one.timings_ms, **two.timings_ms}
        },
    )


def _unmarked(text: str) -> str:
    return re.sub(r"\[\d+\]", "", text)


def _together(one: tuple[str, ...] | None, two: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if one is None and two is None else tuple(dict.fromkeys((*(one or ()), *(two or ()))))


def _verdicts(one: Answer, two: Answer) -> tuple[Verdict, ...] | None:
    """A verdict for every letter of either; of two the one that matches."""
    if one.verdicts is None and two.verdicts is None:
        return None
    kept: dict[str, Verdict] = {}
    for verdict in (*(one.verdicts or ()), *(two.verdicts or ())):
        known = kept.get(verdict.letter.id)
        if known is None or (known.decision != "matched" and verdict.decision == "matched"):
            kept[verdict.letter.id] = verdict
    return tuple(kept.values())
