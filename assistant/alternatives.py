"""What a topic asks for together and what it offers as alternatives.

"Absence, missing school, or shortened days" is met by any of the three; "waits for assessment or treatment" by
waits for either. A topic is a tuple of parts that all count; a part is a tuple of alternatives, of which the best
counts; an alternative is a tuple of concepts that belong together.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.glossary import Concept

Alternative = tuple[Concept, ...]
Part = tuple[Alternative, ...]

_LIST = re.compile(
    r",\s*(?:and|or)?\s*(?:the\s+|a\s+|an\s+|any\s+|to\s+|how\s+(?:the\s+)?)?$|\b(?:and/)?or\b[\s,]*(?:the\s+|a\s+|an\s+|other\s+|any\s+|to\s+)*$",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(  # what is named only to make plain what is meant
    r"[,(]\s*(?:the\s+)?[^,():;]{3,80}\bincluded?\b\)?|,?\s+\(?(?:including|such\s+as|for\s+example|for\s+instance|e\.g\.)\s[^():;]*\)?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(?P<open>)\s*\(\s*(?:and/)?or\s+[^()]*\)", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_CLAUSES = re.compile(r"\s*(?:,\s*(?:or|and)\s+|,\s+|\s+or\s+|[();])\s*", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:them|it|these|those)\b", re.IGNORECASE)
_ASIDE = re.compile(r",\s*or\s+(?P<other>[^,]+),\s*", re.IGNORECASE)


def otherwise_called(topic: str, concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """ "A support register (or pathway or list)": other names for the last word before the bracket are the same thing."""
    told = list(concepts)
    for found in _BRACKETED.finditer(topic):
        at = next((i for i, one in enumerate(told) if one.end == found.start("open")), None)
        others = [one for one in told if found.start() < one.start < found.end()]
        if at is None or any(" " in one.name for one in others):
            continue
        own = told[at].phrases[0][0]
        more = tuple(
            ((*own[:-1], phrase[-1]), strength) for one in others for phrase, strength in one.phrases[:1]
        )
        told[at] = replace(told[at], phrases=(*told[at].phrases, *more))
        told = [one for one in told if one not in others]
    return tuple(told)


def parts(topic: str, concepts: Sequence[Concept]) -> tuple[Part, ...]:
    """Split the concepts of a topic into parts and alternatives; a mere example is one more alternative."""
    shown = _EXAMPLES.search(topic)
    inside = [one for one in concepts if shown and shown.start() <= one.start < shown.end()]
    told = [one for one in concepts if one not in inside]
    if shown is None or not inside or not told:
        return _parts(topic, concepts)
    found = [*_parts(topic[: shown.start()] + " " * len(shown.group()) + topic[shown.end() :], told)]
    before = [at for at, part in enumerate(found) if _specific(part) and part[0][0].end <= shown.start()]
    if before:
        found[before[-1]] = (*found[before[-1]], *((one,) for one in inside if not one.generic))
    return tuple(found)


def _specific(part: Part) -> bool:
    return any(not concept.generic for alternative in part for concept in alternative)


def _parts(topic: str, concepts: Sequence[Concept]) -> tuple[Part, ...]:
    if not concepts:
        return ()
    if ":" in topic:
        return _after_colon(topic, concepts)
    masked = _masked(topic, concepts)
    if not (_OR.search(masked) or "," in masked) or len(concepts) == 1:
        return tuple(((concept,),) for concept in concepts)
    if aside := _ASIDE.search(masked):
        return _with_aside(aside, concepts)
    items = _segments(masked, concepts)
    if len(items) == 1:
        return tuple(((concept,),) for concept in items[0])
    if _by_clause(masked, items):
        return (tuple(item for item in items if any(not c.generic for c in item)) or (tuple(concepts),),)
    return _by_word(masked, concepts)


def _masked(topic: str, concepts: Sequence[Concept]) -> str:
    """The topic with its concepts blanked, so that a comma inside one ("education, health and care plan") is none."""
    for concept in concepts:
        topic = topic[: concept.start] + "x" * (concept.end - concept.start) + topic[concept.end :]
    return topic


def _with_aside(aside: re.Match[str], concepts: Sequence[Concept]) -> tuple[Part, ...]:
    """ "Queuing for, or short of, places": the words around the "or" are alternatives, what follows counts beside."""
    before = [concept for concept in concepts if concept.end <= aside.start()]
    inside = [concept for concept in concepts if aside.start() < concept.start < aside.end()]
    after = [concept for concept in concepts if concept.start >= aside.end()]
    joined = tuple((concept,) for concept in [*before[-1:], *inside])
    return (
        *(((concept,),) for concept in before[:-1]),
        *([joined] if joined else []),
        *(((concept,),) for concept in after),
    )


def _after_colon(topic: str, concepts: Sequence[Concept]) -> tuple[Part, ...]:
    """ "Mental-health help: the wait, or access": the term before; else ("a firmer grip: governance, …") any after."""
    colon = topic.index(":")
    before = parts(topic[:colon], [concept for concept in concepts if concept.end <= colon])
    after = _listed(topic, [concept for concept in concepts if concept.start > colon], colon + 1)
    if any(concept.official for part in before for alternative in part for concept in alternative):
        return before  # the term before the colon says what it is about; what follows only spells it out
    return (after,) if after else before


def _listed(topic: str, concepts: Sequence[Concept], at: int) -> tuple[Alternative, ...]:
    """The items of a list, each of its own words together: "governance, shared oversight"."""
    if not concepts:
        return ()
    blank = " " * at + topic[at:]
    return tuple(item for item in _segments(_masked(blank, concepts), concepts) if item)


def _by_clause(masked: str, items: Sequence[Alternative]) -> bool:
    """Whether the items of a list are clauses of their own, not single words that share what follows."""
    if not re.search(r",\s*(?:or|and)\b", masked, re.IGNORECASE) or not _OR.search(masked):
        return False
    return any(sum(not c.generic for c in item) > 1 for item in items[1:]) and not re.search(
        r"\b(?:of|for)\s+(?:\w+\s+)?x+$", masked
    )


def _segments(topic: str, concepts: Sequence[Concept]) -> list[Alternative]:
    """The concepts between the commas and ors; an item that only points back ("the risk of them") is no item."""
    items: list[Alternative] = []
    at = 0
    for cut in [*(found for found in _CLAUSES.finditer(topic)), None]:
        end = cut.start() if cut else len(topic)
        inside = tuple(concept for concept in concepts if at <= concept.start < end)
        if inside and not (items and _PRONOUN.search(topic[at:end])):
            items.append(inside)
        at = cut.end() if cut else end
    return items


def _by_word(topic: str, concepts: Sequence[Concept]) -> tuple[Part, ...]:
    """Neighbours with nothing but "or" or a comma between them are alternatives; the rest counts beside them."""
    groups: list[list[Alternative]] = [[(concepts[0],)]]
    for at, (one, two) in enumerate(pairwise(concepts), start=1):
        between = topic[one.end : two.start]
        last = concepts[at + 1 :]
        if (
            not between.strip()
            and len(groups[-1]) > 1
            and last
            and _LIST.search(topic[two.end : last[0].start])
        ):
            groups[-1][-1] += (two,)  # "wheelchairs, special seating or kit"
        elif _LIST.search(between) and not re.search(
            r"[A-Za-z]{3,}", re.sub(r"\b(?:and|or|the|other|any|for|with|how|to)\b", "", between)
        ):
            groups[-1].append((two,))
        else:
            groups.append([(two,)])
    return tuple(tuple(group) for group in groups)
