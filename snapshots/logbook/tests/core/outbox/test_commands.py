"""The commands of the outbox: what is on its way, and what becomes of what is parked."""

import json
from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update
from typer.testing import CliRunner, Result

from app.cli import app
from app.core.config import get_settings
from app.core.db.session import Database
from app.core.events import Listener
from app.core.outbox.tables import Heard, Message
from tests.database import NOWHERE

from .lamps import LampLit, effects_of, local_relay, on_lamp_lit

pytestmark = pytest.mark.integration

Manage = Callable[..., Result]


@pytest.fixture
def manage(url: str, monkeypatch: pytest.MonkeyPatch) -> Generator[Manage]:
    """Yield the command line as a function, on the database of the test."""
    monkeypatch.setenv("DATABASE_URL", url)
    get_settings.cache_clear()
    yield lambda *arguments: CliRunner().invoke(app, ["outbox", *arguments])
    monkeypatch.undo()
    get_settings.cache_clear()


async def write(database: Database, **columns: object) -> None:
    """Write one message as it is when these columns have these values."""
    async with database.unit_of_work() as uow:
        uow.record(LampLit())
    if columns:
        async with database.unit_of_work() as uow:
            await uow.session.execute(update(Message).values(columns))


PARKED = {"available_at": None, "parked_at": datetime.now(UTC), "attempts": 3, "error": "no bulb"}


async def test_what_waits_and_what_is_parked_is_listed(outbox: Database, manage: Manage) -> None:
    await write(outbox, **PARKED)
    await write(outbox)

    lines = manage("list").stdout.splitlines()
    (parked,) = json.loads(manage("list", "--parked", "--json").stdout)

    assert [line.split()[1:3] for line in lines[:2]] == [
        ["parked", "outbox.LampLit"],
        ["waiting", "outbox.LampLit"],
    ]
    assert lines[2] == "1 waiting, 1 parked"
    assert (parked["attempts"], parked["error"]) == (3, "no bulb")


async def test_what_is_parked_is_tried_again(outbox: Database, manage: Manage) -> None:
    await write(outbox, **PARKED)
    (parked,) = json.loads(manage("list", "--json").stdout)

    assert manage("retry", "00000000-0000-0000-0000-000000000000").exit_code == 1
    assert manage("retry", parked["message"]).stdout == "1 to be tried again\n"
    assert await local_relay(outbox).run_once() == 1

    assert manage("list").stdout == "0 waiting, 0 parked\n"
    assert manage("retry").stdout == "0 to be tried again\n"


@pytest.mark.parametrize(
    ("former", "name"), [("lights", "outbox"), ("lights.LampLit", "outbox.LampLit")]
)
async def test_what_is_under_a_former_name_gets_the_one_of_now(
    outbox: Database, manage: Manage, former: str, name: str
) -> None:
    await write(outbox, event_name="lights.LampLit", **PARKED)
    assert "lights.LampLit" in manage("list").stdout

    assert manage("rename", "light", "outbox").stdout == "0 renamed\n"
    assert manage("rename", former, name).stdout == "1 renamed\n"
    assert manage("retry").stdout == "1 to be tried again\n"
    assert await local_relay(outbox).run_once() == 1

    assert manage("list").stdout == "0 waiting, 0 parked\n"


async def test_who_has_heard_an_event_is_known_by_the_new_name(
    outbox: Database, manage: Manage
) -> None:
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    await write(outbox, consumer="lights.on_lamp_lit", **PARKED)
    async with outbox.unit_of_work() as uow:
        (event_id,) = await uow.session.scalars(select(Message.event_id))
        heard = {"consumer": "lights.on_lamp_lit", "heard_at": datetime.now(UTC)}
        await uow.session.execute(insert(Heard).values(event_id=event_id, **heard))

    manage("rename", "lights", "outbox")
    manage("retry")
    assert await local_relay(outbox).run_once() == 1

    assert await effects_of(outbox) == []
    assert manage("list").stdout == "0 waiting, 0 parked\n"


def test_a_module_gets_no_name_of_an_event(manage: Manage) -> None:
    assert manage("rename", "lights", "outbox.LampLit").exit_code == 2


async def test_what_was_delivered_is_forgotten(outbox: Database, manage: Manage) -> None:
    await write(outbox)
    await local_relay(outbox).run_once()
    await write(outbox, delivered_at=datetime.now(UTC) - timedelta(days=2), available_at=None)

    assert manage("purge").stdout == "0 forgotten\n"
    assert manage("purge", "--days", "1").stdout == "2 forgotten\n"


def test_without_a_database_it_is_one_sentence(
    manage: Manage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", NOWHERE)
    get_settings.cache_clear()

    result = manage("list")

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)


def test_without_its_tables_it_is_one_sentence(manage: Manage) -> None:
    result = manage("list")

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
