"""Questions for a name ("what is the name of the chair?", "what is it called?") and whether a sentence holds one."""

import re
from functools import cache
from typing import Literal

from assistant import whichbody
from assistant.glossary import shipped
from assistant.stating import named_in, somebody_in
from assistant.terms import STOP_WORDS, content_stems, stem, tokens

_SAID_BEFORE = (
    r"^\W*(?:(?:and|so|but|please)\W+)*(?:(?:can|could|would|will)\s+(?:you|i|we)\s+)?(?:please\s+)?"
)
_NAME_OF = re.compile(
    r"\bnames?\s+of\s+(?P<whose>[^?]+)|\bwhat(?:['’]s|\s+(?:is|was|are|were))\s+(?P<called>[^?]+?)\s+(?:called|named|known\s+as)\b"
    rf"|{_SAID_BEFORE}(?:name|identify)\s+(?P<told>(?:the|an?|its|their|[A-Z][\w-]+['’]s)\s+[^?]+)"
    r"|\bwho(?:['’]s|\s+(?:is|was|are|were))\s+(?P<who>(?:the|an?|its|their|our|your|[A-Z][\w-]+(?:\s+[A-Z][\w-]+)*['’]s)\s+[^?]+)",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:adviser|advisor|director|officer|lead|leader|chair|chief|commissioner|manager|councillor|executive|head|SRO|DCO|DSCO|DMO|DCS|minister|inspector|secretary|nurse|headteacher|coordinator|ombudsman|mayor|person)s?\b",
    re.IGNORECASE,
)
_OF_POST = re.compile(r"\b(?:of|in|for|to|at|on|from|with|by|who|that|which|responsible)\b", re.IGNORECASE)
_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr|Councillor|Professor|Prof)\.?\s+[A-Z][a-z]|(?<![\w’'-])[A-Z][a-z]+(?:[-’'][A-Z][a-z]+)?(?:\s+[A-Z]\.?)?(?:\s+[A-Z][a-z]+(?:[-’'][A-Z][a-z]+)*)+"
)
_INITIALS = re.compile(r"\(([A-Z]{2,})s?\)")
_QUOTED = re.compile(r"[‘“][A-Z][^’”]{2,40}[’”]")
_NO_PERSON = frozenset(  # words of bodies, posts and dates
    content_stems(
        """board council partnership area areas local county city borough metropolitan service services team trust hospital
        school college forum strategy strategic plan plans priority action group programme system framework care health
        education department england commission director directors children families adult adults social inclusion officer
        improvement lead leader chair chief executive nursing assistant head adviser advisor inspector manager commissioner
        member cabinet cllr region regional offer send nhs ofsted january february march april may june july august
        september october november december monday tuesday wednesday thursday friday family hub hubs early help speech
        language therapy year years young people parent parents carer carers designated clinical"""
    )
)

_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*")
Asked = Literal["person", "thing", "body", ""]


def asked(question: str) -> Asked:
    """Whether a question asks for the name of somebody in a post, of a thing, or of a company or the like."""
    if whichbody.asked(question):
        return "body"
    found = _NAME_OF.search(question)
    if not found:
        return ""
    if _POST.search(_whose(found)):
        return "person"
    return "" if found["who"] or found["told"] else "thing"


def holds(question: str, text: str) -> bool:
    """Whether a sentence holds a name of the kind that a question asks for; True where it asks for none."""
    kind = asked(question)
    if kind == "thing":
        return _speaks_of(question, text) and (
            bool(_QUOTED.search(text)) or named_in(_without_initials(text, question), question)
        )
    return kind in ("", "body") or any(
        _is_person(found.group(), question) for found in _PERSON.finditer(text)
    )


def names_body(question: str, text: str) -> bool:
    """Whether a sentence holds a name that may be a company's, where a question asks which does something; else True."""
    named = _CAPITAL.sub(lambda found: _plain(found.group()), text)
    return not whichbody.asked(question) or named_in(named, question)


def somebody(question: str, text: str) -> bool:
    """Whether a sentence speaks of somebody whom the question does not speak of: "Resource Provision" is nobody."""
    named = _CAPITAL.sub(
        lambda found: found.group().lower() if stem(found.group()) in _common() else found.group(), text
    )
    return somebody_in(named, question)


def _plain(word: str) -> str:
    """A word that letters also write small is no name, whatever its first letter: "Resource Provision"."""
    return word.lower() if word.isupper() or stem(word) in _common() else word


@cache
def _common() -> frozenset[str]:
    return _NO_PERSON | {one for phrase in shipped().phrases for one in phrase}


def _whose(found: re.Match[str]) -> str:
    """What has the name that is asked for, without what follows it."""
    return _OF_POST.split(found["whose"] or found["called"] or found["told"] or found["who"])[0]


def _speaks_of(question: str, text: str) -> bool:
    """Whether a sentence speaks of the thing: its noun stands there."""
    found = _NAME_OF.search(question)
    noun = content_stems(_whose(found))[-1:] if found else ()
    return set(noun) <= set(content_stems(text))


def _without_initials(text: str, question: str) -> str:
    """A sentence without abbreviations in brackets, and without what abbreviates words of the question: "PCF"."""
    words = re.findall(r"[a-z]+", question.lower())
    initials = "".join(word[0] for word in words)
    text = _INITIALS.sub(" ", text)
    return re.sub(
        r"\b[A-Z]{2,}s?\b", lambda found: "" if found.group().lower() in initials else found.group(), text
    )


def _is_person(name: str, question: str) -> bool:
    """Whether capitalised words are somebody's name: none of them a word of bodies and posts, or of the question."""
    if re.match(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr|Councillor|Prof)", name):
        return True
    said = {one.stem for one in tokens(question)}
    return not any(
        one.stem in _NO_PERSON or one.stem in said or one.word in STOP_WORDS for one in tokens(name)
    )
