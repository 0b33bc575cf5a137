"""The bodies that people are of: which letters somebody from NHS England signed, and which only the Department."""

import re
from collections.abc import Sequence

from assistant.answer import Answer
from assistant.bodies import BODIES, is_of, of_those
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds import having
from assistant.kinds.draft import Draft
from assistant.kinds.named import Named, cite, described
from assistant.kinds.wording import letter_phrase
from assistant.prose import escaped, listed
from ingest.letter import Part

_LETTERLY = re.compile(r"\b(?:letters?|reports?|signator(?:y|ies)|co-?sign\w*|signatures?)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|no|nobody|no-?one|none|without|never|neither|nor|lacks?|lacking)\b[^,]{0,40}$|n['’]t\b[^,]{0,40}$",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|solely|alone|just|exclusively|nobody\s+else)\b", re.IGNORECASE)
_EITHER = re.compile(r"\b(?:or|either)\b", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?P<many>two|2|three|3|several|more\s+than\s+one|multiple|a\s+second|one|a\s+single|single)\s+(?:(?!from\b|for\b|by\b)\w+\s+)?(?:signator(?:y|ies)|signatures?|(?:people|persons|officials|signers)\b(?=[^?]*\bsign))",
    re.IGNORECASE,
)


def answer(inquiry: Inquiry, parts: Sequence[Part]) -> Answer | None:
    """Which letters somebody from a body signed (or was copied in on); None where that is not asked."""
    question = inquiry.question
    text = question.standalone
    if not parts or question.role_word or question.people or not _LETTERLY.search(text):
        return None
    wanted, denied = _wanted(text)
    many = _MANY.search(text) if "signatory" in parts else None
    if not (wanted or denied or many):
        return None
    if question.intent in OF_MANY:
        return _set(inquiry, parts, wanted, denied)
    if (
        question.expects == "yes_no"
        and question.intent in ("single-fact", "points")
        and wanted
        and inquiry.letters
    ):
        return _whether(inquiry, parts, wanted)
    return None


def _wanted(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The bodies that must be there, and those that must not."""
    wanted: list[str] = []
    denied: list[str] = []
    for name in of_those(text):
        places = [found.start() for found in BODIES[name].finditer(text)]
        (denied if all(_DENIED.search(text[:at]) for at in places) else wanted).append(name)
    return tuple(wanted), tuple(denied)


def _set(inquiry: Inquiry, parts: Sequence[Part], wanted: tuple[str, ...], denied: tuple[str, ...]) -> Answer:
    text = inquiry.question.standalone
    many = _MANY.search(text) if "signatory" in parts else None
    found: list[Named] = []
    matched: set[str] = set()
    lacking: set[str] = set()
    for letter in inquiry.letters:
        people = [person for person in letter.people if person.part in parts]
        fits = [any(is_of(person, body) for person in people) for body in wanted]
        there = (any(fits) if _EITHER.search(text) else all(fits)) and bool(people)
        if _ONLY.search(text) and wanted:
            there = there and all(any(is_of(person, body) for body in wanted) for person in people)
        if many:
            there = there and _as_many(many["many"], len({person.name for person in people}))
        without = not any(is_of(person, body) for person in people for body in denied)
        if there and without:
            matched.add(letter.id)
        if there and not without:
            lacking.add(letter.id)
        shown = [one for one in people if not wanted or any(is_of(one, body) for body in wanted)]
        if there and without:
            found += [Named(person, letter) for person in shown]
    return having.told(inquiry, found, matched)


def _as_many(asked: str, people: int) -> bool:
    word = asked.lower().split()[-1]
    if word in ("one", "single") and "more" not in asked.lower():
        return people == 1
    if word in ("two", "2", "three", "3"):
        return people == {"two": 2, "2": 2, "three": 3, "3": 3}[word]
    return people > 1


def _whether(inquiry: Inquiry, parts: Sequence[Part], wanted: tuple[str, ...]) -> Answer | None:
    """Whether somebody of a body signed the letters asked about, and who did."""
    draft = Draft(inquiry)
    people = [
        Named(person, letter)
        for letter in inquiry.letters
        for person in letter.people
        if person.part in parts
    ]
    theirs = [one for one in people if any(is_of(one.person, body) for body in wanted)]
    if not people:
        return None
    shown = theirs or people
    told = [
        f"{escaped(one.person.name)} ({escaped(described(one.person))}) in {letter_phrase(one.letter)} {cite(draft, one)}"
        for one in shown
    ]
    names = listed(list(dict.fromkeys(one.person.name for one in shown)))
    draft.say(f"**{'Yes' if theirs else 'No'}**: {listed(told)}.")
    return draft.done(key=f"{'Yes' if theirs else 'No'}: {names}")
