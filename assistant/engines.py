"""What reads and embeds the files of an ingest: the processes of this machine, or a Ray cluster."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from assistant.build import Store
from assistant.engine import Engine
from assistant.ingestion import Reader
from ingest.pool import Loaders


@contextmanager
def local(store: Store) -> Iterator[tuple[Store, Reader]]:
    """A process for each core."""
    with Loaders() as loaders:
        yield store, loaders.load


@contextmanager
def ray(store: Store) -> Iterator[tuple[Store, Reader]]:
    """The cluster at RAY_ADDRESS, or one of this machine alone."""
    from assistant.ray_engine import RayEngine

    with RayEngine(store) as engine:
        yield engine.store, engine.load


ENGINES: dict[Engine, Callable[[Store], AbstractContextManager[tuple[Store, Reader]]]] = {
    Engine.LOCAL: local,
    Engine.RAY: ray,
}
