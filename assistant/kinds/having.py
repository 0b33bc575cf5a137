"""Which areas or letters have somebody: in them, or in their place the ones that have nobody who fits."""

import re
from collections.abc import Collection, Sequence

from assistant import frames
from assistant.answer import Answer, Group, Verdict
from assistant.inquiry import Inquiry
from assistant.kinds.draft import Draft, status_of
from assistant.kinds.named import Named, cite, described
from assistant.kinds.wording import area, short_area
from assistant.names import alike
from assistant.possibilities import same_persons
from assistant.prose import capital, counted, escaped, listed
from assistant.render import coverage_line
from assistant.verdicts import coverage, sure
from ingest.letter import LetterMetadata, british

OFTEN = re.compile(r"\bhow\s+(?:often|many\s+times)\b", re.IGNORECASE)  # as many as there are letters


def answer(inquiry: Inquiry, found: Sequence[Named], *, denied: bool | None = None) -> Answer:
    """The areas with a letter that names them; those without one where the question is denied."""
    having = {named.letter.id for named in found}
    if not (inquiry.question.intent == "negation" if denied is None else denied):
        return told(inquiry, found, having)
    of_letters = frames.LETTERS.search(
        inquiry.question.standalone
    )  # not of areas, of which one letter may have them
    having_letters = () if of_letters else [letter for letter in inquiry.letters if letter.id in having]
    with_them = {name for letter in having_letters for name in letter.area_names}
    lacking = {
        letter.id
        for letter in inquiry.letters
        if letter.id not in having and not letter.unreadable and not with_them & set(letter.area_names)
    }
    return told(inquiry, found, having, lacking)


def told(
    inquiry: Inquiry,
    found: Sequence[Named],
    matched: Collection[str],
    lacking: Collection[str] | None = None,
) -> Answer:
    """The answer that names the letters that match, or those that lack what the found ones have."""
    question = inquiry.question
    decided = tuple(_verdict(letter, letter.id in matched) for letter in inquiry.letters)
    ids = matched if lacking is None else lacking
    letters = [letter for letter in inquiry.letters if letter.id in ids]
    names = tuple(dict.fromkeys(name for letter in letters for name in letter.area_names))
    draft = Draft(inquiry)
    of_letters = bool(frames.LETTERS.search(question.standalone) or OFTEN.search(question.standalone))
    draft.say(
        f"{_many(letters, names, of_letters=of_letters)}. ({capital(coverage_line(coverage(decided)))}.)"
    )
    if lacking is not None and found:
        draft.say("By contrast:")
    for named in found:
        _point(draft, named)
    counting = question.intent == "count" or OFTEN.search(question.standalone)
    return draft.done(
        status_of(decided),
        key=str(len(letters) if of_letters else len(names)) if counting else None,
        areas=names,
        letters=tuple(letter.id for letter in letters),
        coverage=coverage(decided),
        verdicts=decided,
        notes=maybe_one(inquiry, {named.person.name for named in found}),
    )


def _many(letters: Sequence[LetterMetadata], names: Sequence[str], *, of_letters: bool) -> str:
    """ "Four letters to three areas: …" where letters are asked for, "Three areas: …" where areas are."""
    kind = "report" if letters and all(letter.kind == "report" for letter in letters) else "letter"
    whose = f"{counted(len(letters), kind)} {'on' if kind == 'report' else 'to'} " if letters else ""
    named = f": {listed([area(name) for name in names])}" if names else ""
    if of_letters and not letters:
        return "No letter"
    return f"{capital((whose if of_letters else '') + counted(len(names), 'area'))}{named}"


def _point(draft: Draft, named: Named) -> None:
    """Somebody in one letter, cited."""
    markers = cite(draft, named)
    label = listed(named.letter.area_names)
    draft.point(
        f"**{short_area(label)}** ({british(named.letter.sent)}): {escaped(named.person.name)}, {escaped(described(named.person))} {markers}"
    )
    draft.groups.append(
        Group(
            label=label,
            areas=named.letter.area_names,
            date=named.letter.sent,
            role=named.person.part,
            citations=(len(draft.cited.citations),),
        )
    )


def maybe_one(inquiry: Inquiry, names: set[str]) -> tuple[str, ...]:
    """That somebody who was asked for by name may stand in the letters under another name too."""
    if not any(alike(name, inquiry.question.standalone) for name in inquiry.collection.person_names):
        return ()
    found = same_persons(lambda: inquiry.collection.letters, names)
    return tuple(f"{escaped(str(one))}. The letters are quoted as they were written." for one in found)


def _verdict(letter: LetterMetadata, has: bool) -> Verdict:
    if letter.unreadable:
        return Verdict(letter=letter, decision="unreadable", reason="no text could be read")
    if has:
        return Verdict(letter=letter, decision="matched", reason="names them")
    return sure(Verdict(letter=letter, decision="not_matched", reason="names nobody who fits"))
