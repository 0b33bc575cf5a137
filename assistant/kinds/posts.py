"""Posts: the printed titles that fit the post a question describes ("the council's political head")."""

import re
from itertools import pairwise

from assistant.bodies import BODIES, bodies_in
from assistant.glossary import GENERIC, NEAR, shipped
from assistant.inquiry import Inquiry
from assistant.terms import STOP_WORDS, content_stems, tokens
from ingest.letter import Person

SAID = 0.7  # of the words of a title, by which a question names the post
TITLE_LIKENESS = 0.56  # cosine of a described post to a printed title, above which they are taken as one
_SHORT = {  # how posts and bodies are called by those who write to them
    "NHSE": "NHS England", "DCO": "Designated Clinical Officer",
    "DSCO": "Designated Social Care Officer", "DMO": "Designated Medical Officer", "DCS": "Director of Children's Services",
    "CNO": "Chief Nursing Officer", "CEO": "Chief Executive", "chief exec": "Chief Executive", "SRO": "Senior Responsible Officer",
}  # fmt: skip
_ABBREVIATED = re.compile(rf"\b({'|'.join(_SHORT)})\b")
ANY_PERSON = re.compile(
    r"\b(?:adviser|advisor|director|officer|lead|leader|chair|chief|commissioner|manager|councillor|executive|head|SRO|DCO|DSCO|DMO|DCS|minister|inspector|secretary|nurse|person|name)s?\b",
    re.IGNORECASE,
)
_POSTS = frozenset(
    content_stems(
        "adviser advisor director inspector chair commissioner manager councillor minister secretary nurse officer"
    )
)
_OF_ANY = frozenset(  # words before a post that make it no other one
    [
        "new",
        "current",
        "former",
        "main",
        "named",
        "other",
        "two",
        "three",
        "four",
        "external",
        "each",
        "every",
        "of",
    ]
)
_LEADS = r"(?:led|leads?|leading|headed|heads?\s+up|(?:in|took)\s+charge|ran|runs?|front(?:ed|s)?|oversaw)"
_LED = re.compile(
    rf"\b{_LEADS}\b[^?]*\b(?:inspect|cqc\b|ofsted\b|(?:care|health|schools?|education)\s+(?:regulator|watchdog)\b)|\binspect\w*\b[^?]*\b{_LEADS}\b",
    re.IGNORECASE,
)
_ANY_PART = re.compile(  # "as lead or as a member": whichever part it was
    r"\b(?:led|lead(?:s|ing|er)?)\b[^?]{0,40}\b(?:or|and)\s+(?:(?:as|an?|the|one|was|were|take|took|team|ordinary)\s+)*(?:members?|part|not|otherwise)\b"
    r"|\bmembers?\b[^?]{0,20}\b(?:or|and)\s+(?:(?:as|an?|the|was|were)\s+)*(?:led|lead)",
    re.IGNORECASE,
)

_INSPECTED = re.compile(
    r"\bwho\b[^?]*\b(?:inspected|carried\s+out\b[^?]*\binspection|on\b[^?]*\binspection|inspection\s+team)",
    re.IGNORECASE,
)
_DONE_TO_IT = re.compile(  # what is done to a letter is no post, and "send" no SEND
    r"\b(?:[sS]end|[sS]ent|(?i:writ(?:e|ten)|wrote|address(?:ed)?|cop(?:y|ied)|sign(?:ed)?|who|whom|letters?|reports?))\b"
)


def wanted_titles(inquiry: Inquiry) -> frozenset[str]:
    """The printed titles that fit the post a question describes."""
    text = in_full(inquiry.question.topic or inquiry.question.standalone)
    whole = inquiry.question.standalone
    if inquiry.question.intent != "people" and not (ANY_PERSON.search(whole) or leads(whole)):
        return frozenset()
    titles = list(
        dict.fromkeys(
            title_of(person)
            for letter in inquiry.collection.letters
            for person in letter.people
            if person.title
        )
    )
    asked = in_full(_without_places(inquiry))
    if leads(asked) and (leading := frozenset(title for title in titles if _leading(title, asked))):
        return leading
    if _INSPECTED.search(asked):
        asked += " inspector"
    exact = {title for title in titles if _says(title, asked)}
    here = {title_of(person) for letter in inquiry.letters for person in letter.people}
    if of_body := _of_body(asked, here - exact) if not exact & here else frozenset():
        return of_body
    if exact:
        exact = exact & here or exact  # the post is printed in many ways: those count that these letters have
        said = set(content_stems(asked))
        shared = {title: len(said.intersection(content_stems(in_full(_core(title))))) for title in exact}
        return frozenset(title for title, words in shared.items() if words == max(shared.values()))
    if heads := frozenset(
        title for title in titles if _head(title) in content_stems(asked) and not _unlike(title, inquiry)
    ):
        return heads
    if not content_stems(text := _DONE_TO_IT.sub(" ", text)):
        return frozenset()
    likeness = dict(zip(titles, inquiry.likeness(text, titles), strict=True))
    best = max(likeness.values(), default=0.0)
    return frozenset(
        title for title, like in likeness.items() if like >= TITLE_LIKENESS and like >= best - 0.05
    )


def _without_places(inquiry: Inquiry) -> str:
    """The question without its areas, whose names stand in some titles and not in others."""
    text = inquiry.question.standalone
    for place in inquiry.collection.places(text):
        text = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
    return text


def _of_body(asked: str, titles: set[str]) -> frozenset[str]:
    """The titles that name the body and the noun of a post that is printed otherwise: "the DfE adviser"."""
    said, named = content_stems(asked), bodies_in(asked)
    return frozenset(
        title
        for title in titles
        if len(named) == 1 and BODIES[named[0]].search(title) and _head(title) in said
    )


def _unlike(title: str, inquiry: Inquiry) -> bool:
    """Whether a question puts a word before the post that a title has not: "SENDIASS manager"."""
    words = tokens(in_full(inquiry.question.standalone))
    areas = set(content_stems(" ".join((*inquiry.question.areas, *BODIES))))
    own = {*content_stems(in_full(title)), *areas}
    at = next((at for at, word in enumerate(words) if word.stem == _head(title)), 0)
    before = words[at - 1] if at else None
    return before is not None and before.word not in STOP_WORDS | _OF_ANY and before.stem not in own


def beyond(inquiry: Inquiry, titles: frozenset[str], frame: frozenset[str]) -> bool:
    """Whether a question asks for more than some posts: it has words that are of none of them and not of its frame."""
    printed = {
        stem
        for letter in inquiry.letters
        for person in letter.people
        if title_of(person) in titles or person.title in titles
        for stem in content_stems(f"{person.title} {person.organisation}")
    }
    rest = tokens(in_full(inquiry.question.topic))
    return any(one.word not in STOP_WORDS and one.stem not in frame | printed | GENERIC for one in rest)


def leads(text: str) -> bool:
    """Whether a question asks who led an inspection, or which ones somebody led."""
    return bool(_LED.search(text)) and not _ANY_PART.search(text)


def _leading(title: str, asked: str) -> bool:
    """Whether a title is that of who led an inspection, for the inspectorate that is asked about if one is."""
    named = [body for body in bodies_in(asked) if body in ("Ofsted", "Care Quality Commission")]
    return "lead inspector" in title.lower() and (len(named) != 1 or bool(BODIES[named[0]].search(title)))


def in_full(text: str) -> str:
    """A text with the abbreviations of posts and bodies written out, and an adviser spelled in one way."""
    text = re.sub(r"\b(advis)or(?=s?\b)", r"\1er", text, flags=re.IGNORECASE)
    return _ABBREVIATED.sub(lambda found: _SHORT[found[1]], text)


def _says(title: str, text: str) -> bool:
    """Whether a question names a post: every word of the title's core, or a synonym of the core, stands in it."""
    words = content_stems(text)
    asked, core = set(words), content_stems(in_full(_core(title)))
    if len(core) >= 2 and (core[-2], core[-1]) in pairwise(words):
        return True  # the post itself, whatever comes before it: "Ofsted HMI Lead inspector"
    if len(core) >= 2 and len(set(core) & asked) >= max(2, SAID * len(set(core))):
        return True
    return any(
        strength >= NEAR and content_stems(" ".join(phrase)) == core and len(core) > 1
        for concept in shipped().concepts(text)
        for phrase, strength in concept.phrases
    )


def _head(title: str) -> str:
    """The stem of the noun that says what a title is: "adviser" of "NHS England Adviser"; "" where it is no post."""
    core = content_stems(_core(title).replace("HMI", "HMI inspector"))
    return core[-1] if core and core[-1] in _POSTS else ""


def _core(title: str) -> str:
    core = re.split(r"[,/(–]", title)[0]
    return re.sub(r"\b(chief\s+executive)\s+officer\b", r"\1", core, flags=re.IGNORECASE)


def title_of(person: Person) -> str:
    """A title with its body before it, whose name has no comma, as one in an address may have at the end of a line."""
    body = person.organisation.replace(",", "")
    return f"{body} {person.title}".strip() if person.organisation not in person.title else person.title
