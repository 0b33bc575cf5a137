"""What the stock chain costs: `python -m benchmarks.stock` (see assistant/evaluation/baseline.py for what it is).

Its parts and numbers are LangChain's own: RecursiveCharacterTextSplitter (1000/200), HuggingFaceEmbeddings with the
same weights, Chroma in memory, EnsembleRetriever with BM25Retriever. Imports are not counted. `--letters FOLDER`
times indexing a folder of text letters; `--paragraphs N` times questions over N made paragraphs, whose vectors are
made as quickly as ours (collection.QuickEmbedder), so that only the search is measured.
"""

import argparse
import json
import statistics
import time
from pathlib import Path
from typing import Any

from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.evaluation.baseline import CHUNK, OVERLAP, model_folder
from benchmarks.collection import THEMES, QuickEmbedder, letters
from vectorstore.embedder import OnnxEmbedder, as_langchain

TOP_K = 10
AT_ONCE = 5_000  # chunks given to Chroma: it takes 5,461


def main() -> None:
    """Print one of the measurements as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=Path)
    parser.add_argument("--paragraphs", type=int)
    given = parser.parse_args()
    print(json.dumps(indexed(given.letters) if given.letters else asked(given.paragraphs)))


def indexed(folder: Path) -> dict[str, float]:
    """Index a folder of text letters."""
    embeddings = HuggingFaceEmbeddings(model_name=model_folder())
    embeddings.embed_documents(["a letter"])
    started, used = time.perf_counter(), time.process_time()
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    chunks = splitter.split_documents([Document(page_content=text) for text in texts])
    _retriever(chunks, embeddings)
    cpu = time.process_time() - used
    return {"seconds": time.perf_counter() - started, "cpu": cpu, "chunks": len(chunks)}


def asked(paragraphs: int) -> dict[str, float]:
    """Ask over made paragraphs, each a chunk."""
    made = letters(paragraphs // 40)
    chunks = [Document(page_content=one.text) for letter in made for one in letter.paragraphs]
    retriever = _retriever(chunks, as_langchain(QuickEmbedder(OnnxEmbedder())))
    questions = [f"Which areas were asked about {wordings[0]}?" for wordings in THEMES.values()]
    retriever.invoke(questions[0])
    times = []
    for question in questions:
        started = time.perf_counter()
        retriever.invoke(question)
        times.append((time.perf_counter() - started) * 1e3)
    return {"p50 ms": statistics.median(times), "p95 ms": sorted(times)[int(len(times) * 0.95)]}


def _retriever(chunks: list[Document], embeddings: Any) -> EnsembleRetriever:
    store = Chroma(collection_name="stock", embedding_function=embeddings)
    for start in range(0, len(chunks), AT_ONCE):
        store.add_documents(chunks[start : start + AT_ONCE])
    words = BM25Retriever.from_documents(chunks, k=TOP_K)
    nearest = store.as_retriever(search_kwargs={"k": TOP_K})
    return EnsembleRetriever(retrievers=[words, nearest], weights=[0.5, 0.5])


if __name__ == "__main__":
    main()
