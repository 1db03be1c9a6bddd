"""A gateway and its events speak plain data: no ORM object, session, query or request.

What stands behind a door may become a network call, and then only plain data passes. Read are the
annotations of public functions, of the methods and fields of public classes, and whatever
`__all__` hands on. The parameters of a function that FastAPI calls (named in a `Depends`) are its
own affair; what it returns is not.
"""

import ast
from collections.abc import Iterator

from .calls import callee
from .findings import Finding
from .project import Project, exported_names
from .references import Reading, with_strings_parsed

FOREIGN = ("sqlalchemy", "sqlmodel", "fastapi", "starlette", "asyncpg", "psycopg")
INSIDE = ("models", "repositories", "services", "routes", "routers")
PLAIN_BASES = {"str", "int", "Enum", "StrEnum", "IntEnum", "BaseModel", "NamedTuple", "TypedDict"}
HINT = "take and return Pydantic models, dataclasses and builtins"


def check_doors(project: Project) -> list[Finding]:
    """Give every annotation and export of an entry point that is not plain data."""
    found: set[Finding] = set()
    for module in project.modules:
        for entry_point in project.entry_points:
            reading = project.readings.get(f"{project.package}.modules.{module}.{entry_point}")
            if reading is not None:
                found.update(_Door(project, module, entry_point, reading).findings())
    return sorted(found)


class _Door:
    """One gateway or events file."""

    def __init__(self, project: Project, module: str, entry_point: str, reading: Reading) -> None:
        self.home = f"{project.package}.modules.{module}"
        self.core = f"{project.package}.core"
        self.project = project
        self.reading = reading
        self.label = f"{module}.{entry_point}"
        self.exported = exported_names(reading)
        self.injected = _injected(reading)

    def findings(self) -> Iterator[Finding]:
        """Give what passes through the door and is not plain data."""
        for name in sorted(self.exported or ()):
            yield from self._export(name)
        for node in self.reading.source.tree.body:
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    if not name.startswith("_"):
                        yield from self._function(node, name)
                case ast.ClassDef(name=name) if not name.startswith("_"):
                    yield from self._class(node)

    def _class(self, node: ast.ClassDef) -> Iterator[Finding]:
        for member in node.body:
            match member:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    if not name.startswith("_") or name == "__call__":
                        yield from self._function(member, f"{node.name}.{name}")
                case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                    if not name.startswith("_"):
                        yield from self._annotation(annotation, f"{node.name}.{name}")

    def _function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str
    ) -> Iterator[Finding]:
        yield from self._annotation(node.returns, f"what `{name}` returns")
        if name in self.injected:
            return
        given = node.args
        for argument in [*given.posonlyargs, *given.args, *given.kwonlyargs]:
            yield from self._annotation(argument.annotation, f"`{argument.arg}` of `{name}`")

    def _annotation(self, annotation: ast.expr | None, what: str) -> Iterator[Finding]:
        for part in with_strings_parsed(annotation):
            for node in _chains(part):
                if any(self._is_foreign(path) for path in _paths(self.reading, node)):
                    yield self._finding(node.lineno, f"{what} is `{ast.unparse(node)}`")

    def _export(self, name: str) -> Iterator[Finding]:
        node = ast.Name(id=name, ctx=ast.Load())
        for path in self.reading.names.resolve(node, self.reading.scope):
            if path.startswith(f"{self.project.package}.") and self._is_foreign(path):
                yield self._finding(self._line(name), f"`{name}` is handed on to other modules")

    def _is_foreign(self, path: str, met: frozenset[str] = frozenset()) -> bool:
        """Tell whether a path stands for something that may not pass, however it is named."""
        if path.partition(".")[0] in FOREIGN or path.startswith(f"{self.core}.db."):
            return True
        if path in met or not path.startswith(f"{self.home}."):
            return False
        owner, _, name = path.rpartition(".")
        reading = self.project.readings.get(owner)
        node = ast.Name(id=name, ctx=ast.Load())
        onward = reading.names.resolve(node, reading.scope) if reading is not None else []
        if onward:
            return any(self._is_foreign(end, met | {path}) for end in onward)
        if not any(path.startswith(f"{self.home}.{inside}.") for inside in INSIDE):
            return False
        parts = _definition(reading, name) if reading is not None else None
        if reading is None or parts is None:
            return True
        ends = [end for part in parts for chain in _chains(part) for end in _paths(reading, chain)]
        return any(self._is_foreign(end, met | {path}) for end in ends)

    def _line(self, name: str) -> int:
        for node in ast.walk(self.reading.source.tree):
            if isinstance(node, ast.alias) and (node.asname or node.name) == name:
                return node.lineno
        return 1

    def _finding(self, line: int, message: str) -> Finding:
        return Finding(self.reading.source.path, line, f"{self.label}: {message}", HINT)


def _definition(reading: Reading, name: str) -> list[ast.expr] | None:
    """Give what an alias or an enumeration is made of; None for a class with behaviour."""
    for statement in reading.source.tree.body:
        match statement:
            case ast.ClassDef(bases=bases) if statement.name == name:
                plain = bases and all(_last_name(base) in PLAIN_BASES for base in bases)
                return [] if plain else None
    values = reading.scope.values.get(name)
    return list(values) if values else None


def _paths(reading: Reading, node: ast.expr) -> list[str]:
    """Give what a chain stands for, or the name itself where the file defines it."""
    found = reading.names.resolve(node, reading.scope)
    if not found and isinstance(node, ast.Name) and reading.scope.find(node.id):
        return [f"{reading.source.dotted}.{node.id}"]
    return found


def _last_name(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def _injected(reading: Reading) -> set[str]:
    """Give the functions of a file that FastAPI calls, because a `Depends` names them."""
    return {
        argument.id
        for call, _ in reading.calls
        if callee(call) in {"Depends", "Security"}
        for argument in [*call.args[:1], *(k.value for k in call.keywords if k.arg == "dependency")]
        if isinstance(argument, ast.Name)
    }


def _chains(node: ast.expr) -> Iterator[ast.expr]:
    """Give the names and attribute chains of an annotation; of `Annotated` only its type."""
    match node:
        case ast.Name() | ast.Attribute():
            yield node
        case ast.Subscript(
            value=ast.Name(id="Annotated") | ast.Attribute(attr="Annotated"),
            slice=ast.Tuple(elts=[first, *_]),
        ):
            yield from _chains(first)
        case _:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    yield from _chains(child)
