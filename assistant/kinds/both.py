"""Which areas were praised for one thing and asked about another, or asked and not praised: two sets put together."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import frames
from assistant.answer import Answer, Decision, Group, Status, Verdict
from assistant.inquiry import Inquiry
from assistant.kinds import evidence, outcomes, previous, refusals, sets
from assistant.kinds.draft import Draft, Quoted, telling
from assistant.kinds.wording import short_area
from assistant.prose import capital
from assistant.render import coverage_line
from assistant.verdicts import Verdicts, coverage
from ingest.letter import LetterMetadata, british

QUOTED = 3  # quotations of one half for one area
TOLD = 100  # areas that are quoted; of more, all are named


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two questions, with a verdict for every letter."""

    inquiry: Inquiry
    decided: Sequence[Verdict]

    @classmethod
    def of(cls, inquiry: Inquiry) -> "Half":
        """A half decided by the outcomes that the reports state, where it asks for one, or by what they say."""
        if outcomes.about(inquiry):
            return cls(inquiry, outcomes.decisions(inquiry))
        if (before := previous.decisions(inquiry)) is not None:
            return cls(inquiry, before)
        if not inquiry.question.topic and not inquiry.question.roles:
            return cls(inquiry, tuple(_of_then(letter) for letter in inquiry.letters))
        return cls(inquiry, Verdicts(inquiry.letters, inquiry.deciding, sets.near(inquiry)))

    @property
    def word(self) -> str:
        """What was done, before the quotations that show it."""
        if not isinstance(self.decided, Verdicts):
            return "judged"
        return self.inquiry.question.role_word or "said"

    def letters(self, *decisions: Decision) -> list[LetterMetadata]:
        """The letters that are decided so."""
        if isinstance(self.decided, Verdicts):  # which makes no verdict for that
            return [letter for decision in decisions for letter in self.decided.of(decision)]
        return [verdict.letter for verdict in self.decided if verdict.decision in decisions]

    def areas(self, *decisions: Decision) -> set[str]:
        """The areas with a letter that is decided so."""
        return {name for letter in self.letters(*decisions) for name in letter.area_names}

    def quotes(self, draft: Draft, area: str) -> list[tuple[LetterMetadata, Quoted]]:
        """What shows it of one area, the most telling first."""
        letters = {letter.id: letter for letter in self.letters("matched") if area in letter.area_names}
        if not isinstance(self.decided, Verdicts):
            stated = [verdict for verdict in self.decided if verdict.letter.id in letters]
            return [
                (one.letter, draft.quote(self.inquiry.paragraph(one.letter, _number_of(name)), one.letter))
                for one in stated
                for name in one.paragraphs
            ]
        ones = [one for found in evidence.cited(self.inquiry, letters).values() for one in found]
        return [
            (one.hit.letter, draft.quote(one.hit.paragraph, one.hit.letter, *telling(one, self.inquiry)))
            for one in ones[:QUOTED]
        ]


def answer(inquiry: Inquiry) -> Answer:
    """The areas of both halves; or, where the second is denied, those of the first that are not the second's."""
    if inquiry.halves is None:
        return refusals.unclear(inquiry)
    one, two = (Half.of(half) for half in inquiry.halves)
    if inquiry.without:
        kept = one.areas("matched") - two.areas("matched", "unreadable")
    else:
        kept = one.areas("matched") & two.areas("matched")
    names = tuple(dict.fromkeys(n for letter in inquiry.letters for n in letter.area_names if n in kept))
    firsts, seconds = ({verdict.letter.id: verdict for verdict in half.decided} for half in (one, two))
    decided = tuple(
        _verdict(
            firsts.get(letter.id) or _other(letter), seconds.get(letter.id) or _other(letter), kept, inquiry
        )
        for letter in inquiry.letters
    )
    counts = coverage(decided)
    draft = Draft(inquiry)
    draft.say(f"{sets.opening(inquiry, names)} ({capital(coverage_line(counts))}.)")
    for name in names[:TOLD]:
        _point(draft, name, (one,) if inquiry.without else (one, two))
    status: Status = "partial" if counts.unreadable else "answered"
    return draft.done(
        status if counts.checked else "not_found",
        key=str(len(names)) if frames.COUNT_SET.search(inquiry.question.standalone) else None,
        areas=names,
        letters=tuple(verdict.letter.id for verdict in decided if verdict.decision == "matched"),
        coverage=counts,
        verdicts=decided,
    )


def _of_then(letter: LetterMetadata) -> Verdict:
    """Of a letter that one half asks for by nothing but its time: it matches, by the date that it states."""
    if letter.unreadable:
        return Verdict(letter=letter, decision="unreadable", reason="no text could be read")
    dates = [fact for name in ("met", "sent") for fact in letter.facts if fact.name == name]
    paragraphs = (f"{letter.id}#{dates[0].paragraph}",) if dates else ()
    return Verdict(letter=letter, decision="matched", reason="of the time asked about", paragraphs=paragraphs)


def _other(letter: LetterMetadata) -> Verdict:
    """Of a letter that one half, with a time or an area of its own, does not ask about."""
    return Verdict(letter=letter, decision="not_matched", reason="this half asks about other letters")


def _verdict(first: Verdict, second: Verdict, kept: set[str], inquiry: Inquiry) -> Verdict:
    """A letter matches where its area is kept and it shows one of the halves that count."""
    showing = [one for one in ((first,) if inquiry.without else (first, second)) if one.decision == "matched"]
    reason = f"first half: {first.reason}; second half: {second.reason}"
    if showing and kept & set(first.letter.area_names):
        ids = tuple(dict.fromkeys(name for one in showing for name in one.paragraphs))
        return Verdict(letter=first.letter, decision="matched", reason=reason, paragraphs=ids)
    unread = first.decision == "unreadable" or (not showing and second.decision == "unreadable")
    unread = unread or (inquiry.without and second.decision == "unreadable")
    return Verdict(letter=first.letter, decision="unreadable" if unread else "not_matched", reason=reason)


def _point(draft: Draft, name: str, halves: Sequence[Half]) -> None:
    """One point for an area: what shows each half, letter by letter."""
    told, cited = [], []
    for half in halves:
        quotes = half.quotes(draft, name)
        told.append(f"{half.word}: " + "; ".join(f"{_dated(letter)}{quote.text}" for letter, quote in quotes))
        cited += [quote.number for _, quote in quotes]
    draft.point(
        f"**{short_area(name)}** – {'. '.join(capital(line) if at else line for at, line in enumerate(told))}"
    )
    draft.groups.append(Group(label=name, areas=(name,), citations=tuple(dict.fromkeys(cited))))


def _dated(letter: LetterMetadata) -> str:
    return f"{british(letter.sent)} " if letter.sent and letter.areas else ""


def _number_of(paragraph_id: str) -> int:
    """The number of a paragraph in its letter."""
    return int(paragraph_id.rsplit("#", 1)[1])
