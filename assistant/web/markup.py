"""The pages' markup: Jinja templates that escape everything they are given.

Letters, file names and questions reach the browser only through here.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

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
    environment.tests["needs_look"] = needs_look
    environment.filters |= {
        "british": british,
        "chip": chip,
        "copied": copied,
        "filename": filename,
        "intent": intent,
        "outcome": OUTCOMES.get,
        "plural": plural,
        "prose": prose,
        "role": ROLES.get,
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


def filename(source: str) -> str:
    """A source without its folder; an attachment keeps its message's name."""
    return source.replace("\\", "/").rsplit("/", 1)[-1]
