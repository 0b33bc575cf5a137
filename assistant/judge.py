"""Does this paragraph answer the question? A probability with its reasons; then a verdict for every letter.

A logistic model of a few explainable features (calibration: Platt, 1999). Its coefficients are in judge.json,
fitted by benchmarks/judge/train.py on benchmarks/judge/pairs.jsonl, which we wrote; no question file trains it.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from assistant import frames
from assistant.answer import Coverage, Verdict
from assistant.matching import Cover, Matcher
from assistant.question import Question
from ingest.letter import LetterMetadata, Paragraph, Role
from vectorstore.hit import Hit

THRESHOLD = 0.5  # the model is calibrated: more likely than not
MENTION = 0.75  # of the topic, by its own words or their synonyms: a mention
NO_MENTION = 0.6  # times the probability, where only a mention was asked for and there is none
LACKS_TERM = 0.7  # times the probability, where a term of the field that is asked for stands nowhere near
SURE_ON_TOPIC = 0.5  # the same, where both roles are looked at
THANKS = re.compile(
    r"\b(?:thank|grateful|gratitude|appreciat)", re.IGNORECASE
)  # said to somebody, not of a success


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A hit and what the judge makes of it."""

    hit: Hit
    cover: Cover
    probability: float  # that the paragraph deals with the topic and its aspect, 0 to 1
    in_role: bool  # whether its role is one that was asked for

    @property
    def matches(self) -> bool:
        """Whether the paragraph answers the question."""
        return self.in_role and self.probability >= THRESHOLD

    @property
    def reason(self) -> str:
        """One line for people."""
        role = self.hit.paragraph.role.value
        named = f"names {', '.join(self.cover.matched)}" if self.cover.matched else "is close in meaning"
        lacks = f"; does not speak of {', '.join(self.cover.missing)}" if self.cover.missing else ""
        return f"{role}: {named}{lacks} ({self.probability:.0%} likely)"


def judge(question: Question, hits: Iterable[Hit], matcher: Matcher) -> list[Judged]:
    """Judge every hit, best first."""
    covered = [(hit, matcher.cover(hit.paragraph)) for hit in hits]
    best = Best.of([(cover, hit.dense) for hit, cover in covered if in_role(question, hit.paragraph)])
    judged = [_judged(question, hit, cover, best) for hit, cover in covered]
    return sorted(
        judged, key=lambda one: (-one.in_role, -one.probability, one.hit.letter.id, one.hit.paragraph.number)
    )


def verdicts(letters: Iterable[LetterMetadata], judged: Sequence[Judged]) -> tuple[Verdict, ...]:
    """Decide every letter: matched, not matched, or unreadable."""
    by_letter: dict[str, list[Judged]] = {}
    for one in judged:
        by_letter.setdefault(one.hit.letter.id, []).append(one)
    return tuple(_verdict(letter, by_letter.get(letter.id, [])) for letter in letters)


def coverage(decided: Sequence[Verdict]) -> Coverage:
    """Count the verdicts."""
    count = {
        name: sum(1 for verdict in decided if verdict.decision == name)
        for name in ("matched", "not_matched", "unreadable")
    }
    return Coverage(**count)


def in_role(question: Question, paragraph: Paragraph) -> bool:
    """Whether a paragraph does what the question asks about: asks, praises, reports, criticises."""
    if question.role_word == "asked":
        return paragraph.asked
    if question.role_word == "praised" and THANKS.search(question.standalone):
        return paragraph.role in (Role.PRAISE, Role.ADMIN) and bool(THANKS.search(paragraph.text))
    return not question.roles or paragraph.role in question.roles


@dataclass(frozen=True, slots=True)
class Best:
    """The best that the collection has for a topic: what is far behind it is less likely to be meant."""

    dense: float = 0.0
    soft: float = 0.0

    @classmethod
    def of(cls, found: Sequence[tuple[Cover, float]]) -> "Best":
        """The highest of each."""
        return cls(
            max((dense for _, dense in found), default=0.0),
            max((cover.soft for cover, _ in found), default=0.0),
        )


def features(cover: Cover, dense: float, paragraph: Paragraph, best: Best) -> dict[str, float]:
    """What the model sees; each about 0 to 1."""
    return {
        "behind_dense": max(0.0, best.dense - dense),
        "behind_soft": max(0.0, best.soft - cover.soft),
        "hard": cover.hard,
        "soft": cover.soft,
        "least": cover.least,
        "own": cover.own,
        "sentence": cover.sentence,
        "dense": dense,
        "dense_squared": max(dense, 0.0) ** 2,
        "least_dense": cover.least * max(dense, 0.0),
        "soft_dense": cover.soft * max(dense, 0.0),
        "long": min(1.0, len(paragraph.text) / 800),
        "terms_missing": min(1.0, cover.terms_missing / 2),
        "missing": min(1.0, len(cover.missing) / 3),
    }


def probability(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic model."""
    z = weights["intercept"] + sum(weights[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


@cache
def coefficients() -> Mapping[str, float]:
    """The fitted weights."""
    with (Path(__file__).parent / "judge.json").open(encoding="utf-8") as file:
        weights: dict[str, float] = json.load(file)["weights"]
    return weights


def _judged(question: Question, hit: Hit, cover: Cover, best: Best) -> Judged:
    likely = probability(features(cover, hit.dense, hit.paragraph, best), coefficients())
    return Judged(
        hit=hit,
        cover=cover,
        probability=_held(question, cover, likely),
        in_role=in_role(question, hit.paragraph),
    )


def _held(question: Question, cover: Cover, likely: float) -> float:
    """A probability, held to what the question insists on."""
    if not question.roles and frames.MENTIONS.search(question.standalone):
        return max(likely, cover.hard) if cover.hard >= MENTION else likely * NO_MENTION
    return likely * (LACKS_TERM if cover.terms_missing else 1.0)


def _verdict(letter: LetterMetadata, judged: Sequence[Judged]) -> Verdict:
    if letter.unreadable:
        reason = letter.warnings[0] if letter.warnings else "no text could be read"
        return Verdict(letter=letter, decision="unreadable", reason=reason)
    matching = [one for one in judged if one.matches]
    if matching:
        ids = tuple(one.hit.paragraph.id for one in matching)
        return Verdict(letter=letter, decision="matched", reason=matching[0].reason, paragraphs=ids)
    return sure(Verdict(letter=letter, decision="not_matched", reason=_nearest(judged)))


def sure(verdict: Verdict) -> Verdict:
    """The verdict; none where what does not match may yet stand on a page that could not be read."""
    unread = verdict.letter.unread_pages
    if verdict.decision != "not_matched" or not unread:
        return verdict
    reason = (
        f"{unread} of its {verdict.letter.pages} pages could not be read; on the others, {verdict.reason}"
    )
    return replace(verdict, decision="unreadable", reason=reason)


def _nearest(judged: Sequence[Judged]) -> str:
    """Why a letter does not match: the paragraph that came nearest, and what it lacks."""
    on_topic = [one for one in judged if one.probability >= THRESHOLD]
    if on_topic:
        best = max(on_topic, key=lambda one: one.probability)
        return f"only in a paragraph of another role, {best.reason}"
    if not judged:
        return "no paragraph comes near the topic"
    return f"nearest paragraph, {max(judged, key=lambda one: one.probability).reason}"
