"""Questions that a collection can answer, made from what its letters say."""

from collections import Counter
from collections.abc import Callable, Sequence

from assistant.glossary import shipped
from assistant.prose import listed
from ingest.letter import Letter, LetterMetadata, Paragraph

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
    themes = _themes([opened(letter.id).paragraphs for letter in readable[-OPENED:]])
    named = [letter for letter in readable if letter.areas]
    questions = [f"Which areas were asked about {theme}?" for theme in themes[:1]]
    questions += [f"Which areas were praised for {theme}?" for theme in themes[1:2]]
    if named:
        area, count = Counter(letter.areas[0] for letter in named).most_common(1)[0]
        if count > 1 and themes:
            questions.append(f"How has {themes[0]} changed in {area} over time?")
        questions.append(f"When is {listed(named[-1].areas)}'s next review?")
        questions.append(f"What was {named[0].areas[0]} asked to do?")
    return tuple(questions)


def _themes(letters: Sequence[Sequence[Paragraph]]) -> list[str]:
    """The themes that the most letters speak of, most first."""
    glossary = shipped()
    found: Counter[str] = Counter()
    for paragraphs in letters:
        text = " ".join(paragraph.text.lower() for paragraph in paragraphs)
        for theme in THEMES:
            names = {
                theme.lower(),
                *(" ".join(phrase) for phrase, weight in glossary.concepts(theme)[0].phrases if weight == 1),
            }
            if any(name in text for name in names):
                found[theme] += 1
    return [theme for theme, _ in found.most_common()]
