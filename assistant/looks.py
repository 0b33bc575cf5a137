"""How strongly one concept stands in a text: by its own words, a synonym, or a related word of the collection."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from assistant.glossary import GENERIC, Concept, Phrase, content
from assistant.terms import STOP_WORDS, sentences, stem, stems, surface

TELLING = 0.5  # of the rarity of a word that stands nowhere: synonyms rarer than this count in full
CONTEXT = 0.9  # a word in the headings or the lead-in counts a little less than one in the paragraph
NEAREST = 0.45  # word vectors nearer than this (cosine) count as related
PART_OF_TERM = 0.8  # a word of a term stands for less of it: "occupational therapy" is no "speech therapy"
APART = 0.6  # two words of a known phrase that stand apart in the paragraph
TEXTS = 30_000  # texts whose stems and sentences are kept, about 100 MB: those that answers are made of


class Words(Protocol):
    """The collection's vocabulary (vectorstore.words.WordIndex)."""

    def neighbours(self, words: Sequence[str], floor: float) -> dict[str, dict[str, float]]: ...

    def idf(self, word: str) -> float: ...


@dataclass(frozen=True, slots=True)
class Stems:
    """A text's stems, in order and as a set."""

    order: tuple[str, ...]
    words: frozenset[str]


NOTHING = Stems((), frozenset())


@lru_cache(maxsize=TEXTS)
def sentences_of(text: str, label_end: int) -> list[tuple[int, int]]:
    """The sentences of a text, kept for the next question."""
    return sentences(text, label_end)


@lru_cache(maxsize=TEXTS)
def stems_of(text: str) -> Stems:
    """The stems of a text, kept for the next question."""
    order = stems(text)
    return Stems(order, frozenset(order))


@dataclass(frozen=True, slots=True)
class Look:
    """What to look for, for one concept."""

    single: Mapping[str, float]  # stem: strength, by word or synonym
    phrases: tuple[
        tuple[Phrase, frozenset[str], float], ...
    ]  # of two words and more, with their content words
    related: Mapping[str, float]  # stem: strength, by nearness of word vectors

    @classmethod
    def of(cls, concept: Concept, near: Mapping[str, Mapping[str, float]], words: Words) -> "Look":
        single = {
            phrase[0]: _telling(phrase[0], weight, words)
            for phrase, weight in reversed(concept.phrases)
            if len(phrase) == 1
        }
        long = tuple(
            (phrase, content(phrase), weight) for phrase, weight in concept.phrases if len(phrase) > 1
        )
        related: dict[str, float] = {}
        said = _telling_words(concept)
        for word in said:
            for other, similarity in near.get(word, {}).items():
                strength = _related(similarity) / len(said)
                if concept.official and len(content(concept.known)) > 1:
                    strength *= PART_OF_TERM
                related[stem(other)] = max(related.get(stem(other), 0.0), strength)
        return cls(single, long, related)

    def found(self, text: Stems, context: Stems) -> tuple[float, float]:
        """How strongly a text with its context expresses the concept."""
        hard, soft = self.strength(text)
        if soft >= CONTEXT or not context.words:
            return hard, soft
        around = self.strength(context)
        return max(hard, CONTEXT * around[0]), max(soft, CONTEXT * around[1])

    def strength(self, text: Stems) -> tuple[float, float]:
        """How strongly a text expresses the concept: by word or synonym, and by related words too."""
        hard = max((weight for word, weight in self.single.items() if word in text.words), default=0.0)
        for phrase, words, weight in self.phrases:
            if weight > hard and words and words <= text.words:
                hard = max(hard, weight * _phrase(phrase, words, text))
        soft = (
            max((weight for word, weight in self.related.items() if word in text.words), default=0.0)
            if hard < 1
            else 0
        )
        return hard, max(hard, soft)


def _telling_words(concept: Concept) -> list[str]:
    """The words of a concept that say what it is: not "children" of "listen to children"."""
    words = [word for word in concept.name.split() if word not in STOP_WORDS]
    return [word for word in words if stem(word) not in GENERIC] or words


def _phrase(phrase: Phrase, words: frozenset[str], text: Stems) -> float:
    """1 where a phrase stands in a text, APART where its content words stand within a few words, else 0."""
    order, size = text.order, len(phrase)
    if any(order[at : at + size] == phrase for at, word in enumerate(order) if word == phrase[0]):
        return 1.0
    window = size + 6
    for at, word in enumerate(order):
        if word in words and words <= set(order[at : at + window]):
            return APART
    return 0.0


def _telling(word: str, weight: float, words: Words) -> float:
    """The strength of a synonym of one word: what stands everywhere in the letters tells little ("review")."""
    return weight if weight >= 1 else weight * min(1.0, words.idf(surface(word)) / (TELLING * words.idf("")))


def _related(similarity: float) -> float:
    """Strength of a related word: 0.35 at the floor, 0.85 for near-identical ones."""
    return min(0.85, 0.35 + (similarity - NEAREST) * 1.0)
