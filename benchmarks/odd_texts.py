"""Text that nobody would type, and text that people do: what `benchmarks.fuzz` feeds. The same dice give the same."""

import random
from collections.abc import Callable

from benchmarks.collection import THEMES

LONGEST = 60_000  # characters
QUESTIONS = (
    "Which areas were asked about annual reviews?",
    "Which areas were praised for co-production but not asked about annual reviews in 2024?",
    "How many areas were asked to improve the Local Offer since March 2023?",
    "What was Northmoor praised for and what was it asked to do?",
    "What percentage of EHC plans did Kingsholt issue within 20 weeks in May 2025?",
    "Who is the SEND adviser for Easterfell?",
    "When is Saltmarsh's next review?",
    "How has speech and language therapy changed in Northmoor between 2023 and 2025?",
    "Compare Easterfell and Wenbury on attendance",
    "Summarise the letter to Northmoor of 14 March 2023",
    "And Saltmarsh's?",
    "Which of those were also praised for it?",
    "What about the others?",
    "Did she say when the earlier one was?",
)
PARTS = (
    *(part for question in QUESTIONS for part in question.split()),
    "were not", "other than", "except for", "both", "and", "or", "but not", "rather than", "since 2019", "before",
    "1 May 2024", "31/02/2025", "Q3 2024", "99th", "last week", "£3.2 million", "54%", "twelve", "APP", "PAP", "WSoA",
    "the latest letter", "any of the letters", "nobody", "isn’t", "councils", "him", "“Next steps”", "- ", "?", "?!", ",",
    *(wording for wordings in THEMES.values() for wording in wordings),
)  # fmt: skip
SYNTAX = (
    "(a+)+$", "[[:alpha:]]", "(?P<x>.*)", "\\1", "\\g<0>", "^", "$", ".*", "{1,9999}", "(?!", "[^]]", "|", "\\",
    "'; DROP TABLE letters; --", "' OR 1=1", "UNION SELECT", "%", "_", "NEAR(a b, 5)", "AND NOT *", '"', "text:[a TO *]",
    "role:ask^2", "~3", "+x -y", "{!x}", "[1]", "[[1]]", "\\[1\\]", "[99999999999999999999]", "[-1]", "[1](http://x.example)",
    "![x](//x.example)", "<b onclick=x>", "&lt;", "&#91;1&#93;", "**bold**", "**a [1] b**", "`code`", "| a | b |", "~~x~~", "# h",
    "{0.__class__}", "%s%n", "${x}", "{{ 7*7 }}", '{"question": 1}', "=1+1", "@SUM(A1)", "\t", "\r\n", "\x00", "\x1b[31m",
)  # fmt: skip
RANGES = (
    (0x20, 0x7E), (0x00, 0x1F), (0x80, 0xFF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x590, 0x6FF), (0x900, 0x97F),
    (0x2000, 0x206F), (0x2100, 0x218F), (0x2460, 0x24FF), (0x3040, 0x30FF), (0x4E00, 0x4FFF), (0xAC00, 0xACFF),
    (0xD800, 0xDFFF), (0xE000, 0xE0FF), (0xFB00, 0xFDFF), (0xFE00, 0xFFFF), (0x1D400, 0x1D7FF), (0x1F300, 0x1F6FF), (0xE0000, 0xE007F),
)  # fmt: skip


def odd_text(dice: random.Random) -> str:
    """One text of a kind that the dice choose."""
    return dice.choice(_KINDS)(dice)[:LONGEST]


def _parts(dice: random.Random) -> str:
    return " ".join(dice.choices(PARTS, k=dice.randrange(1, 25)))


def _letters(dice: random.Random) -> str:
    first, last = dice.choice(RANGES)
    return "".join(chr(dice.randint(first, last)) for _ in range(dice.randrange(1, 120)))


def _syntax(dice: random.Random) -> str:
    return dice.choice(("", " ")).join(dice.choices(SYNTAX, k=dice.randrange(1, 20)))


def _long(dice: random.Random) -> str:
    piece = dice.choice((*PARTS, *SYNTAX, "a", " ", "(", "*", "e\u0301", "👩‍👧")) + dice.choice(
        ("", " ", "\n")
    )
    return piece * dice.choice((30, 300, 1_900 // len(piece) + 1, 30_000))


def _changed(dice: random.Random) -> str:
    """A question with some of it left out, doubled, put elsewhere, or replaced by something odd."""
    letters = list(dice.choice(QUESTIONS))
    for _ in range(dice.randrange(1, 8)):
        at = dice.randrange(len(letters))
        length = dice.randrange(1, 12)
        some = letters[at : at + length]
        other = dice.choice(
            ("", "".join(some) * 2, "".join(some).upper(), _letters(dice)[:3], dice.choice(SYNTAX))
        )
        letters[at : at + length] = list(other) or [" "]
    return "".join(letters)


def _mixed(dice: random.Random) -> str:
    some = [dice.choice((_parts, _letters, _syntax, _changed))(dice) for _ in range(dice.randrange(2, 6))]
    return dice.choice((" ", "", "\n", ". ")).join(some)


_KINDS: tuple[Callable[[random.Random], str], ...] = (
    _parts,
    _parts,
    _letters,
    _syntax,
    _long,
    _changed,
    _mixed,
)
