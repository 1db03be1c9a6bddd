"""What SQLite does differently, and what was done about it."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Column, String, literal, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import engine, local, migrations
from app.core.db.base import ExactDecimal, UtcDateTime
from app.core.db.engine import check_url, create_command_engine
from app.core.db.errors import DatabaseError, MigrationError
from app.core.db.local import local_database
from app.core.db.session import Database
from tests.database import execute

from .histories import small_module, things_in, with_table, write_revision

WRITERS = 8
TIMES = 10
CHANGES = """with op.batch_alter_table("parts_things") as batch:
        batch.alter_column("name", type_=sa.String(99))"""


@pytest.mark.integration
class TestMigrations:
    def test_wait_for_another_one(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "waiting")
        upgrade = threading.Thread(target=migrations.upgrade, args=(url, [module]))
        with create_command_engine(url).connect() as other, engine.migrating(other):
            upgrade.start()
            upgrade.join(0.5)
            assert upgrade.is_alive()
            assert execute(url, "SELECT count(*) FROM sqlite_schema") == [(0,)]
        upgrade.join()
        assert migrations.plan(url, [module]) == ()

    def test_take_back_what_was_done_before_a_failure(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "halfway")
        migrations.upgrade(url, [module])
        first = 'op.add_column("halfway_things", sa.Column("size", sa.Integer()))'
        write_revision(
            tmp_path / "halfway" / "versions",
            "0002",
            after="0001",
            upgrade=f'{first}\n    op.execute("SELECT nothing")',
        )
        with pytest.raises(MigrationError, match="nothing"):
            migrations.upgrade(url, [module])
        assert migrations.plan(url, [module])[0].id == "0002"
        columns = execute(url, "SELECT name FROM pragma_table_info('halfway_things')")
        assert columns == [("id",), ("name",)]

    def test_make_a_table_anew_with_what_it_holds(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "parts")
        migrations.upgrade(url, [module])
        execute(url, "INSERT INTO parts_things (id, name) VALUES (1, 'wheel')")
        execute(
            url,
            "CREATE TABLE parts_details (thing integer NOT NULL"
            " REFERENCES parts_things (id) ON DELETE CASCADE);"
            "INSERT INTO parts_details VALUES (1)",
        )
        write_revision(tmp_path / "parts" / "versions", "0002", after="0001", upgrade=CHANGES)
        migrations.upgrade(url, [module])
        # With foreign keys on, the old table would take them with it.
        assert execute(url, "SELECT thing FROM parts_details") == [(1,)]
        assert execute(url, "SELECT name FROM parts_things") == [("wheel",)]

    def test_are_written_as_batches(self, url: str, tmp_path: Path) -> None:
        migrations.upgrade(url, [small_module(tmp_path, "growing")])
        size = Column("size", String(9), nullable=False, server_default="")
        price = Column[Decimal]("price", ExactDecimal(scale=2))
        grown = with_table(tmp_path, "growing", things_in("growing", size, price))
        written = migrations.revision(url, [grown], "growing", "Add some columns")
        assert written is not None
        assert "batch_alter_table" in written.read_text()
        assert "ExactDecimal(scale=2)" in written.read_text()
        migrations.upgrade(url, [grown])
        assert migrations.check(url, [grown]) == ()
        migrations.downgrade(url, [grown])

    def test_name_rows_that_point_at_nothing(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "broken")
        execute(
            url,
            "CREATE TABLE strays (thing integer REFERENCES broken_things (id));"
            "INSERT INTO strays VALUES (1)",
        )
        with pytest.raises(MigrationError, match="point at, in: strays"):
            migrations.upgrade(url, [module])


@pytest.mark.integration
class TestTimes:
    async def test_keep_their_instant_and_their_microseconds(self, session: AsyncSession) -> None:
        given = datetime(2026, 1, 31, 12, 30, 0, 123456, timezone(timedelta(hours=5)))
        read = await session.scalar(select(literal(given, UtcDateTime)))
        assert read == given
        assert read.tzinfo is UTC

    async def test_without_a_zone_are_refused(self, session: AsyncSession) -> None:
        naive = datetime(2026, 1, 31)  # noqa: DTZ001
        with pytest.raises(StatementError, match="says nothing"):
            await session.scalar(select(literal(naive, UtcDateTime)))


@pytest.mark.integration
@pytest.mark.parametrize("given", ["99999999999999.9999", "-0.0001", "0.1000"])
async def test_decimals_are_exact(session: AsyncSession, given: str) -> None:
    kind = ExactDecimal(scale=4)
    read = await session.scalar(select(literal(Decimal(given), kind)))
    assert str(read) == given


@pytest.mark.integration
class TestConcurrency:
    async def test_many_who_read_and_then_write_wait_for_one_another(self, url: str) -> None:
        execute(url, "CREATE TABLE counter (value integer); INSERT INTO counter VALUES (0)")
        database = Database.connect(url, pool_size=WRITERS)

        async def count() -> None:
            for _ in range(TIMES):
                async with database.unit_of_work() as uow:
                    await uow.session.scalar(text("SELECT value FROM counter"))
                    await asyncio.sleep(0)
                    await uow.session.execute(text("UPDATE counter SET value = value + 1"))

        await asyncio.gather(*(count() for _ in range(WRITERS)))

        await database.dispose()
        assert execute(url, "SELECT value FROM counter") == [(WRITERS * TIMES,)]

    async def test_who_reads_does_not_wait_for_who_writes(self, url: str) -> None:
        execute(url, "CREATE TABLE counter (value integer); INSERT INTO counter VALUES (0)")
        database = Database.connect(url, pool_size=2)

        async with database.unit_of_work() as writer, database.unit_of_work() as reader:
            await writer.session.execute(text("UPDATE counter SET value = 1"))
            assert await reader.session.scalar(text("SELECT value FROM counter")) == 0

        await database.dispose()
        assert execute(url, "SELECT value FROM counter") == [(1,)]

    async def test_a_row_lock_is_the_right_to_write(self, url: str) -> None:
        execute(url, "CREATE TABLE counter (value integer); INSERT INTO counter VALUES (0)")
        database = Database.connect(url, pool_size=WRITERS)
        locked = select(text("value")).select_from(text("counter")).with_for_update()

        async def count() -> None:
            async with database.unit_of_work() as uow:
                value = await uow.session.scalar(locked)
                await asyncio.sleep(0)
                await uow.session.execute(text("UPDATE counter SET value = :to"), {"to": value + 1})

        await asyncio.gather(*(count() for _ in range(WRITERS)))

        await database.dispose()
        assert execute(url, "SELECT value FROM counter") == [(WRITERS,)]

    async def test_a_savepoint_commits_nothing(self, url: str) -> None:
        execute(url, "CREATE TABLE counter (value integer)")
        database = Database.connect(url)
        async with AsyncSession(database.bind) as session:
            async with session.begin_nested():
                await session.execute(text("INSERT INTO counter VALUES (1)"))
            await session.rollback()
        await database.dispose()
        assert execute(url, "SELECT value FROM counter") == []


@pytest.mark.integration
async def test_foreign_keys_are_kept(url: str) -> None:
    execute(url, "CREATE TABLE one (id integer PRIMARY KEY)")
    execute(url, "CREATE TABLE many (one integer REFERENCES one (id))")
    database = Database.connect(url)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        async with database.unit_of_work() as uow:
            await uow.session.execute(text("INSERT INTO many VALUES (1)"))
    await database.dispose()


def test_without_a_database_url_there_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "LOCAL_FILE", tmp_path / "new" / "app.db")
    with local_database() as url:
        execute(url, "CREATE TABLE made (id integer)")
    assert (tmp_path / "new" / "app.db").exists()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("nonsense", "is not a URL"),
        ("mysql://u@h/d", "must be of SQLite, not of mysql"),
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
    ],
)
def test_url_of_something_else_is_refused(given: str, why: str) -> None:
    with pytest.raises(DatabaseError, match=why):
        check_url(given)
