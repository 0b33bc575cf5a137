"""Whatever is done to a collection in whatever order, killed and damaged in between, it is what a dictionary says.

LETTERBOOK_EXAMPLES and LETTERBOOK_STEPS ask for more: `make test-long` does.
"""

import os
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from benchmarks.damage import HARMS, INDEXES
from benchmarks.killed import die_doing, open_collection
from benchmarks.kills import context
from ingest.letter import Letter
from tests.vectorstore.made import letter
from vectorstore.hit import Query

EXAMPLES = int(os.environ.get("LETTERBOOK_EXAMPLES", "8"))
STEPS = int(os.environ.get("LETTERBOOK_STEPS", "12"))

names = st.sampled_from("abcd")
words = st.lists(st.sampled_from(["zebra", "yacht", "xylophone"]), min_size=1, max_size=3)
areas = st.sampled_from(["Westhaven", "Eastvale"])


class CollectionMachine(RuleBasedStateMachine):
    """A collection against a dictionary: for each letter its texts and the area that a person set."""

    base: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = self.base / os.urandom(8).hex()
        self.folder.mkdir()
        self.store = open_collection(self.folder)
        self.letters: dict[str, tuple[str, ...]] = {}
        self.areas: dict[str, str] = {}

    @rule(name=names, texts=words)
    def put(self, name: str, texts: list[str]) -> None:
        self.store.indexer.sync(letter(name, *texts))
        self.letters[name] = tuple(texts)

    @rule(name=names)
    def remove(self, name: str) -> None:
        self.store.record.remove([name])
        self.letters.pop(name, None)

    @rule(name=names, area=areas)
    def set_area(self, name: str, area: str) -> None:
        if name in self.letters:
            self.store.record.set_area(name, [area])
            self.areas[name] = area

    @rule()
    def embed_anew(self) -> None:
        model = "second" if self.store.embedder.name == "first" else "first"
        self.reopen(model)
        self.store.indexer.embed_anew()

    @rule()
    def derive(self) -> None:
        self.store.indexer.derive()

    @rule()
    def come_back(self) -> None:
        self.reopen()

    @rule(seed=st.integers(0, 2**32), harm=st.sampled_from(sorted(HARMS.keys() - {"swap"})))
    def damage(self, seed: int, harm: str) -> None:
        self.store.indexer.derive()
        self.store.close()
        rng = random.Random(seed)
        parts = [self.folder / "store" / name for name in INDEXES]
        path = rng.choice(sorted(path for part in parts for path in part.rglob("*") if path.is_file()))
        HARMS[harm](path, rng, path)
        self.store = open_collection(self.folder)

    @rule(doing=st.sampled_from(["put", "remove", "area", "derive"]), name=names, texts=words, area=areas)
    def killed(self, doing: str, name: str, texts: list[str], area: str) -> None:
        if doing == "area" and name not in self.letters:
            return
        self.kill(doing, letter(name, *texts, area=area))
        there = {one.id: one for one in self.store.record.letters()}
        after = (
            tuple(one.text for one in self.store.record.letter(name).paragraphs) if name in there else None
        )
        before = self.letters.get(name)
        meant = {"put": tuple(texts), "remove": None}.get(doing, before)
        assert after in (before, meant)
        if after is None:
            self.letters.pop(name, None)
        else:
            self.letters[name] = after
        if doing == "area" and there[name].area_source == "user":
            assert there[name].areas in ((self.areas.get(name),), (area,))
            self.areas[name] = there[name].areas[0]

    @invariant()
    def is_what_it_should_be(self) -> None:
        record = self.store.record
        letters = {one.id: record.letter(one.id) for one in record.letters()}
        assert {name: tuple(p.text for p in one.paragraphs) for name, one in letters.items()} == self.letters
        for name, one in letters.items():
            if name in self.areas:
                assert one.metadata.areas == (self.areas[name],)
        found = {hit.paragraph.id for hit in self.store.retriever.retrieve(Query(text="zebra"))}
        meant = {
            f"{name}#{n}"
            for name, texts in self.letters.items()
            for n, t in enumerate(texts, 1)
            if t == "zebra"
        }
        assert meant <= found <= {p.id for one in letters.values() for p in one.paragraphs}

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def reopen(self, model: str = "") -> None:
        self.store.close()
        self.store = open_collection(self.folder, model)

    def kill(self, doing: str, one: Letter) -> None:
        self.store.close()
        point = random.Random(repr((doing, one.paragraphs))).randrange(30)
        # Not os.fork(): a thread of an index may hold a lock that its copy then waits for.
        process = context().Process(target=die_doing, args=(self.folder, doing, one, point))
        process.start()
        process.join()
        self.store = open_collection(self.folder)


@pytest.mark.slow
def test_a_collection_is_what_was_put_whatever_happens_in_between(tmp_path: Path) -> None:
    CollectionMachine.base = tmp_path
    run_state_machine_as_test(
        CollectionMachine,
        settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, print_blob=True),
    )
