"""People in letters as an answer names them: name, title, what they have to do with which letters, cited."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.citations import find_quote, whole
from assistant.kinds.draft import Draft
from assistant.kinds.wording import areas_of
from assistant.prose import escaped, listed
from assistant.terms import content_stems
from ingest.letter import LetterMetadata, Paragraph, Person, british

SHORT = 200  # characters; a shorter paragraph is cited whole


@dataclass(frozen=True, slots=True)
class Named:
    """A person in a letter."""

    person: Person
    letter: LetterMetadata


def line_of(draft: Draft, name: str, ones: Sequence[Named]) -> str:
    """Somebody's name, post and letters."""
    titles = list(
        dict.fromkeys(described(one.person) for one in ones if one.person.title or one.person.organisation)
    )
    title = f", {escaped(titles[0])}" if titles else ""
    cited: dict[str, str] = {}
    for one in ones:
        cited[one.letter.id] = cited.get(one.letter.id, "") + cite(draft, one)
    places: dict[str, list[str]] = {}
    for letter in letters_of(ones):
        dated = f" ({british(letter.sent)})" if letter.areas else ""
        places.setdefault(letter.kind, []).append(f"{areas_of(letter)}{dated} {cited[letter.id]}")
    named = [f"the {kind} {'on' if kind == 'report' else 'to'} {listed(of)}" for kind, of in places.items()]
    return f"**{escaped(name)}**{title}: {_doing(ones[0].person)} {listed(named)}"


def cite(draft: Draft, named: Named) -> str:
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


def letters_of(found: Sequence[Named]) -> list[LetterMetadata]:
    """The letters they stand in, each once."""
    return list({named.letter.id: named.letter for named in found}.values())


def described(person: Person) -> str:
    """A title with its body."""
    return (
        f"{person.title}, {person.organisation}"
        if person.title and person.organisation and person.organisation not in person.title
        else person.title or person.organisation
    )
