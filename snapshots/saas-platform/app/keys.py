"""The commands that issue and end keys: `manage keys ...`.

The first key of a project comes from here, for without one nobody may ask for another. As in
`cli.py`, each command imports what it works with when it runs.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Generator, Iterable
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from app.modules.auth.gateway import IssuedKeyDTO, KeyAdministration, KeyDTO, Scope

T = TypeVar("T")

keys = typer.Typer(
    help="Issue, list, replace and revoke the keys that callers need.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Prefix = Annotated[str, typer.Argument(help="How the key begins, as `list` shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@keys.command("issue")
def issue(
    user: Annotated[str, typer.Argument(help="Whose key it is; made if there is none.")],
    scope: Annotated[list[str], typer.Option(help="What it is good for; may be repeated.")],
    name: Annotated[str, typer.Option(help="What it is for.")] = "issued by command",
    days: Annotated[int | None, typer.Option(min=1, max=3650, help="How long it is good.")] = None,
) -> None:
    """Make a key, and print it: it is not stored, and never shown again."""
    scopes = _scopes(scope)
    _print_issued(
        _administer(lambda desk: desk.issue_key(user, name=name, scopes=scopes, days=days))
    )


@keys.command("list")
def list_keys(*, as_json: AsJson = False) -> None:
    """List all keys, those that are over included."""
    found = _administer(lambda desk: desk.list_keys())
    if as_json:
        typer.echo(json.dumps([key.model_dump(mode="json") for key in found], indent=2))
        return
    lines = [("prefix", "user", "name", "scopes", "state", "last used"), *map(_line, found)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        typer.echo("  ".join(cells).rstrip())


@keys.command("rotate")
def rotate(
    prefix: Prefix,
    hours: Annotated[
        int | None, typer.Option(min=0, max=720, help="That the old key goes on working.")
    ] = None,
) -> None:
    """Make a key in place of another one, which goes on working for a while."""
    _print_issued(_administer(lambda desk: desk.rotate_key(prefix, hours=hours)))


@keys.command("revoke")
def revoke(prefix: Prefix) -> None:
    """End a key at once."""
    _administer(lambda desk: desk.revoke_key(prefix))
    typer.echo(f"revoked {prefix}")


def _administer(work: "Callable[[KeyAdministration], Awaitable[T]]") -> T:
    """Do this in one unit of work, on the database that the application would use here."""
    from app.core.config import get_settings
    from app.core.db import migrations
    from app.core.db.local import local_database
    from app.modules.auth.gateway import open_key_administration

    async def within(url: str) -> T:
        async with open_key_administration(url) as desk:
            return await work(desk)

    with _sentences(), ExitStack() as stack:
        url = get_settings().database_url or stack.enter_context(local_database())
        # Says in a sentence what is wrong with a database that cannot be reached.
        migrations.describe_server(url)
        return asyncio.run(within(url))


@contextmanager
def _sentences() -> Generator[None]:
    """End the command with a sentence, not a traceback, for what can be expected to go wrong."""
    from pydantic import ValidationError
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from app.core.db.errors import DatabaseError
    from app.core.errors import AppError

    without_tables = (OperationalError, ProgrammingError)
    try:
        yield
    except ValidationError as error:
        _fail("; ".join(f"{problem['loc'][0]}: {problem['msg']}" for problem in error.errors()))
    except (AppError, DatabaseError) as error:
        _fail(str(error))
    except without_tables:
        _fail("the database does not know of keys yet: run `manage migrate upgrade`")


def _fail(sentence: str) -> None:
    typer.echo(f"error: {sentence}", err=True)
    raise typer.Exit(1)


def _scopes(names: Iterable[str]) -> "list[Scope]":
    from app.modules.auth.gateway import Scope

    try:
        return [Scope(name) for name in dict.fromkeys(names)]
    except ValueError as error:
        known = ", ".join(Scope)
        raise typer.BadParameter(f"{error}; the scopes are: {known}") from None


def _print_issued(issued: "IssuedKeyDTO") -> None:
    """Print the key alone on stdout, so that a script can take it."""
    typer.echo(issued.key)
    typer.echo(f"good until {issued.expires_at:%Y-%m-%d}; it is not shown again", err=True)


def _line(key: "KeyDTO") -> tuple[str, ...]:
    if key.revoked_at is not None:
        state = "revoked"
    elif key.expires_at <= datetime.now(UTC):
        state = "over"
    else:
        state = f"good until {key.expires_at:%Y-%m-%d}"
    used = "never" if key.last_used_at is None else f"{key.last_used_at:%Y-%m-%d %H:%M}"
    return key.prefix, key.user, key.name, " ".join(key.scopes), state, used
