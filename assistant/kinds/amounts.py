""" "Which letter was signed by two people?", "which area has had the most letters?": how many of what letters have, compared.

Only what is counted without judging: signatures, copies, addressees, letters to an area, a report's actions, and what letters ask or praise.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Group, Verdict
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds import people
from assistant.kinds.counts import cite as cite_letter
from assistant.kinds.draft import Draft
from assistant.kinds.named import Named, cite
from assistant.kinds.stated import set_out
from assistant.kinds.wording import areas_line, short_area
from assistant.occasions import of_dates_alone
from assistant.periods import undated
from assistant.prose import counted, listed
from assistant.quantities import WORDS
from assistant.verdicts import coverage
from ingest.letter import LetterMetadata, Paragraph, Part, Role, british

_POINTS: tuple[tuple[str, re.Pattern[str], tuple[Role, ...]], ...] = (
    (
        "point asked",
        re.compile(
            r"\b(?:recommendations?|next\s+steps?|asks|requests|requirements|things\s+to\s+do)\b",
            re.IGNORECASE,
        ),
        (Role.ASK, Role.REQUIREMENT),
    ),
    (
        "point praised",
        re.compile(r"\b(?:praise|strengths|successes|achievements)\b", re.IGNORECASE),
        (Role.PRAISE,),
    ),
)
_OF_POINTS = frozenset(
    re.findall(
        r"\w+",
        """recommendation recommendations step steps asks requests requirements things to do praise strengths successes
        achievements set given gave makes made contains contain lists got gets was were""",
    )
)
Holds = Callable[[int], bool]

_NUMBER = rf"(?P<n>\d+|{'|'.join(WORDS)}|once|twice)"
_MOST = re.compile(
    r"\b(?:most(?!\s+recent)|highest\s+number|largest\s+number|greatest\s+number|longest\s+list)\b",
    re.IGNORECASE,
)
_FEWEST = re.compile(
    r"\b(?:fewest|(?<!at )least|smallest\s+number|lowest\s+number|shortest\s+list)\b", re.IGNORECASE
)
_MORE = re.compile(
    rf"\b(?:more|over)\s+than\s+{_NUMBER}\b|\b(?P<several>several|multiple|joint(?:ly)?)\b", re.IGNORECASE
)
_LESS = re.compile(rf"\b(?:fewer|less)\s+than\s+{_NUMBER}\b", re.IGNORECASE)
_LEAST = re.compile(
    rf"\b(?:at\s+least\s+{_NUMBER}|{_NUMBER.replace('<n>', '<m>')}\s+or\s+more)\b", re.IGNORECASE
)
_EXACTLY = re.compile(
    rf"\b(?:(?:only|just|exactly)\s+(?:had\s+|been\s+\w+\s+(?:to\s+)?)?)?{_NUMBER}(?:\s+time)?\b",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"^\W*(?:and\s+|so\s+)?(?:(?:in|to)\s+)?(?:which|what|whose|who|how\s+many)\b", re.IGNORECASE
)
_WHICH_ONE = re.compile(
    r"^\W*(?:which|what)\s+(?:one|two|three|four|five)?\b|\b(?:of\s+)?(?:the|these|those|our)\s+\w+\s+(?=letters|areas)|\ba\s+(?=letter\b|copy\b)",
    re.IGNORECASE,
)
_LETTERS_EACH = re.compile(  # how many letters an area has
    r"\b(?:areas?|councils?|partnerships?|authorit(?:y|ies)|places|who)\b[^?]*\b(?:(?:letters?|written\s+to|heard\s+from)\b|(?:reviewed|inspected|met|seen|visited)\b[^?]*\b(?:once|twice|times)\b)",
    re.IGNORECASE,
)
_ACTIONS = re.compile(  # what a report sets in a list of its own
    r"\b(?:number\s+of\s+)?(?:(?:areas?\s+(?:for|of)\s+)?(?P<priority>priority\s+actions?)|(?P<improvement>areas?\s+(?:for|of)\s+improvements?))\b(?!\s+plans?)",
    re.IGNORECASE,
)
_WORDS = frozenset(
    re.findall(
        r"\w+",
        """signed sign signs signature signatures signatory signatories copied copy copies copying cc addressed addressee
        addressees people person persons names name officials number highest largest greatest lowest smallest list longest
        shortest more most fewer fewest less least than over several multiple joint jointly only just exactly once twice
        time times one two three four five six seven eight nine ten dozen single than a an had been to them by in on
        received receive recipients recipient written how many""",
    )
)
_SET = _WORDS | set(
    re.findall(r"\w+", "worst case cases given set got gets listed imposed issued end ended ends total each")
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An area or a letter, and what it has of what is counted."""

    letters: tuple[LetterMetadata, ...]
    named: tuple[Named, ...]  # () where letters are counted
    count: int
    actions: tuple[Paragraph, ...] = ()  # where those of a report are counted
    points: tuple[Paragraph, ...] = ()  # where those of a letter are


def answer(inquiry: Inquiry) -> Answer | None:
    """The areas or letters with the most, the fewest or a number of them; None where something else is asked."""
    question = inquiry.question
    text = question.standalone
    if inquiry.few and (of_actions := _by_actions(inquiry) or _of_points(inquiry)):
        return of_actions
    if question.intent not in (*OF_MANY, "comparison"):
        return None
    if (
        not _WHICH.match(text)
        or question.areas
        or question.people
        or not of_dates_alone(text, inquiry.collection, _WORDS)
    ):
        return None
    parts = people.parts_of(question.body)
    of_letters = not parts or bool(re.search(r"\bwritten\s+to\b", text, re.IGNORECASE))
    if of_letters and not _LETTERS_EACH.search(text):
        return None
    test = _test(undated(text))
    letters = [one for one in inquiry.letters if not one.unreadable]
    found = _of_areas(letters) if of_letters else _of_letters(letters, parts)
    if test is None or not found:
        return None
    return _told(inquiry, found, test([one.count for one in found]), "letter" if of_letters else "name")


def _by_actions(inquiry: Inquiry) -> Answer | None:
    """The areas whose reports set the most, the fewest or a number of actions; None where something else is asked."""
    question, text = inquiry.question, inquiry.question.standalone
    asked = _ACTIONS.search(text)
    if not asked or question.areas or question.people:
        return None
    rest = f"{text[: asked.start()]} {text[asked.end() :]}"
    test = _test(undated(rest))
    if test is None or not of_dates_alone(rest, inquiry.collection, _SET):
        return None
    stem, noun = (
        ("priority action", "priority action")
        if asked["priority"]
        else ("improvement", "area for improvement")
    )
    set_by = [
        (letter, tuple(set_out(inquiry.open(letter.id).paragraphs, stem)))
        for letter in inquiry.letters
        if letter.kind == "report" and not letter.unreadable
    ]
    found = [Amount((letter,), (), len(actions), actions) for letter, actions in set_by]
    counts = [one.count for one in found if one.count]
    if not counts:
        return None
    holds = test(counts)
    return _told(inquiry, found, lambda count: count > 0 and holds(count), noun)


def _of_points(inquiry: Inquiry) -> Answer | None:
    """The letters that ask or praise the most; None where that is not asked, or of some topic."""
    question = inquiry.question
    text = question.standalone
    kind = next((one for one in _POINTS if one[1].search(text)), None)
    most = _MOST.search(text) or _FEWEST.search(text)
    if kind is None or not most or not _WHICH.match(text) or question.areas or question.people:
        return None
    if not of_dates_alone(text, inquiry.collection, _WORDS | _OF_POINTS):
        return None
    noun, _, roles = kind
    found = []
    for letter in inquiry.letters:
        paragraphs = inquiry.open(letter.id).paragraphs
        led = {one.lead_in_number for one in paragraphs}
        ones = tuple(one for one in paragraphs if one.role in roles and one.number not in led)
        found += [] if letter.unreadable else [Amount((letter,), (), len(ones), points=ones)]
    test = _test(undated(text))
    if test is None or not found:
        return None
    return replace(_told(inquiry, found, test([one.count for one in found]), noun), intent="comparison")


def _test(text: str) -> Callable[[Sequence[int]], Holds] | None:
    """What an amount must be, given all amounts; None where a question compares none."""
    if _MOST.search(text):
        return lambda all_: lambda count: count == max(all_)
    if _FEWEST.search(text):
        return lambda all_: lambda count: count == min(all_)
    if more := _MORE.search(text):
        above = 1 if more["several"] else _number(more["n"])
        return lambda _: lambda count: count > above
    if less := _LESS.search(text):
        below = _number(less["n"])
        return lambda _: lambda count: count < below
    if least := _LEAST.search(text):
        floor = _number(least["n"] or least["m"])
        return lambda _: lambda count: count >= floor
    if exactly := _EXACTLY.search(_WHICH_ONE.sub(" ", text)):
        number = _number(exactly["n"])
        return lambda _: lambda count: count == number
    return None


def _number(word: str) -> int:
    word = word.lower()
    if word.isdigit():
        return int(word)
    return {"once": 1, "twice": 2}.get(word) or WORDS[word]


def _of_areas(letters: Sequence[LetterMetadata]) -> list[Amount]:
    names = dict.fromkeys(name for one in letters for name in one.area_names)
    to = {name: tuple(one for one in letters if name in one.area_names) for name in names}
    return [Amount(ones, (), len(ones)) for ones in to.values()]


def _of_letters(letters: Sequence[LetterMetadata], parts: tuple[Part, ...]) -> list[Amount]:
    named = [tuple(Named(one, letter) for one in letter.people if one.part in parts) for letter in letters]
    return [
        Amount((letter,), ones, len({one.person.name for one in ones}))
        for letter, ones in zip(letters, named, strict=True)
    ]


def _told(inquiry: Inquiry, found: Sequence[Amount], holds: Holds, noun: str) -> Answer:
    chosen = [one for one in found if holds(one.count)]
    meant = {letter.id for one in chosen for letter in one.letters}
    decided = tuple(
        Verdict(
            letter=letter,
            decision="matched" if letter.id in meant else "not_matched",
            reason=_many(one.count, noun),
        )
        for one in found
        for letter in one.letters
    )
    names = tuple(
        dict.fromkeys(name for one in chosen for letter in one.letters for name in letter.area_names)
    )
    counting = inquiry.question.intent == "count"
    draft = Draft(inquiry)
    draft.say(areas_line(names, coverage(decided)))
    for one in chosen:
        _point(draft, one, noun)
    keys = "; ".join(f"{_label(one)} ({one.count})" for one in chosen)
    return draft.done(
        key=str(len(chosen)) if counting else keys or None,
        areas=names,
        letters=tuple(letter.id for one in chosen for letter in one.letters),
        coverage=coverage(decided),
        verdicts=decided,
    )


def _many(count: int, noun: str) -> str:
    """ "two areas for improvement", "three points asked"."""
    head, *rest = re.split(r"(?=\s(?:for|asked|praised)\b)", noun, maxsplit=1)
    return f"{counted(count, head)}{''.join(rest)}"


def _label(one: Amount) -> str:
    return listed([short_area(name) for name in one.letters[-1].area_names])


def _point(draft: Draft, one: Amount, noun: str) -> None:
    label = _label(one)
    dated = f" ({british(one.letters[0].sent)})" if (one.named or one.points) and one.letters[0].areas else ""
    before = len(draft.cited.citations)
    if one.actions:
        told = "; ".join(draft.quote(action, one.letters[0]).text for action in one.actions)
    elif one.points:
        told = "".join(f"[{draft.quote(point, one.letters[0]).number}]" for point in one.points)
    elif one.named:
        by_name = {named.person.name: named for named in one.named}
        told = listed([f"{named.person.name} {cite(draft, named)}" for named in by_name.values()])
    else:
        told = "; ".join(f"{british(letter.sent)}: {cite_letter(draft, letter)}" for letter in one.letters)
    draft.point(f"**{label}**{dated}, {_many(one.count, noun)}: {told}")
    numbers = tuple(range(before + 1, len(draft.cited.citations) + 1))
    draft.groups.append(
        Group(label=label, areas=one.letters[-1].area_names, date=one.letters[-1].sent, citations=numbers)
    )
