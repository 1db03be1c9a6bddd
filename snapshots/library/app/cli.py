"""The commands of the project: `manage ...`.

Each command imports what it works with when it runs, so that `--help` and wrong usage answer at
once. What can be expected to go wrong is one sentence and exit code 1; wrong usage is exit code 2.
"""

import asyncio
import json
from collections.abc import Callable, Coroutine, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from app.core.module import Module

app = typer.Typer(
    add_completion=False,
    help="Manage this application.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
migrate = typer.Typer(
    help="Change the database, one history per module.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(migrate, name="migrate")

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000

OnlyModule = Annotated[str | None, typer.Option("--module", help="Only this module.")]
PhaseName = Literal["expand", "backfill", "contract", "maintenance"]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@migrate.command("upgrade")
def migrate_upgrade(
    module: OnlyModule = None,
    to: Annotated[str, typer.Option(help="A revision of the module, or `head`.")] = "head",
) -> None:
    """Apply what is pending."""
    with _sentences():
        _check_target(module, to, usual="head")
        from app.core.db import migrations

        with _database_url() as url:
            applied = migrations.upgrade(url, migrations.histories(_modules()), to, only=module)
        for revision in applied:
            typer.echo(f"applied {revision.module} {revision.id}")
        if not applied:
            typer.echo("nothing to apply")


@migrate.command("downgrade")
def migrate_downgrade(
    to: Annotated[str, typer.Option(help="A revision of the module, `-1`, or `base`: nothing.")],
    module: OnlyModule = None,
) -> None:
    """Take revisions back, with the data in what they made."""
    with _sentences():
        _check_target(module, to, usual="base")
        from app.core.db import migrations

        with _database_url() as url:
            undone = migrations.downgrade(url, migrations.histories(_modules()), to, only=module)
        for revision in undone:
            typer.echo(f"undone {revision.module} {revision.id}")
        if not undone:
            typer.echo("nothing to undo")


@migrate.command("check")
def migrate_check(module: OnlyModule = None) -> None:
    """Fail if the database is not what the models say."""
    with _sentences():
        _check_module(module)
        from app.core.db import migrations

        with _database_url() as url:
            findings = migrations.check(url, migrations.histories(_modules()), only=module)
    for finding in findings:
        typer.echo(finding)
    if findings:
        raise typer.Exit(1)
    typer.echo("the database is what the models say")


@migrate.command("plan")
def migrate_plan(
    module: OnlyModule = None,
    phase: Annotated[PhaseName | None, typer.Option(help="Only this phase.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List what is pending, in the order in which it would be applied."""
    with _sentences():
        _check_module(module)
        from app.core.db import migrations

        with _database_url() as url:
            pending = migrations.plan(url, migrations.histories(_modules()), only=module)
    chosen = [asdict(revision) for revision in pending if phase in (None, revision.phase)]
    _print_rows(chosen, empty="nothing is pending", as_json=as_json)


@migrate.command("sql")
def migrate_sql(
    module: OnlyModule = None,
    to: Annotated[str, typer.Option(help="A revision of the module, or `head`.")] = "head",
) -> None:
    """Print the SQL for an empty database; no database is needed."""
    with _sentences():
        _check_target(module, to, usual="head")
        from app.core.db import migrations

        typer.echo(migrations.sql(migrations.histories(_modules()), to, only=module), nl=False)


@migrate.command("revision")
def migrate_revision(
    module: Annotated[str, typer.Argument(help="The module whose models have changed.")],
    message: Annotated[str, typer.Option("--message", "-m", help="What the revision does.")],
    phase: Annotated[PhaseName | None, typer.Option(help="When a deployment runs it.")] = None,
    *,
    empty: Annotated[bool, typer.Option("--empty", help="To be written by hand.")] = False,
) -> None:
    """Write the revision that takes the tables of a module to its models."""
    with _sentences():
        _check_module(module)
        from app.core.db import migrations

        with _database_url() as url:
            path = migrations.revision(
                url,
                migrations.histories(_modules()),
                module,
                message,
                phase=phase,
                empty=empty,
            )
    typer.echo(f"module `{module}` has not changed" if path is None else f"wrote {_short(path)}")


@app.command("list-modules")
def list_modules(*, as_json: AsJson = False) -> None:
    """List the modules in the order in which they are loaded."""
    with _sentences():
        rows = [
            {"module": module.name, "schema": module.schema, "uses": list(module.uses)}
            for module in _modules()
        ]
    _print_rows(rows, empty="there are no modules", as_json=as_json)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = DEFAULT_HOST,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port.")] = DEFAULT_PORT,
    workers: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1,
    *,
    reload: Annotated[bool, typer.Option("--reload", help="Restart on changes.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Build it, start nothing.")] = False,
) -> None:
    """Serve the application."""
    if reload and workers > 1:
        raise typer.BadParameter("`--reload` is for one worker")
    with _sentences():
        from app.main import app as application
    if check:
        with _sentences():
            _check_settings()
            operations = sum(len(path) for path in application.openapi()["paths"].values())
            typer.echo(f"ok: {len(_modules())} modules, {operations} operations")
        return
    import uvicorn

    # `log_config=None`: the application says how logs look, and uvicorn would put its own way back.
    uvicorn.run(
        "app.main:app",
        host=host,
        port=port,
        workers=workers,
        reload=reload,
        access_log=False,
        log_config=None,
    )


@app.command()
def smoke(*, as_json: AsJson = False) -> None:
    """Look whether the application could serve: settings, modules, and what it works with."""
    results = _smoke()
    _print_rows(results, empty="", as_json=as_json)
    if not all(result["ok"] for result in results):
        raise typer.Exit(1)


def _smoke() -> list[dict[str, object]]:
    """Look at one thing after the other, up to the first that is not as it should be."""
    from app.core.config import get_settings
    from app.core.db import migrations

    results: list[dict[str, object]] = []
    with ExitStack() as stack:
        url = ""

        def configuration() -> str:
            _check_settings()
            return f"environment {get_settings().environment}"

        def modules() -> str:
            return ", ".join(module.name for module in _modules()) or "none"

        def database() -> str:
            nonlocal url
            url = stack.enter_context(_database_url())
            return migrations.describe_server(url)

        def history() -> str:
            if pending := migrations.plan(url, migrations.histories(_modules())):
                raise migrations.MigrationError(
                    f"{len(pending)} pending: run `manage migrate upgrade`"
                )
            return "nothing is pending"

        looks = {
            "configuration": configuration,
            "modules": modules,
            "database": database,
            "migrations": history,
        }
        for name, look in looks.items():
            try:
                results.append({"check": name, "ok": True, "detail": look()})
            except _expected_errors() as error:
                results.append({"check": name, "ok": False, "detail": _sentence(error)})
                return results
    from app.core.tasks.smoke import look as look_at_tasks

    results += [
        _ask("tasks", look_at_tasks, required=True),
    ]
    return results


def _ask(
    name: str, look: Callable[[], Coroutine[Any, Any, str]], *, required: bool
) -> dict[str, object]:
    """Look at something outside; the application can serve without what is not required."""
    try:
        return {"check": name, "ok": True, "detail": asyncio.run(look())}
    except Exception as error:  # noqa: BLE001  (it is told, whatever it is)
        told = ["down" if required else "degraded", type(error).__name__, str(error)]
        return {"check": name, "ok": not required, "detail": ": ".join(filter(None, told))}


@contextmanager
def _sentences() -> Generator[None]:
    """End the command with a sentence, not a traceback, for what can be expected to go wrong."""
    expected = _expected_errors()
    try:
        yield
    except expected as error:
        typer.echo(f"error: {_sentence(error)}", err=True)
        raise typer.Exit(1) from error


def _expected_errors() -> tuple[type[Exception], ...]:
    from pydantic import ValidationError

    from app.core.db.errors import DatabaseError
    from app.core.module import ModuleError

    return (DatabaseError, ModuleError, ValidationError)


def _sentence(error: Exception) -> str:
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(
        ": ".join([*map(str, problem["loc"]), problem["msg"].removeprefix("Value error, ")])
        for problem in error.errors()
    )


@contextmanager
def _database_url() -> Generator[str]:
    """Yield the URL of the database that the application would use here."""
    from app.core.config import get_settings
    from app.core.db.local import local_database

    if url := get_settings().database_url:
        yield url
    else:
        with local_database() as url:
            yield url


def _check_settings() -> None:
    """Read all settings, as every process does that serves."""
    from app.core.application import PRIVATE, build_app
    from app.core.config import get_settings
    from app.core.db.engine import check_url

    if url := get_settings().database_url:
        check_url(url)
    build_app(PRIVATE, _modules())


def _modules() -> "tuple[Module, ...]":
    from app.core.module import resolve
    from app.modules.registry import ALL

    return resolve(ALL)


def _check_module(name: str | None) -> None:
    from app.core.db import migrations

    names = [module.name for module in migrations.histories(_modules())]
    if name is not None and name not in names:
        raise typer.BadParameter(f"no module `{name}`; the modules are: {', '.join(names)}")


def _check_target(module: str | None, to: str, *, usual: str) -> None:
    _check_module(module)
    if module is None and to != usual:
        raise typer.BadParameter(f"`--to {to}` needs a `--module`: each has its own revisions")


def _print_rows(rows: Sequence[Mapping[str, object]], *, empty: str, as_json: bool) -> None:
    """Print rows with the same keys as a table, or as JSON."""
    if as_json:
        typer.echo(json.dumps(rows, indent=2))
        return
    if not rows:
        typer.echo(empty)
        return
    lines = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        typer.echo("  ".join(cells).rstrip())


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or "-"
    return str(value)


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
