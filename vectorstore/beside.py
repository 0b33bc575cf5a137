"""LoadedBeside: an embedding model that is loaded in a thread of its own, while a collection is opened."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from vectorstore.embedder import Embedder


class LoadedBeside:
    """An Embedder. What keeps it from loading is raised when it is first asked. Threads may share it."""

    def __init__(self, name: str, load: Callable[[str], Embedder]) -> None:
        """Begin to load the model of that name."""
        self.name = name
        pool = ThreadPoolExecutor(1, thread_name_prefix="model")
        self._model = pool.submit(load, name)
        pool.shutdown(wait=False)

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return float32 [n, size], each row of length 1, once the model is there."""
        return self.loaded().embed(texts)

    def loaded(self) -> Embedder:
        """Return the model itself, once it is there."""
        return self._model.result()
