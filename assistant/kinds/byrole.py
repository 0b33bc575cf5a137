"""Sets by role alone: "which areas have never been praised?", "which areas were criticised in 2024?"."""

from assistant.answer import Answer, Group, Verdict
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.judge import in_role
from assistant.kinds import refusals, sets
from assistant.kinds.draft import Draft, status_of
from assistant.kinds.wording import area, short_area
from assistant.prose import capital, counted, listed
from assistant.render import coverage_line
from assistant.verdicts import coverage, sure
from ingest.letter import LetterMetadata, Paragraph, british

LOOKED_AT = 1_000  # letters that are opened; of more a topic is asked for
QUOTED = 2  # paragraphs shown for one letter
_DENIED = {"asked": "asked for anything", "reported": "reporting anything", "criticised": "told of problems"}
_DONE = {"asked": "asked for something", "reported": "reporting something", "criticised": "told of problems"}


def about(inquiry: Inquiry) -> bool:
    """Whether a set question names a role and no topic."""
    question = inquiry.question
    of_many = question.intent in OF_MANY
    return of_many and bool(question.role_word) and not (question.topic or question.plans)


def answer(inquiry: Inquiry) -> Answer:
    """The areas with (or without) a paragraph of the role asked for."""
    if len(inquiry.letters) > LOOKED_AT:
        return refusals.unclear(inquiry)
    found = {letter.id: _of_role(inquiry, letter) for letter in inquiry.letters if not letter.unreadable}
    decided = tuple(_verdict(letter, found.get(letter.id, [])) for letter in inquiry.letters)
    having = [verdict.letter for verdict in decided if verdict.decision == "matched"]
    names = tuple(dict.fromkeys(name for letter in having for name in letter.area_names))
    denied = inquiry.question.intent == "negation"
    if denied:
        open_ = {n for v in decided if v.decision == "unreadable" for n in v.letter.area_names}
        every = dict.fromkeys(name for letter in inquiry.letters for name in letter.area_names)
        names = tuple(name for name in every if name not in names and name not in open_)
    draft = Draft(inquiry)
    draft.say(f"{_opening(inquiry, names)} ({capital(coverage_line(coverage(decided)))}.)")
    if denied and having:
        draft.say("By contrast:")
    for letter in having:
        _point(draft, letter, found[letter.id])
    without = [verdict.letter for verdict in decided if verdict.decision == "not_matched"]
    kept = [one for one in without if set(one.area_names) <= set(names)] if denied else having
    return draft.done(
        status_of(decided),
        key=str(len(names)) if inquiry.question.intent == "count" else None,
        areas=names,
        letters=tuple(letter.id for letter in kept),
        coverage=coverage(decided),
        verdicts=decided,
    )


def _opening(inquiry: Inquiry, names: tuple[str, ...]) -> str:
    if inquiry.question.intent != "negation":
        return sets.opening(inquiry, names)
    role = inquiry.question.role_word
    if not names:
        return f"None: every area was {_DONE.get(role, role)} at least once."
    were = "was" if len(names) == 1 else "were"
    return f"{capital(counted(len(names), 'area'))} {were} not {_DENIED.get(role, role)}: {listed([area(name) for name in names])}."


def _of_role(inquiry: Inquiry, letter: LetterMetadata) -> list[Paragraph]:
    """The paragraphs of a letter in the role asked for, without lead-ins whose bullets are told."""
    paragraphs = inquiry.open(letter.id).paragraphs
    led = {paragraph.lead_in_number for paragraph in paragraphs}
    return [p for p in paragraphs if in_role(inquiry.question, p) and p.number not in led]


def _verdict(letter: LetterMetadata, found: list[Paragraph]) -> Verdict:
    if letter.unreadable:
        return Verdict(letter=letter, decision="unreadable", reason="no text could be read")
    if found:
        reason = f"{counted(len(found), 'paragraph')} of that role"
        return Verdict(
            letter=letter, decision="matched", reason=reason, paragraphs=tuple(p.id for p in found[:QUOTED])
        )
    return sure(Verdict(letter=letter, decision="not_matched", reason="has no paragraph of that role"))


def _point(draft: Draft, letter: LetterMetadata, found: list[Paragraph]) -> None:
    quotes = [draft.quote(paragraph, letter) for paragraph in found[:QUOTED]]
    dated = f" ({british(letter.sent)})" if letter.areas else ""
    more = f" And {counted(len(found) - QUOTED, 'more point')}." if len(found) > QUOTED else ""
    draft.point(
        f"**{short_area(listed(letter.area_names))}**{dated}: {'; '.join(quote.text for quote in quotes)}{more}"
    )
    draft.groups.append(
        Group(
            label=listed(letter.area_names),
            areas=letter.area_names,
            date=letter.sent,
            role=found[0].role.value,
            citations=tuple(quote.number for quote in quotes),
        )
    )
