"""What reads and embeds the files of an ingest: the processes of this machine, or a Ray cluster."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from assistant.ahead import Ahead
from assistant.build import Store
from assistant.engine import Engine
from assistant.ingestion import Reader
from ingest.pool import Loaders


@contextmanager
def local(store: Store) -> Iterator[tuple[Store, Reader]]:
    """A process for each core; what was read is embedded while what came before is filed."""
    with Loaders() as loaders, Ahead(store, loaders) as ahead:
        yield ahead.store, ahead.load


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
