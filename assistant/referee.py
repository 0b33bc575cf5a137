"""Referee: a language model decides the candidates that the embedded judge is in doubt about (`prompts/referee.md`).

The judge draws and scores every candidate; what it is sure of stays. The model is shown doubtful paragraphs of the
role that was asked for, in batches, within a budget of calls, and never chooses which letters are looked at. Its yes
must rest on words of the paragraph. What it does not decide is decided by the judge, as always.
"""

import logging
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from pydantic import BaseModel, Field

from assistant.intents import OF_MANY
from assistant.judgement import THRESHOLD, Judgement, Places
from assistant.opinions import Opinions, digest
from assistant.proof import located
from assistant.prose import counted
from assistant.question import Question
from assistant.readererror import ReaderError
from assistant.shown import CHARACTERS, Shown, rendered, suspect
from assistant.steps import Stage
from assistant.talk import Talk
from prompts import load, text_of
from vectorstore.hit import Hit

log = logging.getLogger(__name__)

DOUBT = (0.25, 0.75)  # between these the judge is wrong most often (docs/models.md)
LOOKED = 200  # doubtful paragraphs that are read
BATCH = 12  # paragraphs for one call
SHARE = 0.5  # of the time and the tokens for the question, for all calls together
CLOSE = 0.001  # a no is put so far below the threshold


class Decision(BaseModel):
    """What the model says of one paragraph."""

    paragraph: int = Field(description="the number of the paragraph")
    deals: bool = Field(description="whether it deals with what the question is about")
    first: str = Field("", description="where it does: the first three to six words that show it, as printed")
    last: str = Field("", description="where it does: the last three to six words that show it, as printed")


class Decisions(BaseModel):
    """What the model says of all."""

    decisions: list[Decision]


@dataclass(slots=True, kw_only=True)
class Ruling:
    """What was decided, and what was left to the judge."""

    yes: dict[int, bool]  # by the paragraph's key
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A candidate that the judge is not sure of."""

    key: int
    hit: Hit


def ruled(
    talk: Talk, question: Question, judged: Judgement, opinions: Opinions
) -> Generator[Stage, None, Ruling]:
    """Decide the doubtful ones; yield stages, return the ruling."""
    asked = question.intent in OF_MANY and question.topic and talk.model.judging
    places = in_doubt(judged) if asked else np.zeros(0, dtype=np.int64)
    doubtful = _read(judged, places[:LOOKED])
    names = {one.key: _digest(talk, question, one.hit) for one in doubtful}
    kept = opinions.known(names.values())
    ruling = Ruling(yes={key: kept[name] for key, name in names.items() if name in kept})
    open_ = [one for one in doubtful if one.key not in ruling.yes and not suspect(one.hit.paragraph)]
    fault = ""
    for batch in batches(open_, talk):
        yield Stage(f"{talk.model.name} is weighing {counted(len(batch), 'doubtful paragraph')}")
        talk.judging -= 1
        try:
            decided = _asked(talk, question, batch)
        except ReaderError as exc:
            fault = str(exc)
            break
        opinions.keep({names[key]: yes for key, yes in decided.items()})
        ruling.yes |= decided
    ruling.notes = _notes(talk, len(ruling.yes), len(places) - len(ruling.yes), fault)
    return ruling


def in_doubt(judged: Judgement) -> Places:
    """The places of the candidates of the right role that the judge is not sure of.

    First those that a letter's verdict hangs on, the likeliest of each letter before any second.
    """
    low, high = DOUBT
    likely, serials = judged.probability, judged.drawn.serials
    sure = np.isin(serials, serials[judged.in_role & (likely > high)])
    places = np.flatnonzero(judged.in_role & (low <= likely) & (likely <= high))
    places = places[np.argsort(-likely[places], kind="stable")]
    rank: Counter[int] = Counter()
    ranks = []
    for serial in serials[places].tolist():
        ranks.append(rank[serial])
        rank[serial] += 1
    found: Places = places[np.lexsort((np.array(ranks, dtype=np.int64), sure[places]))]
    return found


def batches(doubtful: Sequence[Doubt], talk: Talk) -> list[list[Doubt]]:
    """As many paragraphs as the calls and the tokens allow, in batches."""
    room, found = SHARE * talk.tokens * CHARACTERS, list[list[Doubt]]()
    for one in doubtful:
        room -= len(one.hit.paragraph.text)
        if room < 0:
            break
        if not found or len(found[-1]) == BATCH:
            if len(found) == talk.judging:
                break
            found.append([])
        found[-1].append(one)
    return found


def applied(judged: Judgement, yes: Mapping[int, bool], name: str) -> Judgement:
    """The judge's candidates with what the model decided."""
    keys = judged.drawn.keys
    ruled_ = np.flatnonzero(np.isin(keys, list(yes)))
    likely = judged.probability.copy()
    for place in ruled_.tolist():
        held = yes[int(keys[place])]
        likely[place] = max(likely[place], THRESHOLD) if held else min(likely[place], THRESHOLD - CLOSE)
    return replace(judged, probability=likely, by=name, ruled=ruled_)


def _read(judged: Judgement, places: Places) -> list[Doubt]:
    """The candidates at some places, less those that went meanwhile."""
    keys = judged.drawn.keys[places].tolist()
    made = {one.hit.paragraph.id: one.hit for one in judged.made(places)}
    paragraphs = judged.drawn.paragraphs(keys)
    return [Doubt(key=key, hit=made[paragraphs[key].id]) for key in keys if key in paragraphs]


def _asked(talk: Talk, question: Question, batch: Sequence[Doubt]) -> dict[int, bool]:
    """What the model decides of a batch, by key: less what it says twice, or cannot show."""
    marker = talk.marker()
    shown = [
        Shown(number=n, paragraph=one.hit.paragraph, letter=one.hit.letter) for n, one in enumerate(batch, 1)
    ]
    messages = load("referee").format_messages(
        marker=marker, topic=question.topic, question=question.standalone, paragraphs=rendered(shown, marker)
    )
    said: dict[int, list[Decision]] = {}
    for decision in talk.ask(messages, Decisions, shown, SHARE / talk.model.judging).decisions:
        said.setdefault(decision.paragraph, []).append(decision)
    return {
        batch[one.number - 1].key: said[one.number][0].deals
        for one in shown
        if len(said.get(one.number, ())) == 1 and _shows(one, said[one.number][0])
    }


def _shows(one: Shown, decision: Decision) -> bool:
    """Whether a yes rests on words of the paragraph; a no needs none."""
    return not decision.deals or located(one.paragraph.text, decision.first, decision.last) is not None


def _digest(talk: Talk, question: Question, hit: Hit) -> str:
    paragraph = hit.paragraph
    asked = (talk.model.name, talk.model.host, text_of("referee"), question.topic, question.standalone)
    return digest(*asked, paragraph.role.value, paragraph.context, paragraph.text)


def _notes(talk: Talk, decided: int, left: int, fault: str) -> tuple[str, ...]:
    notes = []
    if decided:
        notes.append(f"{counted(decided, 'doubtful paragraph').capitalize()} decided by {talk.model.name}")
    if left:
        why = f": {fault}" if fault else ""
        notes.append(
            f"{counted(left, 'doubtful paragraph').capitalize()} not decided by {talk.model.name}{why}"
        )
    return tuple(notes)
