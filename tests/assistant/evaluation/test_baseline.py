"""The stock chain is scored beside Letterbook on the same questions."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.conversation import Conversation, Turn
from assistant.evaluation import evaluate
from assistant.evaluation.baseline import StockChain, stock_chains
from assistant.evaluation.shelf import LetterText
from assistant.evaluation.system import EvaluationError
from tests.assistant.evaluation.fake import UNKNOWN, FakeSystem, letters
from tests.assistant.evaluation.test_run import ASKED, NOWHERE, file_of


class Fixed(BaseRetriever):
    """Returns the same chunks whatever it is asked, and remembers what that was."""

    chunks: list[Document]
    asked: list[str]

    def _get_relevant_documents(self, query: str, **_: object) -> list[Document]:
        self.asked.append(query)
        return self.chunks


def chain(*chunks: tuple[str, str], top_k: int = 4) -> tuple[StockChain, Fixed]:
    documents = [Document(page_content=text, metadata={"letter_id": letter}) for letter, text in chunks]
    retriever = Fixed(chunks=documents, asked=[])
    texts = {name: LetterText.of(letter) for name, letter in letters().items()}
    return StockChain(FakeSystem(), texts, retriever, top_k), retriever


ASH = "We ask that annual reviews are held on time.\n\nIn March 54% of plans were on time."


def test_areas_are_read_off_the_retrieved_letters_and_chunks_are_the_citations() -> None:
    stock, _ = chain(("ash", ASH), ("cedar", "the backlog"), ("ash", "In March 54%"))
    answer = stock.ask("Which?")
    assert answer.areas == ("Ashby", UNKNOWN)
    assert [citation.quote for citation in answer.citations] == [ASH, "the backlog", "In March 54%"]
    assert not answer.abstained


def test_a_chunk_ranks_the_paragraphs_that_it_shows() -> None:
    stock, _ = chain(("cedar", "clear the backlog of annual reviews"), ("ash", ASH))
    assert [hit.paragraph.id for hit in stock.retrieve("?")] == ["cedar#1", "ash#1", "ash#2"]


def test_no_more_chunks_are_taken_than_asked_for() -> None:
    stock, _ = chain(("ash", ASH), ("cedar", "the backlog"), top_k=1)
    assert stock.ask("?").areas == ("Ashby",)


def test_a_follow_up_is_asked_with_what_was_said_before() -> None:
    stock, retriever = chain(("ash", ASH))
    stock.ask("And then?", Conversation(turns=(Turn(role="user", content="Reviews?"),)))
    assert retriever.asked == ["Reviews?\nAnd then?"]


def test_a_missing_extra_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_text_splitters", None)
    with pytest.raises(
        EvaluationError, match=r"the extra `baseline` .*langchain_text_splitters.*: pip install"
    ):
        stock_chains(FakeSystem())


def test_a_collection_without_text_has_no_stock_chain() -> None:
    with pytest.raises(EvaluationError, match="no letter of the collection is readable"):
        stock_chains(FakeSystem(collection={}))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of the stock chain's own packages
def test_the_real_stock_chain_finds_the_gold_paragraph(tmp_path: Path) -> None:
    report = evaluate(FakeSystem(), [file_of(tmp_path, ASKED, NOWHERE)], baseline=True)
    names: Sequence[str] = [run.system for run in report.rivals]
    assert names == ["stock chain, top 4", "stock chain, top 10"]
    values = {name: share.value for name, share in report.rivals[0].measures.items()}
    assert (values["recall@10"], values["set_recall"], values["exact_set"]) == (1, 1, 0)
    assert values["abstention_recall"] == 0
