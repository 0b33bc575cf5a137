"""How well a paragraph covers a topic's concepts: the explainable half of the judge's evidence.

A concept is covered by its own words, by a synonym of the glossary, or by a word of the collection whose embedding
is near to it (a thesaurus that the collection itself provides).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from assistant.glossary import Concept, Phrase
from assistant.terms import STOP_WORDS, sentences, stem, stems
from ingest.letter import Paragraph

GENERIC_WEIGHT = 0.15  # of a concept that only frames an ask ("improve", "area")
CONTEXT = 0.9  # a word in the headings or the lead-in counts a little less than one in the paragraph
NEAREST = 0.45  # word vectors nearer than this (cosine) count as related
APART = 0.6  # two words of a known phrase that stand apart in the paragraph


class Words(Protocol):
    """The collection's vocabulary (vectorstore.words.WordIndex)."""

    def neighbours(self, words: Sequence[str], floor: float) -> dict[str, dict[str, float]]: ...

    def idf(self, word: str) -> float: ...


@dataclass(frozen=True, slots=True)
class Cover:
    """How a paragraph covers a topic; each 0 to 1."""

    hard: float  # by the words themselves and their synonyms
    soft: float  # and by related words
    least: float  # the worst covered of the concepts that matter
    own: float  # by the paragraph's text without its context
    sentence: float  # by its best sentence with the context
    matched: tuple[str, ...]  # the concepts that are covered
    missing: tuple[str, ...]  # those that matter and are not


class Matcher:
    """The concepts of one topic, made ready to be looked for in many paragraphs."""

    def __init__(self, concepts: Sequence[Concept], words: Words) -> None:
        self.concepts = tuple(concepts)
        self._weights = _weights(self.concepts, words)
        near = _neighbours(self.concepts, words)
        self._looks = [_Look.of(concept, near) for concept in self.concepts]
        strong = [
            weight
            for concept, weight in zip(self.concepts, self._weights, strict=True)
            if not concept.generic
        ]
        self._matters = 0.5 * max(strong, default=0.0)

    def cover(self, paragraph: Paragraph) -> Cover:
        """How well one paragraph covers the topic."""
        own, context = stems_of(paragraph.text), stems_of(paragraph.context)
        hard, soft, alone = [], [], []
        for look in self._looks:
            text_hard, text_soft = look.strength(own)
            context_hard, context_soft = look.strength(context) if context.words else (0.0, 0.0)
            hard.append(max(text_hard, CONTEXT * context_hard))
            soft.append(max(text_soft, CONTEXT * context_soft))
            alone.append(text_soft)
        return Cover(
            hard=self._weighted(hard),
            soft=self._weighted(soft),
            least=min(
                (s for s, c, w in zip(soft, self.concepts, self._weights, strict=True) if self._counts(c, w)),
                default=0.0,
            ),
            own=self._weighted(alone),
            sentence=self._best_sentence(paragraph, context),
            matched=tuple(
                c.name for c, s in zip(self.concepts, soft, strict=True) if s >= NEAREST and not c.generic
            ),
            missing=tuple(
                c.name
                for c, s, w in zip(self.concepts, soft, self._weights, strict=True)
                if s < 0.35 and self._counts(c, w)
            ),
        )

    def in_words(self, text: str) -> float:
        """How well a stretch of text alone covers the topic, 0 to 1."""
        return self._weighted([look.strength(stems_of(text))[1] for look in self._looks])

    def missing_in(self, text: str) -> tuple[str, ...]:
        """The concepts that matter and that a stretch of text does not cover by word or synonym."""
        found = stems_of(text)
        return tuple(
            concept.name
            for concept, look, weight in zip(self.concepts, self._looks, self._weights, strict=True)
            if self._counts(concept, weight) and look.strength(found)[0] < 0.35
        )

    def _best_sentence(self, paragraph: Paragraph, context: "Stems") -> float:
        spans = sentences(paragraph.text, paragraph.label_end)
        if len(spans) <= 1:
            spans = [(0, len(paragraph.text))]
        best = 0.0
        for start, end in spans:
            here = stems_of(paragraph.text[start:end])
            strengths = [
                max(look.strength(here)[1], CONTEXT * look.strength(context)[1]) for look in self._looks
            ]
            best = max(best, self._weighted(strengths))
        return best

    def _weighted(self, strengths: Sequence[float]) -> float:
        total = sum(self._weights)
        if not total:
            return 0.0
        return (
            sum(strength * weight for strength, weight in zip(strengths, self._weights, strict=True)) / total
        )

    def _counts(self, concept: Concept, weight: float) -> bool:
        return not concept.generic and weight >= self._matters


@dataclass(frozen=True, slots=True)
class Stems:
    """A text's stems, in order and as a set."""

    order: tuple[str, ...]
    words: frozenset[str]


@lru_cache(maxsize=100_000)
def stems_of(text: str) -> Stems:
    """The stems of a text, kept for the next question."""
    order = stems(text)
    return Stems(order, frozenset(order))


@dataclass(frozen=True, slots=True)
class _Look:
    """What to look for, for one concept."""

    single: Mapping[str, float]  # stem: strength, by word or synonym
    phrases: tuple[tuple[Phrase, float], ...]  # of two words and more
    related: Mapping[str, float]  # stem: strength, by nearness of word vectors

    @classmethod
    def of(cls, concept: Concept, near: Mapping[str, Mapping[str, float]]) -> "_Look":
        single = {phrase[0]: weight for phrase, weight in reversed(concept.phrases) if len(phrase) == 1}
        long = tuple((phrase, weight) for phrase, weight in concept.phrases if len(phrase) > 1)
        related: dict[str, float] = {}
        for word in concept.name.split():
            for other, similarity in near.get(word, {}).items():
                strength = _related(similarity) / len(
                    [w for w in concept.name.split() if w not in STOP_WORDS] or [word]
                )
                related[stem(other)] = max(related.get(stem(other), 0.0), strength)
        return cls(single, long, related)

    def strength(self, text: Stems) -> tuple[float, float]:
        """How strongly a text expresses the concept: by word or synonym, and by related words too."""
        hard = max((weight for word, weight in self.single.items() if word in text.words), default=0.0)
        for phrase, weight in self.phrases:
            if weight > hard:
                hard = max(hard, weight * _phrase(phrase, text))
        soft = (
            max((weight for word, weight in self.related.items() if word in text.words), default=0.0)
            if hard < 1
            else 0
        )
        return hard, max(hard, soft)


def _phrase(phrase: Phrase, text: Stems) -> float:
    """1 where a phrase stands in a text, APART where its content words stand within a few words, else 0."""
    content = [word for word in phrase if word not in STOP_WORDS]
    if not content or any(word not in text.words for word in content):
        return 0.0
    order = text.order
    size = len(phrase)
    starts = [at for at, word in enumerate(order) if word == phrase[0]]
    if any(order[at : at + size] == phrase for at in starts):
        return 1.0
    window = size + 4
    for at, word in enumerate(order):
        if word in content and all(other in order[at : at + window] for other in content):
            return APART
    return 0.0


def _weights(concepts: Sequence[Concept], words: Words) -> list[float]:
    """How much each concept tells: the rarity of its rarest word, far less for what only frames an ask."""
    weights = []
    for concept in concepts:
        rarity = max(
            (words.idf(word) for word in concept.name.split() if word not in STOP_WORDS), default=1.0
        )
        weights.append(rarity * (GENERIC_WEIGHT if concept.generic else 1.0))
    return weights


def _neighbours(concepts: Sequence[Concept], words: Words) -> dict[str, dict[str, float]]:
    asked = [
        word
        for concept in concepts
        if not concept.generic
        for word in concept.name.split()
        if word not in STOP_WORDS
    ]
    return words.neighbours(asked, NEAREST) if asked else {}


def _related(similarity: float) -> float:
    """Strength of a related word: 0.35 at the floor, 0.85 for near-identical ones."""
    return min(0.85, 0.35 + (similarity - NEAREST) * 1.0)
