"""Does this paragraph answer the question? A probability with its reasons, for all candidates at once.

A logistic model of a few explainable features (calibration: Platt, 1999). Its coefficients are in judge.json,
fitted by benchmarks/judge/train.py on benchmarks/judge/pairs.jsonl, which we wrote; no question file trains it.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, reduce
from operator import or_
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant import frames
from assistant.columns import EVERY, Covers, covers
from assistant.intents import OF_MANY
from assistant.judgement import THRESHOLD, Judged, Judgement
from assistant.matching import Cover, Matcher
from assistant.question import Question
from assistant.sayings import THANKS, Mark, mark_of, marks_of
from ingest.letter import Paragraph, Role
from vectorstore.drawn import Drawn, Fits
from vectorstore.rows import ROLES

__all__ = ["THRESHOLD", "Judged", "Judgement", "judge"]

Floats = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]
Value = float | Floats | npt.NDArray[np.integer]

MENTION = 0.75  # of the topic, by its own words or their synonyms: a mention
NO_MENTION = 0.6  # times the probability, where only a mention was asked for and there is none
LACKS_TERM = 0.5  # times the probability, where a term of the field that is asked for stands nowhere near
BY_PARAGRAPH = (Mark.ASKED, Mark.THANKS)  # all sentences of a paragraph ask if one does
OTHERWISE = (
    0.5  # of a likeness is left where all that speaks of the topic does something else than what is asked
)
STEEP = 2.0  # times the log-odds by which a topic is not spoken of: once lets in more than a tenth of absent topics
ONE_OF_SEVERAL = 0.8  # how likely a paragraph must be made by one item of a choice alone: less sure ones are right half the time
ROUNDING = 1e-9  # of log-odds
SURE_ON_TOPIC = 0.5  # the same, where both roles are looked at


def judge(question: Question, drawn: Drawn, matcher: Matcher, *, lone: bool = True) -> Judgement:
    """Judge every candidate; a topic that is one of several (not `lone`) need not be met by any."""
    wanted = wanted_marks(question)
    by_sentence = EVERY if wanted in BY_PARAGRAPH or not question.roles else int(wanted)
    cover = Covers.joined([covers(matcher, segment, rows, by_sentence) for segment, rows in drawn.parts])
    if by_sentence != EVERY:
        cover = cover.of_best_sentence()
    lengths = np.concatenate([segment.lengths[rows] for segment, rows in drawn.parts])
    marks = np.concatenate([segment.marks[rows] for segment, rows in drawn.parts])
    fits, dense = marks & wanted != 0, drawn.dense * (OTHERWISE + (1 - OTHERWISE) * cover.share)
    best = Best.of(dense[fits], cover.soft[fits], cover.hard[fits])
    likely = probability(features(cover, dense, lengths, best), coefficients())
    if question.intent in OF_MANY:
        so = replace(best, dense=float((drawn.dense * cover.share)[fits].max(initial=0.0)))
        by = shift(so, likely[fits], _fitted()["spoken_of"])
        likely = shifted(likely, by if lone else min(0.0, by) - log_odds(ONE_OF_SEVERAL))
    return Judgement(
        drawn=drawn,
        probability=_held(question, cover, likely),
        in_role=fits,
        roles=_roles(drawn.roles, (marks & wanted).astype(np.uint8)),
        matched=cover.matched,
        missing=cover.missing,
        names=tuple(part.name for part in matcher.parts),
        chosen=np.arange(len(dense)),
    )


def wanted_marks(question: Question) -> Mark:
    """What a paragraph or a sentence must do to answer: ask, praise, report, criticise."""
    if question.role_word == "asked" and question.roles != (Role.REQUIREMENT,):
        return Mark.ASKED
    if question.role_word == "praised" and THANKS.search(question.standalone):
        return Mark.THANKS
    return reduce(or_, map(mark_of, question.roles or Role))


def in_role(question: Question, paragraph: Paragraph) -> bool:
    """Whether some sentence of a paragraph does what the question asks about."""
    return bool(marks_of(paragraph) & wanted_marks(question))


def fitting(question: Question) -> Fits:
    """`in_role` of many paragraphs, by their marks."""
    wanted = wanted_marks(question)
    return lambda roles, marks: marks & wanted != 0


@dataclass(frozen=True, slots=True)
class Best:
    """The best that the collection has for a topic: what is far behind it is less likely to be meant."""

    dense: float = 0.0
    soft: float = 0.0
    hard: float = 0.0

    @classmethod
    def of(cls, dense: Floats, soft: Floats, hard: Floats) -> "Best":
        """The highest of each."""
        return cls(float(dense.max()), float(soft.max()), float(hard.max())) if len(dense) else cls()


def spoken_of(best: Best, weights: Mapping[str, float]) -> float:
    """Return the log-odds that a topic is spoken of at all, by the nearest that the collection has; 0 is the cut."""
    return weights["intercept"] + weights["dense"] * best.dense + weights["hard"] * best.hard


def shift(best: Best, likely: Floats, weights: Mapping[str, float]) -> float:
    """Return the log-odds to be added to all, so that a topic in words that no letter uses still finds its own.

    Where it is hardly spoken of, twice as much is taken away; where it is, and yet nothing is likely enough, the likeliest
    is as likely as not, with what comes equally near.
    """
    spoken = spoken_of(best, weights)
    if spoken < 0 or not len(likely):
        return min(0.0, STEEP * spoken)
    return max(0.0, log_odds(THRESHOLD) - log_odds(float(likely.max())) + ROUNDING)


def shifted(likely: Floats, by: float) -> Floats:
    """Add to the log-odds of probabilities."""
    return likely if by == 0 else likely * math.exp(by) / (1 - likely + likely * math.exp(by))


def log_odds(likely: float) -> float:
    """Return the log-odds of a probability."""
    return math.log(likely / (1 - likely))


def features(cover: Cover | Covers, dense: Value, length: Value, best: Best) -> dict[str, Value]:
    """What the model sees of one paragraph, or of many at once; each about 0 to 1."""
    near = np.maximum(dense, 0.0)
    return {
        "behind_dense": np.maximum(0.0, best.dense - dense),
        "behind_soft": np.maximum(0.0, best.soft - cover.soft),
        "hard": cover.hard,
        "soft": cover.soft,
        "least": cover.least,
        "own": cover.own,
        "sentence": cover.sentence,
        "dense": dense,
        "dense_squared": near**2,
        "least_dense": cover.least * near,
        "soft_dense": cover.soft * near,
        "long": np.minimum(1.0, np.divide(length, 800)),
        "terms_missing": np.minimum(1.0, np.divide(cover.terms_missing, 2)),
        "missing": np.minimum(1.0, np.divide(cover.parts_missing, 3)),
    }


def probability(values: Mapping[str, Value], weights: Mapping[str, float]) -> Floats:
    """The logistic model."""
    z = weights["intercept"] + sum(weights[name] * value for name, value in values.items())
    return np.asarray(1 / (1 + np.exp(-np.clip(z, -30.0, 30.0))))


def _roles(roles: Bytes, said: Bytes) -> Bytes:
    """The role of each paragraph; where it is not among those that its fitting sentences have, the first of these."""
    told = [said & mark_of(role) != 0 for role in ROLES]
    own = np.choose(roles, told)
    first = np.argmax(told, axis=0)
    return np.where(own | ~np.any(told, axis=0), roles, first).astype(np.uint8)


def coefficients() -> Mapping[str, float]:
    """The fitted weights."""
    return _fitted()["weights"]


@cache
def _fitted() -> Mapping[str, Mapping[str, float]]:
    with (Path(__file__).parent / "judge.json").open(encoding="utf-8") as file:
        fitted: dict[str, dict[str, float]] = json.load(file)
    return fitted


def _held(question: Question, cover: Covers, likely: Floats) -> Floats:
    """A probability, held to what the question insists on."""
    if not question.roles and frames.MENTIONS.search(question.standalone):
        mentioned = cover.hard >= MENTION
        return np.where(mentioned, np.maximum(likely, cover.hard), likely * NO_MENTION)
    return likely * np.where(cover.terms_missing > 0, LACKS_TERM, 1.0)
