"""Migrations: a history per module, applied once however many ask, and taken back to nothing."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Column, String

from app.core.db import migrations
from app.core.db.migrations import MigrationError
from tests.database import NOWHERE, applied_to, execute, objects, path_of

from .histories import small_module, things_in, with_table, write_revision

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.integration
class TestUpgrade:
    def test_applies_used_modules_first(self, url: str, tmp_path: Path) -> None:
        user = small_module(tmp_path, "a_user", uses=("b_used",))
        used = small_module(tmp_path, "b_used")
        planned = migrations.plan(url, [user, used])
        applied = migrations.upgrade(url, [user, used])
        assert applied == planned
        assert [step.module for step in applied] == ["b_used", "a_user"]
        assert applied_to(url, "a_user") == ["0001"]
        assert migrations.check(url, [user, used]) == ()
        assert migrations.upgrade(url, [user, used]) == ()

    def test_happens_once_for_several_at_once(self, url: str, tmp_path: Path) -> None:
        modules = [small_module(tmp_path, name) for name in ("first", "second")]
        start = threading.Barrier(3)

        def race() -> int:
            start.wait()
            return len(migrations.upgrade(url, modules))

        with ThreadPoolExecutor() as pool:
            racers = [pool.submit(race) for _ in range(start.parties)]
        assert sorted(racer.result() for racer in racers) == [0, 0, 2]

    def test_keeps_what_was_applied_before_a_failure(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "failing")
        versions = tmp_path / "failing" / "versions"
        write_revision(versions, "0002", after="0001", upgrade='op.execute("SELECT nothing")')
        with pytest.raises(MigrationError, match=r"module `failing`: .*nothing"):
            migrations.upgrade(url, [module])
        assert [step.id for step in migrations.plan(url, [module])] == ["0002"]

    def test_of_one_module_leaves_the_others(self, url: str, tmp_path: Path) -> None:
        modules = [small_module(tmp_path, name) for name in ("one", "other")]
        migrations.upgrade(url, modules, only="one")
        assert [step.module for step in migrations.plan(url, modules)] == ["other"]
        # A module that was removed is no business of those that remain.
        assert migrations.check(url, modules[:1]) == ()


@pytest.mark.integration
class TestDowngrade:
    def test_to_base_leaves_nothing(self, url: str, tmp_path: Path) -> None:
        modules = [small_module(tmp_path, "one"), small_module(tmp_path, "two", uses=("one",))]
        before = objects(url)
        migrations.upgrade(url, modules)
        undone = migrations.downgrade(url, modules)
        assert [step.module for step in undone] == ["two", "one"]
        assert objects(url) == before
        assert migrations.downgrade(url, modules) == ()

    def test_takes_one_step_back(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "stepping")
        write_revision(tmp_path / "stepping" / "versions", "0002", after="0001")
        migrations.upgrade(url, [module])
        undone = migrations.downgrade(url, [module], "-1", only="stepping")
        assert [step.id for step in undone] == ["0002"]
        assert [step.id for step in migrations.plan(url, [module])] == ["0002"]


@pytest.mark.integration
class TestCheck:
    def test_reports_what_is_pending(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "late")
        assert migrations.check(url, [module]) == ("late: revision 0001 is pending",)

    def test_names_a_module_whose_database_is_ahead(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "behind")
        versions = tmp_path / "behind" / "versions"
        write_revision(versions, "0002", after="0001")
        migrations.upgrade(url, [module])
        (versions / "0002.py").unlink()
        with pytest.raises(MigrationError, match=r"module `behind`: .*0002"):
            migrations.check(url, [module])

    def test_reports_drift(self, url: str, tmp_path: Path) -> None:
        migrations.upgrade(url, [small_module(tmp_path, "drifting")])
        stray = path_of("drifting").replace("things", "strays")
        execute(url, f"CREATE TABLE {stray} (id integer); CREATE TABLE other (id integer)")
        changed = things_in("drifting", Column("size", String(9)))
        found = migrations.check(url, [with_table(tmp_path, "drifting", changed)])
        assert sorted(found) == [
            f"drifting: add_column {path_of('drifting')}.size",
            f"drifting: remove_table {stray}",
        ]

    def test_reports_a_module_without_revisions(self, url: str, tmp_path: Path) -> None:
        module = with_table(tmp_path, "bare", things_in("bare"))
        migrations.upgrade(url, [module])
        assert migrations.check(url, [module]) == (f"bare: add_table {path_of('bare')}",)


@pytest.mark.integration
class TestRevision:
    def test_is_what_brings_the_database_to_the_models(self, url: str, tmp_path: Path) -> None:
        migrations.upgrade(url, [small_module(tmp_path, "growing")])
        table = things_in("growing", Column("size", String(9), server_default="small"))
        grown = with_table(tmp_path, "growing", table)
        written = migrations.revision(url, [grown], "growing", 'Add the "size" of things')
        assert written == tmp_path / "growing" / "versions" / "0002_add_the_size_of_things.py"
        assert_clean(written)
        (step,) = migrations.upgrade(url, [grown])
        assert (step.title, step.phase) == ("Add the size of things", "expand")
        assert migrations.check(url, [grown]) == ()
        assert migrations.revision(url, [grown], "growing", "Nothing") is None
        migrations.downgrade(url, [grown])

    def test_that_drops_is_a_contraction(self, url: str, tmp_path: Path) -> None:
        migrations.upgrade(url, [small_module(tmp_path, "shrinking")])
        execute(url, f"ALTER TABLE {path_of('shrinking')} ADD gone text")
        shrunk = with_table(tmp_path, "shrinking", things_in("shrinking"))
        written = migrations.revision(url, [shrunk], "shrinking", "Drop what is gone")
        assert written is not None
        assert 'phase = "contract"' in written.read_text()

    def test_first_of_a_module_creates_its_tables(self, url: str, tmp_path: Path) -> None:
        module = with_table(tmp_path, "fresh", things_in("fresh"))
        written = migrations.revision(url, [module], "fresh", "Create the tables")
        assert written is not None
        assert_clean(written)
        migrations.upgrade(url, [module])
        assert migrations.check(url, [module]) == ()

    def test_wants_an_upgraded_database(self, url: str, tmp_path: Path) -> None:
        module = small_module(tmp_path, "behind")
        with pytest.raises(MigrationError, match="0001 is pending"):
            migrations.revision(url, [module], "behind", "Too early")


@pytest.mark.integration
def test_offline_sql_makes_what_the_models_say(url: str, tmp_path: Path) -> None:
    modules = [small_module(tmp_path, "one"), small_module(tmp_path, "two")]
    execute(url, migrations.sql(modules))
    assert migrations.check(url, modules) == ()


def test_empty_revision_needs_no_database(tmp_path: Path) -> None:
    module = small_module(tmp_path, "manual")
    written = migrations.revision("", [module], "manual", "Fill it", phase="backfill", empty=True)
    assert written is not None
    assert_clean(written)
    assert 'down_revision = "0001"' in written.read_text()
    assert 'phase = "backfill"' in written.read_text()


def test_revision_must_name_its_phase(tmp_path: Path) -> None:
    module = small_module(tmp_path, "vague")
    write_revision(tmp_path / "vague" / "versions", "0002", after="0001", phase="soon")
    with pytest.raises(MigrationError, match=r"0002\.py needs a `phase` of expand, backfill"):
        migrations.sql([module])


def test_history_must_be_one_line(tmp_path: Path) -> None:
    module = small_module(tmp_path, "forked")
    for id_ in ("0002_here", "0002_there"):
        write_revision(tmp_path / "forked" / "versions", id_, after="0001")
    with pytest.raises(MigrationError, match=r"several last revisions .0002_here, 0002_there"):
        migrations.sql([module])


def test_revisions_must_have_different_ids(tmp_path: Path) -> None:
    module = small_module(tmp_path, "doubled")
    versions = tmp_path / "doubled" / "versions"
    (versions / "copy.py").write_text((versions / "0001.py").read_text())
    with pytest.raises(MigrationError, match="present more than once"):
        migrations.sql([module])


def test_unknown_module_is_named(tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match="no module `nope`; the modules are: known"):
        migrations.sql([small_module(tmp_path, "known")], only="nope")


def test_unreachable_database_is_named_without_its_password() -> None:
    with pytest.raises(MigrationError, match="no connection to") as raised:
        migrations.plan(NOWHERE, [])
    assert "secret" not in str(raised.value)


def assert_clean(written: Path) -> None:
    """Check that the file is as the linter and the formatter of this project want it."""
    # That files of revisions are no package is a setting for their place in the project.
    for arguments in (("check", "--ignore", "INP001"), ("format", "--check")):
        config = ["--config", str(PROJECT / "pyproject.toml")]
        ruff = [sys.executable, "-m", "ruff", *arguments, *config, str(written)]
        result = subprocess.run(ruff, capture_output=True, text=True, check=False)  # noqa: S603
        assert result.returncode == 0, result.stdout + written.read_text()
