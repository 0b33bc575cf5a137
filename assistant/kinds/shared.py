""" "Who is copied in on every letter?", "which areas share an adviser?", "did the same person sign both?": people of several letters."""

import re
from collections.abc import Iterable, Sequence

from assistant.answer import Answer
from assistant.bodies import bodies_in, is_of
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds import having, people
from assistant.kinds.draft import Draft
from assistant.kinds.named import Named, letters_of, line_of
from assistant.kinds.posts import ANY_PERSON, beyond, wanted_titles
from assistant.kinds.wording import short_area
from assistant.names import alike
from assistant.prose import escaped, listed
from assistant.terms import content_stems
from ingest.letter import LetterMetadata

_MANY = r"(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\s+)?"
_OF = rf"(?:of\s+)?(?:(?:the|these|those|our|its|their)\s+)?{_MANY}(?:\w+\s+)?"
_EVERY = re.compile(
    rf"\b(?:every|each|all|both)\s+(?:single\s+)?{_OF}(?P<what>letters?|reports?|areas?|councils?|partnerships?|ones?|of\s+them)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:more\s+than\s+(?:one|a\s+single)|several|multiple|two\s+or\s+more|at\s+least\s+two|a\s+number\s+of|different)\s+(?:\w+\s+)?(?P<what>letters?|reports?|areas?|councils?|partnerships?)\b",
    re.IGNORECASE,
)
_SHARED = re.compile(r"\b(?:share[sd]?|sharing|in\s+common|(?:the\s+)?same)\b", re.IGNORECASE)
_WHICH = re.compile(r"^\W*(?:and\s+)?which\s+(?:two|three|four|of)\b", re.IGNORECASE)
_FRAME = frozenset(
    content_stems(
        """share shares shared sharing common same two three four person people somebody someone one name names named
        letter letters report reports area areas council councils partnership partnerships sign signed signs signing
        signatory signatories copied copy copies addressed written write sent official officials both have has had
        get gets got work works put advise advises advised support supports"""
    )
)


def answer(inquiry: Inquiry) -> Answer | None:
    """The people of every letter or of several, or the areas that have somebody in common; None where neither is asked."""
    text = inquiry.question.standalone
    of_people = inquiry.question.intent == "people"
    every, several = _EVERY.search(text), _SEVERAL.search(text)
    found = (every or several) if of_people else _SHARED.search(text)
    if not found or inquiry.question.people or people.wanted_names(inquiry):
        return None
    if of_people:
        return _people(inquiry, every=bool(every), of_areas=_of_areas(found["what"]))
    if not _of_people(inquiry):
        return None
    if len(inquiry.question.areas) > 1 and inquiry.question.expects == "yes_no":
        return _common(inquiry)
    if inquiry.question.areas or (inquiry.question.intent not in OF_MANY and not _WHICH.search(text)):
        return None
    return _sharing(inquiry)


def _of_areas(what: str) -> bool:
    return not what.lower().startswith(("letter", "report"))


def _of_people(inquiry: Inquiry) -> bool:
    """Whether a question is of nothing but people in some part of letters, or in some post."""
    parts = people.parts_of(inquiry.question.body)
    titles = wanted_titles(inquiry) if ANY_PERSON.search(inquiry.question.standalone) else frozenset()
    return bool(parts or titles) and not beyond(inquiry, titles, _FRAME)


def _fitting(inquiry: Inquiry, letters: Sequence[LetterMetadata]) -> list[Named]:
    """Those who fit; where no post is asked for, all in that part of a letter, of the bodies that are named."""
    text, parts = inquiry.question.standalone, people.parts_of(inquiry.question.body)
    if not parts or ANY_PERSON.search(text):
        return people.select(inquiry, letters)
    named = bodies_in(text)
    found = [Named(person, letter) for letter in letters for person in letter.people if person.part in parts]
    return [one for one in found if not named or any(is_of(one.person, body) for body in named)]


def _by_person(found: Iterable[Named]) -> list[list[Named]]:
    """The people, each with all that names him or her, however the name is spelled."""
    groups: list[list[Named]] = []
    for one in found:
        group = next((group for group in groups if alike(group[0].person.name, one.person.name)), None)
        groups.append([one]) if group is None else group.append(one)
    return groups


def _areas(ones: Sequence[Named]) -> list[str]:
    return list(dict.fromkeys(name for one in ones for name in one.letter.area_names))


def _people(inquiry: Inquiry, *, every: bool, of_areas: bool) -> Answer | None:
    """Those who are in every letter, or in more than one; of areas, to as many areas."""
    letters = [one for one in inquiry.letters if not one.unreadable]
    if len(letters) < 2:
        return None
    areas = {name for one in letters for name in one.area_names}
    needed = (len(areas) if of_areas else len(letters)) if every else 2
    groups = _by_person(_fitting(inquiry, letters))
    kept = [ones for ones in groups if len(_areas(ones) if of_areas else letters_of(ones)) >= needed]
    draft = Draft(inquiry)
    if not kept:
        what = "area" if of_areas else "letter"
        draft.say(f"Nobody who fits is named for {f'every {what}' if every else f'more than one {what}'}.")
        return draft.done(key="nobody")
    for ones in kept:
        line = line_of(draft, ones[0].person.name, ones)
        draft.point(line) if len(kept) > 1 else draft.say(line)
    return draft.done(key=listed([ones[0].person.name for ones in kept]))


def _sharing(inquiry: Inquiry) -> Answer:
    """The areas that have somebody in common with another."""
    found = [
        one
        for ones in _by_person(_fitting(inquiry, inquiry.letters))
        if len(_areas(ones)) > 1
        for one in ones
    ]
    return having.told(inquiry, found, {one.letter.id for one in found})


def _common(inquiry: Inquiry) -> Answer | None:
    """Whether areas that are named have somebody in common, and who it is in each."""
    names = inquiry.question.areas
    letters = [one for one in inquiry.letters if set(names) & set(one.area_names)]
    groups = _by_person(_fitting(inquiry, letters))
    if {name for ones in groups for name in _areas(ones)}.isdisjoint(names):
        return None
    both = [ones for ones in groups if set(names) <= set(_areas(ones))]
    draft = Draft(inquiry)
    draft.say(
        f"**{'Yes' if both else 'No'}**: {listed([escaped(ones[0].person.name) for ones in both]) if both else 'nobody is named for ' + listed([short_area(name) for name in names], 'and')}."
    )
    for ones in both or groups:
        draft.point(line_of(draft, ones[0].person.name, ones))
    said = listed([ones[0].person.name for ones in both or groups])
    return draft.done(key=f"{'Yes' if both else 'No'}: {said}")
