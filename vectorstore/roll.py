"""Roll: some letters in order, with what is looked up of all of them as columns. It never changes.

A collection may have many thousands of letters; what every question asks of each is worked out once.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from ingest.letter import LetterMetadata

Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


class Roll(tuple[LetterMetadata, ...]):
    """Letters, and for each property of theirs a column in the same order."""

    @classmethod
    def of(cls, letters: Iterable[LetterMetadata]) -> Self:
        """The letters; a Roll as it is, so that its columns are kept."""
        return letters if isinstance(letters, cls) else cls(letters)

    def at(self, places: npt.ArrayLike) -> Self:
        """The letters at some places, in their order there."""
        chosen = np.asarray(places, dtype=np.int64)
        some = type(self)(self[place] for place in chosen.tolist())
        some.__dict__["within"] = (self, chosen)
        return some

    def where(self, mask: Mask) -> Self:
        """The letters of a mask; all of them as they are."""
        return self if mask.all() else self.at(np.flatnonzero(mask))

    def places_in(self, whole: "Roll") -> Places:
        """The place of each letter among others; -1 where it is none of them."""
        if self is whole:
            return np.arange(len(self))
        outer, chosen = self.within
        if outer is whole:
            return chosen
        return np.array([whole.places.get(letter.id, -1) for letter in self], dtype=np.int64)

    def sent_between(self, first: date | None, last: date | None) -> Mask:
        """The mask of the letters sent in a period; no period holds an undated one."""
        return _between(self.sent, first, last)

    def met_between(self, first: date | None, last: date | None) -> Mask:
        """The mask of the letters whose meeting was in a period."""
        return _between(self.met, first, last)

    def held_between(self, first: date | None, last: date | None) -> Mask:
        """The mask of the letters whose meeting or inspection was in a period; by their own date where it is not known."""
        begun = np.where(self.met > 0, self.met, self.sent)
        reports = np.array([letter.kind == "report" for letter in self], dtype=np.bool_)
        ended = np.where(reports, np.maximum(self.sent, begun), begun)
        low, high = first or date.min, last or date.max
        return (begun > 0) & (begun <= high.toordinal()) & (ended >= low.toordinal())

    @cached_property
    def within(self) -> tuple["Roll", Places]:
        """Of which others these were chosen, and at which places; of themselves where of none."""
        return self, np.arange(len(self))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each letter by its id."""
        return {letter.id: place for place, letter in enumerate(self)}

    @cached_property
    def sent(self) -> Places:
        """The letters' dates as ordinals, 0 for the undated."""
        return _ordinals(letter.sent for letter in self)

    @cached_property
    def met(self) -> Places:
        """The dates of their meetings as ordinals, 0 for none."""
        return _ordinals(letter.met for letter in self)

    @cached_property
    def unreadable(self) -> Mask:
        """Of which no text could be had."""
        return np.array([letter.unreadable for letter in self], dtype=np.bool_)

    @cached_property
    def partly_read(self) -> Mask:
        """Of which some pages could not be read."""
        return np.array([letter.unread_pages > 0 for letter in self], dtype=np.bool_)

    @cached_property
    def have_outcomes(self) -> bool:
        """Whether any states the outcome of an inspection."""
        return any(letter.outcome for letter in self)

    @cached_property
    def by_area(self) -> Mapping[str, list[int]]:
        """The places of the letters to each area."""
        places: dict[str, list[int]] = {}
        for place, letter in enumerate(self):
            for name in letter.area_names:
                places.setdefault(name, []).append(place)
        return places


def _ordinals(days: Iterable[date | None]) -> Places:
    return np.array([day.toordinal() if day else 0 for day in days], dtype=np.int64)


def _between(days: Places, first: date | None, last: date | None) -> Mask:
    low, high = first or date.min, last or date.max
    return (days >= low.toordinal()) & (days <= high.toordinal())
