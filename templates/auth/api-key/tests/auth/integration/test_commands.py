"""The commands `manage keys`: what they print, and what is stored then."""

import asyncio
import json
from collections.abc import Callable, Generator

import pytest
from sqlalchemy import delete
from typer.testing import CliRunner, Result

from app.core.config import get_settings
from app.core.db.session import Database
from app.keys import keys
from app.modules.auth.dependencies.security import KeyUse
from app.modules.auth.gateway import InvalidKeyError, LocalAuthGateway
from app.modules.auth.models import User
from app.modules.auth.repositories.keys import KeyRepository
from app.modules.auth.repositories.users import UserRepository
from tests.database import NOWHERE, empty_database

pytestmark = pytest.mark.integration

Manage = Callable[..., Result]


@pytest.fixture
def manage(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Generator[Manage]:
    """Yield the commands as a function, on the database of this run; here commits are real."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    get_settings.cache_clear()

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(keys, list(arguments))

    yield run
    monkeypatch.undo()
    get_settings.cache_clear()
    asyncio.run(remove_users(database_url))


async def remove_users(url: str) -> None:
    database = Database.connect(url)
    async with database.unit_of_work() as uow:
        await uow.session.execute(delete(User))
    await database.dispose()


def who_calls_with(url: str, key: str) -> str:
    async def authenticate() -> str:
        database = Database.connect(url)
        try:
            async with database.unit_of_work() as uow:
                users, found = UserRepository(uow.session), KeyRepository(uow.session)
                gateway = LocalAuthGateway(users, found, KeyUse(), batch_limit=1)
                return (await gateway.authenticate(key)).user.name
        finally:
            await database.dispose()

    return asyncio.run(authenticate())


def issue(manage: Manage, *arguments: str) -> str:
    result = manage("issue", "ada", "--scope", "admin", *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def rows(manage: Manage) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(manage("list", "--json").stdout)
    return found


def prefixes(manage: Manage) -> list[str]:
    return [str(row["prefix"]) for row in rows(manage)]


def test_a_key_that_was_issued_is_all_that_stdout_shows_and_works(
    manage: Manage, database_url: str
) -> None:
    assert who_calls_with(database_url, issue(manage)) == "ada"


def test_a_second_key_is_for_the_same_user(manage: Manage) -> None:
    issue(manage)
    issue(manage, "--name", "at night", "--days", "7", "--scope", "read")

    first, second = rows(manage)
    assert first["user"] == second["user"] == "ada"
    assert second["name"] == "at night"
    assert second["scopes"] == ["admin", "read"]


def test_the_list_shows_what_has_become_of_each_key_and_no_key(manage: Manage) -> None:
    secrets = [issue(manage), issue(manage), issue(manage)]
    _, replaced, revoked = prefixes(manage)
    manage("rotate", replaced, "--hours", "0")
    manage("revoke", revoked)

    listed = manage("list").stdout
    states = [line.split()[6:] for line in listed.splitlines()]
    assert [words[0] for words in states[1:]] == ["good", "over", "revoked", "good"]
    assert "never" in listed
    assert not any(secret in listed for secret in secrets)


def test_the_list_of_no_keys_has_a_head(manage: Manage) -> None:
    assert manage("list").stdout.splitlines() == ["prefix  user  name  scopes  state  last used"]


def test_a_replacement_works_beside_the_old_key(manage: Manage, database_url: str) -> None:
    old = issue(manage)

    new = manage("rotate", *prefixes(manage)).stdout.strip()

    assert new != old
    assert who_calls_with(database_url, old) == who_calls_with(database_url, new) == "ada"


def test_a_revoked_key_is_over(manage: Manage, database_url: str) -> None:
    key = issue(manage)
    [prefix] = prefixes(manage)

    assert manage("revoke", prefix).stdout == f"revoked {prefix}\n"

    with pytest.raises(InvalidKeyError):
        who_calls_with(database_url, key)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("issue", "ada"), 2, "--scope"),
        (("issue", "ada", "--scope", "root"), 2, "the scopes are: read, write, admin"),
        (("issue", "ada", "--scope", "read", "--days", "0"), 2, "--days"),
        (("issue", "", "--scope", "read"), 1, "error: name: "),
        (("issue", "a" * 201, "--scope", "read"), 1, "error: name: "),
        (("rotate", "conduit_nothing"), 1, "error: There is no such key"),
        (("revoke", "\x00"), 1, "error: There is no such key"),
        (("revoke", "\ud800"), 1, "error: There is no such key"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    manage: Manage, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    result = manage(*arguments)

    assert result.exit_code == code
    assert sentence in result.output


def test_a_database_that_does_not_answer_is_a_sentence(
    manage: Manage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", NOWHERE)
    get_settings.cache_clear()

    result = manage("list")

    assert result.exit_code == 1
    assert result.output.startswith("error: no connection to ")
    assert "secret" not in result.output


def test_a_database_without_tables_is_a_sentence(
    manage: Manage, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with empty_database(database_url) as url:
        monkeypatch.setenv("DATABASE_URL", url)
        get_settings.cache_clear()

        result = manage("issue", "ada", "--scope", "admin")

    assert result.exit_code == 1
    assert "run `manage migrate upgrade`" in result.output
