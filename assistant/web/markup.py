"""The pages' markup: Jinja templates that escape everything they are given.

Letters, file names and questions reach the browser only through here.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from assistant.answer import Answer
from assistant.web.prose import chip, copied, prose
from ingest.letter import LetterMetadata, Role, british

HERE = Path(__file__).parent

ROLES = {
    Role.ASK: "Ask",
    Role.REQUIREMENT: "Requirement",
    Role.CONCERN: "Concern",
    Role.PRAISE: "Praise",
    Role.REPORT: "Reported",
    Role.ADMIN: "Admin",
}

INTENTS = {
    "list-areas": "which areas",
    "praise-vs-ask": "praised or asked",
    "single-fact": "one fact",
    "date": "a date",
    "people": "people",
    "count": "how many",
    "timeline": "change over time",
    "comparison": "a comparison",
    "negation": "which areas not",
    "points": "what was said",
    "summary": "a summary",
    "out-of-scope": "outside these letters",
}

LONGEST_KEY = 40  # characters

_PARAGRAPH_ID = re.compile(r"([\w-]+#\d+)")
_LINK = Markup('<a href="./?letter={id}#p{n}" data-view="letter">{name}, paragraph {n}</a>')

NOTICES = {
    "partial": "Partly answered",
    "not_found": "Not in the letters",
    "out_of_scope": "Not a question for these letters",
    "needs_clarification": "Say a little more",
}

OUTCOMES = {
    "ok": "Added",
    "partial": "Added in part",
    "needs_ocr": "A scan, not read",
    "encrypted": "Locked with a password",
    "corrupt": "Damaged",
    "empty": "Empty",
    "unsupported": "Not a kind of file that can be read",
    "too_large": "Too large",
    "timeout": "Took too long",
    "unchanged": "Already here",
    "duplicate": "The same as another letter",
    "removed": "Removed",
}


def render(template: str, **values: object) -> str:
    """Fill a template of `templates/`, every value escaped."""
    return _environment().get_template(f"{template}.html").render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["notices"] = NOTICES
    environment.tests |= {"needs_look": needs_look, "short": short}
    environment.filters |= {
        "british": british,
        "chip": chip,
        "copied": copied,
        "filename": filename,
        "intent": intent,
        "linked": linked,
        "outcome": OUTCOMES.get,
        "plural": plural,
        "prose": prose,
        "role": ROLES.get,
        "zip": zip,
    }
    return environment


def intent(name: str) -> str:
    """A kind of question in words."""
    return INTENTS.get(name, name.replace("-", " ").replace("_", " "))


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 letter, 2,000 letters."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def needs_look(letter: LetterMetadata) -> bool:
    """Whether a person should look at a letter."""
    return bool(letter.warnings) or letter.area_source == "unknown" or letter.unreadable


def short(answer: Answer) -> bool:
    """Whether an answer has a key that can stand above it in large type."""
    return answer.areas is None and bool(answer.key) and len(answer.key or "") <= LONGEST_KEY


def linked(note: str, letters: Sequence[LetterMetadata]) -> Markup:
    """A note whose paragraph ids are links to their paragraphs."""
    known = {letter.id: letter for letter in letters}
    shown = []
    for part in _PARAGRAPH_ID.split(note):
        letter_id, _, number = part.rpartition("#")
        if letter_id in known:
            shown.append(_LINK.format(id=letter_id, n=number, name=_name(known[letter_id])))
        else:
            shown.append(escape(part))
    return Markup("").join(shown)


def _name(letter: LetterMetadata) -> str:
    return f"{', '.join(letter.area_names)}, {british(letter.sent)}"


def filename(source: str) -> str:
    """A source without its folder; an attachment keeps its message's name."""
    return source.replace("\\", "/").rsplit("/", 1)[-1]
