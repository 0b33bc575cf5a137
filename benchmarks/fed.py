"""What `benchmarks.fuzz` feeds: each target makes its input with dice, and raises where a promise is broken."""

import json
import random
from collections.abc import Callable, Mapping, Sequence

from fastapi.testclient import TestClient

from assistant.answer import Answer, Citation, Filters
from assistant.asked import cleaned
from assistant.assistant import Letterbook
from assistant.citations import find_quote, proved
from assistant.claims import Known
from assistant.collection import Collection
from assistant.compound import halves
from assistant.conversation import Conversation, Turn
from assistant.followup import standalone
from assistant.glossary import shipped
from assistant.proof import prove
from assistant.prose import escaped
from assistant.question import understand
from assistant.replies import Quotation, Sentence
from assistant.shown import Shown
from benchmarks.odd_texts import odd_text
from ingest.letter import Letter, Paragraph
from tests.assistant.promises import assert_inert, assert_kept, assert_numbered

SHOWN = ("Traceback", "sqlalchemy", 'File "')  # what no reply may hold
DAYS = ("2024-01-01", "2024-02-30", "0000-00-00", "9999-12-31", "yesterday", "", None, 5)
ROLES = ("ask", "requirement", "concern", "praise", "report", "admin", "king", "")

Target = Callable[[random.Random], object]


class Fed:
    """The targets over one collection."""

    def __init__(self, book: Letterbook, client: TestClient) -> None:
        self._book = book
        self._client = client
        self._collection = Collection(book.letters())
        self._letters = [book.letter(letter.id) for letter in book.letters() if not letter.unreadable]
        self._paragraphs = {p.id: p for letter in self._letters for p in letter.paragraphs}
        self.targets: Mapping[str, Target] = {
            "understand": self.understand,
            "standalone": self.standalone,
            "halves": lambda dice: halves(_asked(dice)),
            "escaped": lambda dice: assert_inert(escaped(odd_text(dice)).replace("**", "")),
            "citations": self.citations,
            "proof": self.proof,
            "ask": self.ask,
            "api": self.api,
        }

    def understand(self, dice: random.Random) -> None:
        """A question names only areas that there are."""
        question = understand(_asked(dice), self._collection, shipped())
        assert set(question.areas) <= set(self._collection.areas), question.areas

    def standalone(self, dice: random.Random) -> None:
        """A follow-up becomes a question that can be understood."""
        followed = standalone(_asked(dice), self._conversation(dice), self._collection)
        understand(followed.core or followed.text, self._collection, shipped())

    def citations(self, dice: random.Random) -> None:
        """Whatever stands in an answer, only quotations that are in the record pass, each with its marker."""
        letter = dice.choice(self._letters)
        made = tuple(_citation(dice, letter, number) for number in range(1, dice.randrange(2, 6)))
        text = " ".join(f"{escaped(odd_text(dice)[:300])} [{dice.randrange(7)}]" for _ in made)
        answer = proved(_answer(text, made), self._current)
        assert_numbered(answer)
        assert all(
            self._paragraphs[one.paragraph.id].text[one.start : one.end] == one.quote
            for one in answer.citations
        )
        find_quote(dice.choice(letter.paragraphs), odd_text(dice))

    def proof(self, dice: random.Random) -> None:
        """What a model writes passes only with quotations of the paragraphs that it was shown."""
        letter = dice.choice(self._letters)
        shown = [Shown(number=p.number, paragraph=p, letter=letter.metadata) for p in letter.paragraphs[:12]]
        written = [_sentence(dice, letter) for _ in range(dice.randrange(1, 4))]
        prove(written, shown, Known(areas=self._collection.areas, cover=lambda topic, text: 0.0))

    def ask(self, dice: random.Random) -> None:
        """An answer keeps its promises whatever was asked."""
        assert_kept(self._book.ask(odd_text(dice), self._conversation(dice)), self._book)

    def api(self, dice: random.Random) -> None:
        """A program gets an answer, or one line that says what is wrong."""
        reply = self._client.post(
            "/api/ask", content=_body(dice), headers={"content-type": "application/json"}
        )
        assert reply.status_code in (200, 400, 413, 422), reply.status_code
        assert reply.json().get("status") or reply.json()["detail"]
        assert not [word for word in SHOWN if word in reply.text]

    def _current(self, ids: Sequence[str]) -> dict[str, Paragraph]:
        return {one: self._paragraphs[one] for one in ids if one in self._paragraphs}

    def _conversation(self, dice: random.Random) -> Conversation | None:
        turns = tuple(self._turn(dice) for _ in range(dice.randrange(4)))
        return Conversation(turns=turns) if turns else None

    def _turn(self, dice: random.Random) -> Turn:
        """What was said, with areas and letters that the collection may not have any more."""
        said = cleaned(odd_text(dice))
        if dice.random() < 0.5:
            return Turn(role="user", content=said)
        areas = tuple(dice.choice((*self._collection.areas, "Atlantis")) for _ in range(dice.randrange(3)))
        letters = tuple(dice.choice(self._letters).metadata.id for _ in range(dice.randrange(2)))
        return Turn(role="assistant", content=said, areas=areas, letters=letters)


def _asked(dice: random.Random) -> str:
    """A text as Letterbook.ask hands it on."""
    return cleaned(odd_text(dice))[:2_000]


def _answer(text: str, citations: tuple[Citation, ...]) -> Answer:
    return Answer(
        question="", standalone_question="", intent="points", filters=Filters(), status="answered", text=text, citations=citations
    )  # fmt: skip


def _citation(dice: random.Random, letter: Letter, number: int) -> Citation:
    """A span of a paragraph, or of one that the record has no more or has otherwise."""
    paragraph = dice.choice(letter.paragraphs)
    start = dice.randrange(-2, len(paragraph.text) + 2)
    end = start + dice.randrange(-2, 80)
    return Citation(number=number, paragraph=paragraph, letter=letter.metadata, start=start, end=end)


def _sentence(dice: random.Random, letter: Letter) -> Sentence:
    quotations = [
        Quotation(paragraph=dice.randrange(-1, 15), first=_words(dice, letter), last=_words(dice, letter))
        for _ in range(dice.randrange(3))
    ]
    return Sentence(text=_words(dice, letter) + cleaned(odd_text(dice)[:500]), quotations=quotations)


def _words(dice: random.Random, letter: Letter) -> str:
    words = dice.choice(letter.paragraphs).text.split()
    at = dice.randrange(len(words))
    return dice.choice((" ".join(words[at : at + 4]), cleaned(odd_text(dice)[:80])))


def _body(dice: random.Random) -> bytes:
    """A request as it should be, with odd values, with odd keys, or no JSON at all."""
    filters = {
        "areas": [
            dice.choice(("Northmoor", "kingsholt", odd_text(dice)[:90])) for _ in range(dice.randrange(3))
        ],
        "date_from": dice.choice(DAYS),
        "roles": [dice.choice(ROLES)],
        "topic": dice.choice((None, odd_text(dice)[:900])),
    }
    said = [
        {"role": dice.choice(("user", "assistant", "system")), "content": odd_text(dice)[:9_000]}
        for _ in range(dice.randrange(3))
    ]
    body: dict[str, object] = {"question": odd_text(dice)[: dice.choice((200, 2_000, 60_000))]}
    body |= {"history": said} if dice.random() < 0.4 else {}
    body |= {"filters": filters} if dice.random() < 0.4 else {}
    body |= {odd_text(dice)[:20]: 1} if dice.random() < 0.05 else {}
    written = json.dumps(body, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")
    return written if dice.random() < 0.9 else written[: dice.randrange(len(written))]
