"""Who: the people that letters name, by name, by title, or by their part in the letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import frames
from assistant.answer import Answer, Group, Verdict
from assistant.citations import find_quote, whole
from assistant.inquiry import Inquiry
from assistant.kinds import refusals
from assistant.kinds.draft import Draft, status_of
from assistant.kinds.posts import title_of, wanted_titles
from assistant.kinds.wording import area, areas_of, letter_phrase, short_area
from assistant.names import alike
from assistant.possibilities import same_persons
from assistant.prose import capital, counted, escaped, listed
from assistant.render import coverage_line
from assistant.terms import content_stems
from assistant.verdicts import coverage, sure
from ingest.letter import LetterMetadata, Paragraph, Part, Person, british

PARTS: tuple[tuple[Part, str, re.Pattern[str]], ...] = (
    (
        "signatory",
        "signed",
        re.compile(
            r"\bsign(?:s|ed|ing|ature|atory|atories)?\b|\bputs?\s+(?:his|her|their)\s+names?\s+to\b|\bwrote\s+the\b|\bsent\s+by\b|\bwritten\s+by\b|\bauthor",
            re.IGNORECASE,
        ),
    ),
    (
        "copied",
        "was copied in",
        re.compile(r"\bcop(?:y|ied|ies)\b|\bcc(?:['’]?d)?\b|\bcc\s+list\b", re.IGNORECASE),
    ),
    (
        "addressee",
        "was written to",
        re.compile(
            r"\baddress(?:ed|ee|ees)\b|\bwr(?:itten|ote)\s+to\b|\bsent\s+to\b|\brecipients?\b|\bto\s+whom\b",
            re.IGNORECASE,
        ),
    ),
)
SHORT = 200  # characters; a shorter paragraph is cited whole


@dataclass(frozen=True, slots=True)
class Named:
    """A person in a letter."""

    person: Person
    letter: LetterMetadata


def about(inquiry: Inquiry) -> bool:
    """Whether a question is about the people of the letters."""
    question = inquiry.question
    parts = parts_of(question.body)
    if question.intent == "people":
        return bool(parts or wanted_names(inquiry) or wanted_titles(inquiry))
    if question.intent in ("list-areas", "negation", "count"):
        return bool(wanted_names(inquiry) or (parts and wanted_titles(inquiry)))
    return question.expects == "yes_no" and bool(wanted_names(inquiry)) and bool(parts)


def answer(inquiry: Inquiry) -> Answer:
    """The people, or the areas whose letters have (or lack) them."""
    question = inquiry.question
    if question.intent in ("list-areas", "negation", "count"):
        return _set(inquiry)
    found = select(inquiry, inquiry.letters)
    if not found:
        return _unknown(inquiry)
    return _list(inquiry, found)


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts in a letter that a question names."""
    return tuple(part for part, _, pattern in PARTS if pattern.search(text))


def select(inquiry: Inquiry, letters: Sequence[LetterMetadata]) -> list[Named]:
    """The people that fit what is asked: part, name and title."""
    parts, names, titles = (
        parts_of(inquiry.question.body),
        wanted_names(inquiry),
        wanted_titles(inquiry),
    )
    kept: dict[tuple[str, str, int], Named] = {}
    for letter in letters:
        for person in letter.people:
            fits = (not parts or person.part in parts) and (not names or person.name in names)
            if fits and (names or not titles or person.title in titles or title_of(person) in titles):
                kept.setdefault((letter.id, person.name, person.paragraph), Named(person, letter))
    return list(kept.values())


def wanted_names(inquiry: Inquiry) -> frozenset[str]:
    """The names, in any of their spellings, of the people a question names."""
    names = inquiry.collection.person_names
    return frozenset(name for name in names if alike(name, inquiry.question.standalone))


def _list(inquiry: Inquiry, found: Sequence[Named]) -> Answer:
    draft = Draft(inquiry)
    yes_no = inquiry.question.expects == "yes_no"
    by_name: dict[str, list[Named]] = {}
    for named in found:
        by_name.setdefault(named.person.name, []).append(named)
    if yes_no:
        draft.say(f"**Yes**: {listed([letter_phrase(letter) for letter in _letters(found)])}.")
    lines = [_line(draft, name, ones) for name, ones in by_name.items()]
    for line in lines:
        draft.point(line) if len(lines) > 1 or yes_no else draft.say(line)
    names = listed(list(by_name))
    key = f"Yes: {listed([letter_phrase(letter) for letter in _letters(found)])}" if yes_no else names
    if re.search(r"\bhow\s+many\b", inquiry.question.standalone, re.IGNORECASE):
        key = str(len(by_name))
    return draft.done(key=key, notes=_maybe_one(inquiry, set(by_name)))


def _line(draft: Draft, name: str, ones: Sequence[Named]) -> str:
    titles = list(
        dict.fromkeys(_described(one.person) for one in ones if one.person.title or one.person.organisation)
    )
    title = f", {escaped(titles[0])}" if titles else ""
    cited: dict[str, str] = {}
    for one in ones:
        cited[one.letter.id] = cited.get(one.letter.id, "") + _cite(draft, one)
    places: dict[str, list[str]] = {}
    for letter in _letters(ones):
        dated = f" ({british(letter.sent)})" if letter.areas else ""
        places.setdefault(letter.kind, []).append(f"{areas_of(letter)}{dated} {cited[letter.id]}")
    named = [f"the {kind} {'on' if kind == 'report' else 'to'} {listed(of)}" for kind, of in places.items()]
    return f"**{escaped(name)}**{title}: {_doing(ones[0].person)} {listed(named)}"


def _cite(draft: Draft, named: Named) -> str:
    """Cite the name and its title, which under a signature may be a paragraph of its own."""
    paragraph = draft.inquiry.paragraph(named.letter, named.person.paragraph)
    title = content_stems(named.person.title)
    markers = f"[{_cite_name(draft, named, paragraph)}]"
    after = draft.inquiry.open(named.letter.id).paragraphs[
        named.person.paragraph : named.person.paragraph + 1
    ]
    if title and not set(title) <= set(content_stems(paragraph.text)):
        markers += "".join(
            f"[{draft.cited.add(p, named.letter, *whole(p))}]"
            for p in after
            if set(title) <= set(content_stems(p.text))
        )
    return markers


def _cite_name(draft: Draft, named: Named, paragraph: Paragraph) -> int:
    """Cite the name with the title that follows it; a short paragraph whole."""
    at = find_quote(paragraph, named.person.name)
    if at is None or len(paragraph.text) <= SHORT:
        return draft.cited.add(paragraph, named.letter, *whole(paragraph))
    tail = re.match(r"[^;)]{0,160}\)|[^;.]{0,120}", paragraph.text[at[1] :])
    return draft.cited.add(
        paragraph, named.letter, at[0], at[1] + (tail.end() if tail and named.person.title else 0)
    )


def _doing(person: Person) -> str:
    return {
        "signatory": "signed", "copied": "copied in on", "addressee": "written to in", "adviser": "adviser named in",
        "mentioned": "named in",
    }[person.part]  # fmt: skip


def _set(inquiry: Inquiry) -> Answer:
    negated = inquiry.question.intent == "negation"
    letters = inquiry.letters
    found = select(inquiry, letters)
    having = {named.letter.id for named in found}
    decided = tuple(_verdict(letter, letter.id in having) for letter in letters)
    with_them = list(
        dict.fromkeys(name for letter in letters if letter.id in having for name in letter.area_names)
    )
    without = [
        name
        for letter in letters
        if letter.id not in having and not letter.unreadable
        for name in letter.area_names
    ]
    names = (
        tuple(dict.fromkeys(name for name in without if name not in with_them))
        if negated
        else tuple(with_them)
    )
    draft = Draft(inquiry)
    of_letters = bool(frames.LETTERS.search(inquiry.question.standalone))
    letters_of = f"{counted(len(having), 'letter')} to " if of_letters and having and not negated else ""
    draft.say(
        f"{capital(letters_of + counted(len(names), 'area'))}{': ' + listed([area(name) for name in names]) if names else ''}. ({capital(coverage_line(coverage(decided)))}.)"
    )
    if negated and found:
        draft.say("By contrast:")
    for named in found:
        number = _cite(draft, named)
        draft.point(
            f"**{short_area(listed(named.letter.area_names))}** ({british(named.letter.sent)}): {escaped(named.person.name)}, {escaped(_described(named.person))} {number}"
        )
        draft.groups.append(
            Group(
                label=listed(named.letter.area_names),
                areas=named.letter.area_names,
                date=named.letter.sent,
                role=named.person.part,
                citations=(len(draft.cited.citations),),
            )
        )
    ids = tuple(
        letter.id
        for letter in letters
        if set(letter.area_names) <= set(names) and ((letter.id in having) != negated)
    )
    key = str(len(ids if of_letters else names)) if inquiry.question.intent == "count" else None
    notes = _maybe_one(inquiry, {named.person.name for named in found})
    return draft.done(
        status_of(decided),
        key=key,
        areas=names,
        letters=ids,
        coverage=coverage(decided),
        verdicts=decided,
        notes=notes,
    )


def _maybe_one(inquiry: Inquiry, names: set[str]) -> tuple[str, ...]:
    """That somebody who was asked for by name may stand in the letters under another name too."""
    if not wanted_names(inquiry):
        return ()
    found = same_persons(inquiry.collection.letters, names)
    return tuple(f"{escaped(str(one))}. The letters are quoted as they were written." for one in found)


def _verdict(letter: LetterMetadata, has: bool) -> Verdict:
    if letter.unreadable:
        return Verdict(letter=letter, decision="unreadable", reason="no text could be read")
    if has:
        return Verdict(letter=letter, decision="matched", reason="names them")
    return sure(Verdict(letter=letter, decision="not_matched", reason="names nobody who fits"))


def _unknown(inquiry: Inquiry) -> Answer:
    if inquiry.question.expects == "yes_no" and wanted_names(inquiry):
        draft = Draft(inquiry)
        elsewhere = select(inquiry, inquiry.collection.letters)
        where = listed([letter_phrase(letter) for letter in _letters(elsewhere)])
        draft.say(f"**No**{f': only {where}' if where else ''}.")
        for named in elsewhere:
            draft.point(_line(draft, named.person.name, [named]))
        return draft.done(key="No") if elsewhere else refusals.not_found(inquiry)
    return refusals.not_found(inquiry, "Nobody who fits is named.")


def _letters(found: Sequence[Named]) -> list[LetterMetadata]:
    return list({named.letter.id: named.letter for named in found}.values())


def _described(person: Person) -> str:
    return (
        f"{person.title}, {person.organisation}"
        if person.title and person.organisation and person.organisation not in person.title
        else person.title or person.organisation
    )
