"""Ask thousands of made questions, and hold every quotation that is shown against the record, byte for byte.

`python -m benchmarks.quotes [--questions 10000] [--seconds S] [--seed 1]` asks over samples/ and two made
collections: without a model, and with one that writes well or lies in seven ways (`tests/assistant/model_server.py`),
over real HTTP on this machine. Every citation must be what its paragraph says in the record, as another reader of the
record finds it; every marker must have a citation and every citation a marker; and what stands in quotation marks
before a marker must be the citation's words (white space folded, Markdown's signs escaped). It prints a line for each fault and a table of counts, and returns 1 where there is a fault.
"""

import argparse
import math
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from assistant.answer import Answer, Citation
from assistant.assistant import Letterbook
from assistant.build import Store, build, open_store
from assistant.ingestion import ingest
from assistant.prose import escaped
from assistant.settings import Settings
from benchmarks.collection import MONTHS, THEMES, letters
from ingest.letter import Letter
from tests.assistant import model_server
from tests.assistant.made_collection import LETTERS
from vectorstore.record import Record

SAMPLES = Path(__file__).parent.parent / "samples"
MADE = 12  # letters of benchmarks.collection, 480 paragraphs
PLAYS: Mapping[str, model_server.Play] = {
    play.__name__: play
    for play in (
        model_server.good,
        model_server.half_invented,
        model_server.hallucinating,
        model_server.mis_citing,
        model_server.uncited,
        model_server.talkative,
        model_server.broken,
        model_server.chatting,
    )
}
BY_MODEL = 0.2  # of the questions are given to one of them
Fill = Callable[[Store], object]
FORMS = (
    "Which areas were asked about {topic}?",
    "Which areas were asked about {topic} in {year}?",
    "Which areas were praised for {topic} since {month} {year}?",
    "Which areas were not asked about {topic}?",
    "Which areas were praised for {topic} but not asked about {other}?",
    "Which areas were praised for {topic} and asked about {other} in {year}?",
    "How many areas were asked about {topic} before {year}?",
    "What concerns were raised about {topic}?",
    "What was {area} asked to do about {topic}?",
    "What was {area} praised for in {year}?",
    "What was {area} praised for and what was it asked to do?",
    "What did the letters say about {topic} in {area}?",
    "What percentage of {topic} did {area} report?",
    "How long is the wait for {topic} in {area}?",
    "How has {topic} changed in {area} over time?",
    "Compare {area} and {place} on {topic}",
    "Summarise the latest letter to {area}",
    "What are the main points of the letters to {area} in {year}?",
    "When is {area}'s next review?",
    "Who signed the letter to {area}?",
    "Who is the adviser for {area}?",
    "Is {topic} getting better in {area}?",
    "Did {area} meet its target for {topic}?",
)
_MARKED = re.compile(r"(?<!\\)\[(\d+)\]")
_IN_MARKS = re.compile(r"“([^“”]*)”$")

Stored = Mapping[str, str]  # the text of each paragraph, by id


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A collection, open twice, and its paragraphs as another reader of the record finds them."""

    plain: Letterbook
    written: Letterbook  # by the model that is played
    stored: Stored
    areas: tuple[str, ...]


def main(questions: int, seconds: float, seed: int) -> int:
    """Ask until the questions or the seconds are at an end; return 1 where a quotation was not right."""
    counts, dice = Counter[str](), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        server = stack.enter_context(model_server.serving(model_server.good))
        collections = [
            stack.enter_context(opened(Settings(store=Path(folder, name)), fill, server.url))
            for name, fill in FILLS.items()
        ]
        began = time.monotonic()
        while counts["answers"] < questions and time.monotonic() - began < seconds:
            one = collections[counts["answers"] % len(collections)]
            way, server.play = "no model", model_server.good
            if dice.random() < BY_MODEL:
                way, server.play = dice.choice(list(PLAYS.items()))
            book = one.plain if way == "no model" else one.written
            tally(book.ask(worded(dice, one.areas)), one.stored, way, counts)
    for name, count in sorted(counts.items()):
        print(f"| {name} | {count:,} |")
    print(f"{counts['answers']} answers, {counts['quotations']} quotations, {counts['faults']} faults")
    return 1 if counts["faults"] or not counts["answers that the model wrote"] else 0


def worded(dice: random.Random, areas: Sequence[str]) -> str:
    """A question of one of the forms."""
    topic, other = (dice.choice(dice.choice(list(THEMES.values()))) for _ in range(2))
    area, place = dice.choice(areas), dice.choice((*areas, "Atlantis"))
    month, year = dice.choice(MONTHS), dice.randrange(2019, 2027)
    form = dice.choice(FORMS)
    return form.format(topic=topic, other=other, area=area, place=place, month=month, year=year)


def tally(answer: Answer, stored: Stored, way: str, counts: Counter[str]) -> None:
    """Count an answer, and print what is wrong with it."""
    counts.update({"answers": 1, f"answers, {way}": 1, f"answers {answer.status}": 1})
    counts.update({"quotations": len(answer.citations), "markers": len(_MARKED.findall(answer.text))})
    counts["answers that the model wrote"] += answer.reader != "extractive"
    for fault in faults(answer, stored):
        counts["faults"] += 1
        print(f"{way}: {answer.question!r}: {fault}", flush=True)


def faults(answer: Answer, stored: Stored) -> Iterator[str]:
    """What is wrong with an answer's quotations and markers."""
    cited = {citation.number: citation for citation in answer.citations}
    if list(cited) != list(range(1, len(answer.citations) + 1)):
        yield f"its citations are numbered {list(cited)}"
    for citation in answer.citations:
        text = stored.get(citation.paragraph.id, "")
        if (
            not citation.quote.strip()
            or text[citation.start : citation.end].encode() != citation.quote.encode()
        ):
            yield f"[{citation.number}] is not what {citation.paragraph.id} says: {citation.quote!r}"
    markers = list(_MARKED.finditer(answer.text))
    if {int(marker[1]) for marker in markers} != set(cited):
        yield f"its markers are {sorted({int(marker[1]) for marker in markers})} of {len(cited)} citations"
    for marker in markers:
        before, meant = answer.text[: marker.start()].removesuffix(" "), cited.get(int(marker[1]))
        if meant and before.endswith("”") and not _shown(before, meant, answer.reader):
            yield f"the words before [{meant.number}] are not those of its citation: {before[-200:]!r}"


def _shown(before: str, citation: Citation, reader: str) -> bool:
    """Whether words in quotation marks are the citation's; a model's own sentence may end with some of them."""
    words = escaped(citation.quote)
    if before.endswith(f"“{words}”"):
        return True
    found = _IN_MARKS.search(before)
    return reader != "extractive" and found is not None and found[1] in words


@contextmanager
def opened(settings: Settings, fill: Fill, url: str) -> Iterator[Asked]:
    """Make a collection and open it with and without the model."""
    store = open_store(settings, create=True)
    fill(store)
    store.close()
    with_model = Settings(
        store=settings.store,
        model="openai:made",
        model_url=url,
        model_key=SecretStr(model_server.KEY),
        model_judging=0,
    )
    with (
        closing(Record.open(settings.record_url)) as record,
        build(settings) as plain,
        build(with_model) as written,
    ):
        stored = {paragraph.id: paragraph.text for paragraph in record.all_paragraphs()}
        areas = tuple(dict.fromkeys(name for letter in plain.letters() for name in letter.areas))
        yield Asked(plain=plain, written=written, stored=stored, areas=areas)


def _sync(store: Store, made: Iterable[Letter]) -> None:
    for letter in made:
        store.indexer.sync(letter)
    store.indexer.derive()


FILLS: Mapping[str, Fill] = {
    "samples": lambda store: ingest(store, [SAMPLES]),
    "known": lambda store: _sync(store, LETTERS),
    "made": lambda store: _sync(store, letters(MADE)),
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=math.inf)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    raise SystemExit(main(given.questions, given.seconds, given.seed))
