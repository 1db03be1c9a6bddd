"""Modules that were renamed: their schema follows, wherever in its history a database stands."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Column, String, make_url

from app.core.db import migrations
from app.core.db.migrations import MigrationError
from tests.database import execute

from .histories import renamed, small_module, things_in, with_table, write_revision

SCHEMAS = """
    SELECT nspname::text FROM pg_namespace
    WHERE nspname NOT IN ('public', 'information_schema') AND nspname !~ '^pg_' ORDER BY 1
"""
INDEX = 'op.execute("CREATE INDEX ix_name ON articles.things (name)")'
ADD_SIZE = 'op.add_column("things", sa.Column("size", sa.String(9)), schema="remarks")'


@pytest.mark.integration
class TestUpgrade:
    def test_takes_along_what_there_is(self, url: str, tmp_path: Path) -> None:
        old = small_module(tmp_path, "articles")
        write_revision(tmp_path / "articles" / "versions", "0002", after="0001", upgrade=INDEX)
        migrations.upgrade(url, [old])
        execute(url, "INSERT INTO articles.things (name) VALUES ('first'), ('second')")
        new = renamed(tmp_path, "articles", "remarks")

        assert migrations.check(url, [new]) == ("remarks: revision 0003 is pending",)
        assert [step.id for step in migrations.upgrade(url, [new])] == ["0003"]

        assert execute(url, SCHEMAS) == [("remarks",)]
        assert execute(url, "SELECT id, name FROM remarks.things") == [(1, "first"), (2, "second")]
        assert execute(url, "SELECT to_regclass('remarks.ix_name')::text") == [("remarks.ix_name",)]
        execute(url, "INSERT INTO remarks.things (name) VALUES ('third')")
        execute(url, "DROP INDEX remarks.ix_name")
        assert migrations.check(url, [new]) == ()
        assert migrations.upgrade(url, [new]) == ()

    def test_starts_from_nothing(self, url: str, tmp_path: Path) -> None:
        small_module(tmp_path, "articles")
        new = renamed(tmp_path, "articles", "remarks")
        assert [step.id for step in migrations.upgrade(url, [new])] == ["0001", "0002"]
        assert execute(url, SCHEMAS) == [("remarks",)]
        assert migrations.check(url, [new]) == ()

    def test_goes_on_under_the_new_name(self, url: str, tmp_path: Path) -> None:
        migrations.upgrade(url, [small_module(tmp_path, "articles")])
        renamed(tmp_path, "articles", "remarks")
        versions = tmp_path / "remarks" / "versions"
        write_revision(versions, "0003", after="0002", upgrade=ADD_SIZE)
        grown = with_table(tmp_path, "remarks", things_in("remarks", Column("size", String(9))))
        migrations.upgrade(url, [grown], "+1", only="remarks")
        assert execute(url, SCHEMAS) == [("remarks",)]
        assert [step.id for step in migrations.upgrade(url, [grown])] == ["0003"]
        assert migrations.check(url, [grown]) == ()

    def test_happens_once_for_several_at_once(self, url: str, tmp_path: Path) -> None:
        migrations.upgrade(url, [small_module(tmp_path, "articles")])
        new = renamed(tmp_path, "articles", "remarks")
        with ThreadPoolExecutor() as pool:
            racers = [pool.submit(migrations.upgrade, url, [new]) for _ in range(3)]
        assert sorted(len(racer.result()) for racer in racers) == [0, 0, 1]
        assert migrations.check(url, [new]) == ()

    def test_leaves_other_modules(self, url: str, tmp_path: Path) -> None:
        user = small_module(tmp_path, "user", uses=("articles",))
        migrations.upgrade(url, [small_module(tmp_path, "articles"), user])
        new = renamed(tmp_path, "articles", "remarks")
        user = small_module(tmp_path, "user", uses=("remarks",))
        assert [step.module for step in migrations.upgrade(url, [new, user])] == ["remarks"]
        assert migrations.check(url, [new, user]) == ()

    def test_that_cannot_be_leaves_the_old_name(self, url: str, tmp_path: Path) -> None:
        migrations.upgrade(url, [small_module(tmp_path, "articles")])
        execute(url, "CREATE SCHEMA remarks")
        new = renamed(tmp_path, "articles", "remarks")
        with pytest.raises(MigrationError, match='schema "remarks" already exists'):
            migrations.upgrade(url, [new])
        assert [step.id for step in migrations.plan(url, [new])] == ["0002"]
        execute(url, "DROP SCHEMA remarks")
        assert len(migrations.upgrade(url, [new])) == 1

    def test_needs_no_right_that_an_administrator_has(self, url: str, tmp_path: Path) -> None:
        role = f"role_{uuid4().hex}"
        execute(url, f"CREATE ROLE {role} LOGIN; CREATE SCHEMA articles AUTHORIZATION {role}")
        as_role = make_url(url).set(username=role).render_as_string(hide_password=False)
        try:
            migrations.upgrade(as_role, [small_module(tmp_path, "articles")])
            new = renamed(tmp_path, "articles", "remarks")
            with pytest.raises(MigrationError, match="permission denied"):
                migrations.upgrade(as_role, [new])
            execute(url, "ALTER SCHEMA articles RENAME TO remarks")
            assert [step.id for step in migrations.upgrade(as_role, [new])] == ["0002"]
            assert migrations.check(as_role, [new]) == ()
        finally:
            execute(url, f"DROP OWNED BY {role}; DROP ROLE {role}")


@pytest.mark.integration
class TestDowngrade:
    def test_gives_the_old_name_back(self, url: str, tmp_path: Path) -> None:
        old = small_module(tmp_path, "articles")
        new = renamed(tmp_path, "articles", "remarks")
        migrations.upgrade(url, [new])
        execute(url, "INSERT INTO remarks.things (name) VALUES ('first')")

        undone = migrations.downgrade(url, [new], "-1", only="remarks")

        assert [step.id for step in undone] == ["0002"]
        assert execute(url, SCHEMAS) == [("articles",)]
        assert execute(url, "SELECT name FROM articles.things") == [("first",)]
        assert migrations.check(url, [old]) == ()
        assert len(migrations.upgrade(url, [new])) == 1

    def test_to_base_leaves_nothing(self, url: str, tmp_path: Path) -> None:
        old = small_module(tmp_path, "articles")
        new = renamed(tmp_path, "articles", "remarks")
        for applied in (old, new):
            migrations.upgrade(url, [applied])
            migrations.downgrade(url, [new])
            assert execute(url, SCHEMAS) == []
            assert migrations.downgrade(url, [new]) == ()


@pytest.mark.integration
class TestTwoRenames:
    @pytest.mark.parametrize("last", ["notes", "articles"])
    def test_are_caught_up_and_taken_back(self, url: str, tmp_path: Path, last: str) -> None:
        small_module(tmp_path, "articles")
        renamed(tmp_path, "articles", "remarks")
        shutil.rmtree(tmp_path / "articles")
        module = renamed(tmp_path, "remarks", last)
        for steps in range(3):
            for _ in range(steps):
                migrations.upgrade(url, [module], "+1", only=last)
            assert len(migrations.upgrade(url, [module])) == 3 - steps
            assert execute(url, SCHEMAS) == [(last,)]
            assert migrations.check(url, [module]) == ()

            for schema in ("remarks", "articles"):
                migrations.downgrade(url, [module], "-1", only=last)
                assert execute(url, SCHEMAS) == [(schema,)]
            migrations.downgrade(url, [module])
            assert execute(url, SCHEMAS) == []

    def test_can_be_printed(self, url: str, tmp_path: Path) -> None:
        small_module(tmp_path, "articles")
        renamed(tmp_path, "articles", "remarks")
        module = renamed(tmp_path, "remarks", "notes")
        execute(url, migrations.sql([module], "0002", only="notes"))
        assert execute(url, SCHEMAS) == [("remarks",)]
        execute(url, "DROP SCHEMA remarks CASCADE")
        execute(url, migrations.sql([module]))
        assert execute(url, SCHEMAS) == [("notes",)]
        assert migrations.check(url, [module]) == ()


def test_former_name_is_of_one_module(tmp_path: Path) -> None:
    reused = small_module(tmp_path, "articles")
    new = renamed(tmp_path, "articles", "remarks")
    with pytest.raises(MigrationError, match=r"`articles` and `remarks` both .* `articles`"):
        migrations.sql([reused, new], only="articles")
