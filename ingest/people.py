"""The people a letter names, and their part in it: addressed, signing, copied in, advising, mentioned.

Names are taken as printed; nobody is corrected or merged. Whether two are one person is a possibility with
evidence: `ingest.same_person`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from ingest.blocks import CLOSING_WORDS
from ingest.joins import sentences_of
from ingest.letter import Paragraph, Part, Person
from ingest.names import NAME, Named, described, has_organisation, has_post, names, post
from ingest.phrases import Phrases
from ingest.segment import Draft

_COPY = re.compile(
    r"\bcop(?:y|ying|ied|ies)\b[^.]{0,30}?\b(?:letter|this)?\s*(?:go )?(?:to|in)\b[:,]?|"
    r"^\s*(?:c\.?c\b[.:]*|(?:copy|copies|copied)(?:\s+to)?\s*:)",
    re.I,
)
_MAY_COPY = re.compile(r"[Cc](?:[Oo][Pp]|\.?[Cc])")
_BRACKET = re.compile(r"\s*,?\s*\((?P<post>(?:[^()]|\([^()]*\))*)\)")
_ADVISES = Phrases(re.compile(r"\b(?:[Aa]dvis[eo]rs?|[Cc]ase (?:[Ll]ead|[Oo]fficer|[Mm]anager)s?)\b"))
_REPLACED = re.compile(
    r"\b(?:in place of|replac(?:es|ed|ing)|succeed(?:s|ed|ing)|thanks? to|formerly)\s+$", re.I
)
_TITLE = re.compile(
    r"(?:(?:DfE|DFE|NHSE|NHS England|NHS|SEND|Department for Education|[A-Z][a-z]+)(?:\s+|-))*"
    r"(?:commissioned\s+)?(?:(?:DfE|NHSE|NHS England|SEND|Professional|Lead|Improvement|Health)"
    r"(?:\s+(?:and|&)\s+|\s+))*"
    r"(?:[Aa]dvis[eo]rs?|[Cc]ase (?:[Ll]ead|[Oo]fficer|[Mm]anager)s?)"
)
_AS = re.compile(
    r"\s*,?\s+(?:as|is|who is|will be|remains|continues as)\s+(?:your|the|"
    r"our)\s+(?P<title>[^,.]+?)(?=[,.;]|\s+(?:will|and|in|from|who)\b|$)"
)
_CLOSE = re.compile(rf"^\s*{CLOSING_WORDS}\s*,?\s*", re.I)
_APPOSED = re.compile(r"\b(?:your|the|its|our|their)\s+(?P<title>(?:[\w-]+\s){0,5}?[\w-]+),\s*$", re.I)
_MAILBOX = re.compile(r"\s*<[^<>\s]+@[^<>\s]+>")  # an e-mail's "Ada Marsh <ada@northmoor.gov.uk>"
_HONORIFICS = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof\w*|Sir|Dame|Cllr|Councillor|To|FAO|Attn)\b\W*$")
_NEAR = 90  # characters before a name that say who it is
_BESIDE = 300  # characters after a name in which its post stands
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")
_DEPARTMENT = Phrases(
    re.compile(r"\bDf?E\b|\bDepartment\s+for\s+Education\b|\bSEND\b")
)  # else a case lead is another's
_ORGANISATIONS = (
    (re.compile(r"\bNHS ?E(?:ngland)?\b"), "NHS England"),
    (re.compile(r"\bDf?E\b|\bDepartment for Education\b|\bSEND\b|\bcase lead\b", re.I), "DfE"),
)


def people_of(draft: Draft) -> tuple[Person, ...]:
    """Everybody the letter names, part by part: addressees, signatories, copies, advisers, others."""
    pairs = list(zip(draft.paragraphs, draft.zones, strict=True))
    body = [paragraph for paragraph, zone in pairs if zone == "body"]
    copied = [person for paragraph, _ in pairs for person in _copied(paragraph)]
    found = [
        *_addressees(
            [paragraph for paragraph, zone in pairs if zone == "front" and paragraph.number != draft.title]
        ),
        *_signatories(
            [paragraph for paragraph, zone in pairs if zone == "close" and not _copy(paragraph.text)]
        ),
        *copied,
        *(person for paragraph in body for person in _advisers(paragraph, copied)),
    ]
    if not any(_DEPARTMENT.search(paragraph.text) for paragraph in draft.paragraphs):
        found = [replace(one, organisation="") if one.organisation == "DfE" else one for one in found]
    known = {person.name for person in found}
    mentioned = (person for paragraph in body for person in _mentioned(paragraph) if person.name not in known)
    return tuple(dict.fromkeys((*found, *mentioned)))


def _addressees(front: Sequence[Paragraph]) -> Iterator[Person]:
    """Read "Name, title, organisation" line by line; a line without a name goes on with the one before."""
    for paragraph, following in zip_longest(front, front[1:]):
        if re.match(r"\s*Dear\b", paragraph.text):
            continue
        text = paragraph.text
        if following and NAME.fullmatch(text.strip(" ,*")) and has_post(following.text):
            text = f"{text}\n{following.text}"  # a post may stand in a paragraph of its own
        for named in _lines_of_people(text):
            if named.title or named.organisation or _MAILBOX.match(text, named.end):
                yield _person(named, "addressee", paragraph)


def _lines_of_people(text: str) -> Iterator[Named]:
    """Split lines into people, also where two stand in one line: "..., Director Jane Doe, Chief Nurse"."""
    starts = [named for named in names(text) if _opens(text, named)]
    for at, named in enumerate(starts):
        stop = starts[at + 1].start if at + 1 < len(starts) else len(text)
        after = _before_address(_HONORIFICS.sub("", _MAILBOX.sub("", text[named.end : stop].lstrip("*"))))
        title, organisation = post(re.sub(r"(?<=[^,\n]{50})\n(?=\S)", " ", after).replace("\n", ", "))
        title = ", ".join(part for part in (named.title, title) if part)
        yield Named(name=named.name, title=title, organisation=organisation, start=named.start, end=named.end)


def _opens(text: str, named: Named) -> bool:
    """Whether a name opens an entry: at the start of a line, or after a title with its own behind it."""
    line = text[text.rfind("\n", 0, named.start) + 1 : named.start]
    if _MAILBOX.search(line) and line.rstrip(" ,;").endswith(">"):
        return True
    if not re.sub(
        r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof\w*|Sir|Dame|Cllr|Councillor|To|FAO|Attn)\b\W*", "", line
    ).strip(" ,;:*•-–"):
        return True
    after = re.match(r",\s*([^,\n]+)", text[named.end :])
    return bool(after and has_post(after[1])) and not line.rstrip().endswith(" of")


def _before_address(text: str) -> str:
    """Drop a postal address after a title."""
    lines = text.split("\n")
    address = next((at for at, line in enumerate(lines) if _POSTCODE.search(line)), len(lines))
    kept = [line for line in lines[:address] if has_post(line) or has_organisation(line) or line == lines[0]]
    return "\n".join(kept)


def _signatories(close: Sequence[Paragraph]) -> Iterator[Person]:
    """Read the blocks after "Yours sincerely"; a block without a name is the title of the one before."""
    found: list[Person] = []
    for paragraph in close:
        text = _CLOSE.sub("", paragraph.text)
        if not text:
            continue
        people = list(_signed(text, paragraph))
        if people:
            found += people
        elif found and (has_post(text) or has_organisation(text)):
            title, organisation = post(text.replace("\n", " "))
            last = found[-1]
            found[-1] = Person(
                name=last.name,
                title=", ".join(part for part in (last.title, title) if part),
                organisation=", ".join(part for part in (last.organisation, organisation) if part),
                part="signatory",
                paragraph=last.paragraph,
            )
    yield from (person for person in found if not _signature_of_another(person, found))


def _signed(text: str, paragraph: Paragraph) -> Iterator[Person]:
    if named := described(_one_line(text)):
        yield _person(named, "signatory", paragraph)


def _one_line(text: str) -> str:
    """Undo the wrapping of a signature: lines that begin a new part get a comma."""
    lines = [line.strip() for line in text.split("\n")]
    joined = lines[0]
    for line in lines[1:]:
        opens = bool(
            re.match(
                r"(?:[A-Z][\w-]+\s){0,3}?(?:Director|Lead|Leader|Head|Team|Department|Chief|Deputy)\b", line
            )
        )
        joined += (
            ", " + line
            if opens and not joined.endswith((",", " and", " for", " of", "–", "-"))
            else " " + line
        )
    return joined


def _signature_of_another(person: Person, people: Sequence[Person]) -> bool:
    """Whether "K. Moore" is the signature above "Katie Moore"."""
    first, *_, last = person.name.split()
    if person.title or not re.fullmatch(r"[A-Z]\.?", first):
        return False
    return any(
        other.name != person.name and other.name.split()[-1] == last and other.name[0] == first[0]
        for other in people
    )


def _copied(paragraph: Paragraph) -> Iterator[Person]:
    """Read "I am copying this letter to Name (title), Name, title and Name (title, organisation)"."""
    copy = _copy(paragraph.text)
    if not copy:
        return
    text = paragraph.text
    for named in names(text):
        if named.start < copy.end() or _inside_bracket(text, named.start):
            continue
        bracket = _BRACKET.match(text, named.end)
        if bracket:
            title, organisation = post(bracket["post"])
        else:
            title, organisation = post(_until_next(text, named.end))
        organisation = organisation or _belongs(title)
        title = ", ".join(part for part in (named.title, title) if part)
        whole = Named(name=named.name, title=title, organisation=organisation, start=0, end=0)
        yield _person(whole, "copied", paragraph)


def _until_next(text: str, start: int) -> str:
    """What follows a name up to the next one, the end of the sentence, or "I am also copying"."""
    text, start = text[start : start + _BESIDE], 0
    stop = next((other.start for other in names(text)), len(text))
    rest = re.split(r"\.\s|\s(?:I am|We are)\b|;|\n|,?\s+and\s*$", text[start : start + stop])[0]
    return re.sub(r"(?:,|\band\b|\s)+$", "", rest)


def _advisers(paragraph: Paragraph, copied: Sequence[Person]) -> Iterator[Person]:
    """Read who advises: "SEND and NHS England Advisers, A and B, and C as your DfE Case Lead"."""
    if not _ADVISES.search(paragraph.text):
        return
    for sentence, offset in sentences_of(paragraph.text):
        if not _ADVISES.search(sentence) or _copy(sentence):
            continue
        titles = [
            (found.start(), title) for found in _TITLE.finditer(sentence) for title in _several(found.group())
        ]
        for named in names(sentence):
            title = _title_for(sentence, named, titles)
            if title and not _REPLACED.search(sentence[max(0, named.start - _NEAR) : named.start]):
                organisation = _organisation_of(named.name, copied) or _belongs(title)
                whole = Named(
                    name=named.name, title=title, organisation=organisation, start=offset, end=offset
                )
                yield _person(whole, "adviser", paragraph)


def _title_for(sentence: str, named: Named, titles: Sequence[tuple[int, str]]) -> str:
    """The title beside a name: "as your ..." or brackets after it, else the nearest before, in order."""
    if after := _AS.match(sentence, named.end):
        return after["title"].strip()
    if bracket := _BRACKET.match(sentence, named.end):
        return bracket["post"] if _ADVISES.search(bracket["post"]) else f"{bracket['post']} Adviser"
    before = [
        (start, title)
        for start, title in titles
        if start < named.start and not _inside_bracket(sentence, start)  # that is its own name's alone
    ]
    if not before:
        return ""
    nearest = [title for start, title in before if start == before[-1][0]]
    earlier = len(list(names(sentence[before[-1][0] : named.start])))
    return nearest[min(earlier, len(nearest) - 1)]


def _several(title: str) -> list[str]:
    """Share out a plural: "SEND and NHS England Advisers" is a SEND Adviser and an NHS England Adviser."""
    plural = re.fullmatch(
        r"(?P<first>.+?)\s+(?:and|&)\s+(?P<second>.+?)\s+(?P<noun>Advis[eo]r|Case Lead|Case Officer)s?", title
    )
    if plural:
        return [f"{plural['first']} {plural['noun']}", f"{plural['second']} {plural['noun']}"]
    return [
        re.sub(r"([Aa]dvis[eo]r|[Ll]ead|[Oo]fficer|[Mm]anager)s$", r"\1", title)
        .removeprefix("Your ")
        .removeprefix("The ")
    ]


def _mentioned(paragraph: Paragraph) -> Iterator[Person]:
    """Read people in apposition: "your independent chair, Jane Friswell, has started"."""
    for named in names(paragraph.text):
        apposed = _APPOSED.search(paragraph.text[max(0, named.start - _NEAR) : named.start])
        bracket = _BRACKET.match(paragraph.text, named.end)
        beside = bracket["post"] if bracket else ""
        posted = has_post(beside)
        if apposed or posted:
            title, organisation = post(beside if posted or not apposed else apposed["title"])
            whole = Named(name=named.name, title=title, organisation=organisation, start=0, end=0)
            yield _person(whole, "mentioned", paragraph)


def _organisation_of(name: str, people: Sequence[Person]) -> str:
    return next((person.organisation for person in people if person.name == name and person.organisation), "")


def _belongs(title: str) -> str:
    """The organisation that an adviser's title names: "DfE commissioned SEND Adviser" is DfE."""
    return next(
        (name for pattern, name in _ORGANISATIONS if pattern.search(title) and _ADVISES.search(title)), ""
    )


def _copy(text: str) -> re.Match[str] | None:
    """Where a text says who has a copy."""
    return _COPY.search(text) if _MAY_COPY.search(text) else None


def _inside_bracket(text: str, at: int) -> bool:
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)


def _person(named: Named, part: Part, paragraph: Paragraph) -> Person:
    return Person(
        name=named.name,
        title=named.title,
        organisation=named.organisation,
        part=part,
        paragraph=paragraph.number,
    )
