"""Modules that were renamed: their history follows, and their tables stay what they are called."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Column, String

from app.core.db import migrations
from app.core.db.migrations import MigrationError
from app.core.module import Module
from tests.database import execute, objects

from .histories import renamed, small_module, things_in, with_table, write_revision

ADD_SIZE = 'op.add_column("articles_things", sa.Column("size", sa.String(9)))'


def homes(url: str) -> list[str]:
    """Return the names that the tables of versions bear."""
    tables = [str(row[0]) for row in objects(url)]
    return [
        table.removeprefix("alembic_version_")
        for table in tables
        if table.startswith("alembic_version_")
    ]


def rename(tmp_path: Path, old: str, new: str, *columns: Column[str]) -> Module:
    """Return the module under its new name: the models go on naming the table as they did."""
    renamed(tmp_path, old, new)
    return with_table(tmp_path, new, things_in("articles", *columns))


@pytest.mark.integration
class TestUpgrade:
    def test_takes_along_what_there_is(self, url: str, tmp_path: Path) -> None:
        migrations.upgrade(url, [small_module(tmp_path, "articles")])
        execute(url, "INSERT INTO articles_things (id, name) VALUES (1, 'first')")
        new = rename(tmp_path, "articles", "remarks")

        assert migrations.check(url, [new]) == ("remarks: revision 0002 is pending",)
        assert [step.id for step in migrations.upgrade(url, [new])] == ["0002"]

        assert homes(url) == ["remarks"]
        assert execute(url, "SELECT name FROM articles_things") == [("first",)]
        assert migrations.check(url, [new]) == ()
        assert migrations.upgrade(url, [new]) == ()

    def test_starts_from_nothing(self, url: str, tmp_path: Path) -> None:
        small_module(tmp_path, "articles")
        new = rename(tmp_path, "articles", "remarks")
        assert [step.id for step in migrations.upgrade(url, [new])] == ["0001", "0002"]
        assert homes(url) == ["remarks"]
        assert migrations.check(url, [new]) == ()

    def test_goes_on_under_the_new_name(self, url: str, tmp_path: Path) -> None:
        migrations.upgrade(url, [small_module(tmp_path, "articles")])
        grown = rename(tmp_path, "articles", "remarks", Column("size", String(9)))
        versions = tmp_path / "remarks" / "versions"
        write_revision(versions, "0003", after="0002", upgrade=ADD_SIZE)
        migrations.upgrade(url, [grown], "+1", only="remarks")
        assert homes(url) == ["remarks"]
        assert [step.id for step in migrations.upgrade(url, [grown])] == ["0003"]
        assert migrations.check(url, [grown]) == ()

    def test_happens_once_for_several_at_once(self, url: str, tmp_path: Path) -> None:
        migrations.upgrade(url, [small_module(tmp_path, "articles")])
        new = rename(tmp_path, "articles", "remarks")
        with ThreadPoolExecutor() as pool:
            racers = [pool.submit(migrations.upgrade, url, [new]) for _ in range(3)]
        assert sorted(len(racer.result()) for racer in racers) == [0, 0, 1]
        assert migrations.check(url, [new]) == ()

    def test_leaves_other_modules(self, url: str, tmp_path: Path) -> None:
        user = small_module(tmp_path, "user", uses=("articles",))
        migrations.upgrade(url, [small_module(tmp_path, "articles"), user])
        new = rename(tmp_path, "articles", "remarks")
        user = small_module(tmp_path, "user", uses=("remarks",))
        assert [step.module for step in migrations.upgrade(url, [new, user])] == ["remarks"]
        assert migrations.check(url, [new, user]) == ()


@pytest.mark.integration
class TestDowngrade:
    def test_gives_the_old_name_back(self, url: str, tmp_path: Path) -> None:
        old = small_module(tmp_path, "articles")
        new = rename(tmp_path, "articles", "remarks")
        migrations.upgrade(url, [new])

        undone = migrations.downgrade(url, [new], "-1", only="remarks")

        assert [step.id for step in undone] == ["0002"]
        assert homes(url) == ["articles"]
        assert migrations.check(url, [old]) == ()
        assert len(migrations.upgrade(url, [new])) == 1

    def test_to_base_leaves_nothing(self, url: str, tmp_path: Path) -> None:
        old = small_module(tmp_path, "articles")
        new = rename(tmp_path, "articles", "remarks")
        for applied in (old, new):
            migrations.upgrade(url, [applied])
            migrations.downgrade(url, [new])
            assert objects(url) == []
            assert migrations.downgrade(url, [new]) == ()


@pytest.mark.integration
@pytest.mark.parametrize("last", ["notes", "articles"])
def test_two_renames_are_caught_up_and_taken_back(url: str, tmp_path: Path, last: str) -> None:
    small_module(tmp_path, "articles")
    rename(tmp_path, "articles", "remarks")
    shutil.rmtree(tmp_path / "articles")
    module = rename(tmp_path, "remarks", last)
    for steps in range(3):
        for _ in range(steps):
            migrations.upgrade(url, [module], "+1", only=last)
        assert len(migrations.upgrade(url, [module])) == 3 - steps
        assert homes(url) == [last]
        assert migrations.check(url, [module]) == ()

        for name in ("remarks", "articles"):
            migrations.downgrade(url, [module], "-1", only=last)
            assert homes(url) == [name]
        migrations.downgrade(url, [module])
        assert objects(url) == []


@pytest.mark.integration
def test_renames_can_be_printed(url: str, tmp_path: Path) -> None:
    small_module(tmp_path, "articles")
    new = rename(tmp_path, "articles", "remarks")
    execute(url, migrations.sql([new]))
    assert homes(url) == ["remarks"]
    assert migrations.check(url, [new]) == ()


@pytest.mark.integration
def test_tables_of_a_longer_name_are_of_the_longer_one(url: str, tmp_path: Path) -> None:
    modules = [small_module(tmp_path, name) for name in ("articles", "articles_tags")]
    migrations.upgrade(url, modules)
    execute(url, "CREATE TABLE articles_tags_old (id integer)")
    # Whoever has the shorter name must not take them for left over, registered or not.
    assert migrations.check(url, modules[:1]) == ()
    assert migrations.check(url, modules) == ("articles_tags: remove_table articles_tags_old",)


def test_former_name_is_of_one_module(tmp_path: Path) -> None:
    reused = small_module(tmp_path, "articles")
    new = rename(tmp_path, "articles", "remarks")
    with pytest.raises(MigrationError, match=r"`articles` and `remarks` both .* `articles`"):
        migrations.sql([reused, new], only="articles")


def test_a_table_is_of_one_module(tmp_path: Path) -> None:
    first = small_module(tmp_path, "first")
    second = with_table(tmp_path, "second", things_in("first"))
    with pytest.raises(MigrationError, match="`first` and `second` both have a table"):
        migrations.sql([first, second])
