"""Judgement: what the judge makes of every candidate, as columns. A Judged is made of those that are looked at."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ingest.letter import Paragraph, Role
from vectorstore.drawn import Drawn
from vectorstore.hit import Hit

THRESHOLD = 0.5  # the model is calibrated: more likely than not
SEEN = 0.25  # a paragraph below this is no evidence
READ = 256  # paragraphs read from the record at a time

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A hit and what the judge makes of it."""

    hit: Hit
    probability: float  # that the paragraph deals with the topic and its aspect, 0 to 1
    in_role: bool  # whether its role is one that was asked for

    @property
    def matches(self) -> bool:
        """Whether the paragraph answers the question."""
        return self.in_role and self.probability >= THRESHOLD


@dataclass(frozen=True, kw_only=True, eq=False)
class Judgement:
    """Candidates, judged; those of the role asked for first, the likeliest first, then by letter and number."""

    drawn: Drawn
    probability: npt.NDArray[np.float64]
    in_role: npt.NDArray[np.bool_]
    roles: npt.NDArray[
        np.uint8
    ]  # index into rows.ROLES: what its sentences do that fit, else what it does in all
    matched: npt.NDArray[np.uint64]  # bit n: part n of the topic is covered
    missing: npt.NDArray[np.uint64]  # bit n: it matters and is not
    names: tuple[str, ...]  # of the parts
    chosen: Places  # which of all these are meant; every one at first
    by: str = ""  # the language model that decided some where the judge was in doubt (referee.py)
    ruled: Places = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # the places of these

    def __len__(self) -> int:
        return len(self.chosen)

    def __iter__(self) -> Iterator[Judged]:
        for start in range(0, len(self), READ):
            yield from self.made(self.order[start : start + READ])

    @cached_property
    def order(self) -> Places:
        """The chosen, best first."""
        some, drawn = self.chosen, self.drawn
        rank = self._rank_of_letters(drawn.serials[some])
        keys = (drawn.numbers[some], rank, -self.probability[some], ~self.in_role[some])
        return some[np.lexsort(keys)]

    @property
    def matches(self) -> npt.NDArray[np.bool_]:
        """For every candidate whether it answers the question."""
        return self.in_role & (self.probability >= THRESHOLD)

    def matching(self) -> "Judgement":
        """Those that answer the question."""
        return self._where(self.matches)

    def likely(self, floor: float) -> "Judgement":
        """Those at least this likely."""
        return self._where(self.probability >= floor)

    def only(self, places: Places) -> "Judgement":
        """Those at some places among all candidates."""
        return replace(self, chosen=places)

    def likeliest(self, count: int) -> list[Judged]:
        """The likeliest, of any role."""
        some = self.chosen
        if count < len(some):
            least = np.partition(self.probability[some], -count)[-count]
            some = some[self.probability[some] >= least]
        order = replace(self, chosen=some).order
        return list(self.made(order[np.argsort(-self.probability[order], kind="stable")][:count]))

    def at(self, key: int) -> int:
        """The place of a paragraph among the candidates of the role asked for; -1 where it is none."""
        place = int(np.searchsorted(self.drawn.keys, key))
        there = place < len(self.drawn.keys) and self.drawn.keys[place] == key
        return place if there and self.in_role[place] else -1

    def made(self, places: Places) -> Iterator[Judged]:
        """Read some candidates from the record; one that went meanwhile is left out."""
        keys = self.drawn.keys[places].tolist()
        paragraphs = self.drawn.paragraphs(keys)
        for place, key in zip(places.tolist(), keys, strict=True):
            if key in paragraphs:
                yield self._judged(place, paragraphs[key])

    def held_to(self, fits: Callable[[Paragraph], bool]) -> "Judgement":
        """Of what matches only the paragraphs that fit; each that may matter is read."""
        places = np.flatnonzero(self.in_role & (self.probability >= SEEN))
        keys = self.drawn.keys[places].tolist()
        paragraphs = self.drawn.paragraphs(keys)
        in_role = np.zeros_like(self.in_role)
        in_role[places] = [key in paragraphs and fits(paragraphs[key]) for key in keys]
        return replace(self, in_role=in_role)

    def or_else(self, other: "Judgement") -> "Judgement":
        """The same candidates, each as likely as the likelier of two topics makes it; it lacks nothing of the other."""
        better = other.probability > self.probability
        missing = np.where(better, np.zeros_like(self.missing), self.missing)
        return replace(self, probability=np.maximum(self.probability, other.probability), missing=missing)

    def _judged(self, place: int, paragraph: Paragraph) -> Judged:
        dense = float(self.drawn.dense[place])
        letter = self.drawn.letters[int(self.drawn.serials[place])]
        return Judged(
            hit=Hit(paragraph=paragraph, letter=letter, score=dense, dense=dense),
            probability=float(self.probability[place]),
            in_role=bool(self.in_role[place]),
        )

    def _where(self, mask: npt.NDArray[np.bool_]) -> "Judgement":
        return replace(self, chosen=self.chosen[mask[self.chosen]])

    def _rank_of_letters(self, serials: Places) -> Places:
        """The place of each letter when they are sorted by id."""
        catalogue = self.drawn.catalogue
        return catalogue.ranks[catalogue.places_of(serials)]


def described(role: Role, names: Sequence[str], matched: int, missing: int, sure: str) -> str:
    """What speaks for and against a paragraph, in one line for people; a bit of each part of the topic."""
    there, lacking = _named(names, matched), _named(names, missing)
    named = f"names {', '.join(there)}" if there else "is close in meaning"
    lacks = f"; does not speak of {', '.join(lacking)}" if lacking else ""
    return f"{role.value}: {named}{lacks} ({sure})"


def _named(names: Sequence[str], bits: int) -> list[str]:
    return [name for number, name in enumerate(names) if bits >> number & 1]
