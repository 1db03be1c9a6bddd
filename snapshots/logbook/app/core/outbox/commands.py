"""The commands of the outbox: `manage outbox ...`.

As in `app/cli.py`, a command imports what it works with when it runs.
"""

import json
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, NoReturn
from uuid import UUID

import typer

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

outbox_commands = typer.Typer(
    help="Look after events that are on their way.", no_args_is_help=True, rich_markup_mode=None
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@outbox_commands.command("list")
def list_messages(
    *,
    parked: Annotated[bool, typer.Option("--parked", help="Only what nobody tries.")] = False,
    as_json: AsJson = False,
) -> None:
    """List what has not been delivered, with the reason of the last failure."""
    from app.core.outbox import admin

    with _connected() as connection:
        rows = admin.undelivered(connection, parked=parked)
    if as_json:
        typer.echo(json.dumps([{**row} for row in rows], default=str, indent=2))
        return
    for row in rows:
        state = "parked" if row["parked_at"] else "waiting"
        whom = row["consumer"] or "everyone"
        typer.echo(f"{row['message']}  {state}  {row['event']}  for {whom}  {_reason(row)}")
    count = sum(row["parked_at"] is not None for row in rows)
    typer.echo(f"{len(rows) - count} waiting, {count} parked")


@outbox_commands.command("retry")
def retry_messages(
    message: Annotated[UUID | None, typer.Argument(help="One of them; all without.")] = None,
) -> None:
    """Try what is parked once more, from the first attempt on."""
    from app.core.outbox import admin

    with _connected() as connection:
        retried = admin.retry(connection, message)
    typer.echo(f"{retried} to be tried again")
    if message is not None and not retried:
        raise typer.Exit(1)


@outbox_commands.command("rename")
def rename_messages(
    former: Annotated[str, typer.Argument(help="A module, or a name that `list` shows.")],
    name: Annotated[str, typer.Argument(help="What it is called now.")],
) -> None:
    """Give what is on its way the name that its module, event or listener has now."""
    from app.core.outbox import admin

    if ("." in former) != ("." in name):
        raise typer.BadParameter("two modules, or two names with a dot")
    with _connected() as connection:
        renamed = admin.rename(connection, former, name)
    typer.echo(f"{renamed} renamed")


@outbox_commands.command("purge")
def purge_messages(
    days: Annotated[float | None, typer.Option(min=0, help="Instead of the setting.")] = None,
) -> None:
    """Forget what was delivered; the relay does so by itself."""
    from app.core.outbox import admin
    from app.core.outbox.config import get_outbox_settings

    keep = timedelta(days=get_outbox_settings().retention_days if days is None else days)
    with _connected() as connection:
        purged = admin.purge(connection, datetime.now(UTC) - keep)
    typer.echo(f"{purged} forgotten")


@contextmanager
def _connected() -> Generator["Connection"]:
    """Yield a connection, committed at the end; what can be expected to go wrong is a sentence."""
    from pydantic import ValidationError
    from sqlalchemy.exc import DBAPIError

    from app.core.config import get_settings
    from app.core.db import migrations
    from app.core.db.errors import DatabaseError
    from app.core.db.local import local_database

    try:
        with ExitStack() as stack:
            url = get_settings().database_url or stack.enter_context(local_database())
            connection = stack.enter_context(migrations.connected(url))
            yield connection
            connection.commit()
    except ValidationError as error:
        _stop("; ".join(problem["msg"] for problem in error.errors()), error)
    except DBAPIError as error:
        _stop(str(error.orig).strip().partition("\n")[0], error)
    except DatabaseError as error:
        _stop(str(error), error)


def _stop(sentence: str, error: Exception) -> NoReturn:
    typer.echo(f"error: {sentence}", err=True)
    raise typer.Exit(1) from error


def _reason(row: "RowMapping") -> str:
    tries = f"{row['attempts']} tries"
    return f"{tries}: {row['error']}" if row["error"] else tries
