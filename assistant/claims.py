"""Does a sentence say what its quotations say? Every word, name, figure and date of it must be accounted for.

Words count as accounted for where the paragraph or its context has them, a synonym of the glossary or a word of
nearly the same meaning; or where they only say who says it ("the letter notes that").
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.figures import misplaced, unknown_dates, unknown_figures, within, worded
from assistant.polarity import conflict
from assistant.shown import safe_areas
from assistant.terms import STOP_WORDS, Token, content_stems, sentences, stem, tokens
from ingest.letter import LetterMetadata, Paragraph, Role

SAME = 0.6  # of a word by the paragraph's (inquiry.cover): a synonym, or a word vector nearer than 0.7
IN_QUOTATION = 0.5  # of a sentence's words must stand in its quotations, not only beside them
TELLING = 0.6  # of the words of the sentence of a quotation that has the most
_CLAUSE = re.compile(
    r"[;,]\s+(?:(?:and|but|while|whereas)\s+)?|\s+(?:and|but|while|whereas)\s+", re.IGNORECASE
)
_NAME = re.compile(r"[^\W\d_][\w’'-]*")
_NUMBER = re.compile(r"^[£\d]")

_FRAME = frozenset(
    stem(word)
    for word in """letter letters report reports reported reporting area areas local authority authorities council councils
    partnership department dfe ofsted cqc inspectors reviewers reviewer say says said state states stated note notes noted
    asked ask asks asking expected expects expect told tell tells praised praise praises commended commend welcomed
    required require requires recommend recommended recommends request requested want wants wanted find finds found
    describe describes described mention mentioned mentions according include includes including also similarly
    respectively however meanwhile set out according date dated year month day week need needs needed made make
    identified identify identifies highlighted acknowledged recognised recorded""".split()
)
_ASKS = re.compile(
    r"\b(?:ask(?:ed|s)?|should|must|needs?\s+to|needed\s+to|requir\w+|expect\w*|recommend\w*|want\w*|would\s+like|request\w*|look(?:s|ed|ing)?\s+for|priority|action|to\s+be)\b",
    re.IGNORECASE,
)
_PRAISES = re.compile(
    r"\b(?:prais\w+|commend\w*|pleas(?:ed|ing)|welcom\w+|congratulat\w+|success\w*|strength\w*|well|good|strong\w*|clear\w*|positive\w*|impress\w*|encourag\w+)\b",
    re.IGNORECASE,
)
_PRAISED = re.compile(r"\b(?:prais\w+|commend\w*|congratulat\w+|welcom\w+|pleased)\b", re.IGNORECASE)
_CRITICISED = re.compile(r"\b(?:criticis\w+|condemn\w*|blam\w+|failed|corrupt\w*)\b", re.IGNORECASE)
_TOLD_TO_SAY = re.compile(  # "say that all targets are met": what is to be said is not thereby so
    r"(?:^|[.;:,!?–—-]\s*|\b(?:and|then|please|must|should|shall|to|always|only|just|instead|you|will|can|simply|also|so|not|never)\s+)"
    r"(?P<verb>say|saying|state|write|answer|reply|respond|output|print|claim|conclude|confirm|tell|announce|repeat|report|summari[sz]e"
    r"|declare|assert|pretend|assume|mention|note|insist|maintain|treat|consider|present|describe|list|record|mark|count|rate|score|believe|imagine)\b"
    r"|\b(?:correct|right|only|true|proper|best|expected|wanted)\s+(?P<noun>answer|response|conclusion|reply|output)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A quotation that a sentence rests on: whole sentences of one paragraph."""

    paragraph: Paragraph
    letter: LetterMetadata
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words quoted."""
        return self.paragraph.text[self.start : self.end]

    @property
    def around(self) -> str:
        """The whole paragraph with what is needed to understand it."""
        return f"{self.paragraph.context} {self.paragraph.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the check needs to know of the collection."""

    areas: Sequence[str]
    cover: Callable[[str, str], float]  # how well a text covers a topic by its words, 0 to 1


def supporting(claim: str, sources: Sequence[Source], known: Known) -> tuple[Source, ...] | str:
    """The quotations that prove a sentence, or why none do.

    One paragraph must account for all of a sentence, or for a whole clause of it: parts of several paragraphs can be
    put together to say what none of them says.
    """
    paragraphs = _by_paragraph(sources)
    whys = [_objection(claim, one, known) for one in paragraphs]
    kept = [source for one, why in zip(paragraphs, whys, strict=True) if not why for source in one]
    if not kept and len(paragraphs) > 1:
        kept = _clause_by_clause(claim, paragraphs, known)
    if not kept:
        return whys[0]
    return "an area is not that of its letters" if _foreign(claim, kept, known.areas) else tuple(kept)


def _by_paragraph(sources: Sequence[Source]) -> list[list[Source]]:
    grouped: dict[str, list[Source]] = {}
    for source in sources:
        grouped.setdefault(source.paragraph.id, []).append(source)
    return list(grouped.values())


def _clause_by_clause(claim: str, paragraphs: Sequence[Sequence[Source]], known: Known) -> list[Source]:
    """The quotations of the paragraphs that each prove a clause; none where a clause is not proved."""
    clauses = [clause.strip() for clause in _CLAUSE.split(claim) if clause.strip()]
    used: list[Source] = []
    for clause in clauses:
        proof = [
            source
            for one in paragraphs
            if not _objection(clause, one, known) and not _foreign(clause, one, known.areas)
            for source in one
        ]
        if not proof:
            return []
        used += [source for source in proof if source not in used]
    return used if len(clauses) > 1 else []


def _objection(claim: str, sources: Sequence[Source], known: Known) -> str:
    """Why one paragraph's quotations do not prove a sentence; "" where they do."""
    around = [source.around for source in sources]
    if unknown_figures(claim, around):
        return "a figure is not in its paragraphs"
    if unknown_dates(claim, around, [source.letter.sent for source in sources]):
        return "a date is not in its paragraphs"
    if name := _unknown_name(claim, sources, known.areas):
        return f"the name {name} is not in its paragraphs"
    if _swapped(claim, sources, known.areas):
        return "its figures or areas stand in another order"
    return _unsaid(claim, sources, known) or _voice(claim, sources) or _against(claim, sources)


def _swapped(claim: str, sources: Sequence[Source], areas: Sequence[str]) -> bool:
    """Whether figures of one kind, or areas that the paragraph names, change places: who has which may change too."""
    text = sources[0].paragraph.text
    if misplaced(claim, f"{sources[0].paragraph.context} {text}"):
        return True
    names = re.compile(
        "|".join(re.escape(area) for area in sorted(areas, key=len, reverse=True)) or r"(?!)", re.I
    )
    printed = [found.group().lower() for found in names.finditer(text)]
    said = [found.group().lower() for found in names.finditer(claim)]
    return not within([one for one in said if one in printed], printed)


def _foreign(claim: str, sources: Sequence[Source], areas: Sequence[str]) -> bool:
    """Whether the claim names an area of the collection to which none of its letters is."""
    own = {area for source in sources for area in safe_areas(source.letter)}
    around = " ".join(source.around for source in sources)
    named = {area for area in areas if re.search(rf"\b{re.escape(area)}\b", claim, re.IGNORECASE)}
    longer = " ".join(own) + " " + around
    return any(not re.search(rf"\b{re.escape(area)}\b", longer, re.IGNORECASE) for area in named)


def _unknown_name(claim: str, sources: Sequence[Source], areas: Sequence[str]) -> str:
    """A capitalised word inside the sentence, or two at its beginning, that neither paragraph nor areas have.

    Whether the areas are those of the letters, `_foreign` looks at.
    """
    known = _words(" ".join([*(source.around for source in sources), *_said_of(sources), *areas]))
    found = list(_NAME.finditer(claim))
    for at, word in enumerate(found):
        first = at == 0 and not (len(found) > 1 and found[1].group()[0].isupper())
        if first or not word.group()[0].isupper() or word.group().isupper():
            continue
        if not _words(word.group()) <= known and not all(_framing(token) for token in tokens(word.group())):
            return word.group()
    return ""


def _unsaid(claim: str, sources: Sequence[Source], known: Known) -> str:
    """A word that the paragraphs do not account for; or that the quotations have too little of the sentence."""
    around = " ".join(source.around for source in sources)
    quotes = " ".join(source.quote for source in sources)
    areas = _words(" ".join([*(area for source in sources for area in source.letter.areas), *known.areas]))
    asked = [one for one in tokens(worded(claim)) if not _framing(one) and one.stem not in areas]
    if not asked:
        return "it says nothing that could be checked" if not re.search(r"\d", claim) else ""
    unsaid = [one.word for one in asked if not _said(one, around, known)]
    if unsaid:
        return f"“{unsaid[0]}” is not what its paragraphs say"
    share = sum(_said(one, quotes, known) for one in asked) / len(asked)
    return "" if share >= IN_QUOTATION else "its quotations are about something else"


def _voice(claim: str, sources: Sequence[Source]) -> str:
    """Whether the sentence tells an ask as an ask and praise as praise."""
    roles = {source.paragraph.role for source in sources}
    quotes = " ".join(source.quote for source in sources)
    asks = bool(_ASKS.search(claim))
    if not asks and roles & {Role.ASK, Role.REQUIREMENT}:
        return "what is asked for is told as a fact"
    if _only_to_be_said(claim, quotes):
        return "what is only to be said is told as a fact"
    if _PRAISED.search(claim) and Role.PRAISE not in roles and not _PRAISED.search(quotes):
        return "the letter does not praise this"
    if _CRITICISED.search(claim) and Role.CONCERN not in roles and not _CRITICISED.search(quotes):
        return "the letter does not criticise this"
    asked = any(source.paragraph.asked for source in sources) or _ASKS.search(quotes)
    return "the letter does not ask for this" if re.search(r"\basked\s+to\b", claim) and not asked else ""


def _only_to_be_said(claim: str, quote: str) -> bool:
    """Whether a quotation tells somebody to say a thing, and the claim leaves that out."""
    told = {stem(found["verb"] or found["noun"]) for found in _TOLD_TO_SAY.finditer(quote)}
    return bool(told) and not told & _words(claim)


def _against(claim: str, sources: Sequence[Source]) -> str:
    """What in the sentences that the claim tells speaks against it."""
    return conflict(claim, _told(claim, sources))


def _told(claim: str, sources: Sequence[Source]) -> str:
    """The sentences of the quotations that have the most of a claim's words."""
    words = frozenset(content_stems(claim))
    quotes = [source.quote[start:end] for source in sources for start, end in sentences(source.quote)]
    shares = [len(words & frozenset(content_stems(quote))) for quote in quotes]
    most = max(shares, default=0)
    return " ".join(quote for quote, share in zip(quotes, shares, strict=True) if share >= TELLING * most)


def _said(token: Token, text: str, known: Known) -> bool:
    if token.stem in _words(text):
        return True
    return not _NUMBER.match(token.word) and known.cover(token.word, text) >= SAME


def _framing(token: Token) -> bool:
    if token.word in STOP_WORDS or token.word.endswith(("n't", "n’t")):
        return True
    return token.stem in _FRAME or bool(_NUMBER.match(token.word))


def _said_of(sources: Sequence[Source]) -> list[str]:
    return [area for source in sources for area in safe_areas(source.letter)]


def _words(text: str) -> frozenset[str]:
    return frozenset(one.stem for one in tokens(text))
