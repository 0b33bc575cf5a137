"""Who: the people that letters name, by name, by title, or by their part in the letter."""

import re
from collections.abc import Sequence

from assistant import naming
from assistant.answer import Answer
from assistant.bodies import is_of, of_those
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds import having, refusals
from assistant.kinds.dated import within
from assistant.kinds.draft import Draft
from assistant.kinds.named import Named, described, letters_of, line_of
from assistant.kinds.posts import leads, title_of, wanted_titles
from assistant.kinds.wording import letter_phrase
from assistant.names import alike
from assistant.prose import listed, number
from ingest.letter import LetterMetadata, Part

PARTS: tuple[tuple[Part, str, re.Pattern[str]], ...] = (
    (
        "signatory",
        "signed",
        re.compile(
            r"\bsign(?:s|ed|ing|ature|atory|atories)?\b|\bputs?\s+(?:his|her|their)\s+names?\s+to\b|\bwrote\s+(?!to\b)|\bpenned\b|\bsent\s+by\b|\bwritten\s+by\b|\bauthor|\bnames?\b[^?]{0,20}\b(?:at|on)\s+the\s+(?:bottom|foot|end)\b|\bfrom\s+whom\b",
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
            r"\baddress(?:ed|ee|ees)\b|\bwr(?:itten|ote)\s+to\b|\bwhom?\b[^?]{0,40}\bwrite\s+to\b|\bsent\s+to\b|\bsen[dt]\b[^?]{0,60}\bto\b(?=\W*$|\s+in\b)|\brecipients?\b|\bto\s+whom\b",
            re.IGNORECASE,
        ),
    ),
)
_WROTE = re.compile(  # "who wrote to Kent?", not "to whom did they write?"
    r"\bwho\s+(?:actually\s+)?(?:wrote|(?:has|have|had)\s+written)\s+to\b(?!\s+whom\b)", re.IGNORECASE
)
_EVERY = re.compile(r"\b(?:every|all|each|both)\b", re.IGNORECASE)
_PEOPLE = re.compile(  # "how many people were copied in": counted by name
    r"\bhow\s+many\s+(?:different\s+)?(?:people|persons|names|officials|signator(?:y|ies)|signatures|recipients|addressees|copies|were\b|are\b|signed\b)",
    re.IGNORECASE,
)
_OFTENEST = re.compile(  # "who led the most inspections?", "who has signed more than one letter?"
    r"\b(?:(?P<most>most|greatest\s+number\s+of)|more\s+than\s+one(?:\s+of\s+(?:the|these|our))?|several(?:\s+of\s+(?:the|these|our))?|two\s+or\s+more|at\s+least\s+two)\s+(?:inspections?|visits?|letters?|reports?|reviews?)\b|\bmost\s+often\b|\bmore\s+than\s+once\b",
    re.IGNORECASE,
)
_DONE_TO = re.compile(  # "who appointed the manager?" is not the manager
    r"^\W*(?:(?:and|so)\s+)?who\s+(?:(?:has|have|had|will|actually|first)\s+)*(?:appoint|recruit|hir|employ|chose|choose|chosen|select|nominat|dismiss|sack|pay|paid|fund|advertis)\w*\s+(?:for\s+)?(?:the|an?|its|their|our|your|this|that|[A-Z])",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\bwho(?:\s+(?:is|are)|['’]s)\b|\b(?:current|now|at\s+present)\b", re.IGNORECASE)
_JOB = re.compile(
    r"^\W*(?:and\s+)?who(?:\s+is|\s+was|['’]s)\s+(?!the\b|an?\b)(?:[\w’'-]+\s*){1,3}\W*$|\b(?:what\b[^?]*\b(?:job|title|post|position|role)\b|how\b[^?]*\b(?:job|title|post|position|role)\b[^?]*\b(?:chang|differ|var)\w*)|\bwhat\s+do(?:es)?\s+(?:[\w’'-]+\s+){1,3}do\b",
    re.IGNORECASE,
)


def about(inquiry: Inquiry) -> bool:
    """Whether a question is about the people of the letters."""
    question = inquiry.question
    parts = parts_of(question.body)
    if _job(inquiry):
        return True
    if having.OFTEN.search(question.standalone) and parts and wanted_names(inquiry):
        return True
    if question.intent == "single-fact" and parts and _PEOPLE.search(question.standalone):
        return bool(question.areas or question.letter_ids)
    if question.intent == "people" and _DONE_TO.match(question.standalone) and not parts:
        return False
    if question.intent == "people":
        return bool(parts or wanted_names(inquiry) or wanted_titles(inquiry))
    if question.intent in OF_MANY:
        return bool(wanted_names(inquiry) or (parts and wanted_titles(inquiry)))
    return question.expects == "yes_no" and bool(wanted_names(inquiry)) and bool(parts)


def answer(inquiry: Inquiry) -> Answer:
    """The people, or the areas whose letters have (or lack) them."""
    question = inquiry.question
    if question.intent in OF_MANY or having.OFTEN.search(question.standalone):
        return having.answer(inquiry, select(inquiry, inquiry.letters))
    found = select(inquiry, inquiry.letters)
    if not found:
        return _unknown(inquiry)
    if oftenest := _OFTENEST.search(question.standalone):
        return _list(inquiry, _by_letters(found, most=bool(oftenest["most"]) or "often" in oftenest.group()))
    if _job(inquiry):
        return _jobs(inquiry, found)
    now = _now(inquiry, found)
    return _list(inquiry, now, [one for one in found if one.person.name not in {n.person.name for n in now}])


def _by_letters(found: Sequence[Named], *, most: bool) -> list[Named]:
    """Those whom the most letters name, or more than one, with their letters; all where nobody is named twice."""
    times = {
        one.person.name: len({other.letter.id for other in found if other.person.name == one.person.name})
        for one in found
    }
    least = max(times.values()) if most else 2
    return [one for one in found if times[one.person.name] >= least] or list(found)


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts in a letter that a question names."""
    text = _WROTE.sub("who signed the letter of", text)
    return tuple(part for part, _, pattern in PARTS if pattern.search(text))


def select(inquiry: Inquiry, letters: Sequence[LetterMetadata]) -> list[Named]:
    """The people that fit what is asked: part, name and title."""
    parts, names, titles = (
        parts_of(inquiry.question.body),
        wanted_names(inquiry),
        wanted_titles(inquiry),
    )
    named = of_those(inquiry.question.standalone) if parts else ()
    titles = frozenset() if named else titles
    # Of those whom a report names one led: there the title counts beside the name.
    by_name = bool(names) and not leads(inquiry.question.standalone)
    kept: dict[tuple[str, str, int], Named] = {}
    for letter in letters:
        for person in letter.people:
            fits = (not parts or person.part in parts) and (not names or person.name in names)
            fits = fits and (not named or any(is_of(person, body) for body in named))
            if fits and (by_name or not titles or person.title in titles or title_of(person) in titles):
                kept.setdefault((letter.id, person.name, person.paragraph), Named(person, letter))
    found = list(kept.values())
    of = () if parts or names else of_those(inquiry.question.standalone)
    return [one for one in found if any(is_of(one.person, body) for body in of)] or found


def wanted_names(inquiry: Inquiry) -> frozenset[str]:
    """The names, in any of their spellings, of the people a question names."""
    names = inquiry.collection.person_names
    return frozenset(name for name in names if alike(name, inquiry.question.standalone))


def _job(inquiry: Inquiry) -> bool:
    """Whether a question asks what somebody's post is: "what is X's job?", "who is X?"."""
    return bool(_JOB.search(inquiry.question.standalone) and wanted_names(inquiry)) and not parts_of(
        inquiry.question.body
    )


def _now(inquiry: Inquiry, found: Sequence[Named]) -> Sequence[Named]:
    """Of the holders of a post those of the last letter, where the question asks who it is today."""
    question = inquiry.question
    if not _PRESENT.search(question.standalone) or question.spans or question.letter_ids or question.nth:
        return found
    if parts_of(question.body) or wanted_names(inquiry) or len(question.areas) != 1:
        return found
    last = [one.letter.id for one in found][-1]
    return [one for one in found if one.letter.id == last]


def _jobs(inquiry: Inquiry, found: Sequence[Named]) -> Answer:
    """What somebody's post is, and what it was before, each with its letters."""
    draft = Draft(inquiry)
    by_title: dict[tuple[str, str], list[Named]] = {}
    spans = inquiry.question.spans
    then = [one for one in found if spans and within(one.letter, "sent", spans)]
    for named in then or found:
        if title := described(named.person):
            by_title.setdefault((named.person.name, title), []).append(named)
    if not by_title:
        return refusals.not_found(inquiry, "No post is given.")
    for (name, _), ones in by_title.items():
        draft.point(line_of(draft, name, ones))
    name, title = list(by_title)[-1]
    if inquiry.question.intent == "timeline":
        title = "; ".join(dict.fromkeys(one for _, one in by_title))
    key = f"{name}, {title}" if inquiry.question.intent == "people" else title
    return draft.done(key=key, notes=having.maybe_one(inquiry, {name for name, _ in by_title}))


def _list(inquiry: Inquiry, found: Sequence[Named], earlier: Sequence[Named] = ()) -> Answer:
    draft = Draft(inquiry)
    yes_no = inquiry.question.expects == "yes_no"
    by_name: dict[str, list[Named]] = {}
    for named in found:
        by_name.setdefault(named.person.name, []).append(named)
    where = _in_short(inquiry, letters_of(found))
    if yes_no:
        draft.say(f"**{'No' if where.startswith('only') else 'Yes'}**: {where}.")
    lines = [line_of(draft, name, ones) for name, ones in by_name.items()]
    for line in lines:
        draft.point(line) if len(lines) > 1 or yes_no else draft.say(line)
    before: dict[str, list[Named]] = {}
    for named in earlier:
        before.setdefault(named.person.name, []).append(named)
    if before:
        draft.say("Earlier:")
        for name, ones in before.items():
            draft.point(line_of(draft, name, ones))
    names = listed(list(by_name))
    if before:
        names += f" (earlier {listed(list(before))})"
    key = f"{'No' if where.startswith('only') else 'Yes'}: {where}" if yes_no else names
    if re.search(r"\bhow\s+many\b", inquiry.question.standalone, re.IGNORECASE):
        key = str(len(by_name))
    return draft.done(key=key, notes=having.maybe_one(inquiry, set(by_name)))


def _in_short(inquiry: Inquiry, letters: Sequence[LetterMetadata]) -> str:
    """The letters by name; "all 13 letters" where they are all, and "only" where not all that were asked about."""
    asked = set(inquiry.question.areas)
    every = len(letters) == len(inquiry.letters) or (
        len(asked) > 1 and asked == {name for letter in letters for name in letter.areas}
    )
    if len(letters) == len(inquiry.letters) > 2:
        return f"all {number(len(letters))} letters"
    named = listed([letter_phrase(letter) for letter in letters])
    return f"only {named}" if not every and _EVERY.search(inquiry.question.standalone) else named


def _unknown(inquiry: Inquiry) -> Answer:
    if inquiry.question.expects == "yes_no" and wanted_names(inquiry):
        draft = Draft(inquiry)
        elsewhere = select(inquiry, inquiry.collection.letters)
        where = listed([letter_phrase(letter) for letter in letters_of(elsewhere)])
        draft.say(f"**No**{f': only {where}' if where else ''}.")
        for named in elsewhere:
            draft.point(line_of(draft, named.person.name, [named]))
        return draft.done(key="No") if elsewhere else refusals.not_found(inquiry)
    if naming.asked(inquiry.question.standalone) and inquiry.judged.likely(refusals.NEAR):
        return refusals.unnamed(inquiry)
    return refusals.not_found(inquiry, "Nobody who fits is named.")
