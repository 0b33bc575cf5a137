"""What a letter says of itself: dates, kind of review, plans; each value with the words it was read from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.dates import Dated, dates
from ingest.joins import sentences_of
from ingest.letter import Fact, Paragraph
from ingest.phrases import Phrases
from ingest.segment import Draft

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty-four": 24,
    "twenty four": 24, "thirty": 30, "thirty-six": 36, "thirty six": 36, "forty-two": 42, "forty-eight": 48,
}  # fmt: skip
_COUNT = r"(?P<count>\d{1,2}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_REVIEW = re.compile(
    rf"\b{_COUNT}[\s-]?month(?P<ly>ly)?\b(?P<between>(?:[\s-]+(?!review|stocktake)[\w&/-]+){{0,5}}?)[\s-]+"
    r"(?P<kind>(?:progress\s+)?review|stock[\s-]?take|deep[\s-]?dive|monitoring\s+(?:visit|meeting|"
    r"review))\b",
    re.I,
)
_REVIEW_ALONE = Phrases(
    re.compile(
        r"\b(?P<kind>stock[\s-]?take|deep[\s-]?dive|progress\s+review|monitoring\s+(?:visit|review)|review)\b",
        re.I,
    )
)
_PLANS = (
    ("APP", re.compile(r"\b(?:accelerated progress plan|APP)\b(?:\s*\(APP\))?", re.I)),
    ("PAP", re.compile(r"\b(?:priority action plan|PAP)\b(?:\s*\(PAP\))?", re.I)),
    ("WSoA", re.compile(r"\b(?:written statement of action|WSoA)\b(?:\s*\(WSoA\))?", re.I)),
    ("Strategic Plan", re.compile(r"\bstrategic (?:SEND )?plan\b", re.I)),
    ("Improvement Plan", re.compile(r"\b(?:SEND )?improvement plan\b", re.I)),
)
_MET = Phrases(
    re.compile(
        r"\b(?:me(?:e)?t(?:ing)?|attend\w*|stock[\s-]?take|review(?:ed|ing)?|visit|discussion|session|"
        r"held|took place|"
        r"joined|host(?:ed|ing)?|spoken?|conversation|call)\b",
        re.I,
    )
)
_NEXT = Phrases(
    re.compile(
        r"\b(?:next|following(?! (?:our|my|the|your|a|an|this|that|its|on|from)\b)|forthcoming|upcoming|future)\b(?:\s+[\w-]+){0,5}?\s+(?:review|meeting|"
        r"stock[\s-]?take|visit|monitoring|session|deep[\s-]?dive)\b|"
        r"\b(?:we|i|officials|my (?:team|officials|colleagues)) (?:will|shall|hope to|plan to|intend to|propose to|would like to) "
        r"(?:then |also |both )?(?:(?:next |now )?(?:meet|return|visit|come back)|see you)(?: (?:again|next|next time|back|with you|you|together))*"
        r" (?:in|on|during|at the (?:start|end) of|early in|late in)\b|"
        r"\b(?:and|then|before|but) (?:we )?(?:will|shall|hope to|plan to|intend to|propose to) (?:then |also )?(?:meet|return|visit|come back)"
        r"(?: (?:again|next|back|with you|you|together))* (?:in|on|during|at the (?:start|end) of|early in|late in)\b|"
        r"\b(?:we|i|inspectors|(?:my|our) (?:team|inspectors|officials|colleagues)) (?:(?:will|shall|hope to|plan to|intend to|expect to) be (?:back|with you again)"
        r"|(?:expect|aim|are due) to (?:meet|return|visit|come back)(?: (?:again|next|you|to you))*)(?: with you)? (?:in|on|during|at the (?:start|end) of|early in|late in)\b|"
        r"\bmeet (?:with )?you (?:again )?(?:in|on)\b|\b(?:see|seeing|meet|meeting) (?:with )?you (?:all )?again\b|\breview (?:you|progress) again\b|"
        r"\bthe next (?:one )?(?:is|will be|takes place|will take place)\b",
        re.I,
    )
)
_LEADS = re.compile(r"\b(?:in|on|during|of)$", re.I)
_ORDINAL = Phrases(
    re.compile(  # "Your second stocktake will take place in May"
        r"\b(?:your|our|the) (?:second|third|fourth|fifth|sixth|final) (?:[\w-]+ ){0,3}?"
        r"(?:review|meeting|stock-?take|visit)\b",
        re.I,
    )
)
_IN_MONTHS = re.compile(rf"\b{_COUNT}[\s-]months?(?:ly)?\b(?:['’]?\s+time)?", re.I)
_SEASON = Phrases(
    re.compile(r"\b(?:spring|summer|autumn|winter)\b(?: term)?(?:,? (?:of |in )?\d{4})?\b", re.I)
)
_LABELLED = re.compile(r"\s*(?:Date(?:d)?\s*:?\s*)?(?:\w+day,?\s+)?$", re.I)
_EARLY = 12  # paragraphs in which a letter without a salutation gives its date
_RECENT = timedelta(days=120)
_OPENING = 4  # paragraphs of the body that say what was reviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The values read, and where each was read."""

    sent: date | None = None
    met: date | None = None
    next_review: date | None = None
    next_review_text: str = ""
    review: str = ""
    plans: tuple[str, ...] = ()
    outcome: str = ""  # reports
    facts: tuple[Fact, ...] = ()
    warnings: tuple[str, ...] = ()


def read(draft: Draft) -> Found:
    """Read a letter's dates, review and plans."""
    sent = _sent(draft)
    met = _met(draft, sent)
    following = _next_review(draft, sent)
    review, plans = _review(draft), list(_plans(draft))
    facts = [fact for fact in (sent, met, following, review, *plans) if fact]
    return Found(
        sent=_day(sent),
        met=_day(met),
        next_review=_day(following),
        next_review_text=_printed(draft, following),
        review=review.value if review else "",
        plans=tuple(fact.value for fact in plans),
        facts=tuple(facts),
        warnings=() if sent else ("date: no date of the letter was found",),
    )


def _sent(draft: Draft) -> Fact | None:
    """The date that stands by itself before the salutation; else the first near the top, or after "Yours"."""
    front = [p for p, zone in zip(draft.paragraphs, draft.zones, strict=True) if zone == "front"]
    top = front or draft.paragraphs[:_EARLY]
    close = [p for p, zone in zip(draft.paragraphs, draft.zones, strict=True) if zone == "close"]
    alone = [fact for paragraph in (*top, *close) for fact in _standing_alone(paragraph)]
    if alone:
        return alone[0]
    return next(
        (_dated("sent", paragraph, each) for paragraph in front for each in _days(paragraph.text)), None
    )


def _standing_alone(paragraph: Paragraph) -> Iterator[Fact]:
    """Yield the dates that fill a line."""
    for each in _days(paragraph.text):
        before = paragraph.text[: each.start].rsplit("\n", 1)[-1]
        after = paragraph.text[each.end :].split("\n", 1)[0]
        if _LABELLED.fullmatch(before) and not after.strip(" ."):
            yield _dated("sent", paragraph, each)


def _met(draft: Draft, sent: Fact | None) -> Fact | None:
    """The day of the review meeting: the first date that a sentence about meeting gives, and none to come."""
    for paragraph in _body(draft):
        for sentence, offset in sentences_of(paragraph.text):
            if _NEXT.search(sentence) or not _MET.search(sentence):
                continue
            for each in dates(sentence):
                day = each.day or _in_the_past(each, _day(sent))
                if each.exact and day and (not _day(sent) or day <= (_day(sent) or day)):
                    return _fact("met", day.isoformat(), paragraph, offset + each.start, offset + each.end)
    return _recent(draft, _day(sent))


def _recent(draft: Draft, sent: date | None) -> Fact | None:
    """A date in the opening, not long before the letter: "the time that you gave us on 23 February 2023"."""
    for paragraph in _body(draft)[:_OPENING] if sent else ():
        for each in _days(paragraph.text):
            if sent and each.day and timedelta(0) <= sent - each.day <= _RECENT:
                return _dated("met", paragraph, each)
    return None


def _next_review(draft: Draft, sent: Fact | None) -> Fact | None:
    """When the next review is: a date or month if any sentence gives one, else "six-month"."""
    vague: Fact | None = None
    for paragraph in _body(draft):
        sentences = list(sentences_of(paragraph.text))
        for at, (sentence, offset) in enumerate(sentences):
            goes_on = bool(
                at and re.match(r"(?:It|This|That)\b", sentence) and _NEXT.search(sentences[at - 1][0])
            )
            under = any(_NEXT.search(heading) for heading in paragraph.headings[-1:])
            announced = (
                _NEXT.search(sentence) or _ORDINAL.search(sentence) or (under and _MET.search(sentence))
            )
            if not announced and not goes_on:
                continue
            # "A plan by 3 April 2026, and we will visit again in May 2026": what ends with "in" has its date after it.
            leads = announced.end() if announced and _LEADS.search(announced.group()) else 0
            for each in sorted(dates(sentence), key=lambda one: one.start < leads):
                day = each.day or _to_come(each, _day(sent))
                if day and (not _day(sent) or day > (_day(sent) or day)):
                    return _fact(
                        "next_review", day.isoformat(), paragraph, offset + each.start, offset + each.end
                    )
            start = announced.start() if announced else 0
            months = _IN_MONTHS.search(sentence, start) or _SEASON.search(sentence, start)
            if months and vague is None:
                vague = _fact("next_review", "", paragraph, offset + months.start(), offset + months.end())
    return vague


def _review(draft: Draft) -> Fact | None:
    """The kind of review, from the subject line, else from the opening: "30-month review"."""
    places = _subject_first(draft)
    for paragraph in places:
        if found := _REVIEW.search(paragraph.text):
            count = _NUMBERS.get(found["count"].lower().replace("  ", " ")) or int(found["count"])
            value = f"{count}-month{'ly' if found['ly'] else ''} {_kind(found['kind'])}"
            return _fact("review", value, paragraph, found.start(), found.end())
    title = [paragraph for paragraph in places if paragraph.number == draft.title]
    alone = next(((p, found) for p in title if (found := _REVIEW_ALONE.search(p.text))), None)
    return _fact("review", _kind(alone[1]["kind"], whole=True), alone[0], *alone[1].span()) if alone else None


def _plans(draft: Draft) -> Iterator[Fact]:
    """The plans that the subject line names, else those that the opening does."""
    title = [paragraph for paragraph in draft.paragraphs if paragraph.number == draft.title]
    front = [p for p, zone in zip(draft.paragraphs, draft.zones, strict=True) if zone == "front"]
    for group in (title, front, _body(draft)[:_OPENING]):
        found = [
            _fact("plan", name, paragraph, *match.span())
            for name, pattern in _PLANS
            for paragraph, match in _first(pattern, group)
        ]
        if found:
            yield from found
            return


def _first(pattern: re.Pattern[str], group: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, re.Match[str]]]:
    yield from [(p, match) for p in group if (match := pattern.search(p.text))][:1]


def _subject_first(draft: Draft) -> list[Paragraph]:
    title = [paragraph for paragraph in draft.paragraphs if paragraph.number == draft.title]
    return [*title, *_body(draft)[:_OPENING]]


def _kind(words: str, *, whole: bool = False) -> str:
    kind = re.sub(r"stock[\s-]?take", "stocktake", " ".join(words.lower().split()))
    kind = re.sub(r"deep[\s-]?dive", "deep dive", kind)
    return kind if whole else kind.removeprefix("progress ")


def _body(draft: Draft) -> list[Paragraph]:
    pairs = zip(draft.paragraphs, draft.zones, strict=True)
    return [paragraph for paragraph, zone in pairs if zone == "body" and paragraph.number != draft.title]


def _days(text: str) -> list[Dated]:
    return [each for each in dates(text) if each.exact and each.day]


def _in_the_past(each: Dated, sent: date | None) -> date | None:
    """A date without a year, in the last year before the letter."""
    if sent is None:
        return None
    return next(
        (day for year in (sent.year, sent.year - 1) if (day := each.in_year(year)) and day <= sent), None
    )


def _to_come(each: Dated, sent: date | None) -> date | None:
    if sent is None:
        return None
    return next(
        (day for year in (sent.year, sent.year + 1) if (day := each.in_year(year)) and day > sent), None
    )


def _printed(draft: Draft, fact: Fact | None) -> str:
    return draft.paragraphs[fact.paragraph - 1].text[fact.start : fact.end] if fact else ""


def _day(fact: Fact | None) -> date | None:
    return date.fromisoformat(fact.value) if fact and fact.value else None


def _dated(name: str, paragraph: Paragraph, each: Dated) -> Fact:
    return _fact(name, each.day.isoformat() if each.day else "", paragraph, each.start, each.end)


def _fact(name: str, value: str, paragraph: Paragraph, start: int, end: int) -> Fact:
    return Fact(name=name, value=value, paragraph=paragraph.number, start=start, end=end)
