"""How well a paragraph covers a topic's concepts: the explainable half of the judge's evidence.

A concept is covered by its own words, by a synonym of the glossary, or by a word of the collection whose embedding
is near to it (a thesaurus that the collection itself provides).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.alternatives import Part, parts
from assistant.glossary import Concept
from assistant.looks import NEAREST, NOTHING, Look, Stems, Words, sentences_of, stems_of
from assistant.terms import STOP_WORDS
from ingest.letter import Paragraph

GENERIC_WEIGHT = 0.15  # of a concept that only frames an ask ("improve", "area")
UNKNOWN_WEIGHT = 0.5
LEADING_WEIGHT = 0.5  # of what is to be done, beside what it is to be done to
SLIGHT = 0.35  # a part that is covered less is missing


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
    terms_missing: int = 0  # of these, the terms of the field, which letters have their own words for

    @property
    def parts_missing(self) -> int:
        """How many of the concepts that matter are not covered."""
        return len(self.missing)


class Matcher:
    """The concepts of one topic, made ready to be looked for in many paragraphs."""

    def __init__(self, topic: str, concepts: Sequence[Concept], words: Words) -> None:
        self.concepts = tuple(concepts)
        weights = dict(zip(self.concepts, _weights(self.concepts, words), strict=True))
        near = _neighbours(self.concepts, words)
        self.parts = [MatcherPart.of(part, weights, near, words) for part in parts(topic, self.concepts)]
        strong = [part.weight for part in self.parts if not part.generic]
        self._matters = 0.5 * max(strong, default=0.0)

    def cover(self, paragraph: Paragraph) -> Cover:
        """How well one paragraph covers the topic."""
        own, context = stems_of(paragraph.text), stems_of(paragraph.context)
        found = self._cover(own, context)
        return replace(found, sentence=self._best_sentence(paragraph, context, found.soft))

    def cover_of(self, text: str) -> Cover:
        """How well a stretch of text alone covers the topic."""
        return self._cover(stems_of(text), NOTHING)

    def in_words(self, text: str) -> float:
        """How well a stretch of text alone covers the topic, 0 to 1."""
        found = stems_of(text)
        return self._weighted([part.strength(found, NOTHING)[1] for part in self.parts])

    def missing_in(self, text: str) -> tuple[str, ...]:
        """The parts that matter and that a stretch of text does not cover."""
        found = stems_of(text)
        return tuple(
            part.name
            for part in self.parts
            if self.counts(part) and part.strength(found, NOTHING)[1] < SLIGHT
        )

    def lacking(self, text: str) -> tuple[str, ...]:
        """Every part, common ones too, that a stretch of text does not cover."""
        found = stems_of(text)
        return tuple(part.name for part in self.parts if part.strength(found, NOTHING)[1] < SLIGHT)

    def known(self, name: str) -> bool:
        """Whether the letters or the glossary have a word for a part of the topic."""
        return any(part.known for part in self.parts if part.name == name)

    def _cover(self, own: Stems, context: Stems) -> Cover:
        both = [part.strength(own, context) for part in self.parts]
        hard, soft = [strength[0] for strength in both], [strength[1] for strength in both]
        alone = [part.strength(own, NOTHING)[1] for part in self.parts] if context.words else soft
        whole = self._weighted(soft)
        return Cover(
            hard=self._weighted(hard),
            soft=whole,
            least=min(
                (s for s, part in zip(soft, self.parts, strict=True) if self.counts(part)), default=0.0
            ),
            own=self._weighted(alone),
            sentence=whole,
            matched=tuple(
                part.name
                for part, s in zip(self.parts, soft, strict=True)
                if s >= NEAREST and not part.generic
            ),
            terms_missing=sum(s < SLIGHT and part.term for part, s in zip(self.parts, soft, strict=True)),
            missing=tuple(
                part.name
                for part, s in zip(self.parts, soft, strict=True)
                if s < SLIGHT and self.counts(part)
            ),
        )

    def _best_sentence(self, paragraph: Paragraph, context: Stems, whole: float) -> float:
        """The cover of the best sentence; never more than that of the whole paragraph."""
        spans = sentences_of(paragraph.text, paragraph.label_end)
        if len(spans) <= 1 or whole == 0:
            return whole
        best = 0.0
        for start, end in spans:
            here = stems_of(paragraph.text[start:end])
            best = max(best, self._weighted([part.strength(here, context)[1] for part in self.parts]))
            if best >= whole:
                break
        return best

    def _weighted(self, strengths: Sequence[float]) -> float:
        total = sum(part.weight for part in self.parts)
        if not total:
            return 0.0
        return (
            sum(strength * part.weight for strength, part in zip(strengths, self.parts, strict=True)) / total
        )

    def counts(self, part: "MatcherPart") -> bool:
        """Whether a part matters: it is specific, and weighs enough."""
        return not part.generic and part.weight >= self._matters


@dataclass(frozen=True, slots=True)
class MatcherPart:
    """A part of the topic: alternatives, of which the best counts."""

    name: str
    alternatives: tuple[tuple[tuple[Look, float], ...], ...]
    weight: float
    generic: bool
    known: bool  # the letters or the glossary have a word for it
    term: bool  # it is a term of the field

    @classmethod
    def of(
        cls,
        part: Part,
        weights: Mapping[Concept, float],
        near: Mapping[str, Mapping[str, float]],
        words: Words,
    ) -> "MatcherPart":
        specific = [one for one in part if not all(concept.generic for concept in one)] or list(part)
        looks = tuple(
            tuple((Look.of(c, near, words), weights[c]) for c in alternative) for alternative in specific
        )
        # The rarity of "either" is at most that of the commoner of the two.
        weight = min(sum(weights[c] for c in alternative) for alternative in specific)
        name = " or ".join(" ".join(c.name for c in alternative) for alternative in part)
        concepts = [concept for alternative in part for concept in alternative]
        term = all(concept.official and not concept.generic for concept in concepts)
        known = any(not _own_way(concept, words) for concept in concepts)
        return cls(name, looks, weight, all(concept.generic for concept in concepts), known, term)

    def strength(self, text: Stems, context: Stems) -> tuple[float, float]:
        """How strongly text and context express the part: by words and synonyms, and with related words."""
        hard = soft = 0.0
        for alternative in self.alternatives:
            total = sum(weight for _, weight in alternative) or 1.0
            found = [(look.found(text, context), weight) for look, weight in alternative]
            hard = max(hard, together([(strength[0], weight) for strength, weight in found], total))
            soft = max(soft, together([(strength[1], weight) for strength, weight in found], total))
        return hard, soft


def together(found: Sequence[tuple[float, float]], total: float) -> float:
    """The strength of concepts that belong together: their mean, drawn to the weakest."""
    mean = sum(strength * weight for strength, weight in found) / total
    return mean if len(found) == 1 else (mean + min(strength for strength, _ in found)) / 2


def _weights(concepts: Sequence[Concept], words: Words) -> list[float]:
    """How much each concept tells: the rarity of its rarest word, far less for what only frames an ask.

    A word that stands nowhere in the collection, and that no glossary knows, is most often the asker's own way of
    putting things: it weighs half.
    """
    weights = []
    for concept in concepts:
        own_way = UNKNOWN_WEIGHT if _own_way(concept, words) else 1.0
        led = LEADING_WEIGHT if concept.leading and not concept.generic else 1.0
        weights.append(_rarity(concept, words) * own_way * led * (GENERIC_WEIGHT if concept.generic else 1.0))
    return weights


def _rarity(concept: Concept, words: Words) -> float:
    return max((words.idf(word) for word in concept.name.split() if word not in STOP_WORDS), default=1.0)


def _own_way(concept: Concept, words: Words) -> bool:
    """Whether a concept is put in words that neither the letters nor the glossary have."""
    return len(concept.phrases) == 1 and _rarity(concept, words) >= words.idf("")


def _neighbours(concepts: Sequence[Concept], words: Words) -> dict[str, dict[str, float]]:
    asked = [
        word
        for concept in concepts
        if not concept.generic
        for word in concept.name.split()
        if word not in STOP_WORDS
    ]
    return words.neighbours(asked, NEAREST) if asked else {}
