"""What may be the same: letters that are nearly alike, people under two names. Possibilities, with their evidence.

Nothing is merged and no name is altered: a person decides.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from assistant.prose import capital, letter_phrase
from ingest.letter import LetterMetadata, Paragraph
from ingest.pairs import near_duplicates
from ingest.same_person import same_people
from vectorstore.filed import Filed
from vectorstore.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class NearlySame:
    """Two letters that are nearly the same: a draft and the one that was sent."""

    first: LetterMetadata
    second: LetterMetadata
    share: float  # of their runs of five words

    @property
    def letters(self) -> frozenset[str]:
        """The ids of both."""
        return frozenset({self.first.id, self.second.id})

    def other(self, letter_id: str) -> LetterMetadata:
        """The one that the letter is nearly the same as."""
        return self.second if letter_id == self.first.id else self.first

    @property
    def percent(self) -> str:
        """The share as people read it; 100% is only said of all."""
        return f"{min(round(self.share * 100), 99 if self.share < 1 else 100)}%"

    def __str__(self) -> str:
        return (
            f"{capital(_named(self.first))} is nearly the same as {_named(self.second)}: "
            f"they share {self.percent} of their runs of five words"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePerson:
    """Two names that may be one person's."""

    first: str
    second: str
    why: str
    first_letters: tuple[str, ...]  # ids of those that name them
    second_letters: tuple[str, ...]

    @property
    def letters(self) -> frozenset[str]:
        """The ids of all letters that name either."""
        return frozenset({*self.first_letters, *self.second_letters})

    def other(self, name: str) -> str | None:
        """The other name of somebody; None where the pair is not about them."""
        pair = {self.first.casefold(): self.second, self.second.casefold(): self.first}
        return pair.get(name.casefold())

    def __str__(self) -> str:
        return f"{self.first} may be the same person as {self.second}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Possibilities:
    """What may be the same in a collection, or as far as some of its letters are concerned."""

    nearly_same: tuple[NearlySame, ...] = ()
    people: tuple[SamePerson, ...] = ()

    def of(self, letter_ids: Iterable[str]) -> "Possibilities":
        """Those that touch any of the letters."""
        wanted = frozenset(letter_ids)
        return Possibilities(
            nearly_same=tuple(one for one in self.nearly_same if one.letters & wanted),
            people=tuple(one for one in self.people if one.letters & wanted),
        )

    def by_letter(self) -> Mapping[str, "Possibilities"]:
        """Those of every letter that has any."""
        alike, people = defaultdict(list), defaultdict(list)
        for near in self.nearly_same:
            for letter_id in near.letters:
                alike[letter_id].append(near)
        for one in self.people:
            for letter_id in one.letters:
                people[letter_id].append(one)
        return {
            letter_id: Possibilities(nearly_same=tuple(alike[letter_id]), people=tuple(people[letter_id]))
            for letter_id in [*alike, *(name for name in people if name not in alike)]
        }

    def lines(self) -> list[str]:
        """One sentence each."""
        return [str(one) for one in (*self.nearly_same, *self.people)]


def possibilities(
    letters: Callable[[], Iterable[LetterMetadata]],
    paragraphs_of: Callable[[str], Sequence[Paragraph]],
    of: AbstractSet[str] | None = None,
) -> Possibilities:
    """Find what may be the same among letters, in time that grows with their number.

    They are walked several times and not held. `of` keeps to what touches some of them.
    """
    pairs = list(near_duplicates(letters(), paragraphs_of, of=of))
    wanted = {name for pair in pairs for name in pair[:2]}
    by_id = {letter.id: letter for letter in letters() if letter.id in wanted} if pairs else {}
    found = Possibilities(
        nearly_same=tuple(NearlySame(first=by_id[a], second=by_id[b], share=share) for a, b, share in pairs),
        people=same_persons(letters),
    )
    return found if of is None else found.of(of)


def new_possibilities(record: Record, read: Sequence[str]) -> Possibilities:
    """Find what the letters that an ingest has read may be the same as."""
    if not read:
        return Possibilities()
    filed = Filed(record)
    return possibilities(filed.all_letters, filed.paragraphs, set(read))


def same_persons(
    letters: Callable[[], Iterable[LetterMetadata]], names: AbstractSet[str] | None = None
) -> tuple[SamePerson, ...]:
    """The people of letters who may be one, by surname; only those that concern some names where given."""
    found = list(same_people((person for letter in letters() for person in letter.people), names))
    wanted = {person.name.casefold() for one, other, _ in found for person in (one, other)}
    named: dict[str, dict[str, None]] = {}
    for letter in letters() if found else ():
        for name in wanted.intersection(person.name.casefold() for person in letter.people):
            named.setdefault(name, {})[letter.id] = None
    pairs = [
        SamePerson(
            first=one.name,
            second=other.name,
            why=why,
            first_letters=tuple(sorted(named[one.name.casefold()])),
            second_letters=tuple(sorted(named[other.name.casefold()])),
        )
        for one, other, why in found
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair.first.split()[-1].casefold(), pair.first, pair.second)))


def _named(letter: LetterMetadata) -> str:
    return f"{letter_phrase(letter)} ({letter.source.rpartition('/')[2]}, {letter.id})"


def possibilities_json(found: Possibilities) -> dict[str, Any]:
    """Possibilities for programs."""
    return {
        "nearly_same": [
            {"letters": [one.first.id, one.second.id], "share": round(one.share, 4)}
            for one in found.nearly_same
        ],
        "same_person": [
            {
                "names": [one.first, one.second],
                "why": one.why,
                "letters": [list(one.first_letters), list(one.second_letters)],
            }
            for one in found.people
        ],
    }
