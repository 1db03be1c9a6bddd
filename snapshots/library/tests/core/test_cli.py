"""The commands: what they print, and the exit code that scripts rely on."""

import json
import subprocess
import sys
from collections.abc import Callable, Generator

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.core.config import get_settings
from app.core.db import migrations
from app.core.module import Module, resolve
from app.modules.registry import ALL
from tests.database import ANOTHER_KIND, NOWHERE, REFUSAL

# Whatever this project consists of, nothing included.
MODULES: tuple[Module, ...] = ALL
HISTORIES = migrations.histories(ALL)

Manage = Callable[..., Result]


@pytest.fixture
def manage(monkeypatch: pytest.MonkeyPatch) -> Generator[Manage]:
    """Yield the command line as a function, with the environment that its keywords add."""

    def run(*arguments: str, **environment: str | None) -> Result:
        for name, value in environment.items():
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        get_settings.cache_clear()
        return CliRunner().invoke(app, list(arguments))

    yield run
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.mark.integration
def test_migrations_from_nothing_to_head_and_back(manage: Manage, url: str) -> None:
    before = manage("smoke", "--json", DATABASE_URL=url)
    assert [(check["check"], check["ok"]) for check in json.loads(before.stdout)][:4] == [
        ("configuration", True),
        ("modules", True),
        ("database", True),
        ("migrations", not HISTORIES),
    ]
    assert before.exit_code == (1 if HISTORIES else 0)

    planned = json.loads(manage("migrate", "plan", "--json").stdout)
    assert {step["module"] for step in planned} == {module.name for module in HISTORIES}
    assert json.loads(manage("migrate", "plan", "--json", "--phase", "contract").stdout) == []

    upgraded = manage("migrate", "upgrade")
    applied = [f"applied {step['module']} {step['id']}" for step in planned]
    assert upgraded.stdout.splitlines() == (applied or ["nothing to apply"])
    assert manage("migrate", "upgrade").stdout == "nothing to apply\n"
    assert manage("migrate", "check").exit_code == 0
    assert manage("smoke").exit_code == 0

    assert manage("migrate", "downgrade", "--to", "base").exit_code == 0
    assert manage("migrate", "downgrade", "--to", "base").stdout == "nothing to undo\n"


@pytest.mark.integration
def test_check_fails_with_what_differs(manage: Manage, url: str) -> None:
    if not MODULES:
        pytest.skip("needs a module")
    result = manage("migrate", "check", "--module", MODULES[0].name, DATABASE_URL=url)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{MODULES[0].name}: revision ")


def test_sql_needs_no_database(manage: Manage) -> None:
    result = manage("migrate", "sql", DATABASE_URL=NOWHERE)
    assert result.exit_code == 0
    assert all(f"-- {module.name}\n" in result.stdout for module in HISTORIES)


def test_modules_are_listed_in_the_order_of_their_use(manage: Manage) -> None:
    rows = json.loads(manage("list-modules", "--json").stdout)
    assert [row["module"] for row in rows] == [module.name for module in resolve(MODULES)]
    assert len(manage("list-modules").stdout.splitlines()) == len(MODULES) + 1


def test_serve_check_builds_and_starts_nothing(manage: Manage) -> None:
    result = manage("serve", "--check", DATABASE_URL=NOWHERE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"ok: {len(MODULES)} modules, ")


@pytest.mark.parametrize("command", [("serve", "--check"), ("migrate", "upgrade")])
def test_database_of_another_kind_is_refused(manage: Manage, command: tuple[str, ...]) -> None:
    result = manage(*command, DATABASE_URL=ANOTHER_KIND)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"error: {REFUSAL}\n"


@pytest.mark.parametrize("command", [("migrate", "upgrade"), ("migrate", "plan")])
def test_unreachable_database_is_one_sentence(manage: Manage, command: tuple[str, ...]) -> None:
    result = manage(*command, DATABASE_URL=NOWHERE)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: no connection to ")
    assert result.stderr.count("\n") == 1
    assert "secret" not in result.stderr


def test_smoke_stops_at_what_is_wrong(manage: Manage) -> None:
    result = manage("smoke", DATABASE_URL=NOWHERE)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1].split()[:2] == ["database", "no"]


def test_production_without_a_database_is_refused(manage: Manage) -> None:
    result = manage("migrate", "plan", ENVIRONMENT="production", DATABASE_URL=None)
    assert result.exit_code == 1
    assert "DATABASE_URL must be set" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("migrate", "upgrade", "--module", "no-such-module"),
        ("migrate", "upgrade", "--to", "0001"),
        ("migrate", "downgrade"),
        ("migrate", "downgrade", "--to", "-1"),
        ("migrate", "plan", "--phase", "soon"),
        ("migrate", "revision", "no-such-module", "-m", "Nothing"),
        ("serve", "--reload", "--workers", "2"),
        ("no-such-command",),
    ],
)
def test_wrong_usage_is_exit_code_2(manage: Manage, command: tuple[str, ...]) -> None:
    assert manage(*command, DATABASE_URL=NOWHERE).exit_code == 2


def test_help_answers_at_once() -> None:
    """The libraries of the application take seconds to import; wrong usage need not wait."""
    program = "import sys, app.cli; print(*sys.modules)"
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert {"fastapi", "sqlalchemy", "alembic", "uvicorn"}.isdisjoint(result.stdout.split())
