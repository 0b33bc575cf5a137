"""Seven made letters with known roles, dates and people, for tests of what is said about them.

Holmdale has a history of two letters, Ravensby a plan of another kind, one letter is to two areas, one names
no area, one is a report, and one could not be read.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import date

from ingest.letter import Fact, Letter, LetterMetadata, Paragraph, Person, Role

A, R, C, P, T, N = Role.ASK, Role.REQUIREMENT, Role.CONCERN, Role.PRAISE, Role.REPORT, Role.ADMIN
Row = tuple[
    Role, str, str
]  # role, heading, text; a text that begins with "- " belongs to the lead-in before it

H23, R23, J24, H24, U25, O25, X25 = "h23", "r23", "j24", "h24", "u25", "o25", "x25"
UNKNOWN = "unknown (letter of 30 January 2025)"
LOCKED = "unknown (locked.pdf)"


def letter(letter_id: str, rows: Sequence[Row], people: Sequence[Person] = (), **metadata: object) -> Letter:
    """A letter of the rows, with the facts that its metadata states and its paragraphs print."""
    paragraphs = _paragraphs(letter_id, rows)
    known = LetterMetadata(
        id=letter_id,
        source=f"{letter_id}.txt",
        text_sha256=hashlib.sha256(letter_id.encode()).hexdigest(),
        people=tuple(people),
        facts=tuple(_facts(paragraphs, metadata)),
        **metadata,  # type: ignore[arg-type]
    )
    return Letter(metadata=known, paragraphs=paragraphs)


def _paragraphs(letter_id: str, rows: Sequence[Row]) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for number, (role, heading, text) in enumerate(rows, 1):
        led = next((one for one in reversed(found) if one.text.endswith(":")), None)
        led = led if text.startswith("- ") else None
        found.append(
            Paragraph(
                letter_id=letter_id,
                number=number,
                text=text.removeprefix("- "),
                role=role,
                headings=(heading,) if heading else (),
                lead_in=led.text if led else "",
                lead_in_number=led.number if led else None,
                page=1 + number // 8,
                next_steps=heading.startswith("Next steps"),
            )
        )
    return tuple(found)


def _facts(paragraphs: Sequence[Paragraph], metadata: dict[str, object]) -> list[Fact]:
    """Where the dates and plans of the metadata are printed."""
    found = []
    for name in ("sent", "met", "next_review"):
        day = metadata.get(name)
        if isinstance(day, date):
            written = metadata["next_review_text"] if name == "next_review" else f"{day.day} {day:%B %Y}"
            found.append(_fact(name, day.isoformat(), paragraphs, str(written)))
    for plan in metadata.get("plans", ()):  # type: ignore[attr-defined]
        found.append(_fact("plan", plan, paragraphs, plan))
    return found


def _fact(name: str, value: str, paragraphs: Sequence[Paragraph], written: str) -> Fact:
    for paragraph in paragraphs:
        if at := re.search(rf"\b{re.escape(written)}\b", paragraph.text):
            return Fact(name=name, value=value, paragraph=paragraph.number, start=at.start(), end=at.end())
    raise AssertionError(f"{written!r} is printed nowhere in the made letter")


def _person(name: str, title: str, part: str, paragraph: int, organisation: str = "") -> Person:
    return Person(name=name, title=title, organisation=organisation, part=part, paragraph=paragraph)  # type: ignore[arg-type]


LETTERS: tuple[Letter, ...] = (
    letter(
        H23,
        (
            (N, "", "20 April 2023"),
            (N, "", "Dear Ada Marsh, Director of Children’s Services,"),
            (N, "", "We met on 30 March 2023 to review your Accelerated Progress Plan (APP)."),
            (P, "Successes", "The co-production group now writes every new guide for parents."),
            (T, "Progress", "You told us that 41% of new EHC plans came within 20 weeks in February 2023."),
            (C, "Progress", "Families wait up to 44 weeks for speech and language therapy."),
            (A, "Next steps", "At your next review we would like to see:"),
            (A, "Next steps", "- a plan to clear the overdue annual reviews; and"),
            (A, "Next steps", "- evidence that home-to-school transport arrives on time."),
            (N, "", "Your next review will take place in October 2023. Ines Calder is your SEND Adviser."),
            (N, "", "Yours sincerely, Petra Lund, Regional Lead"),
        ),
        [
            _person("Ada Marsh", "Director of Children’s Services", "addressee", 2),
            _person("Ines Calder", "SEND Adviser", "adviser", 10),
            _person("Petra Lund", "Regional Lead", "signatory", 11, "Department for Education"),
        ],
        sent=date(2023, 4, 20), met=date(2023, 3, 30),
        next_review=date(2023, 10, 1), next_review_text="October 2023",
        review="6-month review", plans=("APP",), areas=("Holmdale",), area_source="stated",
    ),
    letter(
        R23,
        (
            (N, "", "5 June 2023"),
            (N, "", "We met on 22 May 2023 for the first stocktake of your Priority Action Plan (PAP)."),
            (R, "Priority Action 1", "Leaders should improve the oversight of alternative provision."),
            (T, "Priority Action 1", "You told us that 214 pupils in alternative provision are on a list."),
            (A, "Priority Action 1", "Tell us how you will visit each alternative provider."),
            (P, "Strengths", "The travel training scheme is a clear success, and we commend it."),
            (C, "Strengths", "Attendance of pupils with SEND is low."),
            (N, "", "The next stocktake will take place on 4 December 2023. Omar Pike is your SEND Adviser."),
            (T, "Progress", "The wait for speech and language therapy is 30 weeks, from 50 two years ago."),
        ),
        [_person("Omar Pike", "SEND Adviser", "adviser", 8)],
        sent=date(2023, 6, 5), met=date(2023, 5, 22),
        next_review=date(2023, 12, 4), next_review_text="4 December 2023",
        review="stocktake", plans=("PAP",), areas=("Ravensby",), area_source="stated",
    ),
    letter(
        J24,
        (
            (N, "", "2 February 2024"),
            (A, "Next steps", "Agree joint commissioning of equipment across both areas."),
            (P, "Successes", "The two councils share one portage service, and families speak well of it."),
        ),
        sent=date(2024, 2, 2), areas=("Ravensby", "Stonemere"), area_source="stated",
    ),
    letter(
        H24,
        (
            (N, "", "14 May 2024"),
            (N, "", "Thank you for the review of your Accelerated Progress Plan (APP) on 25 April 2024."),
            (P, "Successes", "Almost all annual reviews are now held on time."),
            (T, "Progress", "You told us that 63% of new EHC plans came within 20 weeks in March 2024."),
            (A, "Next steps", "Bring down the wait for speech and language therapy, now 39 weeks."),
            (A, "Next steps", "Consult the forum [the parent carer forum] on the Local Offer [see page 2]."),
            (N, "", "Your next review will take place on 7 November 2024. Ines Calder is your SEND Adviser."),
            (N, "", "Copied to Bram Okoro (Head of SEND)."),
        ),
        [
            _person("Ines Calder", "SEND Adviser", "adviser", 7),
            _person("Bram Okoro", "Head of SEND", "copied", 8),
        ],
        sent=date(2024, 5, 14), met=date(2024, 4, 25),
        next_review=date(2024, 11, 7), next_review_text="7 November 2024",
        review="12-month review", plans=("APP",), areas=("Holmdale",), area_source="stated",
    ),
    letter(
        U25,
        (
            (N, "", "30 January 2025"),
            (N, "", "Thank you for the review of your Accelerated Progress Plan (APP)."),
            (P, "Successes", "We were pleased with the Thornwick Risk Matrix."),
            (A, "Next steps", "- the wait for speech and language therapy, now 52 weeks, is reduced;"),
        ),
        sent=date(2025, 1, 30), plans=("APP",),
    ),
    letter(
        O25,
        (
            (N, "", "The inspection ended on 7 March 2025."),
            (C, "Findings", "Too many children wait for an autism assessment."),
            (R, "Areas for improvement", "The partnership should improve the transition to adult services."),
        ),
        kind="report", sent=date(2025, 3, 7), areas=("Stonemere",), area_source="stated",
    ),
    Letter(
        metadata=LetterMetadata(
            id=X25, source="locked.pdf", file_sha256="f" * 64, warnings=("locked.pdf: encrypted; unlock it",)
        ),
        paragraphs=(),
    ),
)  # fmt: skip
METADATA: tuple[LetterMetadata, ...] = tuple(letter.metadata for letter in LETTERS)
READABLE: tuple[LetterMetadata, ...] = METADATA[:-1]
