"""`letterbook embed`: embed every paragraph with another model, beside the one in use, then switch. app.py mounts it.

The chat answers meanwhile. What was embedded is kept, so that a stopped run goes on where it was.
"""

from pathlib import Path
from typing import Annotated

import typer


def embed_command(
    model: Annotated[str, typer.Argument(help="The model by name or folder, or `bundled`.")],
    store: Annotated[
        Path | None,
        typer.Option("--store", help="The folder that holds the collection (LETTERBOOK_STORE)."),
    ] = None,
) -> None:
    """Embed all letters with another model; the chat goes on, and takes it when it is whole."""
    from assistant.build import embed_beside
    from assistant.settings import load_settings
    from vectorstore.storeerror import StoreError

    try:
        count, name = embed_beside(load_settings(store=store), "" if model == "bundled" else model)
    except (StoreError, ValueError) as error:
        typer.echo(f"letterbook: {error}", err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{count} paragraph{'' if count == 1 else 's'} embedded with {name}, which is now in use")
