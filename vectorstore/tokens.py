"""BundledTokens: a text's token vectors by the bundled model, whichever model a collection is embedded with."""

import threading
from pathlib import Path

from vectorstore.beside import LoadedBeside
from vectorstore.embedder import Embedder, OnnxEmbedder, Tokens
from vectorstore.followed import Followed


class BundledTokens:
    """Uses the collection's own model where it is the bundled one; else loads that when first asked.

    Threads may share it.
    """

    def __init__(self, embedder: Embedder, cache: Path | None = None) -> None:
        self._embedder = embedder
        self._cache = cache
        self._own: OnnxEmbedder | None = None
        self._lock = threading.Lock()

    def __call__(self, text: str) -> Tokens:
        """The tokens of a text."""
        return self._model().tokens(text)

    def _model(self) -> OnnxEmbedder:
        model = self._embedder
        while isinstance(model, Followed | LoadedBeside):
            model = model.loaded()
        if isinstance(model, OnnxEmbedder):
            return model
        with self._lock:
            if self._own is None:
                self._own = OnnxEmbedder(self._cache)
            return self._own
