"""The promises that every answer keeps (LAYOUT.md, "Four promises the types carry"), as one check."""

import json
import re
from collections import Counter

from assistant.answer import Answer
from assistant.assistant import Letterbook
from assistant.render import as_json

STATUSES = ("answered", "partial", "not_found", "out_of_scope", "needs_clarification")


def markers(text: str) -> list[int]:
    """The numbers of an answer's markers; a bracket of a letter is escaped and no marker."""
    return [int(number) for number in re.findall(r"(?<!\\)\[(\d+)\]", text)]


def assert_kept(answer: Answer, letterbook: Letterbook) -> None:
    """Fail where an answer breaks a promise."""
    _verbatim(answer, letterbook)
    assert_numbered(answer)
    _proved(answer)
    _decided(answer, letterbook)
    assert_inert(answer.text)
    assert json.loads(json.dumps(as_json(answer)))["index"] == letterbook.index


def _verbatim(answer: Answer, letterbook: Letterbook) -> None:
    for citation in answer.citations:
        letter = letterbook.letter(citation.letter.id)
        paragraph = letter.paragraphs[citation.paragraph.number - 1]
        assert paragraph.id == citation.paragraph.id == f"{letter.metadata.id}#{paragraph.number}"
        assert citation.quote == paragraph.text[citation.start : citation.end]
        assert citation.quote.strip()


def assert_inert(text: str) -> None:
    """Nothing of a letter, a file name or a question acts as a marker, a link, an image, HTML or code."""
    ours = re.sub(r"\\.", "", text)
    assert not set(re.sub(r"\[\d+\]", "", ours)) & set("[]<>`|~#"), text


def assert_numbered(answer: Answer) -> None:
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(markers(answer.text)) == set(numbers)
    assert answer.citations_total >= len(numbers)
    for group in answer.groups or ():
        assert set(group.citations) <= set(numbers)


def _proved(answer: Answer) -> None:
    assert answer.status in STATUSES
    assert answer.text.strip()  # an answer, or the reason why there is none
    if not answer.abstained:
        assert answer.citations or answer.coverage
    else:
        assert not answer.areas


def _decided(answer: Answer, letterbook: Letterbook) -> None:
    letters = {letter.id: letter for letter in letterbook.letters()}
    known = {name for letter in letters.values() for name in letter.area_names}
    assert set(answer.areas or ()) <= known
    assert set(answer.letters or ()) <= set(letters)
    if answer.verdicts is None or answer.coverage is None:
        return
    assert len({verdict.letter.id for verdict in answer.verdicts}) == len(answer.verdicts)
    counts = Counter(verdict.decision for verdict in answer.verdicts)
    coverage = answer.coverage
    decided = (counts["matched"], counts["not_matched"], counts["unreadable"])
    assert decided == (coverage.matched, coverage.not_matched, coverage.unreadable)
    for verdict in answer.verdicts:
        assert (verdict.decision == "unreadable") == letters[verdict.letter.id].unreadable
        assert verdict.reason
