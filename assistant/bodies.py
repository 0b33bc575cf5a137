"""The bodies that people of letters are of, as questions call them and as letters print them."""

import re

from ingest.letter import Person

# What each is called in questions and as letters print it.
BODIES: dict[str, re.Pattern[str]] = {
    "NHS England": re.compile(
        r"\b(?:NHS\s+England|NHSE|NHS(?=\s+(?:side|half|end|people|person|colleagues?|signator(?:y|ies)|representatives?)\b))\b", re.IGNORECASE
    ),
    "Department for Education": re.compile(
        r"\b(?:DfE|Department\s+(?:for|of)\s+Education)\b|(?<=\bthe\s)department\b(?!\s+(?:for|of)\b)", re.IGNORECASE
    ),
    "Ofsted": re.compile(r"\b(?:Ofsted|(?:schools?|education)\s+(?:inspectorate|regulator|watchdog))\b", re.IGNORECASE),
    "Care Quality Commission": re.compile(
        r"\b(?:CQC|Care\s+Quality\s+Commission|(?:health(?:\s+and(?:\s+social)?\s+care)?|(?<!health and )(?:social\s+)?care)\s+(?:inspectorate|regulator|watchdog))\b",
        re.IGNORECASE,
    ),
    "Integrated Care Board": re.compile(r"\b(?:ICBs?|Integrated\s+Care\s+Boards?)\b", re.IGNORECASE),
    "council": re.compile(r"\bcouncils?\b(?!\s+tax)|\blocal\s+authorit(?:y|ies)\b", re.IGNORECASE),
}  # fmt: skip
_POST = re.compile(
    r"^\s+(?:adviser|advisor|lead|case|regional|senior|professional|commissioned)s?\b", re.IGNORECASE
)
_BEFORE = re.compile(
    r"\b(?:for|from|by|at|of|and|or|both|on\s+behalf\s+of|as\s+well\s+as|with|not|only|did|has|without)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def bodies_in(text: str) -> tuple[str, ...]:
    """The bodies that a text names, in its order."""
    found = [(match.start(), name) for name, pattern in BODIES.items() for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def of_those(text: str) -> tuple[str, ...]:
    """The bodies of those who are asked for ("signed for NHS England"); not that of a post ("the DfE adviser")."""
    return tuple(
        name
        for name, pattern in BODIES.items()
        if any(
            _BEFORE.search(text[: found.start()]) and not _POST.match(text[found.end() :])
            for found in pattern.finditer(text)
        )
    )


def is_of(person: Person, body: str) -> bool:
    """Whether somebody is of a body, by what is printed of them."""
    return bool(BODIES[body].search(f"{person.organisation} {person.title}"))
