"""Count what ingestion gets right: paragraphs, roles and metadata, against golden files checked by hand.

    python benchmarks/ingestion.py [FOLDER]

FOLDER holds the real documents (letters/ and reports/); without it LETTERBOOK_SHARED or ../shared. The golden
files in tests/golden hold paragraph numbers, hashes, pages and roles, and what each document says of itself;
never text.
"""

import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ingest
from ingest.letter import Letter, Paragraph

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
SHARED = Path(os.environ.get("LETTERBOOK_SHARED", ROOT.parent / "shared"))

Value = str | int | list[str] | dict[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What is right of what there is; 0 of 0 where nobody has checked."""

    file: str
    paragraphs: tuple[int, int]
    roles: tuple[int, int]
    metadata: tuple[int, int]


def main() -> int:
    """Print the table as Markdown; 1 where a document has no golden metadata."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    paths = [*sorted(folder.glob("letters/*.txt")), *sorted(folder.glob("reports/*.pdf"))]
    scores = [score(path) for path in paths]
    print("| document | paragraphs right | roles right | metadata right |")
    print("|---|---|---|---|")
    for each in scores:
        print(f"| {each.file} | {_of(each.paragraphs)} | {_of(each.roles)} | {_of(each.metadata)} |")
    for name, suffix in (("letters", ".txt"), ("reports", ".pdf")):
        some = [each for each in scores if each.file.endswith(suffix)]
        sums = (_sum([getattr(each, what) for each in some]) for what in ("paragraphs", "roles", "metadata"))
        print(f"| **all {name}** | {' | '.join(_of(each, share=True) for each in sums)} |")
    return 0 if all(each.metadata[1] for each in scores) else 1


def score(path: Path) -> Score:
    """Compare one document with its golden files."""
    (letter,) = ingest.load(path)
    stated = golden_metadata().get(path.name, {})
    said = fields(letter)
    right = sum(said[name] == value for name, value in stated.items())
    golden = GOLDEN / "real" / f"{path.stem}.json"
    if not golden.exists():
        return Score(file=path.name, paragraphs=(0, 0), roles=(0, 0), metadata=(right, len(stated)))
    checked = [tuple(row) for row in json.loads(golden.read_text(encoding="utf-8"))["paragraphs"]]
    read = {fingerprint(paragraph)[1]: paragraph for paragraph in letter.paragraphs}
    found = [(row, read[row[1]]) for row in checked if row[1] in read]
    roles = sum(row[2] == paragraph.role.value for row, paragraph in found)
    return Score(
        file=path.name,
        paragraphs=(len(found), max(len(checked), len(letter.paragraphs))),
        roles=(roles, len(checked)),
        metadata=(right, len(stated)),
    )


def golden_metadata() -> dict[str, dict[str, Value]]:
    """What each real document says of itself, by file."""
    golden: dict[str, dict[str, Value]] = json.loads((GOLDEN / "metadata.json").read_text(encoding="utf-8"))
    return golden


def fields(letter: Letter) -> Mapping[str, Value]:
    """What was read of a document, in the form of the golden metadata."""
    metadata = letter.metadata
    return {
        "kind": metadata.kind,
        "sent": _iso(metadata.sent),
        "met": _iso(metadata.met),
        "next_review": _iso(metadata.next_review),
        "next_review_text": metadata.next_review_text,
        "review": metadata.review,
        "plans": list(metadata.plans),
        "areas": list(metadata.areas),
        "area_source": metadata.area_source,
        "outcome_sha256": hashlib.sha256(metadata.outcome.encode()).hexdigest()[:16]
        if metadata.outcome
        else "",
        "addressees": [person.name for person in letter.person("addressee")],
        "signatories": [person.name for person in letter.person("signatory")],
        "copied": len(letter.person("copied")),
        "advisers": {person.name: person.organisation for person in letter.person("adviser")},
        "named": [person.name for person in letter.person("mentioned")],
    }


def fingerprint(paragraph: Paragraph) -> tuple[int, str, str, int | None]:
    """A row of a golden file: number, hash of the text with white space folded, role, page."""
    folded = " ".join(paragraph.text.split())
    return paragraph.number, hashlib.sha256(folded.encode()).hexdigest(), paragraph.role.value, paragraph.page


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _of(counts: tuple[int, int], *, share: bool = False) -> str:
    right, there = counts
    if not there:
        return "–"
    return f"{right} of {there}" + (f" ({right / there:.1%})" if share else "")


def _sum(counts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(right for right, _ in counts), sum(there for _, there in counts)


if __name__ == "__main__":
    sys.exit(main())
