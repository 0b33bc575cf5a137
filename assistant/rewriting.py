"""A follow-up made stand-alone by a language model (`prompts/rewrite.md`), where the result can be believed.

It may only put words of the conversation in the place of "those" and "it": a word from elsewhere, a lost word of
the question, or a "not" too many or too few, and the embedded rewriting (followup.py) stands.
"""

import logging
import re
from collections.abc import Sequence

from pydantic import BaseModel, Field

from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from assistant.followup import Standalone
from assistant.injection import addressed_to_machine
from assistant.proof import cleaned
from assistant.readererror import ReaderError
from assistant.talk import Talk
from assistant.terms import STOP_WORDS, content_stems, stems, tokens
from prompts import load

log = logging.getLogger(__name__)

TURNS = 6
LONGEST_TURN = 1_500  # characters of one that are sent
LONGEST = 400  # characters of a stand-alone question
SHARE = 0.25  # of the time for the question
_NAME = re.compile(r"\b[A-Z\d][\w’'-]*")
_NEGATION = re.compile(r"\b(?:not|no|never|none|neither|nor|without)\b|n['’]t\b", re.I)
# Words that point back, and words that only frame a question: they come and go.
_POINTING = frozenset(
    stem
    for word in [
        "one",
        "ones",
        "other",
        "others",
        "else",
        "elsewhere",
        "rest",
        "same",
        "latter",
        "former",
        "previous",
        "earlier",
        "later",
        "latest",
        "last",
        "next",
        "first",
        "second",
        "area",
        "areas",
        "letter",
        "letters",
        "report",
        "reports",
        "review",
        "reviews",
        "council",
        "councils",
        "partnership",
        "place",
        "places",
        "person",
        "people",
        "question",
        "about",
        "regard",
        "regarding",
        "concerning",
        "what's",
        "ask",
        "asked",
        "say",
        "said",
        "mention",
        "mentioned",
        "be",
        "been",
    ]
    for stem in stems(word)
)


class Rewritten(BaseModel):
    """What the model makes of a follow-up."""

    question: str = Field(description="the last question, so that it can be understood alone")


def rewritten(
    talk: Talk, question: str, conversation: Conversation, collection: Collection, embedded: Standalone
) -> Standalone:
    """The stand-alone question; the embedded one where the model cannot be had or believed.

    Where the embedded rewriting counts over the items of the last answer, that is exact, and stays.
    """
    if embedded.earlier or not conversation.turns:
        return embedded
    turns = [turn for turn in conversation.turns[-TURNS:] if not _suspect(turn, question)]
    marker = talk.marker()
    said = "\n".join(f"{marker} {turn.role}\n{_line(turn.content)[:LONGEST_TURN]}" for turn in turns)
    messages = load("rewrite").format_messages(marker=marker, turns=said, question=question[:LONGEST_TURN])
    try:
        text = cleaned(talk.ask(messages, Rewritten, share=SHARE).question)
    except ReaderError as exc:
        log.warning("the follow-up is read without the model: %s", exc)
        return embedded
    if _stems(text) == _stems(question):
        return embedded  # the model found nothing to resolve; the patterns may have
    why = objection(text, question, conversation.turns, collection.areas)
    if why:
        log.warning("the model's reading of the follow-up is not taken: %s", why)
        return embedded
    return Standalone(text=text)


def objection(text: str, question: str, turns: Sequence[Turn], areas: Sequence[str]) -> str:
    """Why a stand-alone question is not what was asked; "" where nothing speaks against it."""
    if not text or len(text) > max(LONGEST, len(question)):
        return "it is empty or too long"
    if addressed_to_machine(text) and not addressed_to_machine(question):
        return "it reads like an order to a program"
    asked, made = _stems(question), _stems(text)
    if lost := asked - made - _POINTING:
        return f"it leaves out {min(lost)}"
    if new := made - asked - _POINTING - _known(turns, areas):
        return f"it brings in {min(new)}"
    if bool(_NEGATION.search(text)) != bool(_NEGATION.search(_before(question, turns))):
        return "it says no in place of yes, or yes in place of no"
    return ""


def _before(question: str, turns: Sequence[Turn]) -> str:
    """The question; after the earlier one where it is a fragment of that ("And Birmingham?")."""
    earlier = next((turn.content for turn in reversed(turns) if turn.role == "user"), "")
    fragment = re.match(r"\W*(?:and|what about|how about|or|also)\b", question, re.IGNORECASE)
    return f"{earlier} {question}" if fragment else question


def _known(turns: Sequence[Turn], areas: Sequence[str]) -> frozenset[str]:
    """The words that a rewriting may bring in: what the person said, and names and figures of the answers."""
    said = " ".join(turn.content for turn in turns if turn.role == "user")
    answered = " ".join(turn.content for turn in turns if turn.role == "assistant")
    named = [area for area in areas if area in answered]
    held = [area for turn in turns for area in turn.areas]
    return frozenset(_stems(" ".join([said, *_NAME.findall(answered), *named, *held])))


def _suspect(turn: Turn, question: str) -> bool:
    return turn.role == "assistant" and addressed_to_machine(turn.content)


def _stems(text: str) -> frozenset[str]:
    """The stems that count, without possessives and stop words."""
    return frozenset(content_stems(text)) | {one.stem for one in tokens(text) if one.word not in STOP_WORDS}


def _line(text: str) -> str:
    return " ".join(text.split())
