"""The commands of the cache: `manage cache ...`.

As in `app/cli.py`, a command imports what it works with when it runs.
"""

import asyncio

import typer

cache_commands = typer.Typer(
    help="Look after what is kept for a while.", no_args_is_help=True, rich_markup_mode=None
)


@cache_commands.callback()
def _about() -> None:
    """Look after what is kept for a while."""


@cache_commands.command("clear")
def clear_cache() -> None:
    """Forget everything that is kept in Redis: it is found out anew when it is asked for."""
    from redis.exceptions import RedisError

    from app.core.cache.config import get_cache_settings

    if get_cache_settings().url is None:
        typer.echo("error: CACHE_URL is not set: every process keeps its own", err=True)
        raise typer.Exit(1)
    try:
        asyncio.run(_clear())
    except (RedisError, OSError) as error:
        typer.echo(f"error: the cache could not be cleared: {error}", err=True)
        raise typer.Exit(1) from error
    typer.echo("the cache is empty")


async def _clear() -> None:
    from app.core.cache.dependencies import open_cache

    cache = open_cache()
    try:
        await cache.clear()
    finally:
        await cache.close()
