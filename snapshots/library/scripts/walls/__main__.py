"""The commands behind the three shell scripts.

    python -m scripts.walls boundaries APP [ENTRY-POINT,...]
    python -m scripts.walls kernel CORE MODULES
    python -m scripts.walls cycles APP

Exit codes: 0 clean, 1 findings, 2 wrong usage.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .doors import check_doors
from .findings import Finding, shown
from .imports import check_imports, check_kernel
from .project import ENTRY_POINTS, Project, UsageError, load
from .tables import check_tables
from .uses import check_cycles, check_uses, unused

CLEAN, FINDINGS, WRONG_USAGE = 0, 1, 2


def boundaries(app: str, *entry_points: str) -> int:
    """Check what modules reach, declare, store and offer, and what their tests reach."""
    names = tuple(name for given in entry_points for name in given.split(","))
    project = load(_folder(app), names or ENTRY_POINTS)
    for warning in unused(project):
        sys.stderr.write(f"warning: {warning.render()}\n")
    checks = (check_imports, check_uses, check_tables, check_doors)
    return _report(project, [finding for check in checks for finding in check(project)])


def kernel(core: str, modules: str) -> int:
    """Check that the kernel knows no module."""
    core_folder, modules_folder = _folder(core), _folder(modules)
    app = core_folder.resolve().parent
    if (app / "core", app / "modules") != (core_folder.resolve(), modules_folder.resolve()):
        raise UsageError(f"`{core}` and `{modules}` are not the `core` and `modules` of one app")
    project = load(app)
    return _report(project, check_kernel(project))


def cycles(app: str) -> int:
    """Check that modules do not depend on one another in a circle."""
    project = load(_folder(app))
    return _report(project, check_cycles(project))


@dataclass(frozen=True)
class Command:
    """What runs, how it is called, and how many arguments it takes."""

    run: Callable[..., int]
    usage: str
    takes: tuple[int, ...]


COMMANDS = {
    "boundaries": Command(
        boundaries, "validate-boundaries.sh <app-dir> [entry-point,...]", takes=(1, 2)
    ),
    "kernel": Command(kernel, "validate-shared-kernel.sh <core-dir> <modules-dir>", takes=(2,)),
    "cycles": Command(cycles, "check-circular-deps.sh <app-dir>", takes=(1,)),
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; say what went wrong with the words themselves."""
    name, *rest = arguments or [""]
    command = COMMANDS.get(name)
    if command is None:
        sys.stderr.write(f"usage: python -m scripts.walls {'|'.join(COMMANDS)} ...\n")
        return WRONG_USAGE
    if len(rest) not in command.takes or any(argument.startswith("-") for argument in rest):
        sys.stderr.write(f"usage: {command.usage}\n")
        return WRONG_USAGE
    try:
        return command.run(*rest)
    except UsageError as error:
        sys.stderr.write(f"error: {error}\nusage: {command.usage}\n")
        return WRONG_USAGE


def _folder(given: str) -> Path:
    folder = Path(given)
    if not folder.is_dir():
        raise UsageError(f"`{given}` is not a folder")
    return folder


def _report(project: Project, findings: Sequence[Finding]) -> int:
    found = sorted({*project.unreadable, *findings})
    for finding in found:
        sys.stdout.write(f"{finding.render()}\n")
    checked = f"{len(project.files)} files in {shown(project.app)} and its tests"
    verdict = (
        f"{len(found)} {'violation' if len(found) == 1 else 'violations'}" if found else "clean"
    )
    sys.stderr.write(f"{verdict}: checked {checked}\n")
    return FINDINGS if found else CLEAN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
