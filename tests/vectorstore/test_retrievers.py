"""One contract for every retriever; what only the hybrid promises stands below it."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.letter import Role
from tests.vectorstore.made import FOUR, Shelf, letter
from vectorstore.hit import Query
from vectorstore.retriever import DenseRetriever, HybridRetriever, LexicalRetriever, Retriever

KINDS: dict[str, Callable[[Shelf], Retriever]] = {
    "dense": lambda shelf: DenseRetriever(shelf.record, shelf.exact, shelf.embedder),
    "lexical": lambda shelf: LexicalRetriever(shelf.record, shelf.exact, shelf.lexical),
    "hybrid": lambda shelf: HybridRetriever(shelf.record, shelf.exact, shelf.lexical, shelf.embedder),
}
every = pytest.mark.parametrize("kind", KINDS)
ANNUAL = "annual reviews"


def ids(kind: str, shelf: Shelf, query: Query) -> list[str]:
    return [hit.paragraph.id for hit in KINDS[kind](shelf).retrieve(query)]


@every
@pytest.mark.parametrize("derived", [False, True])
def test_it_finds_every_paragraph_about_the_question(kind: str, four: Shelf, derived: bool) -> None:
    if derived:
        four.indexer.derive()
    assert {"n24#1", "n23#1", "u#1"} <= set(ids(kind, four, Query(text=ANNUAL)))


@every
def test_a_hit_has_the_whole_paragraph_and_its_letter(kind: str, four: Shelf) -> None:
    hits = {hit.paragraph.id: hit for hit in KINDS[kind](four).retrieve(Query(text=ANNUAL))}
    assert hits["n24#1"].paragraph == FOUR[0].paragraphs[0]
    assert hits["n24#1"].letter == FOUR[0].metadata


@every
def test_hits_come_best_first_and_once(kind: str, four: Shelf) -> None:
    hits = KINDS[kind](four).retrieve(Query(text="annual reviews late staff"))
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert len({hit.paragraph.id for hit in hits}) == len(hits)


@every
@pytest.mark.parametrize(
    ("query", "letters"),
    [
        (Query(text=ANNUAL, areas=("Northmoor",)), {"n23", "n24"}),
        (Query(text=ANNUAL, areas=("  NORTHMOOR ",)), {"n23", "n24"}),
        (Query(text=ANNUAL, areas=("unknown (u.txt)",)), {"u"}),
        (Query(text=ANNUAL, areas=("Northmoor", "Eastvale", "Nowhere")), {"n23", "n24"}),
        (Query(text=ANNUAL, areas=("Nowhere",)), set()),
        (Query(text=ANNUAL, letter_ids=("n23", "u", "x")), {"n23", "u"}),
        (Query(text=ANNUAL, roles=(Role.CONCERN,)), {"n23"}),
        (Query(text=ANNUAL, roles=(Role.ASK, Role.PRAISE)), {"n24", "u"}),
        # both ends count; the undated are in no period
        (Query(text=ANNUAL, sent_from=date(2023, 5, 1), sent_to=date(2023, 5, 1)), {"n23"}),
        (Query(text=ANNUAL, sent_from=date(2023, 5, 2)), {"n24"}),
        (Query(text=ANNUAL, sent_to=date(2024, 5, 1)), {"n23", "n24"}),
        (Query(text=ANNUAL, areas=("Northmoor",), roles=(Role.ASK,), sent_to=date(2023, 12, 31)), set()),
    ],
)
def test_filters_leave_what_they_say(kind: str, four: Shelf, query: Query, letters: set[str]) -> None:
    found = {one.split("#")[0] for one in ids(kind, four, query)} - {"e23"}
    assert found == letters


@every
@pytest.mark.parametrize("top_k", [0, 1, 2, 99])
def test_top_k_is_the_beginning_of_all(kind: str, four: Shelf, top_k: int) -> None:
    everything = ids(kind, four, Query(text=ANNUAL))
    assert ids(kind, four, Query(text=ANNUAL, top_k=top_k)) == everything[:top_k]


@every
@pytest.mark.parametrize("text", ["", "the of and", "zebra", "\x00", "\ud800", '"quote', "x" * 50_000])
def test_any_text_may_be_asked(kind: str, four: Shelf, text: str) -> None:
    assert isinstance(ids(kind, four, Query(text=text)), list)


@every
def test_an_empty_collection_has_no_hits(kind: str, shelf: Shelf) -> None:
    assert ids(kind, shelf, Query(text=ANNUAL)) == []
    shelf.put(letter("scan"))  # a letter without paragraphs
    assert ids(kind, shelf, Query(text=ANNUAL)) == []


@every
def test_a_removed_letter_is_never_found_again(kind: str, four: Shelf) -> None:
    four.indexer.derive()
    retriever = KINDS[kind](four)
    retriever.retrieve(Query(text=ANNUAL))
    Shelf(four.folder).record.remove(["n24"])  # by another process
    assert {hit.letter.id for hit in retriever.retrieve(Query(text=ANNUAL))} & {"n24"} == set()


@every
def test_an_area_set_by_hand_counts_at_once(kind: str, four: Shelf) -> None:
    four.record.set_area("u", ["Westhaven"])
    assert set(ids(kind, four, Query(text=ANNUAL, areas=("Westhaven",)))) == {"u#1"}


@every
def test_a_changed_letter_is_found_by_its_new_words_only(kind: str, four: Shelf) -> None:
    four.indexer.derive()
    four.put(letter("n24", "Zebras graze on the school field."))
    assert "n24#1" in ids(kind, four, Query(text="zebras graze school field"))
    assert "n24#2" not in ids(kind, four, Query(text="thank you for meeting us"))


@given(st.text(max_size=30), st.integers(0, 8))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_hybrid_reaches_all_that_the_others_reach(four: Shelf, text: str, top_k: int) -> None:
    query = Query(text=text)
    both = set(ids("dense", four, query)) | set(ids("lexical", four, query))
    assert set(ids("hybrid", four, query)) == both


def test_every_hybrid_hit_has_its_cosine_and_its_bm25(four: Shelf) -> None:
    hits = {hit.paragraph.id: hit for hit in KINDS["hybrid"](four).retrieve(Query(text="strong steps"))}
    words = {hit.paragraph.id: hit for hit in KINDS["lexical"](four).retrieve(Query(text="strong steps"))}
    question = four.embedder.embed(["strong steps"])[0]
    for name, hit in hits.items():
        text = four.embedder.embed([f"{hit.paragraph.context}\n{hit.paragraph.text}"])[0]
        assert hit.dense == pytest.approx(float(question @ text), abs=1e-5)
        assert hit.lexical == (words[name].lexical if name in words else 0.0)


def test_terms_reach_what_the_question_does_not_say(four: Shelf) -> None:
    query = Query(text="zebra", terms=("staff",))
    assert "e23#2" in ids("hybrid", four, query)
