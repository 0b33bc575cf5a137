"""Words that say the same thing, and the concepts of a topic.

glossary.csv holds the terms of special educational needs and disabilities (collected for this project from
GOV.UK, Ofsted and NHS England publications); everyday.csv holds how people put things who do not write such
letters; families.csv holds words of one family whose stems differ ("complaint", "complain"). A collection's own `glossary.csv` (columns term, same, near) adds to them.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from assistant.terms import STOP_WORDS, Token, remember, stem, tokens

Phrase = tuple[str, ...]  # stems
_SHIPPED = tuple(Path(__file__).parent / name for name in ("glossary.csv", "everyday.csv", "families.csv"))
CASED = frozenset({"app", "la", "ar", "pt", "ta"})  # abbreviations only in capitals: "apps" are no plans

SAME = 1.0  # an abbreviation and what it stands for
FAMILY = 0.95  # a thing and its doing, or its quality
NEAR = 0.8  # a synonym
EVERYDAY = 0.7  # an everyday word for a term
LONGEST = 7  # words in the longest phrase that is looked up

# Words that frame an ask and say nothing of its topic; they weigh little wherever they stand.
GENERIC = frozenset(
    stem(word)
    for word in """action actions address aspect better best big change children child clear continue current deal
    develop developing enough ensure established existing find finding get getting give given go going good great
    group have help improve improved improvement improvements include including issue issues keep kind leader leaders
    lot main make making matter mean much need needs needed new next overall particular partner partners partnership
    people person place plan plans position proper properly provide provided question range recent right see send set
    show situation something special state step steps sure take taken thing things use used using want way
    ways well work working young youngster area areas local letter letters report reports council councils
    service services system school schools family families parent parents carer carers anything everything
    settle settled done fix fixed sort mend list gave took made get cut reduce similar themselves secure exist exists tackle look happen happened concern concerned
    strengthen robust effective effectively appropriate suitable sort kinds less late
    success successes strength strengths weakness weaknesses recommendation recommendations requirement requirements
    achievement achievements everything evidence always usually often generally typically normally similar inside""".split()
)


GENERIC_PHRASES = frozenset(
    {
        "children and young people",
        "young people",
        "parents and carers",
        "local area",
        "local area partnership",
        "area partnership",
        "deal with",
        "do more",
        "get better",
    }
)


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea of a topic and the phrases that express it, each with the strength of that expression (0 to 1)."""

    name: str  # as asked
    phrases: tuple[tuple[Phrase, float], ...]
    generic: bool = False
    official: bool = False  # a term of the glossary, not an everyday word
    known: Phrase = ()  # the phrase of the glossary it was found by, () for none
    start: int = 0  # where it stands in the topic
    end: int = 0
    leading: bool = (
        False  # what is to be done, of "asked to widen the choice": said in many ways, so it tells less
    )


@dataclass(frozen=True)
class Glossary:
    """For each known phrase, the phrases that say the same and how strongly."""

    phrases: dict[Phrase, dict[Phrase, float]]
    terms: dict[Phrase, str]  # the official term of each phrase, written out

    @cached_property
    def _unordered(self) -> dict[frozenset[str], Phrase]:
        """Known phrases by their content words alone: "checking the quality" is "quality checking"."""
        return {words: phrase for phrase in self.phrases if len(words := content(phrase)) > 1}

    def concepts(self, topic: str) -> tuple[Concept, ...]:
        """Split a topic into concepts: the longest known phrases first, then single content words."""
        return tuple(self._split(tokens(topic)))

    def expanded(self, topic: str, concepts: Sequence[Concept]) -> str:
        """The topic with the official terms of what it calls otherwise, for the embedding."""
        said = topic.lower()
        official = [self.terms.get(concept.known, "") for concept in concepts if not concept.generic]
        new = [term for term in dict.fromkeys(official) if term and term.lower() not in said]
        return f"{topic} ({', '.join(new)})" if new else topic

    def _split(self, words: Sequence[Token]) -> Iterator[Concept]:
        at = 0
        while at < len(words):
            phrase, size = self._known(words, at)
            taken = words[at : at + max(size, 1)]
            at += len(taken)
            if size or taken[0].word not in STOP_WORDS:
                yield self._concept(taken, phrase)

    def _known(self, words: Sequence[Token], at: int) -> tuple[Phrase, int]:
        """The longest known phrase that starts here, in its own or another order, and how many words it takes."""
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            phrase = tuple(word.stem for word in words[at : at + size])
            if size == 1 and phrase[0] in CASED and not words[at].capital:
                continue
            if phrase in self.phrases and not (size == 1 and words[at].word in STOP_WORDS):
                return phrase, size
            if size > 1 and (other := self._in_other_order(words[at : at + size])):
                return other, size
        return (), 0

    def _in_other_order(self, words: Sequence[Token]) -> Phrase:
        """The known phrase with just these content words; () for none. "Plans or practice" is two things."""
        if any(word.word in ("or", "and") for word in words) or {words[0].word, words[-1].word} & STOP_WORDS:
            return ()
        return self._unordered.get(content(tuple(word.stem for word in words)), ())

    def _concept(self, words: Sequence[Token], known: Phrase) -> Concept:
        phrase = tuple(word.stem for word in words)
        alternatives = {**self.phrases.get(known, {}), phrase: 1.0, **({known: 1.0} if known else {})}
        name = " ".join(word.word for word in words)
        ranked = sorted(alternatives.items(), key=lambda item: (-item[1], item[0]))
        generic = phrase[0] in GENERIC if len(phrase) == 1 else name in GENERIC_PHRASES
        return Concept(
            name, tuple(ranked), generic, known in self.terms, known, words[0].start, words[-1].end
        )


def content(phrase: Phrase) -> frozenset[str]:
    """The stems of a phrase that are not stop words."""
    return frozenset(word for word in phrase if word not in STOP_WORDS)


def merged(*paths: Path) -> Glossary:
    """One glossary from several files; columns `term,same,near` or `term,synonyms`.

    Two synonyms of a term are tied through it, so less than each is to it: a placement may be an internship.
    """
    phrases: dict[Phrase, dict[Phrase, float]] = {}
    terms: dict[Phrase, str] = {}
    for path in paths:
        for official, group in _groups(path):
            for phrase, strength in group:
                if official:
                    terms.setdefault(phrase, official)
                others = phrases.setdefault(phrase, {})
                for other, weight in group:
                    if other != phrase:
                        others[other] = max(others.get(other, 0.0), strength * weight)
    return Glossary(phrases, terms)


@cache
def shipped() -> Glossary:
    """The glossary that comes with Letterbook."""
    return merged(*_SHIPPED)


def with_own(path: Path) -> Glossary:
    """The shipped glossary with a collection's own words; ValueError or OSError where they cannot be read."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        named = csv.DictReader(file).fieldnames or ()
    if "term" not in named or not {"same", "near", "synonyms"} & set(named):
        raise ValueError("its first line names no columns term, same and near")
    return merged(*_SHIPPED, path)


def _groups(path: Path) -> Iterable[tuple[str, list[tuple[Phrase, float]]]]:
    """For each row its official term, "" for an everyday word, and its phrases with their strengths."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if not (row["term"] or "").strip():
                continue
            same = _listed(row.get("same"))
            group = [(text, SAME) for text in (row["term"], *same)]
            group += [(text, NEAR) for text in _listed(row.get("near"))]
            group += [(text, EVERYDAY) for text in _listed(row.get("synonyms"))]
            group += [(text, FAMILY) for text in _listed(row.get("family"))]
            official = "" if "synonyms" in row or "family" in row else (same or [row["term"]])[0]
            yield official, [(phrase, weight) for text, weight in group if (phrase := remember(text))]


def _listed(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split(";") if part.strip()]
