"""What Letterbook says when the letters do not answer: each a status that a program can read, with the reason."""

import re

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.judge import Judged
from assistant.kinds.draft import Draft
from assistant.kinds.wording import area, letter_phrase
from assistant.prose import capital, counted, escaped, listed, section
from assistant.values import VALUED
from ingest.letter import Role

NEAR = 0.25  # a paragraph below this is not worth naming as the nearest thing found
CERTAIN = 0.75  # another area's paragraph as likely as this is named where the area asked about has none
OF_ONE = (*VALUED, "date", "person")  # what is asked for of this kind is one area's, and not another's
_WHY = re.compile(r"\bwhy\b|\breasons?\b|\bhow\s+come\b", re.IGNORECASE)
_NOTHING = {  # by what an area was, where no topic is given
    "praised": "No praise", "asked": "Nothing that is asked", "criticised": "No criticism", "reported": "Nothing that the area reported"
}  # fmt: skip
NAMED = 12  # areas named in full when one is asked for that is not there


def out_of_scope(inquiry: Inquiry) -> Answer:
    """Decline what no letter could answer: opinions, rankings of people, other subjects."""
    draft = Draft(inquiry)
    draft.say(
        "The letters cannot answer this. They record what reviewers found, praised and asked of each area; they do not rank people, give opinions or deal with other subjects."
    )
    return draft.done("out_of_scope")


def absent_place(inquiry: Inquiry) -> Answer:
    """Say that no letter is to the place that was asked about, and where it is merely mentioned."""
    draft = Draft(inquiry)
    asked = [escaped(name) for name in inquiry.question.absent]
    have = [name for name in inquiry.collection.areas if not name.startswith("unknown (")]
    kind = "letter"
    listing = (
        f" Letters here are to {listed(have)}."
        if 0 < len(have) <= NAMED
        else f" The collection covers {counted(len(have), 'area')}."
    )
    draft.say(f"There is no {kind} to {listed(asked, 'or')} in this collection.{listing}")
    letters = mentioned_in(inquiry, inquiry.question.absent)
    if letters:
        draft.say(f"{capital(listed(asked))} is only named in passing, in {listed(letters[:4])}.")
    return draft.done("not_found")


def not_found(inquiry: Inquiry, note: str = "") -> Answer:
    """Say that the letters do not state it, and the nearest thing they do say."""
    draft = Draft(inquiry)
    where = _where(inquiry)
    question = inquiry.question
    if nothing := "" if question.topic else _NOTHING.get(question.role_word, ""):
        said = f"{nothing} was found in {where}."
    else:
        said = f"{capital(where)} {'do' if where.startswith('the letters') else 'does'} not state this."
    draft.say(f"{said} {note}".rstrip())
    if other := _in_another(inquiry):
        draft.say(f"{capital(letter_phrase(other.hit.letter))} does: {draft.evidence(other).text}")
    nearest = next(iter(inquiry.judged.likely(NEAR)), None)
    if nearest is None or other:
        return draft.done("not_found")
    under = f", under ‘{escaped(section(nearest.hit.paragraph))}’" if nearest.hit.paragraph.headings else ""
    draft.say(
        f"The nearest paragraph is in {letter_phrase(nearest.hit.letter)}{under}; it does not answer the question."
    )
    return draft.done("not_found", notes=(f"Nearest paragraph: {nearest.hit.paragraph.id}",))


def unnamed(inquiry: Inquiry) -> Answer:
    """Say that no name is given where one is asked for, and quote the nearest mention."""
    likely = inquiry.judged.likely(NEAR)
    nearest = next((one for one in likely if one.hit.paragraph.role is not Role.ADMIN), None)
    if nearest is None:
        return not_found(inquiry, "No name is given.")
    draft = Draft(inquiry)
    where = _where(inquiry)
    draft.say(f"{capital(where)} {'give' if where.startswith('the letters') else 'gives'} no such name.")
    draft.say(
        f"The nearest mention is in {letter_phrase(nearest.hit.letter)}: {draft.evidence(nearest).text}"
    )
    return draft.done("not_found", notes=(f"Nearest paragraph: {nearest.hit.paragraph.id}",))


def nothing_in_scope(inquiry: Inquiry) -> Answer:
    """Say that no letter lies within the areas and dates asked for."""
    draft = Draft(inquiry)
    if not inquiry.collection.letters:
        draft.say("This collection is empty. `letterbook ingest FOLDER` fills it.")
        return draft.done("not_found")
    draft.say("No letter in this collection is within the areas and dates asked for.")
    return draft.done("not_found")


def after_the_last(inquiry: Inquiry) -> Answer:
    """Say that the last letter was sent before what is asked."""
    draft = Draft(inquiry)
    names = inquiry.question.areas
    last = max(
        (letter for letter in inquiry.collection.of_area(*names) if letter.sent and letter.areas),
        key=lambda letter: str(letter.sent),
    )
    draft.say(f"No letter here was sent after that: the last is {letter_phrase(last)}.")
    return draft.done("not_found")


def unclear(inquiry: Inquiry) -> Answer:
    """Ask one question back."""
    draft = Draft(inquiry)
    names = [area(name) for name in inquiry.collection.areas[:4]]
    hint = f" For example {listed(names, 'or')}." if names else ""
    draft.say(f"What would you like to know, and about which area?{hint}")
    return draft.done("needs_clarification")


def mentioned_in(inquiry: Inquiry, names: tuple[str, ...]) -> list[str]:
    """The letters whose text names a place, in prose."""
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
    hits = inquiry.search(" ".join(names))
    letters = {hit.letter.id: hit.letter for hit in hits if pattern.search(hit.paragraph.text)}
    return [letter_phrase(letter) for letter in letters.values()]


def _in_another(inquiry: Inquiry) -> Judged | None:
    """What a letter to another area says of a topic that is asked of one; None where none says all of it."""
    question = inquiry.question
    if not question.topic or not (question.areas or question.letter_ids) or question.expects in OF_ONE:
        return None
    if _WHY.search(question.standalone):  # one area's reason is not another's
        return None
    here = {name for letter in inquiry.letters for name in letter.area_names}
    others = [one for one in inquiry.collection.letters if here.isdisjoint(one.area_names)]
    best = next(iter(inquiry.find(others).matching()), None) if others else None
    if best is None or best.probability < CERTAIN or best.hit.paragraph.role is Role.ADMIN:
        return None
    paragraph = best.hit.paragraph
    return None if inquiry.matcher.missing_in(f"{paragraph.context} {paragraph.text}") else best


def _where(inquiry: Inquiry) -> str:
    names = inquiry.question.areas
    if names:
        return (
            f"the letters to {listed([area(name) for name in names])}".replace(
                "letters to the area of the letter", "the letter"
            )
            if len(inquiry.letters) > 1
            else letter_phrase(inquiry.letters[0])
        )
    return "the letters"
