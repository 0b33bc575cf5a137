""" "Is X the case lead in Y?", "did X sign it?": a premise about somebody, confirmed or corrected from what is printed."""

import re
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.kinds import people
from assistant.kinds.draft import Draft
from assistant.kinds.named import Named, cite, described, letters_of
from assistant.kinds.posts import leads, title_of, wanted_titles
from assistant.kinds.wording import letter_phrase
from assistant.names import NEARLY
from assistant.prose import escaped, listed
from assistant.terms import content_stems
from ingest.letter import Part

NAMED_AT_MOST = 6  # of those who fit in the place of somebody who does not
_BE = r"(?:is|was|are|were|remain(?:s|ed)?|serve[sd]?\s+as|act(?:s|ed)?\s+as|became|holds?\s+the\s+post\s+of|held\s+the\s+post\s+of)"
_ADVERBS = r"(?:(?:still|now|currently|also|really|indeed|actually|both|in\s+fact|not|named\s+as|listed\s+as|given\s+as|described\s+as)\s+)*"
_POST_FOLLOWS = re.compile(
    rf"^(?:['’]s)?\s*,?\s*{_ADVERBS}(?P<be>{_BE}\s+)?{_ADVERBS}(?P<article>(?:the|an?|one\s+of|our|your|their|its|acting|interim)\b\s*)?(?P<first>[\w’'-]+)",
    re.IGNORECASE,
)
_NOW = re.compile(r"^\W*(?:is|are)\b|\b(?:is|are|still|now|currently|remains)\b", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|all|each|both|any)\b", re.IGNORECASE)
_STRANGER = re.compile(
    r"^\W*(?i:(?:is|was|did|has)\s+)?(?P<name>(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Cllr)\.?\s+)?[A-Z][a-z][\w’'-]*(?:\s+[A-Z][\w’'-]*[a-z])+)"
)
_DONE: dict[Part, str] = {
    "signatory": "was signed by", "copied": "was copied to", "addressee": "was written to", "adviser": "names as adviser",
    "mentioned": "names",
}  # fmt: skip
_DID: dict[Part, str] = {
    "signatory": "signed",
    "copied": "was copied in on",
    "addressee": "was written to in",
}


def answer(inquiry: Inquiry) -> Answer | None:
    """Whether it is so, and who it is where it is not; None where no such premise is put to the letters."""
    question = inquiry.question
    if question.expects != "yes_no" or question.intent not in ("single-fact", "timeline", "points", "people"):
        return None
    text = question.standalone
    names = people.wanted_names(inquiry)
    stranger = "" if names else _stranger(inquiry)
    if not (names or stranger) or _EVERY.search(text):
        return None
    parts = people.parts_of(question.body)
    titles = frozenset() if parts else wanted_titles(inquiry)
    if not parts and not (titles and _holds(text, names or {stranger}, titles)):
        return None
    fitting = [
        Named(person, letter)
        for letter in inquiry.letters
        for person in letter.people
        if (person.part in parts if parts else _has_title(Named(person, letter), titles))
    ]
    theirs = [one for one in fitting if one.person.name in names]
    if parts and theirs:
        return None  # kinds/people.py says which letters these are
    if theirs:
        return _confirmed(inquiry, theirs, fitting)
    elsewhere = [
        Named(person, letter)
        for letter in inquiry.collection.letters
        for person in letter.people
        if person.name in names
    ]
    here = {letter.id for letter in inquiry.letters}
    elsewhere = [one for one in elsewhere if one.letter.id in here and not parts] or elsewhere
    return _corrected(inquiry, stranger, parts, fitting, elsewhere)


def _has_title(one: Named, titles: frozenset[str]) -> bool:
    return one.person.title in titles or title_of(one.person) in titles


def _holds(text: str, names: Collection[str], titles: frozenset[str]) -> bool:
    """Whether a question says of somebody that he or she holds a post or led an inspection."""
    if leads(text):
        return True
    asks = bool(re.match(rf"\W*{_BE}\b", text, re.IGNORECASE))
    words = {stem for title in titles for stem in content_stems(title)}
    for end in _ends(text, names):
        found = _POST_FOLLOWS.match(text[end:])
        if not found or not (asks or found["be"]) or text[end:].lstrip().startswith(","):
            continue  # "Ada Marsh, the director, asked …" says what she did
        if found["article"] or words.intersection(content_stems(found["first"])):
            return True
        if re.match(r"[\w’'-]+['’]s?\s", text[end + found.start("first") :]):  # "Northmoor's director"
            return True
    return False


def _ends(text: str, names: Collection[str]) -> list[int]:
    """Where in a text the surname of somebody ends."""
    surnames = {name.split()[-1].lower() for name in names}
    return [
        word.end()
        for word in re.finditer(r"\b[A-Z][\w-]*(?:['’][A-Z][\w-]*)?", text)
        if any(fuzz.ratio(word.group().lower(), surname) >= NEARLY for surname in surnames)
    ]


def _stranger(inquiry: Inquiry) -> str:
    """Somebody whom a question names and no letter does; "" for nobody."""
    found = _STRANGER.match(inquiry.question.standalone)
    if not found or any(
        place.start < found.end("name") and found.start("name") < place.end
        for place in inquiry.collection.places(inquiry.question.standalone)
    ):
        return ""
    known = {
        word.lower()
        for letter in inquiry.collection.letters
        for person in letter.people
        for word in f"{person.title} {person.organisation}".split()
    }
    words = found["name"].split()
    return "" if any(word.lower() in known for word in words) else " ".join(words)


def _confirmed(inquiry: Inquiry, theirs: Sequence[Named], fitting: Sequence[Named]) -> Answer:
    """Yes, with the letters; or that it was so once, and who it is in the last letter."""
    question = inquiry.question
    draft = Draft(inquiry)
    dated = question.spans or question.letter_ids or question.nth
    last = fitting[-1].letter
    if _NOW.search(question.standalone) and len(question.areas) == 1 and not dated:
        later = [one for one in fitting if one.letter.id == last.id]
        if theirs[-1].letter.id != last.id:
            draft.say(f"**No longer**: {_names_as(draft, later)}.")
            draft.say(f"Earlier, {_names_as(draft, theirs)}.")
            now = listed(list(dict.fromkeys(one.person.name for one in later)))
            return draft.done(key=f"No: {now} (earlier {theirs[-1].person.name})")
    draft.say(f"**Yes**: {_names_as(draft, theirs)}.")
    return draft.done(key=f"Yes: {listed([letter_phrase(letter) for letter in letters_of(theirs)])}")


def _corrected(
    inquiry: Inquiry,
    stranger: str,
    parts: tuple[Part, ...],
    fitting: Sequence[Named],
    elsewhere: Sequence[Named],
) -> Answer | None:
    """No, with who it is in the letters asked about, and what the letters say of who was named."""
    question = inquiry.question
    pointed = bool(question.areas or question.letter_ids)
    if not (fitting and pointed) and not elsewhere:
        return None
    draft = Draft(inquiry)
    said = []
    if fitting and pointed:
        said.append(_done(draft, fitting, parts) if parts else _names_as(draft, fitting))
    doing = [one for one in elsewhere if one.person.part in parts]
    if elsewhere:
        said.append(_of_them(draft, doing or elsewhere, done=bool(doing)))
    else:
        said.append(f"no letter names {escaped(stranger)}")
    draft.say(f"**No**: {'; '.join(said)}.")
    names = list(dict.fromkeys(one.person.name for one in fitting)) if pointed else []
    return draft.done(key=f"No: {listed(names)}" if names else "No")


def _names_as(draft: Draft, ones: Sequence[Named]) -> str:
    """ "the letter to Holmdale of 2 May 2024 names Ada Marsh as Case Lead [1]"; of one area's letters the last."""
    by_holder: dict[tuple[str, str], list[Named]] = {}
    for one in ones:
        by_holder.setdefault((one.person.name, described(one.person).lower()), []).append(one)
    told = []
    for (name, _), of_holder in list(by_holder.items())[-NAMED_AT_MOST:]:
        letters = letters_of(of_holder)
        verb = "names" if len(letters) == 1 else "name"
        where = listed([letter_phrase(letter) for letter in letters])
        marks = "".join(dict.fromkeys(cite(draft, one) for one in of_holder))
        told.append(f"{where} {verb} {escaped(name)} as {escaped(described(of_holder[0].person))} {marks}")
    return "; ".join(dict.fromkeys(told))


def _done(draft: Draft, ones: Sequence[Named], parts: tuple[Part, ...]) -> str:
    """ "the letter to Holmdale of 2 May 2024 was signed by Ada Marsh [1]"."""
    told = []
    for letter in letters_of(ones):
        here = [one for one in ones if one.letter.id == letter.id]
        named = listed([f"{_with_post(one)} {cite(draft, one)}" for one in here])
        told.append(f"{letter_phrase(letter)} {_DONE[here[0].person.part]} {named}")
    return "; ".join(told)


def _with_post(one: Named) -> str:
    post = described(one.person)
    return escaped(f"{one.person.name} ({post})" if post else one.person.name)


def _of_them(draft: Draft, ones: Sequence[Named], *, done: bool) -> str:
    """What the letters say of who was named: as what, or that he or she signed, and where."""
    by_post: dict[tuple[str, str], list[Named]] = {}
    for one in ones:
        post = "" if done else described(one.person).lower()
        by_post.setdefault((one.person.name, post), []).append(one)
    told = []
    for (name, _), of_post in by_post.items():
        where = listed([letter_phrase(letter) for letter in letters_of(of_post)])
        marks = "".join(dict.fromkeys(cite(draft, one) for one in of_post))
        post = described(of_post[0].person)
        if done:
            told.append(f"{escaped(name)} {_DID.get(of_post[0].person.part, 'is named in')} {where} {marks}")
        else:
            as_post = f" as {escaped(post)}" if post else ""
            told.append(f"{escaped(name)} is named{as_post} in {where} {marks}")
    return "; ".join(told)
