"""What MySQL does differently, and what was done about it."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Column, cast, func, select
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import engine, migrations
from app.core.db.base import UtcDateTime
from app.core.db.engine import check_url, create_command_engine
from app.core.db.errors import DatabaseError, MigrationError
from app.core.db.local import local_database
from app.core.db.session import Database
from tests.database import execute

from .histories import small_module, things_in, with_table, write_revision
from .widgets import WidgetCreate, WidgetRepository, WidgetTakenError

CONNECTIONS = 4


@pytest.mark.integration
class TestMigrations:
    def test_wait_for_another_one(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "waiting")
        upgrade = threading.Thread(target=migrations.upgrade, args=(url, [module]))
        with create_command_engine(url).connect() as other, engine.migrating(other):
            upgrade.start()
            upgrade.join(0.5)
            assert upgrade.is_alive()
            assert execute(url, "SHOW TABLES") == []
        upgrade.join()
        assert migrations.plan(url, [module]) == ()

    def test_leave_what_was_done_before_a_failure(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "halfway")
        first = 'op.add_column("halfway_things", sa.Column("size", sa.Integer()))'
        write_revision(
            tmp_path / "halfway" / "versions",
            "0002",
            after="0001",
            upgrade=f'{first}\n    op.execute("SELECT nothing")',
        )
        with pytest.raises(MigrationError, match="nothing"):
            migrations.upgrade(url, [module])
        assert [step.id for step in migrations.plan(url, [module])] == ["0002"]
        assert execute(url, "SELECT count(size) FROM halfway_things") == [(0,)]

    def test_make_an_empty_database_compare_text_as_it_is(self, url: str, tmp_path: Path) -> None:
        execute(url, "ALTER DATABASE CHARACTER SET latin1")
        migrations.upgrade(url, [small_module(tmp_path, "exact")])
        execute(url, "INSERT INTO exact_things (name) VALUES ('Éte'), ('ete '), ('ete')")
        assert execute(url, "SELECT name FROM exact_things WHERE name = 'ete'") == [("ete",)]

    def test_leave_the_database_of_others_as_it_is(self, url: str, tmp_path: Path) -> None:
        execute(url, "ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci")
        execute(url, "CREATE TABLE of_others (id integer)")
        with pytest.raises(MigrationError, match=r"utf8mb4_general_ci.* say: ALTER DATABASE"):
            migrations.upgrade(url, [small_module(tmp_path, "late")])

    @pytest.mark.usefixtures("widgets_table")
    def test_keep_ids_in_the_same_way_on_both_servers(self, database_url: str) -> None:
        found = execute(database_url, "SHOW COLUMNS FROM widgets LIKE 'id'")
        assert found[0][1] == "char(32)"

    def test_name_the_types_of_the_application(self, url: str, tmp_path: Path) -> None:
        migrations.upgrade(url, [small_module(tmp_path, "growing")])
        table = things_in("growing", Column("seen_at", UtcDateTime))
        grown = with_table(tmp_path, "growing", table)
        written = migrations.revision(url, [grown], "growing", "Add the time")
        assert written is not None
        assert "UtcDateTime()" in written.read_text()
        migrations.upgrade(url, [grown])
        assert migrations.check(url, [grown]) == ()


@pytest.mark.integration
class TestTimes:
    async def test_keep_their_instant_and_their_microseconds(self, session: AsyncSession) -> None:
        given = datetime(2026, 1, 31, 12, 30, 0, 123456, timezone(timedelta(hours=5)))
        read = await session.scalar(select(cast(given, UtcDateTime)))
        assert read == given
        assert read.tzinfo is UTC

    async def test_without_a_zone_are_refused(self, session: AsyncSession) -> None:
        naive = datetime(2026, 1, 31)  # noqa: DTZ001
        with pytest.raises(StatementError, match="says nothing"):
            await session.scalar(select(cast(naive, UtcDateTime)))

    async def test_of_the_server_are_in_utc(self, widgets: WidgetRepository) -> None:
        made = await widgets.create(WidgetCreate(name="cog"))
        assert abs(datetime.now(UTC) - made.created_at) < timedelta(minutes=1)


@pytest.mark.integration
async def test_of_rows_that_were_deleted_many_have_one_name(widgets: WidgetRepository) -> None:
    for _ in range(3):
        await widgets.delete(await widgets.create(WidgetCreate(name="cog")))
    await widgets.create(WidgetCreate(name="cog"))

    with pytest.raises(WidgetTakenError):
        await widgets.create(WidgetCreate(name="cog"))


@pytest.mark.integration
def test_what_is_too_long_is_refused_and_not_cut(url: str, tmp_path: Path) -> None:
    migrations.upgrade(url, [small_module(tmp_path, "short")])
    with pytest.raises(DBAPIError, match="Data too long"):
        execute(url, "INSERT INTO short_things (name) VALUES (repeat('x', 51))")


@pytest.mark.integration
async def test_the_pool_recovers_when_its_connections_are_cut(database_url: str) -> None:
    """As a restart of the server does: who notices first fails, and nobody after."""
    database = Database.connect(database_url, pool_size=CONNECTIONS)
    sessions = [AsyncSession(database.bind) for _ in range(CONNECTIONS)]
    ids = [await each.scalar(select(func.connection_id())) for each in sessions]
    for each in sessions:
        await each.close()

    for number in ids:
        execute(database_url, f"KILL {number}")

    with pytest.raises(DBAPIError):
        await database.ping()
    for _ in ids:
        await database.ping()
    await database.dispose()


def test_without_a_database_url_a_sentence_says_what_to_do() -> None:
    with pytest.raises(DatabaseError, match=r"DATABASE_URL .* mysql://root@127\.0\.0\.1:3306/app"):
        local_database()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("nonsense", "is not a URL"),
        ("postgresql://u@h/d", "must be of MySQL, not of postgresql"),
        ("mysql://u@h", "must name a database"),
    ],
)
def test_url_of_something_else_is_refused(given: str, why: str) -> None:
    with pytest.raises(DatabaseError, match=why):
        check_url(given)


@pytest.mark.parametrize("given", ["mysql://u:p@h:1/d", "mariadb+pymysql://u:p@h:1/d"])
def test_both_servers_are_spoken_to_in_the_same_way(given: str) -> None:
    database = Database.connect(given)
    assert str(database.bind.engine.url) == "mysql+asyncmy://u:***@h:1/d"
    assert str(create_command_engine(given).url) == "mysql+pymysql://u:***@h:1/d"
