"""Questions that a collection can answer, made from what its letters say."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from assistant.glossary import shipped
from assistant.prose import listed
from assistant.themes import Doing, mentions
from ingest.letter import Letter, LetterMetadata, Paragraph, Role

OPENED = 12  # letters looked at for themes
THEMES = (
    "annual review",
    "co-production",
    "waiting times",
    "EHC plan",
    "CAMHS",
    "workforce capacity",
    "speech and language therapy",
    "attendance",
    "alternative provision",
)


def examples(letters: Sequence[LetterMetadata], opened: Callable[[str], Letter]) -> tuple[str, ...]:
    """Up to five questions, one of each kind."""
    readable = [letter for letter in letters if not letter.unreadable]
    if not readable:
        return ()
    recent = [opened(letter.id) for letter in readable[-OPENED:]]
    asked = _themes([[one for one in letter.paragraphs if one.asked] for letter in recent])
    praised = _themes([[one for one in letter.paragraphs if one.role is Role.PRAISE] for letter in recent])
    asked, praised = asked or _own(recent, "asked"), praised or _own(recent, "praised")
    questions = [f"Which areas were asked about {theme}?" for theme in asked[:1]]
    questions += [f"Which areas were praised for {theme}?" for theme in praised if theme not in asked[:1]][:1]
    named = [letter for letter in readable if letter.areas]
    if named:
        questions += _of_one_area(named, opened)
    return tuple(questions)


def _of_one_area(named: Sequence[LetterMetadata], opened: Callable[[str], Letter]) -> list[str]:
    """A history of what the area with the most letters was asked, a next review that is set, what one was asked."""
    area, count = Counter(letter.areas[0] for letter in named).most_common(1)[0]
    questions = []
    if count > 1:
        own = [opened(letter.id).paragraphs for letter in named if area in letter.areas][-OPENED:]
        themes = _themes([[one for one in paragraphs if one.asked] for paragraphs in own])
        questions += [f"How has {theme} changed in {area} over time?" for theme in themes[:1]]
    if reviewed := [letter for letter in named if letter.next_review]:
        questions.append(f"When is {listed(reviewed[-1].areas)}'s next review?")
    return [*questions, f"What was {named[0].areas[0]} asked to do?"]


def _themes(letters: Sequence[Sequence[Paragraph]]) -> list[str]:
    """The themes that the most letters speak of, most first."""
    glossary = shipped()
    found: Counter[str] = Counter()
    for paragraphs in letters:
        text = " ".join(paragraph.text.lower() for paragraph in paragraphs)
        for theme in THEMES:
            phrases = (
                " ".join(phrase) for phrase, weight in glossary.concepts(theme)[0].phrases if weight == 1
            )
            names = "|".join(re.escape(name) for name in {theme.lower(), *phrases})
            found[theme] += bool(re.search(rf"\b(?:{names})(?:s|es)?\b", text))
    return [theme for theme, letters in found.most_common() if letters]


def _own(letters: Sequence[Letter], doing: Doing) -> list[str]:
    """The collection's own terms that the most letters use, most first: for letters of another field."""
    used = {(one.theme, one.letter.id) for one in mentions(letters, shipped()) if one.doing == doing}
    often = Counter(theme for theme, _ in used)
    return [theme if theme.isupper() else theme.lower() for theme, many in often.most_common() if many > 1]
