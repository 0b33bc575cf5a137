"""A question held to areas, dates and roles that were given beside it (command line, API)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import Answer
from assistant.assistant import Letterbook
from assistant.conversation import Conversation
from ingest.letter import Role


def restricted(
    letterbook: Letterbook,
    question: str,
    conversation: Conversation | None = None,
    *,
    areas: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    roles: Sequence[str] = (),
) -> Answer:
    """Ask within the given limits; what is not given is understood from the question.

    Raise ValueError where a date is not ISO, or an area or role is not known.
    """
    if not (areas or since or until or roles):
        return letterbook.ask(question, conversation)
    understood = letterbook.inquire(question, conversation).question.filters
    filters = replace(
        understood,
        areas=tuple(_area(letterbook, name) for name in areas) or understood.areas,
        date_from=_day(since) if since else understood.date_from,
        date_to=_day(until) if until else understood.date_to,
        roles=tuple(_role(name) for name in roles) or understood.roles,
    )
    return letterbook.ask(question, conversation, filters)


def _area(letterbook: Letterbook, name: str) -> str:
    names = dict.fromkeys(known for letter in letterbook.letters() for known in letter.area_names)
    for known in names:
        if known.casefold() == name.casefold():
            return known
    raise ValueError(f"no letter is to an area called {name!r}; `letterbook letters` lists the areas")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no date: write it as 2025-03-31") from None


def _role(name: str) -> str:
    if name not in {role.value for role in Role}:
        raise ValueError(f"{name!r} is no role: one of {', '.join(role.value for role in Role)}")
    return name
