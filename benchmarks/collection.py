"""Collections of any size with known answers: areas, dates, themes and roles in many wordings.

Nothing is copied from real letters. The same seed makes the same collection.
"""

import hashlib
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from zlib import crc32

import numpy as np
import numpy.typing as npt

from ingest.letter import Letter, LetterMetadata, Paragraph, Role
from vectorstore import writes
from vectorstore.embedded import embedded_text
from vectorstore.embedder import Embedder
from vectorstore.record import Record

THEMES: dict[str, tuple[str, ...]] = {
    "annual reviews": ("annual reviews", "the yearly review of plans", "the annual review backlog"),
    "plan quality": ("the quality of education, health and care plans", "how well plans are written"),
    "plan timeliness": ("plans issued within twenty weeks", "the statutory deadline for new plans"),
    "co-production": ("co-production with parents", "working with families as equal partners"),
    "speech therapy": ("waits for speech and language therapy", "delays in communication support"),
    "autism assessment": ("the neurodevelopmental pathway", "waits for autism and ADHD assessment"),
    "mental health": ("emotional wellbeing services", "access to CAMHS", "help with mental health"),
    "adulthood": ("preparation for adulthood", "the move from school into adult life"),
    "exclusion": ("suspensions and exclusions", "pupils who are sent home from school"),
    "attendance": ("school attendance", "children who miss long stretches of school"),
    "data": ("the shared dashboard", "how partners use data", "the quality of performance figures"),
    "local offer": ("the local offer website", "information for families about services"),
    "workforce": ("recruitment of educational psychologists", "vacancies in the SEND team"),
    "short breaks": ("short breaks", "respite for carers"),
    "transport": ("home to school transport", "travel assistance"),
    "tribunals": ("appeals to the tribunal", "disputes about plans", "mediation"),
    "early years": ("support in nurseries", "early identification of need under five"),
    "places": ("the sufficiency of specialist places", "new special school provision"),
    "mainstream": ("inclusion in mainstream schools", "ordinarily available provision"),
    "commissioning": ("joint commissioning", "how health and education buy services together"),
    "governance": ("oversight by the partnership board", "accountability of senior leaders"),
    "equipment": ("specialist equipment", "wheelchairs and communication aids"),
    "occupational therapy": ("occupational therapy", "sensory assessments"),
    "post-16": ("post-16 pathways", "supported internships"),
}
# Wordings of another matter, though a near one: who was asked about it may be named or not, both are right.
# Decided by the words' meaning in the field, and by no measurement.
NEAR: dict[str, tuple[str, ...]] = {
    "adulthood": ("post-16 pathways", "supported internships"),
    "data": ("how partners use data", "the quality of performance figures"),
    "workforce": ("vacancies in the SEND team",),
    "tribunals": ("mediation",),
    "early years": ("early identification of need under five",),
    "mainstream": ("ordinarily available provision",),
    "governance": ("accountability of senior leaders",),
    "occupational therapy": ("sensory assessments",),
    "post-16": ("preparation for adulthood", "the move from school into adult life"),
}
SAID: dict[Role, tuple[str, ...]] = {
    Role.ASK: (
        "At the next review we would like to see evidence of progress on {theme}.",
        "Please set out how you will improve {theme} by {month}.",
        "You should now act on {theme} with pace, {number} months after the inspection.",
        "We expect the partnership to strengthen {theme} before the next meeting.",
        "Further work is required on {theme}; a plan is to be shared by {month}.",
    ),
    Role.PRAISE: (
        "We were pleased to hear of real progress on {theme}.",
        "The partnership has done well on {theme}: {number}% of families say so.",
        "It was encouraging that {theme} has improved since {month}.",
    ),
    Role.CONCERN: (
        "There remain significant concerns about {theme}.",
        "Progress on {theme} has been too slow, at {number}% against the target.",
        "Parents told us that {theme} had got worse since {month}.",
    ),
    Role.REPORT: (
        "You told us that work on {theme} began in {month}.",
        "Officers described {number} actions that concern {theme}.",
        "A new lead for {theme} started in {month}.",
    ),
    Role.ADMIN: (
        "Thank you for meeting us in {month} to discuss your plan.",
        "This letter will be published on your website within {number} days.",
        "Colleagues from the department and from NHS England attended.",
        "Yours sincerely,",
    ),
}
PER_LETTER = {Role.ASK: 4, Role.PRAISE: 4, Role.CONCERN: 4, Role.REPORT: 16, Role.ADMIN: 12}
MONTHS = ("January", "March", "May", "July", "September", "November")
_VARIES = re.compile(rf"\d|{'|'.join(MONTHS)}")
_FIRST = ("North", "South", "East", "West", "Upper", "Nether", "Great", "Little", "Old", "New")
_SECOND = ("moor", "vale", "haven", "field", "marsh", "holt", "fell", "wick", "combe", "stead", "ford", "ley")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A question about one theme in one period, and the areas that answer it."""

    text: str
    theme: str
    sent_from: date
    sent_to: date
    areas: frozenset[str]
    near: frozenset[str]  # asked about what is near the theme, and not about the theme
    wordings: Mapping[str, frozenset[str]]  # the areas by the words in which they were asked


def letters(count: int, seed: int = 1) -> Iterator[Letter]:
    """Yield `count` letters of 40 paragraphs, twenty to an area, over six years."""
    rng = random.Random(seed)
    for number in range(count):
        yield _letter(rng, number, _area(number // 20))


def known(made: Iterable[Letter], sent_from: date, sent_to: date) -> list[Known]:
    """Return for every theme who was asked about it in a period."""
    asked: dict[str, set[str]] = {one: set() for wordings in THEMES.values() for one in wordings}
    for letter in made:
        if not letter.metadata.sent or not sent_from <= letter.metadata.sent <= sent_to:
            continue
        for paragraph in letter.paragraphs:
            if paragraph.role is Role.ASK:
                for wording in (one for one in asked if one in paragraph.text):
                    asked[wording] |= set(letter.metadata.areas)
    return [_known(theme, asked, sent_from, sent_to) for theme in THEMES]


def _known(theme: str, asked: Mapping[str, set[str]], sent_from: date, sent_to: date) -> Known:
    near = NEAR.get(theme, ())
    said = {one: frozenset(asked[one]) for one in THEMES[theme] if one not in near}
    areas = frozenset().union(*said.values())
    return Known(
        text=f"Which areas were asked about {THEMES[theme][0]}?",
        theme=theme,
        sent_from=sent_from,
        sent_to=sent_to,
        areas=areas,
        near=frozenset().union(*(asked[one] for one in near)) - areas,
        wordings=said,
    )


class QuickEmbedder:
    """The vectors of a model for sentences that differ only in a number or a month, made from one of them.

    A million made paragraphs have a few thousand sentences; each gets its sentence's vector and a little
    noise of its own, so that the geometry is the model's and few are equal.
    """

    NOISE = 0.05
    SORTS = 4096  # of noise

    def __init__(self, model: Embedder, name: str = "") -> None:
        self.name = name or f"quick {model.name}"
        self._model = model
        self._known: dict[str, npt.NDArray[np.float32]] = {}
        self._noise: npt.NDArray[np.float32] | None = None

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return float32 [n, size], each row of length 1; a single text, such as a question, is always embedded."""
        if len(texts) == 1:
            return self._model.embed(texts)
        bare = [_bare(text) for text in texts]
        new = list(dict.fromkeys(text for text in bare if text not in self._known))
        if new:
            self._known |= zip(new, self._model.embed(new), strict=True)
        vectors = np.array([self._known[text] for text in bare])
        if self._noise is None:
            shape = (self.SORTS, vectors.shape[1])
            self._noise = np.random.default_rng(1).standard_normal(shape, dtype=np.float32)
        vectors += self.NOISE / 20 * self._noise[[crc32(text.encode()) % self.SORTS for text in texts]]
        normal: npt.NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return normal


def fill(record: Record, embedder: Embedder, made: Iterable[Letter], together: int = 200) -> None:
    """Put letters, many in one transaction: for collections whose making is not what is measured."""
    record.claim(embedder.name, embedder.embed(["a letter"]).shape[1])
    rest = iter(made)
    while some := list(islice(rest, together)):
        texts = [embedded_text(paragraph) for letter in some for paragraph in letter.paragraphs]
        vectors, at = embedder.embed(texts), 0
        with record.database.writing() as connection:
            for letter in some:
                writes.put_letter(connection, letter, vectors[at : at + len(letter.paragraphs)])
                at += len(letter.paragraphs)


def _letter(rng: random.Random, number: int, area: str) -> Letter:
    sent = date(2019, 1, 1) + timedelta(days=rng.randrange(6 * 365))
    letter_id = f"{sent.isoformat()}-{number:06x}"
    roles = [role for role, times in PER_LETTER.items() for _ in range(times)]
    paragraphs = tuple(
        Paragraph(
            letter_id=letter_id, number=place, text=_sentence(rng, role), role=role, headings=("Next steps",)
        )
        if role is Role.ASK
        else Paragraph(letter_id=letter_id, number=place, text=_sentence(rng, role), role=role)
        for place, role in enumerate(roles, start=1)
    )
    sha256 = hashlib.sha256(f"{number}".encode()).hexdigest()
    metadata = LetterMetadata(
        id=letter_id,
        source=f"{number:06}.txt",
        sent=sent,
        areas=(area,),
        area_source="stated",
        text_sha256=sha256,
        file_sha256=sha256,
    )
    return Letter(metadata=metadata, paragraphs=paragraphs)


def _sentence(rng: random.Random, role: Role) -> str:
    wording = rng.choice(SAID[role])
    theme = rng.choice(rng.choice(list(THEMES.values())))
    text = wording.format(
        theme=theme, month=f"{rng.choice(MONTHS)} 20{rng.randrange(19, 25)}", number=rng.randrange(2, 99)
    )
    return f"{text} (Action {rng.randrange(10_000)}.)" if role is Role.REPORT else text


def _bare(text: str) -> str:
    return _VARIES.sub(lambda found: "1" if found[0].isdigit() else "May", text)


def _area(number: int) -> str:
    first, rest = number % len(_FIRST), number // len(_FIRST)
    second, more = rest % len(_SECOND), rest // len(_SECOND)
    return f"{_FIRST[first]}{_SECOND[second]}" + (f" {more + 1}" if more else "")
