"""What an inspection report says of itself: its dates, its outcome, who inspected and who leads the area.

A report's front beats its running heads and footers: only what stands before the first finding is read for
dates. Its date is the last day of the inspection.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ingest.dates import Dated, dates
from ingest.letter import Fact, Paragraph, Person
from ingest.metadata import Found
from ingest.names import has_post, names, post
from ingest.people import people_of
from ingest.segment import Draft

_TITLE = re.compile(r"\b(?:re)?(?:inspection|visit)\b|\brevisit\b", re.I)
_INSPECTORS = re.compile(r"\b(?:Ofsted|CQC|Care Quality Commission|inspectors?|HMCI|HMI)\b")
_DAYS = re.compile(
    r"\binspection dates?\b|\b(?:inspect|visit)(?:ed|ion)\b[^.]{0,80}\b(?:from|between|on)\b|"
    r"\b(?:between|from|on)\b.{0,90}\b(?:conducted|carried out|inspected|revisited)\b",
    re.I | re.S,
)
_PREVIOUS = re.compile(r"\b(?:previous|last|first)\b", re.I)
_RANGE = re.compile(r"(?P<first>\d{1,2})(?:st|nd|rd|th)?\s*(?:to|and|[-–—])\s*$")
_AGAIN = re.compile(r"\bwithin (?:approximately |about )?(?P<when>[\w-]+ (?:months?|years?))", re.I)
_OUTCOME = re.compile(r"\binspection outcome\b|\boutcome of the inspection\b", re.I)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_NAMED = re.compile(
    r"(?:joint )?(?:local )?area SEND (?:re)?(?:inspection|visit|revisit)|(?:re)?inspection|revisit", re.I
)
_DETAILS = re.compile(r"\barea partnership details\b|\bdetails of the (?:local )?area\b", re.I)
_TEAM = re.compile(
    r"\binspection team\b|\binformation about this inspection\b|^Ofsted|^Care Quality Commission", re.I
)
_INSPECTS = re.compile(r"\b(?:HMI|Ofsted|CQC|inspector)\b", re.I)
_MOST_LEADERS = 3  # names in one cell
_FRONT = 12  # paragraphs in which a report gives its dates


def is_report(draft: Draft) -> bool:
    """Whether a document is an inspection report: its title says so, and inspectors speak in it."""
    if draft.title is None or not _TITLE.search(draft.paragraphs[draft.title - 1].text):
        return False
    return any(_INSPECTORS.search(paragraph.text) for paragraph in draft.paragraphs)


def read_report(draft: Draft) -> Found:
    """Read a report's dates, outcome and next inspection."""
    first, last = _days(draft.paragraphs[:_FRONT])
    outcome, again = _outcome(draft.paragraphs), _again(draft.paragraphs)
    review = _review(draft)
    return Found(
        sent=_date(last),
        met=_date(first),
        next_review_text=again.value if again else "",
        review=review.value,
        outcome=outcome.value if outcome else "",
        facts=tuple(fact for fact in (last, first, review, outcome, again) if fact),
        warnings=() if last else ("date: no inspection dates were found on the front",),
    )


def people_of_report(draft: Draft) -> tuple[Person, ...]:
    """Those who lead the area's services and the inspectors; in a letter, its people too."""
    written = people_of(draft) if "front" in draft.zones else ()
    return tuple(dict.fromkeys((*written, *_leaders(draft.paragraphs), *_inspectors(draft.paragraphs))))


def _days(front: Sequence[Paragraph]) -> tuple[Fact | None, Fact | None]:
    """The first and the last day of the inspection, from the first line that gives them."""
    for paragraph in front:
        if _PREVIOUS.search(paragraph.text[:60]) or not _DAYS.search(paragraph.text):
            continue
        found = [each for each in dates(paragraph.text) if each.exact]
        if not found or not found[-1].day:
            continue
        last, day = found[-1], found[-1].day
        start, begun = _first_day(paragraph.text, found, day)
        return (
            _fact("met", begun.isoformat(), paragraph, start, last.end),
            _fact("sent", day.isoformat(), paragraph, last.start, last.end),
        )
    return None, None


def _first_day(text: str, found: Sequence[Dated], last: date) -> tuple[int, date]:
    """Where the range starts and its first day: "12 to 16 February 2024", "30 January to 3 February 2017"."""
    if len(found) > 1:
        day = found[-2].day or found[-2].in_year(last.year) or last
        return found[-2].start, day if day <= last else day.replace(year=last.year - 1)
    near = max(0, found[-1].start - 40)
    if bare := _RANGE.search(text[near : found[-1].start]):
        return near + bare.start(), last.replace(day=int(bare["first"]))
    return found[-1].start, last


def _outcome(paragraphs: Sequence[Paragraph]) -> Fact | None:
    """The sentence that opens the section "Inspection outcome"."""
    for paragraph in paragraphs:
        if any(_OUTCOME.search(heading) for heading in paragraph.headings):
            end = next((stop.start() for stop in _SENTENCE_END.finditer(paragraph.text)), len(paragraph.text))
            return _fact("outcome", paragraph.text[:end], paragraph, 0, end)
    return None


def _again(paragraphs: Sequence[Paragraph]) -> Fact | None:
    """When inspectors come again, as printed: "18 months"."""
    for paragraph in paragraphs:
        if found := _AGAIN.search(paragraph.text):
            return _fact("next_review", found["when"], paragraph, *found.span("when"))
    return None


def _review(draft: Draft) -> Fact:
    title = draft.paragraphs[(draft.title or 1) - 1]
    named = _NAMED.search(title.text)
    start, end = named.span() if named else (0, len(title.text))
    return _fact(
        "review", title.text[start : start + 1].lower() + title.text[start + 1 : end], title, start, end
    )


def _leaders(paragraphs: Sequence[Paragraph]) -> Iterator[Person]:
    """Read the area's details column by column: first the organisations, then who leads them."""
    organisations: dict[str, list[str]] = {}
    begun: set[str] = set()  # columns that have named somebody: what stands below is an address
    for paragraph in paragraphs:
        if not any(_DETAILS.search(heading) for heading in paragraph.headings):
            continue
        column = paragraph.headings[-1]
        people = list(names(paragraph.text))
        if not people and column not in begun:
            named = (one.strip() for one in _without_label(paragraph.text).split(";"))
            organisations.setdefault(column, []).extend(one for one in named if one)
        for person in people[:_MOST_LEADERS]:
            begun.add(column)
            beside = _beside(paragraph.text, person.end)
            title, _ = post(beside)
            if title and has_post(title):
                yield _person(person.name, title, _led(organisations.get(column, []), beside), paragraph)


def _led(organisations: Sequence[str], beside: str) -> str:
    """The one of a column's organisations that stands beside a name, or the first where none does."""
    words = set(re.findall(r"\w+", beside.lower()))
    shared = [len(words.intersection(re.findall(r"\w+", one.lower()))) for one in organisations]
    return organisations[shared.index(max(shared))] if organisations else ""


def _inspectors(paragraphs: Sequence[Paragraph]) -> Iterator[Person]:
    """Read the names that stand with "HMI", "Ofsted" or "inspector" beside them."""
    for paragraph in paragraphs:
        if not any(_TEAM.search(heading) for heading in paragraph.headings):
            continue
        for named in names(paragraph.text):
            beside = _beside(paragraph.text, named.end)
            if _INSPECTS.search(beside):
                body = "Care Quality Commission" if re.search(r"\bCQC\b", beside) else "Ofsted"
                yield _person(named.name, beside, body, paragraph)


def _beside(text: str, start: int) -> str:
    """What stands after a name, up to the next one or the end of its line."""
    following = next((other.start for other in names(text[start:])), len(text) - start)
    beside = re.sub(r"\s*\b(?:Mr|Mrs|Ms|Miss|Dr)$", "", text[start : start + following].strip(" ,;\n"))
    return beside[1:].split(")")[0] if beside.startswith("(") else beside


def _without_label(text: str) -> str:
    return " ".join(text.rsplit(":", 1)[-1].split())


def _person(name: str, title: str, organisation: str, paragraph: Paragraph) -> Person:
    title = " ".join(title.split())
    return Person(
        name=name, title=title, organisation=organisation, part="mentioned", paragraph=paragraph.number
    )


def _date(fact: Fact | None) -> date | None:
    return date.fromisoformat(fact.value) if fact else None


def _fact(name: str, value: str, paragraph: Paragraph, start: int, end: int) -> Fact:
    return Fact(name=name, value=value, paragraph=paragraph.number, start=start, end=end)
