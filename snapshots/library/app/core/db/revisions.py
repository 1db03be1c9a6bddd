"""Revision files: their history, what a revision says about itself, and writing a new one.

A revision names its `phase`, which tells a deployment when to run it. A new one is numbered and
carries its message in its name; it is written the way the formatter of this project writes.
"""

import importlib.util
import re
import subprocess
import sys
import warnings
from argparse import Namespace
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from alembic import command
from alembic.config import Config
from alembic.operations import ops
from alembic.script import Script, ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util.exc import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.core.db.errors import MigrationError
from app.core.module import Module

Phase = Literal["expand", "backfill", "contract", "maintenance"]

ENVIRONMENT = Path(__file__).parent / "alembic"
# The column of Alembic that holds the id of a revision is no wider.
REVISION_ID_LENGTH = 32
DESTRUCTIVE = (ops.DropTableOp, ops.DropColumnOp)


@dataclass(frozen=True)
class Revision:
    """One step of a module's history."""

    module: str
    id: str
    title: str
    phase: Phase


@contextmanager
def explained(module: Module) -> Generator[None]:
    """Turn what Alembic and the database say into an error that names the module."""
    try:
        yield
    except (CommandError, RevisionError) as error:
        raise MigrationError(f"module `{module.name}`: {error}") from error
    except DBAPIError as error:
        reason = str(error.orig).strip().replace("\n", "; ")
        raise MigrationError(f"module `{module.name}`: the database refuses: {reason}") from error


def alembic_config(module: Module, **attributes: Any) -> Config:
    """Return the configuration of Alembic for one module, with what `alembic/env.py` needs."""
    config = Config(
        cmd_opts=Namespace(quiet=True),
        attributes={
            "module": module,
            "home": None,
            "settings": {},
            "phase": "expand",
            **attributes,
        },
    )
    options = {
        "script_location": str(ENVIRONMENT),
        "version_locations": str(module.migrations / "versions"),
        "path_separator": "newline",
        "file_template": "%(rev)s",
    }
    for name, value in options.items():
        config.set_main_option(name, value.replace("%", "%%"))
    return config


def read_history(module: Module) -> ScriptDirectory:
    """Return the history of a module, which must be one line of revisions that name their phase."""
    scripts = ScriptDirectory.from_config(alembic_config(module))
    with explained(module), warnings.catch_warnings():
        # Of two files with the same revision Alembic takes one, with a warning only.
        warnings.simplefilter("error", UserWarning)
        try:
            heads = scripts.get_heads()
            for script in scripts.walk_revisions():
                read_revision(module, script)
        except UserWarning as warning:
            raise MigrationError(f"module `{module.name}`: {warning}") from warning
    if len(heads) > 1:
        raise MigrationError(
            f"module `{module.name}` has several last revisions ({', '.join(sorted(heads))}): "
            "let one follow the other by its `down_revision`"
        )
    return scripts


def read_revision(module: Module, script: Script) -> Revision:
    """Return what a revision file says about itself."""
    phase = getattr(script.module, "phase", None)
    if phase not in get_args(Phase):
        raise MigrationError(
            f"module `{module.name}`: {script.path} needs a `phase` of {', '.join(get_args(Phase))}"
        )
    return Revision(module.name, script.revision, script.doc.rstrip("."), cast("Phase", phase))


def write_revision(
    module: Module,
    message: str,
    *,
    phase: Phase | None,
    connection: Connection | None,
) -> Path | None:
    """Write the next revision of a module and return its file, or None if there is nothing to do.

    With a connection the operations are found by comparing the models with the database; a
    revision that drops something gets the phase `contract` unless another one is given.
    """
    title = re.sub(r"[\s\"\\]+", " ", message).strip().rstrip(".")
    words = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")
    if not words:
        raise MigrationError("a revision needs a message with a letter or a digit")
    scripts = read_history(module)
    numbers = [re.match(r"\d+", script.revision) for script in scripts.walk_revisions()]
    number = max((int(found[0]) for found in numbers if found), default=0) + 1

    def decide(_context: object, _revision: object, directives: list[ops.MigrationScript]) -> None:
        found = directives[0].upgrade_ops
        if connection is None or found is None:
            return
        if found.is_empty():
            directives.clear()
        elif phase is None and _destroys(found.ops):
            config.attributes["phase"] = "contract"

    config = alembic_config(
        module,
        connection=connection,
        phase=phase or "expand",
        settings={"process_revision_directives": decide},
    )
    with explained(module):
        script = command.revision(
            config,
            message=title[0].upper() + title[1:],
            autogenerate=connection is not None,
            rev_id=f"{number:04d}_{words}"[:REVISION_ID_LENGTH].rstrip("_"),
            version_path=str(module.migrations / "versions"),
        )
    if not isinstance(script, Script):
        return None
    path = Path(script.path)
    _format(path)
    return path


def _destroys(operations: Sequence[ops.MigrateOperation]) -> bool:
    return any(
        isinstance(operation, DESTRUCTIVE)
        or (isinstance(operation, ops.OpContainer) and _destroys(operation.ops))
        for operation in operations
    )


def _format(path: Path) -> None:
    """Format the file, where the formatter is installed: with the tools of development."""
    if importlib.util.find_spec("ruff") is None:
        return
    for arguments in (("check", "--fix-only", "--quiet"), ("format", "--quiet")):
        ruff = [sys.executable, "-m", "ruff", *arguments, str(path)]
        subprocess.run(ruff, check=False)  # noqa: S603
