"""The project as the rules see it: its places, its modules, and what each of them offers."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from .findings import Finding
from .names import Scope
from .references import Reading, read
from .sources import SKIPPED, Source, read_tree

ENTRY_POINTS = ("gateway", "events")
COMPOSITION = ("cli", "main", "worker")

PlaceKind = Literal[
    "kernel",
    "module",
    "registry",
    "composition",
    "elsewhere",
    "tests",
    "kernel tests",
]


class UsageError(Exception):
    """The check was asked about something that is not there."""


@dataclass(frozen=True)
class Place:
    """Where a file stands, which decides what it may reach."""

    kind: PlaceKind
    module: str | None = None


@dataclass(frozen=True)
class Manifest:
    """What `module.py` says about its module, read without running it."""

    path: Path
    line: int
    name: str | None
    schema: str | None
    uses: tuple[str, ...] | None


@dataclass
class Project:
    """An app folder and the tests beside it, parsed."""

    app: Path
    package: str
    entry_points: tuple[str, ...]
    modules: tuple[str, ...]
    unreadable: list[Finding]
    files: list[Reading] = field(default_factory=list)
    manifests: dict[str, Manifest] = field(default_factory=dict)

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """Every file by its dotted path; a package hides a file of the same name."""
        return {reading.source.dotted: reading for reading in reversed(self.files)}

    def place(self, dotted: str) -> Place:
        """Tell where a file stands."""
        match dotted.split("."):
            case ["tests", "core", *_]:
                return Place("kernel tests")
            case ["tests", "factories", folder, *_] | ["tests", folder, *_]:
                return Place("tests", folder if folder in self.modules else None)
            case ["tests"]:
                return Place("tests")
            case [_, *inside]:
                return _place_in_app(inside)
            case _:
                return Place("elsewhere")

    def module_of(self, dotted: str) -> str | None:
        """Give the module that a dotted path lies in, whether or not it exists."""
        match dotted.split("."):
            case [self.package, "modules", module, *_] if module not in {"registry", "*"}:
                return module
            case _:
                return None

    def follow(self, target: str) -> Iterator[str]:
        """Give what a path stands for when files outside of the modules only hand it on."""
        pending, seen = [target], set[str]()
        while pending:
            path = pending.pop()
            if path in seen:
                continue
            seen.add(path)
            onward = [] if self.module_of(path) else list(self._onward(path))
            pending += onward
            if not onward:
                yield path

    def offers(self, module: str, entry_point: str, name: str) -> bool:
        """Tell whether a gateway or events file offers `name`, rather than using it itself."""
        reading = self.readings.get(f"{self.package}.modules.{module}.{entry_point}")
        if reading is None or name in {"__all__", "__doc__", "__name__"}:
            return True
        exported = exported_names(reading)
        if name == "*":
            return exported is not None or not self._borrows(reading)
        if exported is not None:
            return name in exported
        return not name.startswith("_") and name in _defined(reading.source.tree)

    def _borrows(self, reading: Reading) -> bool:
        """Tell whether a star import of a file would bring along what lies inside of modules."""
        return any(
            self.module_of(path) is not None
            for name, paths in reading.scope.paths.items()
            if not name.startswith("_")
            for path in paths
        )

    def _onward(self, path: str) -> Iterator[str]:
        owner, rest = self._file_of(path)
        if owner is None or not rest:
            return
        name, *attributes = rest
        for onward in _handed_on(owner, name):
            yield ".".join([onward, *attributes])

    def _file_of(self, path: str) -> tuple[Reading | None, list[str]]:
        parts = path.split(".")
        for end in range(len(parts), 0, -1):
            reading = self.readings.get(".".join(parts[:end]))
            if reading is not None:
                return reading, parts[end:]
        return None, []


def load(app: Path, entry_points: tuple[str, ...] = ENTRY_POINTS) -> Project:
    """Read an app folder and, where there is one, the folder `tests` beside it."""
    modules = app / "modules"
    if not modules.is_dir():
        raise UsageError(f"`{app}` is not an app folder: `{modules}` does not exist")
    package = app.resolve().name
    sources, unreadable = read_tree(app, package)
    more, and_unreadable = read_tree(app.resolve().parent / "tests", "tests")
    project = Project(
        app=app,
        package=package,
        entry_points=entry_points,
        modules=_modules(modules),
        unreadable=[*unreadable, *and_unreadable],
    )
    for source in [*sources, *more]:
        _add(project, source)
    for module in project.modules:
        reading = project.readings.get(f"{package}.modules.{module}.module")
        if reading is not None and (manifest := _manifest(reading)) is not None:
            project.manifests[module] = manifest
    return project


def _place_in_app(inside: list[str]) -> Place:
    match inside:
        case ["core", *_]:
            return Place("kernel")
        case ["modules"] | ["modules", "registry"]:
            return Place("registry")
        case ["modules", module, *_]:
            return Place("module", module)
        case [top] if top in COMPOSITION:
            return Place("composition")
        case _:
            return Place("elsewhere")


def exported_names(reading: Reading) -> set[str] | None:
    """Give the names in `__all__`, or None where a file has none that can be read."""
    names: set[str] = set()
    found = False
    for statement in reading.source.tree.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id="__all__")], value=value)
                | ast.AnnAssign(target=ast.Name(id="__all__"), value=ast.expr() as value)
                | ast.AugAssign(target=ast.Name(id="__all__"), value=value)
            ):
                found = True
                names.update(strings(value) or ())
    return names if found else None


def strings(node: ast.expr) -> tuple[str, ...] | None:
    """Give the texts of a literal list, tuple or set; None where it is anything else."""
    if not isinstance(node, ast.List | ast.Tuple | ast.Set):
        return None
    texts = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    return tuple(texts) if len(texts) == len(node.elts) else None


def _add(project: Project, source: Source) -> None:
    try:
        reading = read(source)
    except RecursionError:
        project.unreadable.append(
            Finding(source.path, 1, "cannot be checked: nested too deeply", "simplify the file")
        )
    else:
        project.files.append(reading)


def _modules(folder: Path) -> tuple[str, ...]:
    """Give the modules: every folder and stray file in `modules` that holds Python."""
    names = set()
    for entry in folder.iterdir():
        if entry.name.startswith(".") or entry.name in SKIPPED | {"__init__.py", "registry.py"}:
            continue
        if entry.suffix == ".py" or (entry.is_dir() and any(entry.rglob("*.py"))):
            names.add(entry.stem)
    return tuple(sorted(names))


def _manifest(reading: Reading) -> Manifest | None:
    for statement in reading.source.tree.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id="MODULE")], value=ast.Call() as call)
                | ast.AnnAssign(target=ast.Name(id="MODULE"), value=ast.Call() as call)
            ):
                given = {k.arg: k.value for k in call.keywords if k.arg}
                uses = given.get("uses")
                return Manifest(
                    path=reading.source.path,
                    line=uses.lineno if uses else call.lineno,
                    name=_folded(reading, given.get("name")),
                    schema=_folded(reading, given.get("schema")),
                    uses=strings(uses) if uses else (),
                )
    return None


def _folded(reading: Reading, node: ast.expr | None) -> str | None:
    return None if node is None else reading.names.fold(node, reading.scope)


def _defined(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                names.add(name)
            case ast.AsyncFunctionDef(name=name) | ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
    return names


def _handed_on(reading: Reading, name: str) -> list[str]:
    """Give the paths that `name`, or everything for `*`, stands for in a file."""
    scope: Scope = reading.scope
    if name == "*":
        return [path for paths in scope.paths.values() for path in paths]
    if name in scope.paths or name in scope.values:
        return reading.names.resolve(ast.Name(id=name, ctx=ast.Load()), scope)
    return [path[:-1] + name for path in scope.paths.get("*", ())]
