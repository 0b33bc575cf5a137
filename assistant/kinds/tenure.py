""" "Has Kent had the same director throughout?", "did its case lead change?": who held a post in each letter to an area."""

import re
from collections.abc import Sequence

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds import having
from assistant.kinds.draft import Draft
from assistant.kinds.named import Named, cite
from assistant.kinds.people import parts_of
from assistant.kinds.posts import ANY_PERSON, beyond, title_of, wanted_titles
from assistant.kinds.wording import short_area
from assistant.names import alike
from assistant.prose import escaped, listed
from assistant.terms import content_stems
from ingest.letter import british

_SAME = re.compile(
    r"\bsame\b|\bunchanged\b|\bstay(?:ed)?\b|\bremain(?:ed)?\b|\bkept\b|\bkeep\b|\bthroughout\b|\ball\s+along\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\bchang(?:e[ds]?|ing)\b|\bdifferent\b|\bmore\s+than\s+one\b|\ba\s+new\b|\bnew\b(?=[^?]*\b(?:between|since|from|by)\b)|\breplaced\b|\bturnover\b",
    re.IGNORECASE,
)
_FRAME = frozenset(
    content_stems(
        """same unchanged change changed changes changing different new replaced turnover stay stayed remain remained
        keep keeps kept throughout along letter letters report reports review reviews first last second latest earlier
        later two three time times person people one somebody someone name names named order hold holds held holder
        led lead leads ran run runs headed served serve post role job still both between since give list area areas council councils partnership partnerships"""
    )
)


def answer(inquiry: Inquiry) -> Answer | None:
    """Who held the post, letter by letter, and whether that changed; None where a question asks something else."""
    question = inquiry.question
    text = question.standalone
    same, changed = _SAME.search(text), _CHANGED.search(text)
    of_many = question.intent in OF_MANY
    if not (same or changed) or not ANY_PERSON.search(text) or question.people or parts_of(question.body):
        return None
    if question.role_word or not (of_many or (question.expects == "yes_no" and question.areas)):
        return None
    titles = wanted_titles(inquiry)
    if not titles or beyond(inquiry, titles, _FRAME):
        return None
    held = {name: _held(inquiry, name, titles) for name in _names(inquiry)}
    held = {name: ones for name, ones in held.items() if len({one.letter.id for one in ones}) > 1}
    if of_many:
        return _of_areas(inquiry, held, changed=bool(changed))
    return _told(inquiry, held, same=not changed) if held else None


def _names(inquiry: Inquiry) -> Sequence[str]:
    named = inquiry.question.areas or inquiry.followed.areas
    return named or tuple(dict.fromkeys(name for one in inquiry.letters for name in one.area_names))


def _held(inquiry: Inquiry, area: str, titles: frozenset[str]) -> list[Named]:
    """Who held the post, once for each letter to the area that names somebody, oldest first."""
    kept: dict[tuple[str, str], Named] = {}
    for letter in inquiry.collection.of_area(area):
        for person in letter.people:
            if person.title in titles or title_of(person) in titles:
                kept.setdefault((letter.id, person.name), Named(person, letter))
    return list(kept.values())


def _runs(ones: Sequence[Named]) -> list[list[Named]]:
    """The holders of a post one after the other, each with the letters that name them, however the name is spelled."""
    runs: list[list[Named]] = []
    for one in ones:
        if runs and alike(runs[-1][0].person.name, one.person.name):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _of_areas(inquiry: Inquiry, held: dict[str, list[Named]], *, changed: bool) -> Answer:
    found = [one for ones in held.values() if (len(_runs(ones)) > 1) is changed for one in ones]
    return having.told(inquiry, found, {one.letter.id for one in found})


def _told(inquiry: Inquiry, held: dict[str, list[Named]], *, same: bool) -> Answer:
    draft = Draft(inquiry)
    changed = any(len(_runs(ones)) > 1 for ones in held.values())
    word = "Yes" if changed is not same else "No"
    draft.say(f"**{word}**: {'; '.join(_of_area(draft, name, ones) for name, ones in held.items())}.")
    names = [run[0].person.name for ones in held.values() for run in _runs(ones)]
    return draft.done(key=f"{word}: {', then '.join(dict.fromkeys(names))}")


def _of_area(draft: Draft, area: str, ones: Sequence[Named]) -> str:
    """ "Holmdale: Ada Marsh (2 May 2023) [1], then Brian Oakes (4 June 2024) [2]"."""
    told = []
    for run in _runs(ones):
        dates = listed([f"{british(one.letter.sent)} {cite(draft, one)}" for one in run])
        told.append(f"{escaped(run[0].person.name)} ({dates})")
    return f"{short_area(area)}: {', then '.join(told)}"
