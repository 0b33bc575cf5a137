"""Failing: how a command ends that could not do its work."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from ingest.letter import IngestError
from vectorstore.storeerror import StoreError


@contextmanager
def failing(stopped: str = "stopped") -> Iterator[None]:
    """Turn what went wrong into one line on standard error and exit code 2; 130 where a person stopped it."""
    try:
        yield
    except (StoreError, IngestError, ValueError) as error:
        typer.echo(f"letterbook: {error}", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo(f"letterbook: {stopped}", err=True)
        raise typer.Exit(130) from None
