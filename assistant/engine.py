"""Engine: what an ingest may run on. By itself, so that the command line names them without loading them."""

from enum import StrEnum


class Engine(StrEnum):
    """What an ingest may run on."""

    LOCAL = "local"
    RAY = "ray"
