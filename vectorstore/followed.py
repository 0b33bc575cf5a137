"""Followed: the embedding model that the record has now. It changes when somebody embeds all anew with another."""

import threading
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from vectorstore.embedder import Embedder
from vectorstore.record import Record


class Followed:
    """An Embedder that a record's switch to another model takes along. Threads may share it."""

    def __init__(self, record: Record, model: Embedder, load: Callable[[str], Embedder]) -> None:
        """Begin with `model`; `load` makes another by its name."""
        self._record = record
        self._model = model
        self._load = load
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The model, as the record keeps it."""
        return self.loaded().name

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return float32 [n, size], each row of length 1, of one and the same model."""
        return self.loaded().embed(texts)

    def loaded(self) -> Embedder:
        """Return the model itself."""
        name = self._record.embedder_name
        with self._lock:
            if name not in ("", self._model.name):
                self._model = self._load(name)
            return self._model
