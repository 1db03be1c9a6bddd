"""What PostgreSQL can do and others cannot, and how it is spoken to."""

import asyncio
import tempfile
import threading
from collections.abc import Generator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Date, DateTime, func, literal, make_url, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import embedded, migrations
from app.core.db.embedded_server import Server
from app.core.db.engine import LOCK, asyncpg_url, psycopg_url
from app.core.db.errors import DatabaseError, MigrationError
from app.core.db.local import local_database
from app.core.db.session import Database
from tests.database import IMPATIENT, execute, make_tables

from .histories import small_module, write_revision
from .widgets import Base, Widget, WidgetCreate, WidgetRepository

READERS = 8


@pytest.mark.integration
class TestMigrations:
    def test_wait_for_another_one(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "waiting")
        upgrade = threading.Thread(target=migrations.upgrade, args=(url, [module]))
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            upgrade.start()
            upgrade.join(0.5)
            assert upgrade.is_alive()
            assert execute(url, "SELECT to_regclass('waiting.things')") == [(None,)]
        upgrade.join()
        assert migrations.plan(url, [module]) == ()

    def test_build_an_index_concurrently(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "indexed")
        write_revision(
            tmp_path / "indexed" / "versions",
            "0002",
            after="0001",
            upgrade="with op.get_context().autocommit_block():\n"
            '        op.execute("CREATE INDEX CONCURRENTLY ix ON indexed.things (name)")',
        )
        assert len(migrations.upgrade(url, [module])) == 2

    def test_need_no_right_to_create_a_schema_that_exists(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "given")
        role = f"role_{uuid4().hex}"
        execute(url, f"CREATE ROLE {role} LOGIN; CREATE SCHEMA given AUTHORIZATION {role}")
        as_role = make_url(url).set(username=role).render_as_string(hide_password=False)
        try:
            assert len(migrations.upgrade(as_role, [module])) == 1
        finally:
            execute(url, f"DROP OWNED BY {role}; DROP ROLE {role}")

    def test_keep_what_no_revision_made(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "shared")
        migrations.upgrade(url, [module])
        execute(url, "CREATE TABLE shared.stray AS SELECT 1 AS one")
        with pytest.raises(MigrationError, match=r"shared\.stray"):
            migrations.downgrade(url, [module])
        assert execute(url, "SELECT one FROM shared.stray") == [(1,)]


FIRST_TIME = datetime(1, 1, 1, tzinfo=UTC)
LAST_TIME = datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC)


@pytest.mark.integration
class TestTimes:
    @pytest.mark.parametrize(
        ("kind", "given"),
        [
            (Date(), date(1, 1, 1)),
            (Date(), date(9999, 12, 31)),
            (DateTime(timezone=True), FIRST_TIME),
            (DateTime(timezone=True), LAST_TIME),
        ],
    )
    async def test_are_kept_to_the_first_and_the_last(
        self, session: AsyncSession, kind: Any, given: object
    ) -> None:
        sent = literal(given, kind)
        read, is_finite = (await session.execute(select(sent, func.isfinite(sent)))).one()
        assert read == given
        assert is_finite

    @pytest.mark.parametrize(
        ("said", "read"),
        [
            ("date 'infinity'", date(9999, 12, 31)),
            ("timestamptz '-infinity'", FIRST_TIME),
            ("timestamptz '20000-01-01'", LAST_TIME),
        ],
    )
    async def test_that_python_does_not_know_are_the_first_or_the_last(
        self, session: AsyncSession, said: str, read: object
    ) -> None:
        assert await session.scalar(text(f"SELECT {said}")) == read


@pytest.mark.integration
async def test_who_refers_to_a_row_does_not_wait_for_who_is_to_change_it(url: str) -> None:
    make_tables(url, Base.metadata)
    database = Database.connect(url, pool_size=2)
    async with database.unit_of_work() as uow:
        made = await WidgetRepository(uow.session).create(WidgetCreate(name="cog"))
    # What a foreign key does with the row that it points at.
    referring = select(Widget.id).with_for_update(read=True, key_share=True)

    async with database.unit_of_work() as changing, database.unit_of_work() as uow:
        await WidgetRepository(changing.session).get_for_update(made.id)
        await uow.session.execute(text(IMPATIENT))
        assert await uow.session.scalar(referring) == made.id

    await database.dispose()


@pytest.fixture
def private() -> Generator[tuple[Path, str]]:
    """Yield the home and the URL of a server of this test alone."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        home = Path(name)
        home.chmod(0o711)
        with embedded.running(home, durable=False) as url:
            yield home, url


@pytest.mark.integration
def test_without_a_database_url_the_embedded_database_is_used(
    private: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, url = private
    monkeypatch.setattr(embedded, "LOCAL_DATA", home)
    with local_database() as local:
        assert local == url


@pytest.mark.integration
async def test_the_pool_recovers_from_a_restart_under_load(private: tuple[Path, str]) -> None:
    """Reads that were under way fail; the first to fail empties the pool, and no other one does."""
    home, url = private
    server = Server(home, durable=False)
    database = Database.connect(url, pool_size=READERS)
    outcomes: list[bool] = []
    reading = [keep_reading(database, outcomes) for _ in range(READERS)]
    readers = [asyncio.create_task(each) for each in reading]

    await until(outcomes, succeeded=10 * READERS)
    await asyncio.to_thread(server.stop)
    await until(outcomes, failed=2 * READERS)
    await asyncio.to_thread(server.ensure_ready)
    outcomes.clear()
    await until(outcomes, succeeded=10 * READERS)

    for reader in readers:
        reader.cancel()
    await asyncio.gather(*readers, return_exceptions=True)
    await database.dispose()
    assert outcomes.count(False) <= READERS


async def keep_reading(database: Database, outcomes: list[bool]) -> None:
    while True:
        try:
            await database.ping()
        except (DBAPIError, OSError) as _lost:
            outcomes.append(False)
            await asyncio.sleep(0.01)
        else:
            outcomes.append(True)


async def until(outcomes: list[bool], *, succeeded: int = 0, failed: int = 0) -> None:
    async with asyncio.timeout(30):
        while outcomes.count(True) < succeeded or outcomes.count(False) < failed:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u:p@h:1/d", "postgresql+asyncpg://u:p@h:1/d"),
        ("postgresql+psycopg://h/d?sslmode=disable", "postgresql+asyncpg://h/d?ssl=disable"),
        ("postgres://u@/d?host=/run/pg", "postgresql+asyncpg://u@/d?host=%2Frun%2Fpg"),
    ],
)
def test_a_url_is_written_for_the_driver(given: str, used: str) -> None:
    assert asyncpg_url(given).render_as_string(hide_password=False) == used


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+asyncpg://u@h/d?ssl=require", "postgresql+psycopg://u@h/d?sslmode=require"),
        ("postgresql://u@h/d?prepared_statement_cache_size=0", "postgresql+psycopg://u@h/d"),
    ],
)
def test_url_is_translated_for_psycopg(given: str, meant: str) -> None:
    assert psycopg_url(given).render_as_string() == meant


@pytest.mark.parametrize("given", ["", "nonsense", "mysql://u@h/d"])
def test_url_of_something_else_is_refused(given: str) -> None:
    for translate in (asyncpg_url, psycopg_url):
        with pytest.raises(DatabaseError, match="DATABASE_URL"):
            translate(given)
