"""The organisation that a letter is to, where it is to no local area: a company, a prison, a trust, a school.

It stands beside a post among the addressees ("Chief Executive, Tarn & Fell Water") or, where nobody is addressed,
in the title ("Inspection of Lydgrave Academy"). One that the letter's own words name again is stated; one that
they do not is inferred. The sender, a street, a building and a mere kind of office are none, and letters about a
local area are `ingest.local_area`'s alone.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice

from ingest.letter import AreaSource, Fact, Person
from ingest.local_area import LocalArea, area_of
from ingest.names import has_post, is_office, names
from ingest.phrases import Phrases
from ingest.segment import Draft

_LOCAL_AREA = Phrases(
    re.compile(r"\b(?:[Ll]ocal [Aa]rea [Pp]artnerships?|LAP|SEND|special educational needs)\b")
)
_WORD = r"(?:[A-Z0-9][\w'’.-]*)"
_SMALL = r"(?:&|and|of|on|upon|the|in|for|de|le)"
_PROPER = re.compile(rf"{_WORD}(?:\s+(?:{_SMALL}\s+){{0,2}}{_WORD})*")
_LEGAL = re.compile(r",?\s+(?:Ltd|Limited|plc|PLC|LLP|CIC)\.?$")
_OF = re.compile(r"\s(?:of|at|for)\s+(?:the\s+)?(?=[A-Z])")
_PLACED = re.compile(  # an address, a way of sending, a date
    r"\d|@|\b(?:house|street|road|lane|avenue|way|square|quay|drive|close|row|court|floor|buildings?|centre|terrace|crescent|"
    r"box|office park|business park|by e-?mail|email|post|confidential|official|sensitive|dear|reference|ref|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.I,
)
_IN_TITLE = re.compile(r"(?:\b(?:of|at|to|for|by)\s+(?:the\s+)?|^)(?=[A-Z])")
_SPLIT = re.compile(r"[\n,;()*]|\s[-–—/|]\s")  # of an address; a hyphen within a name is none
_FROM = re.compile(r"^(?:From|Sent by|Sender):.*$", re.M | re.I)  # who writes is not written to
_TO_A_POST = re.compile(
    r"^(?:(?:To|FAO):?\s+)?The (?:[\w-]+ ){0,3}(?:Chair|Chief Executive|Director|Governor|Head ?teacher|Principal|Secretary|Clerk|Manager|President)\b",
    re.M,
)
_SERVICE = re.compile(r"\b(?:Police|Constabulary|Ambulance Service|Fire and Rescue|Probation|Water)\b")
_COUNCIL = re.compile(r"\b(?:Council|Borough|County|City of)\b")
_MOST_WORDS = 8
_MOST = 24  # names looked at; no letter is to so many


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    name: str
    paragraph: int
    start: int
    end: int


def recipient_of(draft: Draft) -> LocalArea:
    """The local area that a letter is to, or else the organisation: also one that has an area's name in its own."""
    area = area_of(draft)
    if any(_LOCAL_AREA.search(paragraph.text) for paragraph in draft.paragraphs):
        return area
    if not area.areas:
        return area if area.warnings else _addressed(draft)
    found = _addressed(draft)
    longer = [name for name in found.areas if any(_within(one, name) for one in area.areas)]
    return found if longer and not _COUNCIL.search(longer[0]) else area


def _addressed(draft: Draft) -> LocalArea:
    """Decide the organisation that a letter is to."""
    found = list(islice(_among_addressees(draft), _MOST))
    where = "addressee"
    if not found:
        found, where = list(islice(_in_title(draft), _MOST)), "title"
    said = {each.name: _said(each.name, draft, apart=each.paragraph) for each in found}
    often = Counter({name: times for name, times in said.items() if times})
    if not often:
        return _inferred(found) if where == "addressee" else LocalArea()
    for name in [one for one in often if any(_within(one, other) for other in often)]:
        # The town of "Broadfen Water, Sluice Road, Broadfen" is named wherever the company is.
        del often[name]
    (first, most), *others = often.most_common()
    rivals = sorted(name for name, times in others if 2 * times > most)
    if rivals:
        return LocalArea(
            evidence=f"equally likely: {', '.join(sorted([first, *rivals]))}",
            warnings=(f"area: equally likely: {', '.join(sorted([first, *rivals]))}",),
        )
    return _decided(first, found, "stated", f'{where}: "{first}"; the letter names it again')


def people_beside(people: Sequence[Person], areas: Sequence[str]) -> tuple[Person, ...]:
    """The people of a letter to these organisations: whose title names one belong to it, and none is a part of one."""
    kept = [one for one in people if not any(_within(one.name, area) for area in areas)]
    return tuple(_belonging(one, areas) for one in kept)


def _belonging(person: Person, areas: Sequence[str]) -> Person:
    parts = person.title.split(", ")
    at = next((at for at, part in enumerate(parts) if at and part in areas), None)
    if at is None or person.organisation:
        return person
    return replace(person, title=", ".join(parts[:at]), organisation=parts[at])


def _among_addressees(draft: Draft) -> Iterator[_Named]:
    """What stands beside a post from the first person addressed on, and is neither a post nor an address."""
    front = [
        paragraph
        for paragraph, zone in zip(draft.paragraphs, draft.zones, strict=True)
        if zone == "front" and paragraph.number != draft.title and not re.match(r"\W*Dear\b", paragraph.text)
    ]
    text = "\n".join(paragraph.text for paragraph in front)  # a post may stand in a paragraph of its own
    text = _FROM.sub(lambda found: " " * len(found.group()), text)
    starts = list(accumulate((len(paragraph.text) + 1 for paragraph in front), initial=0))
    senders = _senders(draft)
    people = _people(text)
    opened = _TO_A_POST.search(text)
    first = people[0][0] if people else opened.start() if opened else len(text)
    for start, end in _segments(text, first):
        words = text[start:end]
        if any(start < stop and begun < end for begun, stop in people) or words.casefold() in senders:
            continue
        if has_post(words):
            after = (cut.end() for cut in _OF.finditer(words))
            own = next((at for at in after if _may_be_one(words[at:])), len(words))
            start, words = start + own, words[own:]
        if _may_be_one(words):
            name, at = _LEGAL.sub("", words), bisect_right(starts, start) - 1
            begun = start - starts[at]
            yield _Named(name=name, paragraph=front[at].number, start=begun, end=begun + len(name))


def _people(text: str) -> list[tuple[int, int]]:
    """Where names stand that a post follows, or else leads up to: "Oakhaven Water" and "Spring Lane" have none."""
    found = list(names(text))
    after = [re.match(r"[*]*[,\n(]?\s*([^,\n(]+)", text[named.end :]) for named in found]
    people = [named for named, words in zip(found, after, strict=True) if words and has_post(words[1])]
    if not people:
        people = [one for one in found if has_post(text[text.rfind("\n", 0, one.start) + 1 : one.start])]
    return [(named.start, named.end) for named in people]


def _in_title(draft: Draft) -> Iterator[_Named]:
    """The names in a title that is not all in capitals: after "of", "at", "for", or at its start."""
    if draft.title is None:
        return
    paragraph = draft.paragraphs[draft.title - 1]
    for opened in _IN_TITLE.finditer("" if paragraph.text.isupper() else paragraph.text):
        found = _PROPER.match(paragraph.text, opened.end())
        if found and len(found.group().split()) > 1 and _may_be_one(found.group()):
            yield _Named(name=found.group(), paragraph=paragraph.number, start=found.start(), end=found.end())


def _segments(text: str, first: int) -> Iterator[tuple[int, int]]:
    """Where the parts of an address stand, from a place on."""
    start = first
    for stop in [*(found for found in _SPLIT.finditer(text, first)), None]:
        end = stop.start() if stop else len(text)
        part = text[start:end]
        lead = len(part) - len(part.lstrip(" \t."))
        yield start + lead, start + lead + len(part.strip(" \t."))
        start = stop.end() if stop else end


def _may_be_one(words: str) -> bool:
    """Whether words can be an organisation's own name: capitalised, and not of offices and addresses alone."""
    if not _PROPER.fullmatch(words) or _PLACED.search(words) or len(words.split()) > _MOST_WORDS:
        return False
    if _SERVICE.search(words) and len(words.split()) > 2:
        return True  # "West Midlands Police": of such words alone
    own = [word for word in words.split() if word[0].isupper() and not is_office(word)]
    return any(len(word) > 2 and not word.isupper() for word in own) or (words.isupper() and len(own) > 1)


def _senders(draft: Draft) -> frozenset[str]:
    """The lines under the signature: who writes is not written to."""
    lines = [
        part.strip(" .*")
        for paragraph, zone in zip(draft.paragraphs, draft.zones, strict=True)
        if zone == "close"
        for part in paragraph.text.split("\n")
    ]
    return frozenset(line.casefold() for line in lines if line)


def _said(name: str, draft: Draft, apart: int) -> int:
    """How often a letter names it elsewhere, in whatever case; a heading counts for ten."""
    pattern = _pattern(name)
    texts = [
        paragraph.text
        for paragraph, zone in zip(draft.paragraphs, draft.zones, strict=True)
        if zone != "front" and paragraph.number not in (draft.title, apart)
    ]
    titles = {heading for paragraph in draft.paragraphs for heading in paragraph.headings}
    titles |= {draft.paragraphs[draft.title - 1].text} if draft.title and draft.title != apart else set()
    return sum(
        weight * len(pattern.findall(" ".join(text.split())))
        for some, weight in ((texts, 1), (titles, 10))
        for text in some
    )


def _pattern(name: str) -> re.Pattern[str]:
    words = [re.escape(word) if word not in ("&", "and") else "(?:&|and)" for word in name.split()]
    whole = rf"(?<!\w){' '.join(words)}(?!\w)"
    return re.compile(whole, re.I if len(words) > 1 or name.isupper() else 0)  # "Ships" is not "ships"


def _within(name: str, other: str) -> bool:
    return name != other and bool(_pattern(name).search(other))


def _inferred(found: Sequence[_Named]) -> LocalArea:
    """One name of several words beside the posts that the letter does not say again."""
    several = list(dict.fromkeys(each.name for each in found if len(each.name.split()) > 1))
    if len(several) != 1:
        return LocalArea()
    return _decided(several[0], found, "inferred", f'addressee: "{several[0]}"')


def _decided(name: str, found: Sequence[_Named], source: AreaSource, evidence: str) -> LocalArea:
    facts = [
        Fact(name="area", value=name, paragraph=each.paragraph, start=each.start, end=each.end)
        for each in found
        if each.name == name
    ]
    return LocalArea(areas=(name,), source=source, evidence=evidence, facts=tuple(facts[:4]))
