"""The commands `letterbook users` and `letterbook tokens`: who may come in."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from assistant.access.audit import Audit
from assistant.access.people import People
from assistant.access.person import AccessError, Rank
from assistant.access.shell import whoami
from assistant.access.tokens import Tokens
from assistant.settings import access_folder, load_settings
from vectorstore.storeerror import StoreError

DAYS = 90

users = typer.Typer(help="Say who may read the letters, and who may change them.", no_args_is_help=True)
tokens = typer.Typer(help="Let programs in.", no_args_is_help=True)

Store = Annotated[
    Path | None, typer.Option("--store", help="The folder that holds the collection (LETTERBOOK_STORE).")
]
Role = Annotated[
    Rank, typer.Option("--role", help="reader: asks and reads; editor: also uploads, removes, sets areas.")
]
Name = Annotated[str, typer.Argument(help="The name to log in with, such as an address of e-mail.")]


@users.command("add")
def add_user(
    name: Name,
    role: Role = "reader",
    no_password: Annotated[
        bool, typer.Option("--no-password", help="They come through a proxy or an organisation's log-in.")
    ] = False,
    store: Store = None,
) -> None:
    """Add a person, or give them a new role and password. The password is asked for, or read from a pipe."""
    with _access(store) as folder:
        added = People(folder).add(name, role, None if no_password else _password(name))
        Audit(folder).note(whoami(), "user added", f"{added.name} as {added.rank}")
    typer.echo(f"{added.name} may come in as {added.rank}")


@users.command("list")
def list_users(store: Store = None) -> None:
    """List everybody who may come in."""
    with _access(store) as folder:
        for user in People(folder).all():
            typer.echo(f"{user.name}\t{user.rank}\t{'password' if user.hash else 'no password'}")


@users.command("remove")
def remove_user(name: Name, store: Store = None) -> None:
    """Take a person off the list; their sessions end at once."""
    with _access(store) as folder:
        People(folder).remove(name)
        Audit(folder).note(whoami(), "user removed", name)
    typer.echo(f"{name} may not come in any more")


@tokens.command("add")
def add_token(
    name: Annotated[str, typer.Argument(help="Which program it is for.")],
    role: Role = "reader",
    days: Annotated[int, typer.Option(help="Days until it ends.")] = DAYS,
    store: Store = None,
) -> None:
    """Make a token for a program. It is printed once and kept nowhere."""
    with _access(store) as folder:
        text, token = Tokens(folder).add(name, role, days)
        Audit(folder).note(whoami(), "token added", f"{token.name} as {token.rank}")
    typer.echo(text)
    typer.echo(f"{token.name} may come in as {token.rank} until {token.ends:%Y-%m-%d}", err=True)


@tokens.command("list")
def list_tokens(store: Store = None) -> None:
    """List the tokens, without their text."""
    with _access(store) as folder:
        for token in Tokens(folder).all():
            typer.echo(f"{token.name}\t{token.rank}\tuntil {token.ends:%Y-%m-%d}")


@tokens.command("remove")
def remove_token(
    name: Annotated[str, typer.Argument(help="Which program it is for.")], store: Store = None
) -> None:
    """End a token at once."""
    with _access(store) as folder:
        Tokens(folder).remove(name)
        Audit(folder).note(whoami(), "token removed", name)
    typer.echo(f"the token for {name} has ended")


@contextmanager
def _access(store: Path | None) -> Iterator[Path]:
    """The folder that says who may come in; what cannot be done is one line and exit code 2."""
    try:
        yield access_folder(load_settings(store=store))
    except (AccessError, StoreError) as error:
        typer.echo(f"letterbook: {error}", err=True)
        raise typer.Exit(2) from None


def _password(name: str) -> str:
    """Ask for a password, or read one line from a pipe. It is never an argument: those can be listed."""
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\r\n")
        if not password:
            raise AccessError("no password came through the pipe")
        return password
    return str(typer.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True))
