"""The embedded answer retold in a model's proved sentences, under its own computed opening, with the rest quoted.

How it is laid out is settled by what the model was shown, so that an answer that is still coming never moves.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from assistant.answer import Answer, Citation, Group
from assistant.citations import Cited
from assistant.figures import figures
from assistant.proof import Proved
from assistant.prose import capital, escaped, letter_phrase, listed, quoted, short_area
from assistant.render import coverage_line
from assistant.shown import Shown
from assistant.terms import content_stems
from ingest.letter import LetterMetadata, british

TOGETHER = 3  # paragraphs whose sentences make one paragraph; more become points


def retold(
    embedded: Answer, proved: Sequence[Proved], shown: Sequence[Shown], *, whole: bool = True
) -> Answer:
    """The embedded answer in the sentences; where they are `whole`, with what they leave out quoted after them."""
    cited = Cited()
    said = _told(proved, shown, cited)
    told = {citation.paragraph.id for citation in cited.citations}
    parts = [lead(embedded), said]
    left = [one for one in embedded.citations if one.paragraph.id not in told]
    parts += [_rest(left, cited)] if left and whole else []
    citations = tuple(cited.citations)
    return replace(
        embedded,
        text="\n\n".join(part for part in parts if part),
        citations=citations,
        citations_total=max(embedded.citations_total, len(citations)),
        groups=_regrouped(embedded, citations),
    )


def lead(embedded: Answer) -> str:
    """The computed opening of a set answer, which carries its coverage; nothing for other answers."""
    if embedded.coverage is None:
        return ""
    opening = embedded.text.split("\n\n", 1)[0]
    return f"{capital(coverage_line(embedded.coverage))}." if "[" in opening.replace("\\[", "") else opening


def keeps_key(embedded: Answer, texts: Sequence[str]) -> bool:
    """Whether some texts hold the short answer that was computed; sets hold theirs in the lead."""
    if not embedded.key or embedded.coverage is not None:
        return True
    text = " ".join(texts)
    parts = [part.removeprefix("No: ") for part in embedded.key.split("; ")]
    return any(_holds(part, text) for part in parts)


def _told(proved: Sequence[Proved], shown: Sequence[Shown], cited: Cited) -> str:
    """The sentences; where several letters were shown, each run of one letter under its area and date."""
    if len({one.letter.id for one in shown}) > 1:
        runs = groupby(proved, key=_letter)
        return "\n".join(
            f"- {_heading(letter)}{' '.join(_marked(one, cited) for one in run)}" for letter, run in runs
        )
    said = [_marked(one, cited) for one in proved]
    return " ".join(said) if len(shown) <= TOGETHER else "\n".join(f"- {one}" for one in said)


def _letter(one: Proved) -> LetterMetadata | None:
    """The letter that a sentence rests on; None where it rests on several."""
    first, *others = (source.letter for source in one.sources)
    return None if any(other.id != first.id for other in others) else first


def _heading(letter: LetterMetadata | None) -> str:
    """Whom a point is about, and when."""
    if letter is None:
        return ""
    names = escaped(listed([short_area(name) for name in letter.area_names]))
    return f"**{names}** ({british(letter.sent)}): " if letter.areas else f"**{names}**: "


def _marked(one: Proved, cited: Cited) -> str:
    """A sentence with the markers of its citations before its full stop."""
    numbers = [cited.add(source.paragraph, source.letter, source.start, source.end) for source in one.sources]
    ends = one.text[-1] if one.text[-1] in ".!" else "."
    words = escaped(one.text.rstrip(".! "))
    return f"{words} {''.join(f'[{number}]' for number in dict.fromkeys(numbers))}{ends}"


def _rest(left: Sequence[Citation], cited: Cited) -> str:
    """The evidence that the sentences do not rest on, in the letters' own words."""
    by_letter: dict[str, list[Citation]] = {}
    for one in left:
        by_letter.setdefault(one.letter.id, []).append(one)
    lines = ["Also, in the letters’ own words:", ""]
    for ones in by_letter.values():
        quotes = [
            f"{quoted(one.quote)} [{cited.add(one.paragraph, one.letter, one.start, one.end)}]"
            for one in ones
        ]
        lines.append(f"- {capital(escaped(letter_phrase(ones[0].letter)))}: {'; '.join(quotes)}")
    return "\n".join(lines)


def _regrouped(embedded: Answer, citations: Sequence[Citation]) -> tuple[Group, ...] | None:
    """The groups of the embedded answer with the new citations of the same paragraphs."""
    if embedded.groups is None:
        return None
    paragraphs = {one.number: one.paragraph.id for one in embedded.citations}
    regrouped = []
    for group in embedded.groups:
        held = {paragraphs[number] for number in group.citations if number in paragraphs}
        numbers = tuple(one.number for one in citations if one.paragraph.id in held)
        regrouped.append(replace(group, citations=numbers))
    return tuple(regrouped)


def _holds(part: str, text: str) -> bool:
    values = {(figure.unit, figure.value) for figure in figures(part)}
    if values:
        return values <= {(figure.unit, figure.value) for figure in figures(text)}
    return set(content_stems(part)) <= set(content_stems(text))
