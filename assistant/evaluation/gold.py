"""Gold: the letters and paragraphs that a right answer rests on, and how citations stand to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.evaluation.cases import Case, Support
from assistant.evaluation.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSupport:
    """One gold quotation and the paragraphs that hold it (any of them will do)."""

    support: Support
    letter_ids: frozenset[str]
    paragraphs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What a case's gold quotations are in this collection."""

    supports: tuple[GoldSupport, ...] = ()
    absent: tuple[str, ...] = ()  # files that no indexed letter came from
    unfound: tuple[Support, ...] = ()  # quotations that do not stand in their letter

    @property
    def letter_ids(self) -> frozenset[str]:
        """The letters that hold a gold quotation."""
        return frozenset().union(*(one.letter_ids for one in self.supports))

    @property
    def paragraphs(self) -> frozenset[str]:
        """The paragraphs that hold a gold quotation."""
        return frozenset().union(*(one.paragraphs for one in self.supports))


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How one citation stands to the gold."""

    number: int
    paragraphs: frozenset[str]  # that it shows
    verbatim: bool  # stands in its letter word for word
    gold_letter: bool  # belongs to a letter of gold_support
    counts: bool  # False: from a letter of an optional area

    @property
    def good(self) -> bool:
        """Whether citation precision counts it as right."""
        return self.verbatim and self.gold_letter


def find_gold(case: Case, shelf: Shelf) -> Gold:
    """Look a case's quotations up in the collection."""
    supports, absent, unfound = [], [], []
    for support in case.gold_support:
        letter_ids = shelf.named(support.letter)
        held = {letter_id: shelf.text(letter_id).holding(support.quote) for letter_id in letter_ids}
        holding = [letter_id for letter_id, paragraphs in held.items() if paragraphs]
        if not letter_ids:
            absent.append(support.letter)
        elif not holding:
            unfound.append(support)
        else:
            paragraphs = frozenset().union(*held.values())
            supports.append(
                GoldSupport(support=support, letter_ids=frozenset(holding), paragraphs=paragraphs)
            )
    return Gold(supports=tuple(supports), absent=tuple(dict.fromkeys(absent)), unfound=tuple(unfound))


def check_citations(case: Case, answer: Answer, gold: Gold, shelf: Shelf) -> tuple[Check, ...]:
    """Hold each citation of an answer against the letters and the gold."""
    checks = []
    for citation in answer.citations:
        text = shelf.text(citation.letter.id)
        in_gold = citation.letter.id in gold.letter_ids
        optional = any(area in case.optional_areas for area in citation.letter.area_names)
        checks.append(
            Check(
                number=citation.number,
                paragraphs=text.covered(citation.paragraph.id, citation.quote),
                verbatim=text.is_verbatim(citation.quote),
                # no quotations given: all that can be scored is whether the letters hold the words
                gold_letter=in_gold or (case.answerable and not case.gold_support),
                counts=in_gold or not optional,
            )
        )
    return tuple(checks)


def cited(support: GoldSupport, checks: Sequence[Check]) -> bool:
    """Whether a citation shows a paragraph that holds the gold quotation."""
    return any(support.paragraphs & check.paragraphs for check in checks)
