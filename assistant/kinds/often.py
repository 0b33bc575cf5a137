""" "What are the main themes?", "what comes up most?", "the most common concerns": what most letters ask for and praise.

Counted as on the page of themes: a paragraph speaks of a theme where it prints one of its phrases (themes.py).
"""

import re
from collections.abc import Sequence

from assistant.answer import Answer, Group
from assistant.inquiry import Inquiry
from assistant.kinds.draft import Draft
from assistant.kinds.wording import letter_phrase, short_area
from assistant.prose import LONGEST_QUOTE, counted, escaped, listed
from assistant.terms import sentences, stems
from assistant.themes import Doing, Grid, Mention, grid, mentions

TOP = 6  # themes that are told
FEWEST = 3  # letters of which something may be common
LATEST = 150  # letters that are looked at, the last: each is read through
NAMED = 6  # areas that are named for a theme; of more, how many there are

_OFTEN = r"(?:most\s+(?:common(?:ly)?|frequent(?:ly)?|often|usual(?:ly)?|widespread|repeated)|commonest|common(?:ly)?|recurring|recurrent|repeated(?:ly)?|main|key|top|big|biggest|overall|general(?:ly)?|typical(?:ly)?|usual(?:ly)?|often|mostly|main(?:ly)?|again\s+and\s+again|over\s+and\s+over|time\s+and\s+again)"
_THINGS = r"(?:themes?|topics?|issues?|concerns?|worries|worry|problems?|weaknesses|failings|criticisms?|asks?|requests?|demands?|priorities|expectations?|recommendations?|strengths|successes|good\s+things|messages?|findings|subjects?|patterns?|threads?)"
_LETTERS = r"(?:(?:the|these|those|our|all|most)\s+)*(?:letters|reports|areas|councils|partnerships|officials|inspectors|places|collection|reviews)"
_ACROSS = rf"(?:\s+(?:are\s+|is\s+|were\s+)?(?:here|overall|(?:that\s+)?(?:come|comes|came|crop|crops)\s+up|(?:raised|found|seen|made|told|mentioned|reported|there)|(?:in|across|among|from|over|throughout|of|for|by)\s+{_LETTERS}|in\s+(?:general|total|all)|so\s+far|(?:more|most)\s+often))*(?:\s+(?:in|during|since|from|between|before|after|until)\s+[^?\d]{{0,30}}\d[^?]{{0,30}})?"  # "in 2024"
_ABOUT = re.compile(
    rf"^\W*(?:(?:and|so|ok|please|overall|in\s+general)[,\s]+)*(?:(?:what|which)(?:['’]s|\s+(?:are|is|were|was|have\s+been))?|(?:can\s+you\s+)?(?:give|show|tell|list|name|summari[sz]e)(?:\s+me)?(?:\s+what)?)\s+(?:the\s+)?(?:\w+\s+)?"
    rf"(?:{_OFTEN}\s+(?:and\s+\w+\s+)?(?:\w+\s+)?{_THINGS}|{_THINGS}\s+(?:(?:that|which)\s+)?(?:come|comes|came|crop|crops|are\s+raised|recur)\s+(?:up\s+)?(?:the\s+)?{_OFTEN}){_ACROSS}\W*$"
    rf"|^\W*what\s+(?:things?\s+)?(?:comes?|came|crops?|keeps?\s+(?:coming|cropping))\s+up(?:\s+(?:the\s+)?(?:most|{_OFTEN}))*{_ACROSS}\W*$"
    rf"|^\W*what\s+(?:are|were|have|do|did|is|was)\s+(?:{_LETTERS}|they|everyone|everybody|people)\s+(?:been\s+)?(?:{_OFTEN}\s+|most\s+)?(?:asked|praised|criticised|told|pressed|commended|credited|ask|praise|criticise|want)(?:\s+(?:about|for|to\s+do|of))*(?:\s+(?:the\s+)?(?:most|{_OFTEN}))?{_ACROSS}\W*$",
    re.IGNORECASE,
)
_GOOD = re.compile(r"\b(?:strengths|success\w*|good\s+things|prais\w+|commend\w+|credit\w*)\b", re.IGNORECASE)
_ILL = re.compile(
    r"\b(?:concerns?|worr(?:y|ies)|problems?|weakness\w*|failings|criticis\w+|asks?|asked|requests?|demands?|priorities|expectations?|recommendations?|told|pressed|want|issues?)\b",
    re.IGNORECASE,
)
_HEADED: dict[Doing, str] = {"asked": "Asked about or found wanting", "praised": "Praised"}


def answer(inquiry: Inquiry) -> Answer | None:
    """The themes of most letters with where they stand; None where a question asks for something else."""
    question = inquiry.question
    if (
        question.areas
        or question.letter_ids
        or not (_ABOUT.match(question.standalone) or _ABOUT.match(question.body))
    ):
        return None
    readable = [letter for letter in inquiry.letters if not letter.unreadable]
    if len(readable) < FEWEST:  # of one letter all is told
        return None
    found = mentions((inquiry.open(letter.id) for letter in readable[-LATEST:]), inquiry.glossary)
    draft = Draft(inquiry)
    for doing in _doings(question.standalone):
        table = grid(found, doing=doing, by="area", since=None, until=None, columns=TOP)
        if table.themes:
            latest = "latest " if len(readable) > LATEST else ""
            looked = counted(min(len(readable), LATEST), f"{latest}{readable[0].kind}")
            draft.say(f"**{_HEADED[doing]} most often**, by the number of letters (of {looked}):")
            _tell(draft, table, doing, readable[0].kind)
    return draft.done() if draft.cited.citations else None


def _doings(asked: str) -> tuple[Doing, ...]:
    good, ill = bool(_GOOD.search(asked)), bool(_ILL.search(asked))
    return ("praised",) if good and not ill else ("asked",) if ill and not good else ("asked", "praised")


def _tell(draft: Draft, table: Grid, doing: Doing, kind: str) -> None:
    for theme in table.themes:
        cells = [table.cells[row, theme] for row in table.rows if (row, theme) in table.cells]
        told = [one for cell in cells for one in cell.mentions]
        letters = len({one.letter.id for one in told})
        areas = [short_area(cell.row) for cell in cells]
        where = f": {listed(areas)}" if len(areas) <= NAMED else ""
        chosen = _plainest(told, theme)
        start, end = _span(chosen, theme)
        quote = draft.quote(chosen.paragraph, chosen.letter, start, end)
        draft.point(
            f"**{escaped(theme)}**, {counted(letters, kind)} {'on' if kind == 'report' else 'to'} {counted(len(areas), 'area')}{where}. "
            f"For example in {letter_phrase(chosen.letter)}: {quote.text}"
        )
        draft.groups.append(
            Group(
                label=theme,
                areas=tuple(cell.row for cell in cells),
                role="ask" if doing == "asked" else "praise",
                citations=(quote.number,),
            )
        )


def _plainest(told: Sequence[Mention], theme: str) -> Mention:
    """What is quoted of a theme: the latest of what can be quoted whole, which says more than a few words."""

    def fit(one: Mention) -> tuple[bool, bool, str]:
        start, end = _span(one, theme)
        return end - start <= LONGEST_QUOTE, end - start > len(theme) + 20, str(one.letter.sent or "")

    return max(told, key=fit)


def _span(one: Mention, theme: str) -> tuple[int, int]:
    """The sentence that has most of the theme's words."""
    words = set(stems(theme))
    spans = sentences(one.paragraph.text, one.paragraph.label_end)
    return max(
        spans or [(0, len(one.paragraph.text))],
        key=lambda span: len(words & set(stems(one.paragraph.text[slice(*span)]))),
    )
