"""What the turns before a follow-up were: the last question and its answer, and the areas that turns were about."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import frames
from assistant.asked import LONGEST
from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from assistant.periods import periods

_OF_IT = re.compile(  # what letters hold one of each, asked for with no word of whose: "who was copied in?"
    r"^\W*(?:(?:and|so)\s+)?(?:(?:who|whom)\s+(?:else\s+)?(?:(?:was|were|is|are|did|has|have|got|get|received?|given|sent|also|been|they|officials|inspectors|actually|the\s+(?:letter|report))\s+)*"
    r"(?:(?:(?:an?|any)\s+)?cop(?:y|ies)|sign(?:ed)?|cop(?:ied|y)(?:\s+in(?:to)?)?|cc['’]?d|addressed(?:\s+to)?|wr(?:ote|ite|itten)(?:\s+to)?|sen[dt]\s+to)"
    r"|when\s+(?:was|were|is|will|did|does)\s+(?:the\s+)?(?:(?:review|stocktake|progress)\s+)?(?:meeting|review|stocktake|inspection|visit|letter|report|inspectors|officials)(?:\s+(?:be|sent|held|dated|written|published|take\s+place|begin|end|start|due|visit|meet))*)\W*$",
    re.IGNORECASE,
)
FURTHEST = 8  # turns before a follow-up that was a follow-up itself
GAP = re.compile(r"\s{20,}")  # which no sentence has, and over which patterns are slow


def last_of(conversation: Conversation | None) -> tuple[Turn | None, Turn | None]:
    """The last question, and the last answer."""
    turns = [_cut(turn) for turn in conversation.turns] if conversation else []
    asked = next((turn for turn in reversed(turns) if turn.role == "user"), None)
    answered = next((turn for turn in reversed(turns) if turn.role == "assistant"), None)
    return asked, answered


def areas_of(turns: Sequence[Turn | None], collection: Collection) -> tuple[str, ...]:
    """The areas of the first of the turns that has any: those it was given, else those it names."""
    for turn in turns:
        if turn is None:
            continue
        if turn.areas:
            return turn.areas
        names = [place.name for place in collection.places(turn.content) if place.known]
        letters = collection.referred(turn.content, periods(turn.content)).letter_ids
        names += [
            name
            for letter_id in letters
            for name in collection.letter(letter_id).area_names
            if not collection.letter(letter_id).areas
        ]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def remembered(conversation: Conversation, collection: Collection) -> tuple[str, ...]:
    """The areas of the turns before the last question, the nearest that has any; () after a question about all."""
    turns = conversation.turns[-FURTHEST:]
    last = max((at for at, turn in enumerate(turns) if turn.role == "user"), default=0)
    if not turns or frames.LISTING.search(turns[last].content[:LONGEST]):
        return ()
    return areas_of([_cut(turn) for turn in reversed(turns[:last])], collection)


def of_its_letter(question: str) -> bool:
    """Whether a follow-up asks for what each letter has, and so of the letter that was spoken of."""
    return bool(_OF_IT.match(question))


def _cut(turn: Turn) -> Turn:
    """A turn at the length to which a question may go; of an answer more is read, but not without end."""
    longest = LONGEST if turn.role == "user" else 10 * LONGEST
    content = GAP.sub(" ", turn.content[:longest])
    return turn if content == turn.content else replace(turn, content=content)
