"""The area that a letter is to, with the words that decided: ranked evidence, never a place merely mentioned.

Rank 1 is the subject line or title; 2 the addressee's council, or "X Local Area Partnership"; 3 "in X" where
the letter speaks of the area itself; 4 a delivery body; 5 a parent carer forum or a board of one area; 6
initials. Ranks 1 to 3 state the area, the others let it be inferred. A board that covers two areas decides
nothing. Areas that the register does not know are read from "X County Council", "London Borough of X", "X
Local Area Partnership".
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.areas import Mention, Register, register
from ingest.letter import AreaSource, Fact, Paragraph
from ingest.phrases import Phrases
from ingest.segment import Draft

_JOINER = r"(?:,? (?:and|&|of|on|upon|with|the|in|under|le) | |, (?=[A-Z][a-z]+ (?:and|&)))"
_PLACE = rf"[A-Z][A-Za-z'’-]+(?:{_JOINER}[A-Z][A-Za-z'’-]+){{0,5}}?"
_UNREGISTERED = (
    re.compile(rf"(?P<place>{_PLACE})(?:['’]s)? (?:(?i:SEND\s)?(?i:local\sarea(?:\spartnership)?)|LAP)\b"),
    re.compile(
        rf"(?P<place>{_PLACE}) (?:(?i:county|city|borough|district|metropolitan\sborough|"
        rf"metropolitan\sdistrict|"
        rf"unitary|county\sborough)\s)?(?i:council)\b(?!\stax)"
    ),
    re.compile(rf"(?i:(?:london|royal|metropolitan)\sborough\sof)\s(?P<place>{_PLACE})(?=[\s,.;:)]|$)"),
)
_NEEDED = (("area", "lap"), ("counc",), ("borough",))  # words without which each of them finds nothing
_NO_PLACE = frozenset(  # words before a place's name that are no part of it
    """the a an this that your our their its each every any all no dear for of in to from with at by and re
    subject area local send joint director directors executive chief leader cabinet member officer
    lead head councillor cllr chair services service children childrens families education review
    progress report letter plan inspection parish town county city borough district metropolitan
    unitary youth school community strategic interim assistant health care social commissioner
    manager partnership when where while as if however although once since after before both some
    many most other another""".split()  # noqa: SIM905
)
_SMALL = frozenset(("and", "of", "on", "upon", "with", "the", "in", "under", "le"))
_ELSEWHERE = Phrases(
    re.compile(
        r"\b(?:neighbour\w*|other (?:local )?(?:areas?|authorit\w+)|another|good practice|best practice|"
        r"compar\w+|visit(?:s|ed|ing)?(?: to)?|(?:colleagues|counterparts|peers|staff|officers) (?:in|from|at)|peer (?:review|support|challenge)|"
        r"adopt(?:s|ed|ing)|borrow(?:s|ed|ing)?|modelled on|(?:worked|works|working|links?|linked) with|such as|learn(?:t|ed|ing)? from|similar to|e\.g\.|formerly|"
        r"university|"
        r"college|hospital|as in|like|unlike)\b",
        re.I,
    )
)
_WITHIN = re.compile(r"\b(?:in|across|within|throughout)\s+(?:the\s+)?$")
_OF_IT = re.compile(
    r"(?:['’]s)?\s+(?:children|families|families|schools|parents|young people|leaders|area)\b"
)
_RANKS = {
    1: "subject line",
    2: "addressee or partnership",
    3: "the letter's own words",
    4: "delivery body",
    5: "forum or board",
    6: "initials",
}
_NEAR = 60  # characters around a mention that say what it is
_LONG = 60  # characters; a longer line of an address block was wrapped
_STATED = 3  # the last rank that states the area


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """Words that point to areas: `paragraph.text[start:end]`."""

    rank: int
    areas: tuple[str, ...]
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalArea:
    """The areas a letter is to, how that is known, and from which words."""

    areas: tuple[str, ...] = ()
    source: AreaSource = "unknown"
    evidence: str = "no area is stated"
    facts: tuple[Fact, ...] = ()
    warnings: tuple[str, ...] = ()


def area_of(draft: Draft, known: Register | None = None) -> LocalArea:
    """Decide the area that a letter is to by its highest-ranking evidence."""
    clues = list(_clues(draft, known or register()))
    for rank in _RANKS:
        mine = [clue for clue in clues if clue.rank == rank]
        if not mine:
            continue
        areas = _agreed(mine, [clue for clue in clues if clue.rank > rank], draft)
        if areas:
            return _decided(rank, areas, mine, clues)
        if rank <= _STATED:
            return _undecided(mine)
    return LocalArea()


def _agreed(clues: Sequence[Clue], weaker: Sequence[Clue], draft: Draft) -> tuple[str, ...]:
    """The area that clues of one rank point to; several only where one phrase joins them."""
    votes = Counter(area for clue in clues for area in clue.areas if len(clue.areas) == 1)
    if len(votes) == 1:
        return tuple(votes)
    if not votes:
        return ()
    if joint := _joined(clues, draft):
        return joint
    confirmed = {area for area in votes for clue in weaker if clue.areas == (area,)}
    if len(confirmed) == 1:
        return tuple(confirmed)
    (first, most), (_, next_most) = votes.most_common(2)
    return (first,) if clues[0].rank == _STATED and most >= 2 * next_most and most > 2 else ()


def _joined(clues: Sequence[Clue], draft: Draft) -> tuple[str, ...]:
    """Areas that the subject line, or a partnership's name, names together: "Slough and Reading"."""
    first, second, *_ = clues
    between = draft.paragraphs[first.paragraph - 1].text[first.end : second.start]
    joined = first.paragraph == second.paragraph and re.fullmatch(
        r"(?i)\s*(?:,|and|&|with|the|local area|/|\s)+\s*", between
    )
    return tuple(dict.fromkeys((*first.areas, *second.areas))) if joined and first.rank == 1 else ()


def _decided(rank: int, areas: tuple[str, ...], mine: Sequence[Clue], clues: Sequence[Clue]) -> LocalArea:
    deciding = next(clue for clue in mine if set(clue.areas) & set(areas))
    confirming = [
        clue
        for clue in clues
        if clue.rank > rank and set(clue.areas) & set(areas) and clue.text != deciding.text
    ]
    against = {
        area for clue in clues if clue.rank == 2 < rank + 2 and len(clue.areas) == 1 for area in clue.areas
    } - set(areas)
    words = [next(clue.text for clue in mine if area in clue.areas) for area in areas]
    evidence = f"{_RANKS[rank]}: " + " and ".join(f'"{each}"' for each in dict.fromkeys(words))
    if confirming and rank >= _STATED:
        evidence += f'; confirmed by "{confirming[0].text}"'
    facts = [
        Fact(name="area", value=area, paragraph=clue.paragraph, start=clue.start, end=clue.end)
        for area in areas
        for clue in mine
        if area in clue.areas
    ]
    warnings = tuple(f"area: {other} is named too" for other in sorted(against))
    source: AreaSource = "stated" if rank <= _STATED else "inferred"
    return LocalArea(
        areas=areas,
        source=source,
        evidence=evidence,
        facts=tuple(dict.fromkeys(facts))[:4],
        warnings=warnings,
    )


def _undecided(clues: Sequence[Clue]) -> LocalArea:
    """Several areas are equally likely: say so."""
    names = ", ".join(sorted({area for clue in clues for area in clue.areas}))
    words = "; ".join(dict.fromkeys(f'"{clue.text}"' for clue in clues))
    return LocalArea(
        evidence=f"equally likely: {names} ({words})", warnings=(f"area: equally likely: {names}",)
    )


def _clues(draft: Draft, known: Register) -> Iterator[Clue]:
    for paragraph, zone in zip(draft.paragraphs, draft.zones, strict=True):
        titled = paragraph.number == draft.title
        mentions = known.find(paragraph.text)
        text = _wrapped(paragraph.text)
        for mention in mentions:
            rank = 1 if titled and _names(mention) else _rank(paragraph, zone, mention, known)
            if rank:
                yield _clue(rank, paragraph, mention.areas, mention.start, mention.end)
        if titled or zone != "close":
            for place, start, end in unregistered(text):
                taken = any(mention.start < end and start < mention.end for mention in mentions)
                if not taken and (titled or zone == "front" or not _elsewhere(paragraph.text, start)):
                    yield _clue(1 if titled else 2, paragraph, (place,), start, end)


def unregistered(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the areas that only their own words make areas: "Northmoor County Council" is Northmoor."""
    small = text.lower()
    for pattern, needed in zip(_UNREGISTERED, _NEEDED, strict=True):
        if not any(word in small for word in needed):
            continue
        for found in pattern.finditer(text):
            if place := _place(found["place"]):
                start = found.start() + found.group().index(place)
                yield (_titled(place) if place.isupper() else place), start, found.end()


def _wrapped(text: str) -> str:
    """Undo the wrapping of long lines; the offsets stay."""
    lines = text.split("\n")
    return "".join(line + (" " if len(line) >= _LONG else "\n") for line in lines)[: len(text)]


def _place(words: str) -> str:
    """Drop what stands before a place's name: "Chief Executive Northmoor" is Northmoor."""
    parts = re.split(r"(?<=\s)", words)
    while parts and re.sub(r"\W", "", parts[0]).lower() in _NO_PLACE:
        parts.pop(0)
    if words.isupper():  # in capitals "OF" and "FOR" end what stands before
        cut = max(
            (at for at, part in enumerate(parts) if part.strip().lower() in _NO_PLACE - {"and"}), default=-1
        )
        parts = parts[cut + 1 :]
    place = "".join(parts).strip(" ,'’")
    if re.search(r"school|youth|parent|student|children|young", place, re.I):
        return ""
    return place if re.search(r"[A-Za-z]{3}", place) and place.split()[-1].lower() not in _NO_PLACE else ""


def _titled(place: str) -> str:
    return " ".join(word.lower() if word.lower() in _SMALL else word.title() for word in place.split())


def _rank(paragraph: Paragraph, zone: str, mention: Mention, known: Register) -> int:
    """The rank of a mention outside the subject line; 0 where it is no evidence."""
    text, one = paragraph.text, len(mention.areas) == 1
    if mention.kind == "initials":
        return 6
    if not one:
        return 0
    if mention.kind in ("delivery", "forum", "board"):
        return 4 if mention.kind == "delivery" else 5
    if zone == "front":
        return 2 if mention.kind in ("official", "partnership") or _titled_line(text, mention) else 0
    if zone == "close" or _elsewhere(text, mention.start):
        return 0
    if mention.kind == "partnership":
        return 2
    return 3 if _of_the_area(text, mention) and not _beside_others(text, mention, known) else 0


def _titled_line(text: str, mention: Mention) -> bool:
    """Whether the line gives somebody's post ("Director of Services, Staffordshire") and no address."""
    start = text.rfind("\n", 0, mention.start) + 1
    return bool(
        re.search(r"\b(?:Director|Executive|Leader|Officer|Commissioner|Lead)\b", text[start : mention.start])
    )


def _of_the_area(text: str, mention: Mention) -> bool:
    """Whether it is the area itself: "leadership in Birmingham", not "the Staffordshire Risk Matrix"."""
    before = text[max(0, mention.start - _NEAR) : mention.start]
    after = text[mention.end : mention.end + _NEAR]
    if re.match(r"(?:['’]s)?\s+[A-Z]", after):
        return False
    return bool(_WITHIN.search(before) or _OF_IT.match(after))


def _beside_others(text: str, mention: Mention, known: Register) -> bool:
    """Whether the sentence names another area apart from this one: then it may be about that."""
    others = [one for one in known.find(_sentence(text, mention.start)) if one.kind in ("name", "official")]
    return len({one.areas for one in others if len(one.areas) == 1} - {mention.areas}) > 0


def _elsewhere(text: str, at: int) -> bool:
    """Whether the sentence speaks of other areas: neighbours, good practice, comparisons."""
    return bool(_ELSEWHERE.search(_sentence(text, at)))


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(stop, 0, at) for stop in (". ", "? ", "! ", "; ")) + 1
    stop = text.find(". ", at)
    return text[start : stop if stop > 0 else len(text)]


def _names(mention: Mention) -> bool:
    return len(mention.areas) == 1 and mention.kind in (
        "name",
        "official",
        "alias",
        "partnership",
        "delivery",
    )


def _clue(rank: int, paragraph: Paragraph, areas: tuple[str, ...], start: int, end: int) -> Clue:
    near = paragraph.text[max(0, start - _NEAR) : start]
    before = re.search(r"(?:[\w'’-]+\s+){0,3}$", near) if rank == _STATED else None
    words = " ".join(((before.group() if before else "") + paragraph.text[start:end]).split())
    return Clue(rank=rank, areas=areas, paragraph=paragraph.number, start=start, end=end, text=words)
