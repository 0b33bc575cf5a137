"""Letters become findable paragraphs: the record, what is derived from it, and what searches it.

The names below are imported on first use, so that `import vectorstore` costs nothing.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING

# onnxruntime's packages report to their maker unless this stands before it is first imported. Nothing leaves the machine.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

if TYPE_CHECKING:
    from vectorstore.embedder import Embedder as Embedder
    from vectorstore.embedder import OnnxEmbedder as OnnxEmbedder
    from vectorstore.embedder import SentenceTransformerEmbedder as SentenceTransformerEmbedder
    from vectorstore.hit import Hit as Hit
    from vectorstore.hit import Query as Query
    from vectorstore.indexer import Indexer as Indexer
    from vectorstore.record import Record as Record
    from vectorstore.retriever import DenseRetriever as DenseRetriever
    from vectorstore.retriever import HybridRetriever as HybridRetriever
    from vectorstore.retriever import LexicalRetriever as LexicalRetriever
    from vectorstore.retriever import Retriever as Retriever
    from vectorstore.storeerror import StoreError as StoreError

_HOMES = {
    "DenseRetriever": "vectorstore.retriever",
    "Embedder": "vectorstore.embedder",
    "Hit": "vectorstore.hit",
    "HybridRetriever": "vectorstore.retriever",
    "Indexer": "vectorstore.indexer",
    "LexicalRetriever": "vectorstore.retriever",
    "OnnxEmbedder": "vectorstore.embedder",
    "Query": "vectorstore.hit",
    "Record": "vectorstore.record",
    "Retriever": "vectorstore.retriever",
    "SentenceTransformerEmbedder": "vectorstore.embedder",
    "StoreError": "vectorstore.storeerror",
}


def __getattr__(name: str) -> object:
    """Import a public name where it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'vectorstore' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)
