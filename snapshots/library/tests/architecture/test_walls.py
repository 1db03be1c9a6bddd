"""The same rules that `scripts/` hold from outside, for those who only run the tests."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from scripts.walls.doors import check_doors
from scripts.walls.findings import Finding
from scripts.walls.imports import check_imports, check_kernel
from scripts.walls.project import Project
from scripts.walls.tables import check_tables
from scripts.walls.uses import check_cycles, check_uses


@pytest.mark.parametrize(
    "check",
    [check_imports, check_kernel, check_uses, check_cycles, check_tables, check_doors],
    ids=lambda check: check.__name__,
)
def test_nothing_crosses_a_wall(
    project: Project, check: Callable[[Project], list[Finding]]
) -> None:
    report = "\n".join(finding.render() for finding in check(project))
    assert not report, f"\n{report}"


def test_every_file_can_be_read(project: Project) -> None:
    report = "\n".join(finding.render() for finding in project.unreadable)
    assert not report, f"\n{report}"


def test_the_kernel_runs_without_any_module() -> None:
    code = (
        "import sys, app.core.application\n"
        "print(*sorted(name for name in sys.modules if name.startswith('app.modules')))"
    )
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603
    assert loaded.stdout.split() == []
