"""Names of people, their titles and their organisations, as letters print them.

"Simon Trickett, Chief Executive / STP ICS Lead Herefordshire & Worcestershire ICB" is a name, a title and an
organisation. A name is two to four capitalised words that are no words of titles, places or offices.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.areas import register

_HONORIFIC = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Baroness|Cllr|Councillor|Rev(?:erend)?)"
    r"\.?\s+)"
)
_PART = (
    r"(?:[A-Z]\.(?:\s?[A-Z]\.){0,3}|(?:Mc|Mac|O['’]|D['’]|De|Di|La|Le|Van|Von|St\.?\s)?[A-Z][a-zà-öø-ÿ]+"
    r"(?:['’-][A-Z]?[a-zà-öø-ÿ]+)*|[A-Z]['’][A-Z][a-z]+|van|von|de|der|den|del|della|di|da|dos|el|"
    r"al|bin|ap|le|la)"
)
NAME = re.compile(
    rf"(?<![\w'’-])(?:{_HONORIFIC})?(?P<first>[A-Z]\.|"
    rf"[A-ZÀ-Ö][\w'’-]*)(?P<rest>(?: +{_PART}){{1,4}})(?![\w’'-])"
)
_SURNAMES = ("Head", "West", "North", "Young")  # that are words of titles too
_PARTICLES = ("van", "von", "de", "der", "den", "del", "di", "da", "el", "al", "bin", "le", "la", "dos")
_ORGANISED = re.compile(  # "Black Country ICB" is no person
    r"(?:[A-Z][\w'’-]+ ){1,4}(?:ICB|ICS|CCG|Integrated|Council|Trust|Children['’]?s?\sFirst|"
    r"Hospitals?|Foundation)\b"
)
_TITLES = re.compile(
    r"(?:acting|accountable|ceo|coo|cfo|dcs|adviser|advisor|advisers|advisors|adult|age|all|alternative|and|"
    r"assistant|assessment|associate|"
    r"attainment|autism|board|borough|building|buildings|business|cabinet|care|case|chair|chief|"
    r"child|childhood|children|children['’]?s|"
    r"childrens|city|clinical|co-chair|commissioned|commissioner|commissioning|committee|community|"
    r"co-ordinator|coordinator|corporate|"
    r"council|councillor|county|court|cyp|dco|delivery|department|deputy|designated|dfe|director|"
    r"directorate|disabilities|disability|"
    r"district|division|dsco|early|education|educational|england|equality|executive|families|family|"
    r"finance|for|forum|group|"
    r"hall|head|health|healthcare|hmi|hospital|house|icb|ics|improvement|inclusion|independent|"
    r"inspector|integrated|integration|interim|"
    r"intervention|joint|lad|lead|leader|leadership|leads|learning|legal|local|london|manager|"
    r"managing|medical|member|mental|midlands|"
    r"minister|ministerial|national|neurodevelopmental|nhs|nhse|north|northern|nurse|nursing|of|"
    r"office|officer|ofsted|operating|operations|"
    r"outcomes|parent|parental|parents|participation|partner|partners|partnership|partnerships|"
    r"performance|permanent|pcf|place|plan|planning|"
    r"pmo|policy|practice|practitioner|portfolio|primary|principal|priority|professional|programme|"
    r"project|protection|provision|psychologist|"
    r"psychology|public|quality|reform|region|regional|regions|representative|resources|responsible|"
    r"review|road|royal|safeguarding|"
    r"sanctuary|school|schools|secretary|sector|send|senior|senco|service|services|skills|social|"
    r"south|southern|special|specialist|square|sro|"
    r"standards|state|statutory|strategic|strategy|street|support|system|systems|team|technical|"
    r"therapy|the|transformation|transition|trust|unit|"
    r"vice|voluntary|vulnerable|west|western|workforce|young|youth|your|our|dear|yours|we|you|this|"
    r"that|these|those|it|in|on|at|as|if|to|a|an|i|"
    r"evidence|progress|meeting|letter|area|areas|action|actions|accelerated|strategic|next|steps|"
    r"review|stocktake|january|february|march|april|"
    r"may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|"
    r"friday|great|street|avenue|lane|way|park|"
    r"first|his|her|majesty['’]?s|inspectors|ltd|limited|plc|committee|cooperation|operation|regulator|commission|ccg|council['’]?s|"
    r"framework|toolkit|network|"
    r"agency|alliance|association|authority|company|federation|inspectorate|institute|ombudsman|police|"
    r"prison|probation|society|water)",
    re.I,
)  # fmt: skip
_ORGANISATION = re.compile(
    r"\b(?:Council|ICB|ICS|CCG|Integrated Care (?:Board|System)|Clinical Commissioning Group|"
    r"NHS England|NHSE|"
    r"NHS|DfE|DFE|Department(?! Head)|Trust|Ofsted|CQC|Care Quality Commission|Children['’]?s? First|"
    r"Partnership|Borough|Regions? Group|"
    r"Unit|Forum|Authority|University|Hospitals?|Foundation|Academy|College|[A-Z]{2,3}C{1,2})\b"
)
_OFFICE = re.compile(
    r"\b(?:the Council|Council Leader|Partnerships? (?:Manager|Lead|Director|Officer)|"
    r"Trust(?:ee)?s? (?:Lead|Manager))\b"
)
_STREET = re.compile(r"Road|Street|Lane|Avenue|Way|Square|Court|House|Park|Quay|Close|Drive|Buildings?")
_POST = re.compile(
    r"\b(?:Director|Officer|Executive|Leader|Lead|Head|Manager|Chair|Advis[eo]r|Commissioner|Member|"
    r"Nurse|Doctor|Councillor|"
    r"Psychologist|Coordinator|Co-ordinator|Minister|Inspector|SRO|DCO|DMO|CEO|DCS|Representative|Secretary|"
    r"Principal|HMI|Governor|Constable|Head ?teacher|Chancellor|Provost|Registrar|Commander|Warden|Trustees?|"
    r"Consultant|Specialist|Practitioner|Partner|President|Mayor|Superintendent|Solicitor|"
    r"Accountant|Therapist|Regional)\b",
    re.I,
)
_WITHIN = re.compile(
    r"\s+(?:of|at|for|from|in)\s+(?=(?:the\s+)?(?:NHS|[A-Z][\w'’&-]+(?:,?\s(?:and|&|of|on|upon|with|"
    r"the)\s[A-Z][\w'’-]+|\s[A-Z][\w'’-]+)*\s"
    r"(?:ICB|ICS|CCG|Integrated|Council|Trust|Children))\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name at `text[start:end]`, and the title and organisation printed with it."""

    name: str
    title: str = ""
    organisation: str = ""
    start: int
    end: int


def names(text: str) -> Iterator[Named]:
    """Yield the names in a text, without what stands beside them."""
    at = 0
    while found := NAME.search(text, at):
        start = found.start("first")
        words = text[start : found.end()].split()
        kept = _without_titles(words) + _surname_of_office(words, text[found.end() : found.end() + 9])
        if kept < 2 or _ORGANISED.match(text, start) or register().named(" ".join(words[:kept])):
            at = start + max(len(words[0]), 1)
            continue
        if kept < len(words) and _STREET.fullmatch(words[kept].strip(".,;:()")):
            at = found.end()  # "Winson Green Road"
            continue
        shown = re.match(r"\S+" + r"\s+\S+" * (kept - 1), text[start : found.end()])
        end = start + (shown.end() if shown else 0)
        title = "Councillor" if re.match(r"C(?:ounci)?llo?r", found.group()) else ""
        yield Named(name=" ".join(words[:kept]), title=title, start=start, end=end)
        at = end


def described(text: str) -> Named | None:
    """Read "Name, Title, Organisation": the name first, then the rest; None where no name comes first."""
    first = next(names(text), None)
    if first is None or re.sub(rf"{_HONORIFIC}$", "", text[: first.start]).strip(" ,.;:-–•*"):
        return None
    title, organisation = post(text[first.end :])
    title = ", ".join(part for part in (first.title, title) if part)
    return Named(name=first.name, title=title, organisation=organisation, start=first.start, end=first.end)


def post(text: str) -> tuple[str, str]:
    """Split what follows a name into title and organisation."""
    text = re.sub(r"\b(?:for and )?on behalf of\s+", "", " ".join(text.split())).strip(" ,;–-")
    parts = _parts(text[1:-1] if text.startswith("(") and text.endswith(")") else text)
    titles: list[str] = []
    organisations: list[str] = []
    for part in parts:
        title, organisation = _title_or_organisation(part)
        titles += [title] if title else []
        organisations += [organisation] if organisation else []
    return ", ".join(titles), ", ".join(organisations)


def is_office(word: str) -> bool:
    """Whether a word belongs to titles, organisations and addresses and is no name."""
    return bool(_TITLES.fullmatch(word.strip(".,;:()")))


def has_post(text: str) -> bool:
    """Whether the words name a post: director, officer, lead ..."""
    return bool(_POST.search(text))


def has_organisation(text: str) -> bool:
    """Whether the words name an organisation: council, board, trust ..."""
    return bool(_ORGANISATION.search(_OFFICE.sub("", text)))


def _parts(text: str) -> list[str]:
    """Split at commas, but not inside "Staffordshire, and Stoke on Trent ICB"."""
    parts: list[str] = []
    for part in (each.strip() for each in text.split(",")):
        if (
            parts
            and re.match(r"(?:and|&)\s+[A-Z]", part)
            and has_organisation(part)
            and not has_post(parts[-1])
        ):
            parts[-1] += f", {part}"
        elif part:
            parts.append(part)
    return parts


def _title_or_organisation(part: str) -> tuple[str, str]:
    if not has_organisation(part):
        return part, ""
    if not has_post(part):
        return ("", part)
    if cut := _WITHIN.search(part):
        return part[: cut.start()], part[cut.end() :].removeprefix("the ")
    if tail := _tail(part):
        return part[: -len(tail)].strip(" /-–"), tail
    return part, ""


def _tail(part: str) -> str:
    """The organisation at the end of a title: its capitalised words back to a word of titles."""
    if body := re.search(r"(?:NHS England|NHSE|Department for Education|DfE|Ofsted|CQC)$", part):
        return body.group()
    if not re.search(r"(?:ICB|ICS|CCG|Board|Council)$", part):
        return ""
    words = part.split()
    last = (
        3
        if part.endswith("Integrated Care Board")
        else 2
        if re.search(r"(?:County|City|Borough) Council$", part)
        else 1
    )
    start = len(words) - last
    while start > 0 and (
        words[start - 1] in ("&", "and", "of", "on", "upon", "NHS") or not is_office(words[start - 1])
    ):
        if words[start - 1] in ("/", "-", "–"):
            break
        start -= 1
    while start < len(words) - last and words[start] in ("&", "and", "of", "on"):
        start += 1
    return " ".join(words[start:]) if start < len(words) - last else ""


def _surname_of_office(words: list[str], after: str) -> int:
    """One more word where a surname is also a title's word: "Patricia Head, HMI"."""
    if len(words) != 2 or is_office(words[0]) or words[1] not in _SURNAMES:
        return 0
    return 1 if re.match(r"\s*(?:[,;(]|HMI\b|$)", after) else 0


def _without_titles(words: list[str]) -> int:
    """How many of the words are the name: up to the first word of a title."""
    count = next(
        (at for at, word in enumerate(words) if is_office(word) and word not in _PARTICLES), len(words)
    )
    while count and words[count - 1] in _PARTICLES:
        count -= 1
    return count
