"""Numbers in letters' own words: percentages, durations, money, ages, counts, and their values for comparison."""

import re
from dataclasses import dataclass
from math import isclose

SAME = 0.01  # part by which two values may differ that say the same: 52 weeks and a year
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000, "dozen": 12,
}  # fmt: skip
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS}|\b(?:a(?=\s(?:hundred|thousand|dozen))|{_WORD})(?:(?:[\s-]|\sand\s)(?:{_WORD}))*\b)"
_ABOUT = r"(?:(?:more|fewer|less|up)\s+(?:than|to)\s+|(?:over|under|around|about|approximately|nearly|almost|circa|at\s+least|some)\s+)?"
_PARTS = {"half": 50, "third": 100 / 3, "quarter": 25, "fifth": 20, "tenth": 10}  # percent
_SHARE = (  # "a third of", "half the children", "one in five": not "half-term", "the first half", "every quarter"
    r"(?:(?<![\w-])(?:(?P<parts>one|two|three|four|nine|a)[\s-](?P<part>half|thirds?|quarters?|fifths?|tenths?)|(?P<bare>half))(?=\s+(?:of|the|all|its|their|your|these|those)\b)(?<!(?:first|third|other)\shalf)(?<!(?:second|latter)\shalf)"
    r"|\b(?P<of>one|two|three|four|five|six|seven|eight|nine|\d+)\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<whole>two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,3})\b(?!\s*(?:%|per)))"
)
_HALF = r"(?P<half>[\s-]and[\s-]a[\s-]half\b|½)?"
_PATTERNS = {
    "percent": re.compile(rf"(?:{_ABOUT}|(?:below|above|well\s+(?:over|under|below|above)|just\s+(?:over|under))\s+)(?:(?P<n>{_NUMBER})\s?(?:%|per\s?cent\b)|{_SHARE})", re.IGNORECASE),
    "money": re.compile(rf"{_ABOUT}£\s?(?P<n>{_DIGITS})\s?(?P<times>m\b|bn\b|k\b|million|billion|thousand)?|(?P<n2>{_NUMBER})\s+(?P<times2>million\s+|billion\s+)?pounds", re.IGNORECASE),
    "duration": re.compile(rf"{_ABOUT}(?P<n>{_NUMBER}|(?<=than )an?|(?<=within )an?|(?<=for )an?|(?<=over )an?)(?P<half>\s+and\s+a\s+half)?[\s-]+(?P<unit>day|week|month|year|hour|minute)s?\b(?!\s+(?:old|of\s+age)|-old)", re.IGNORECASE),
    "age": re.compile(rf"{_ABOUT}(?P<n>{_NUMBER})\s+years?\s+(?:of\s+age|old)|\bage(?:d|s)?\s+(?:of\s+|between\s+|from\s+)?(?:up\s+to\s+)?(?P<n2>{_NUMBER}){_HALF}(?:\s*(?:to|and|[–-])\s*{_NUMBER})?|\b(?P<n3>{_NUMBER})[\s-]year[\s-]olds?|\b(?P<n4>\d+)(?:st|nd|rd|th)\s+birthday", re.IGNORECASE),
    "number": re.compile(rf"(?<![\w.£]){_ABOUT}(?P<n>{_NUMBER}){_HALF}(?![\w%]|\.\d|\s?%)", re.IGNORECASE),
    "date": re.compile(r"\b(?:[0-3]?\d(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+(?:19|20)\d\d)?\b|\b(?:19|20)\d\d\b"),
}  # fmt: skip
_GROUP = re.compile(  # what sets one group against another
    r"\b(?:under|over|above|below|younger|older|boys|girls|primary|secondary|adults?|new|existing|urgent|routine|first|second|last)\b"
)
_AFTER_OTHER = re.compile(
    r"\s*(?:(?:fewer|more|less|higher|lower|longer|shorter)\b|(?:percentage\s+)?points?\b|(?:days?|weeks?|months?|years?)?\s*(?:ago|earlier|before)\b|of\s+the\s+previous\b)",
    re.IGNORECASE,
)
_BEFORE_FORMER = re.compile(r"\b(?:from|than|compared\s+(?:to|with)|against)\s+$", re.IGNORECASE)
_LABELLED = re.compile(  # "items 1 and 2", "paragraph 4", "key stage 2 to 3"
    r"\b(?:items?|paragraphs?|paras?|pages?|sections?|annex(?:es)?|chapters?|tables?|questions?|recommendations?|requests?"
    r"|stages?|tiers?|phases?|levels?|bands?|grades?|(?<!\b(?:this|that|each|last|next) )(?<!\bevery )(?<!\bper )years?)\s*"
    r"(?:\d+\w?\s*(?:,|and|or|to|[-–])\s*)*$",
    re.IGNORECASE,
)
_TIMES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as printed, where it stands, and its value (days for durations; NaN never)."""

    text: str
    start: int
    end: int
    value: float


def quantities(text: str, kind: str) -> list[Quantity]:
    """The quantities of one kind in a text, in order. Kinds: percent, money, duration, age, number, date."""
    found = [_quantity(match, kind) for match in _PATTERNS[kind].finditer(text)]
    return [quantity for quantity in found if not (kind == "number" and _is_not_a_count(text, quantity))]


def at_odds(asked: str, said: str) -> tuple[list[str], list[str]] | None:
    """The quantities of one kind that one text states and another has otherwise; None where nothing is at odds."""
    for kind in ("percent", "money", "duration"):
        ours, theirs = quantities(asked, kind), quantities(said, kind)
        if ours and theirs and not any(_same(one, other) for one in ours for other in theirs):
            return [one.text for one in ours], [one.text for one in theirs]
    return None


def current(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities that a sentence gives of its subject: no differences ("166 fewer"), former values ("from 50",
    "up from 38%") or times past ("two years ago"), where it has others."""
    now = [
        quantity
        for quantity in found
        if not _AFTER_OTHER.match(text[quantity.end :]) and not _BEFORE_FORMER.search(text[: quantity.start])
    ]
    return now or found


def of_group(question: str, text: str, found: list[Quantity]) -> list[Quantity]:
    """Of several quantities those of the group that a question names: "under fives 23 months, over fives 42"."""
    asked = set(_GROUP.findall(question.lower()))
    starts = [0, *(quantity.end for quantity in found)]
    named = [
        set(_GROUP.findall(text[start : quantity.start].lower())) & asked
        for start, quantity in zip(starts, found, strict=False)
    ]
    shared = set.intersection(*named) if named else set()
    fits = [quantity for quantity, words in zip(found, named, strict=True) if words - shared]
    return fits or found


def value_of(written: str) -> float:
    """The value of a number in digits or words; "two hundred" is 200."""
    plain = written.lower().replace(",", "")
    if digits := re.search(r"\d+(?:\.\d+)?", plain):
        return float(digits.group())
    total = 0.0
    for word in re.findall(r"[a-z]+", plain):
        worth = WORDS.get(word, 1 if word in ("a", "an") else 0)
        total = max(total, 1) * worth if worth in (12, 100, 1000) and word != "twelve" else total + worth
    return total


def _quantity(match: re.Match[str], kind: str) -> Quantity:
    groups = match.groupdict()
    if any(groups.get(name) for name in ("part", "bare", "whole")):
        return Quantity(match.group().strip(), match.start(), match.end(), _share(groups))
    written = next((groups[name] for name in ("n", "n2", "n3", "n4") if groups.get(name)), match.group())
    value = (value_of(written) + 0.5 * bool(groups.get("half"))) * (
        _DAYS[groups["unit"].lower()] if kind == "duration" else 1
    )
    value *= _TIMES.get((groups.get("times") or groups.get("times2") or "").strip().lower(), 1)
    return Quantity(match.group().strip(), match.start(), match.end(), value)


def _share(groups: dict[str, str | None]) -> float:
    """What a fraction in words is in percent: "two thirds", "one in five"."""
    if whole := groups["whole"]:
        return 100 * value_of(groups["of"] or "") / max(value_of(whole), 1)
    part = (groups["part"] or "half").lower().removesuffix("s")
    return _PARTS[part] * (value_of(groups["parts"] or "") or 1)


def _is_not_a_count(text: str, quantity: Quantity) -> bool:
    """Years, dates, ordinals in names ("Area for Improvement 2"), and the pronoun "one" are no counts."""
    before, after = text[: quantity.start].rstrip(), text[quantity.end :].lstrip()
    if re.match(
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b", after
    ):
        return True
    if re.search(
        r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)$",
        before,
    ):
        return True
    if re.search(
        r"\b(?:Action|Improvement|Area|Point|Step|Section|Tier|Phase|Year|Stage|Appendix|Priority|Paragraph|Page|Part|Annex)$",
        before,
    ):
        return True
    if _LABELLED.search(before) or (before.endswith("**") and after.startswith("**")):
        return True
    if re.match(r"[-–][A-Za-z]", text[quantity.end :]):  # "6-monthly", "20-week"
        return True
    if re.fullmatch(r"(?:19|20)\d\d", quantity.text):
        return True
    if quantity.text.lower() == "one":  # "as one young person said", "one of the"
        return not re.match(r"(?:new|additional|further|full|interim|permanent|hundred|thousand)\b", after)
    return False


def _same(one: Quantity, other: Quantity) -> bool:
    return isclose(one.value, other.value, rel_tol=SAME)
