"""A verdict for every letter: matched, not matched, or unreadable. Each is made when it is looked at."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import overload

import numpy as np

from assistant.answer import Coverage, Decision, Verdict
from assistant.judgement import THRESHOLD, Judgement, Places, described
from ingest.letter import LetterMetadata
from vectorstore.roll import Roll
from vectorstore.rows import ROLES

DECISIONS: tuple[Decision, ...] = ("matched", "not_matched", "unreadable")
MATCHED, NOT_MATCHED, UNREADABLE = range(len(DECISIONS))


class Verdicts(Sequence[Verdict]):
    """One verdict a letter, in the letters' order; equal to any sequence of the same verdicts."""

    def __init__(
        self,
        letters: Sequence[LetterMetadata],
        deciding: Judgement,
        whole: Callable[[], Judgement] | None = None,
    ) -> None:
        """Decide by the paragraphs of the role asked for; `whole` judges all, once a letter's reason wants it."""
        self._letters = Roll.of(letters)
        self._whole = whole
        self._decisions = np.where(self._letters.unreadable, UNREADABLE, NOT_MATCHED).astype(np.uint8)
        self._deciding = _Nearest(self._letters, deciding)
        self._near = self._deciding
        self._decide(deciding)

    def __len__(self) -> int:
        return len(self._letters)

    @overload
    def __getitem__(self, place: int) -> Verdict: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Verdict, ...]: ...
    def __getitem__(self, place: int | slice) -> Verdict | tuple[Verdict, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        letter = self._letters[place]  # IndexError ends an iteration
        place %= len(self)
        return Verdict(
            letter=letter,
            decision=DECISIONS[self._decisions[place]],
            reason=self._reason(letter, place),
            paragraphs=tuple(f"{letter.id}#{number}" for number in self._numbers.get(place, ())),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash((self._letters, self._decisions.tobytes()))

    def of(self, decision: Decision) -> list[LetterMetadata]:
        """The letters so decided."""
        wanted = DECISIONS.index(decision)
        return [self._letters[place] for place in np.flatnonzero(self._decisions == wanted).tolist()]

    @property
    def coverage(self) -> Coverage:
        """How many letters are decided which way."""
        counts = np.bincount(self._decisions, minlength=len(DECISIONS)).tolist()
        return Coverage(**dict(zip(DECISIONS, counts, strict=True)))

    def _decide(self, judgement: Judgement) -> None:
        decisive = _by_letter(judgement, np.flatnonzero(judgement.matches))
        places = _places(self._letters, judgement, judgement.drawn.serials[decisive])
        meant = places >= 0
        meant[meant] = self._decisions[places[meant]] != UNREADABLE
        self._decisions[places[meant]] = MATCHED
        self._decisive = (places[meant], judgement.drawn.numbers[decisive[meant]])
        self._decisions[self._letters.partly_read & (self._decisions == NOT_MATCHED)] = UNREADABLE

    @cached_property
    def _numbers(self) -> dict[int, list[int]]:
        """Of each letter that matches the numbers of the paragraphs that decide, by its place."""
        numbers: dict[int, list[int]] = {}
        places, each = self._decisive
        for place, number in zip(places.tolist(), each.tolist(), strict=True):
            numbers.setdefault(place, []).append(number)
        return numbers

    def _reason(self, letter: LetterMetadata, place: int) -> str:
        if letter.unreadable:
            return letter.warnings[0] if letter.warnings else "no text could be read"
        nearest = self._reason_of_nearest(place)
        return _unread(letter, nearest) if self._decisions[place] == UNREADABLE else nearest

    def _reason_of_nearest(self, place: int) -> str:
        if self._decisions[place] == MATCHED:
            return self._deciding.reason(place)
        if whole := self._whole:
            self._near, self._whole = _Nearest(self._letters, whole()), None
        likely = self._near.likely(place)
        if likely < 0:
            return "no paragraph comes near the topic"
        how = "only in a paragraph of another role" if likely >= THRESHOLD else "nearest paragraph"
        return f"{how}, {self._near.reason(place)}"


class _Nearest:
    """Of each letter the paragraph that decides or comes nearest, and what speaks for and against it."""

    def __init__(self, letters: Roll, judgement: Judgement) -> None:
        nearest, starts = _nearest(judgement)
        self._row = np.full(len(letters) + 1, -1, dtype=np.int64)  # the last for letters that are not meant
        places = _places(letters, judgement, judgement.drawn.serials[starts])
        self._row[places] = np.arange(len(nearest))
        self._row[-1] = -1
        self._names, self._roles = judgement.names, judgement.roles[nearest]
        self._likely = judgement.probability[nearest]
        self._matched, self._missing = judgement.matched[nearest], judgement.missing[nearest]
        self._by, self._ruled = judgement.by, np.isin(nearest, judgement.ruled)

    def likely(self, place: int) -> float:
        """How likely it is that the letter's paragraph is meant; -1 where no paragraph comes near."""
        row = self._row[place]
        return float(self._likely[row]) if row >= 0 else -1.0

    def reason(self, place: int) -> str:
        """What speaks for and against it."""
        row = self._row[place]
        role, bits = ROLES[self._roles[row]], (int(self._matched[row]), int(self._missing[row]))
        sure = f"decided by {self._by}" if self._ruled[row] else f"{self.likely(place):.0%} likely"
        return described(role, self._names, *bits, sure)


def coverage(decided: Sequence[Verdict]) -> Coverage:
    """Count the verdicts."""
    if isinstance(decided, Verdicts):
        return decided.coverage
    counts = Counter(verdict.decision for verdict in decided)
    return Coverage(**{decision: counts[decision] for decision in DECISIONS})


def sure(verdict: Verdict) -> Verdict:
    """The verdict; none where what does not match may yet stand on a page that could not be read."""
    if verdict.decision != "not_matched" or not verdict.letter.unread_pages:
        return verdict
    return replace(verdict, decision="unreadable", reason=_unread(verdict.letter, verdict.reason))


def _unread(letter: LetterMetadata, reason: str) -> str:
    return f"{letter.unread_pages} of its {letter.pages} pages could not be read; on the others, {reason}"


def _places(letters: Roll, judgement: Judgement, serials: Places) -> Places:
    """The place among some letters of the letter of each serial; -1 where it is none of them."""
    catalogue = judgement.drawn.catalogue
    place = np.full(len(catalogue.letters) + 1, -1, dtype=np.int64)  # the last for what is in no catalogue
    place[letters.places_in(catalogue.letters)] = np.arange(len(letters))
    place[-1] = -1
    return place[catalogue.places_of(serials)]


def _nearest(judgement: Judgement) -> tuple[Places, Places]:
    """For each letter with candidates the one that decides, or else comes nearest; and where its candidates start."""
    serials, probability = judgement.drawn.serials, judgement.probability
    starts = np.flatnonzero(np.diff(serials, prepend=-1))
    if not len(starts):
        return starts, starts
    sizes = np.diff(starts, append=len(serials))
    deciding = np.where(judgement.matches, probability, -1.0)
    decided = np.repeat(np.maximum.reduceat(deciding, starts) >= 0, sizes)
    value = np.where(decided, deciding, probability)
    best = np.flatnonzero(value == np.repeat(np.maximum.reduceat(value, starts), sizes))
    order = best[np.lexsort((best, ~judgement.in_role[best], serials[best]))]
    return order[np.flatnonzero(np.diff(serials[order], prepend=-1))], starts


def _by_letter(judgement: Judgement, places: Places) -> Places:
    """Some candidates letter by letter, the likeliest first."""
    drawn = judgement.drawn
    keys = (drawn.numbers[places], -judgement.probability[places], drawn.serials[places])
    return places[np.lexsort(keys)]
