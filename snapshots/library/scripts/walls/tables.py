"""Tables stay in their module: no foreign key, relationship or schema name crosses a wall.

Which module a schema belongs to is read from the manifests, which table and class from the models.
A plain id is the way to point at a row of another module: the database then needs no order of
modules, and one of them can leave with its data.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from .calls import callee
from .findings import Finding
from .names import Scope
from .project import Project
from .references import Reading, with_strings_parsed

SCHEMA_KEYWORDS = {"schema", "referent_schema", "source_schema"}
HINT = "keep a plain id and ask that module's gateway"


@dataclass
class _Owners:
    """Which module a schema, a table or a mapped class belongs to."""

    schemas: dict[str, str] = field(default_factory=dict)
    tables: dict[str, set[str]] = field(default_factory=dict)
    classes: dict[str, set[str]] = field(default_factory=dict)

    def schema(self, name: str | None, module: str) -> str | None:
        """Give the other module that a schema belongs to."""
        owner = self.schemas.get(name or "")
        return owner if owner != module else None

    def other(self, index: dict[str, set[str]], name: str, module: str) -> str | None:
        """Give another module that alone owns a table or class of this name."""
        owners = index.get(name, set())
        return None if module in owners else next(iter(sorted(owners)), None)


def check_tables(project: Project) -> list[Finding]:
    """Give every place where a module's tables or models lean on those of another."""
    owners = _owners(project)
    return [
        Finding(reading.source.path, line, message, HINT)
        for module, reading in _module_files(project)
        for line, message in sorted(set(_File(project, owners, module, reading).crossings()))
    ]


class _File:
    """The foreign keys, relationships and schema names of one file."""

    def __init__(self, project: Project, owners: _Owners, module: str, reading: Reading) -> None:
        self.project = project
        self.owners = owners
        self.module = module
        self.reading = reading

    def crossings(self) -> Iterator[tuple[int, str]]:
        """Give the line and the description of each crossing."""
        for call, scope in self.reading.calls:
            yield from self._of_call(call, scope)
        for node in ast.walk(self.reading.source.tree):
            match node:
                case ast.Dict(keys=keys, values=values):
                    for key, value in zip(keys, values, strict=True):
                        yield from self._schema(_text(key), value, self.reading.scope)
                case ast.AnnAssign(annotation=annotation):
                    yield from self._mapped(annotation)

    def _of_call(self, call: ast.Call, scope: Scope) -> Iterator[tuple[int, str]]:
        for keyword in call.keywords:
            yield from self._schema(keyword.arg, keyword.value, scope)
        match self._what(call, scope):
            case "ForeignKey":
                yield from self._keys(_argument(call, 0, "column"), scope)
            case "ForeignKeyConstraint":
                yield from self._keys(_argument(call, 1, "refcolumns"), scope)
            case "relationship":
                yield from self._related(_argument(call, 0, "argument"), scope)
                yield from self._keys(_argument(call, 1, "secondary"), scope, names="a table")

    def _what(self, call: ast.Call, scope: Scope) -> str | None:
        paths = self.reading.names.resolve(call.func, scope)
        return paths[0].rpartition(".")[2] if paths else callee(call)

    def _schema(
        self, keyword: str | None, value: ast.expr, scope: Scope
    ) -> Iterator[tuple[int, str]]:
        if keyword not in SCHEMA_KEYWORDS:
            return
        owner = self.owners.schema(self.reading.names.fold(value, scope), self.module)
        if owner is not None:
            yield value.lineno, f"{self.module} -> {owner}: names the schema of `{owner}`"

    def _keys(
        self, node: ast.expr | None, scope: Scope, *, names: str = "a column"
    ) -> Iterator[tuple[int, str]]:
        for part in node.elts if isinstance(node, ast.List | ast.Tuple) else [node]:
            text = self.reading.names.fold(part, scope) if part is not None else None
            if part is None or text is None:
                continue
            owner = self._owner_of_column(text, table_only=names == "a table")
            if owner is not None:
                yield (
                    part.lineno,
                    f"{self.module} -> {owner}: `{text}` is {names} of `{owner}`",
                )

    def _owner_of_column(self, text: str, *, table_only: bool) -> str | None:
        *before, table = text.split(".") if table_only else text.split(".")[:-1] or [text]
        if before:
            return self.owners.schema(before[-1], self.module)
        return self.owners.other(self.owners.tables, table, self.module)

    def _related(self, node: ast.expr | None, scope: Scope) -> Iterator[tuple[int, str]]:
        text = self.reading.names.fold(node, scope) if node is not None else None
        if node is None or text is None:
            return
        owner = self._owner_of_class(text)
        if owner is not None:
            yield node.lineno, f"{self.module} -> {owner}: `{text}` is a model of `{owner}`"

    def _owner_of_class(self, text: str) -> str | None:
        if "." in text:
            owner = self.project.module_of(text)
            if owner is not None:
                return owner if owner != self.module else None
        return self.owners.other(self.owners.classes, text.rpartition(".")[2], self.module)

    def _mapped(self, annotation: ast.expr) -> Iterator[tuple[int, str]]:
        """Find models of other modules in the text of `Mapped["..."]` that are bound nowhere."""
        _, *texts = with_strings_parsed(annotation)
        if "Mapped" not in ast.unparse(annotation):
            return
        for node in (inner for text in texts for inner in ast.walk(text)):
            if isinstance(node, ast.Name) and self.reading.scope.find(node.id) is None:
                owner = self.owners.other(self.owners.classes, node.id, self.module)
                if owner is not None:
                    message = f"{self.module} -> {owner}: `{node.id}` is a model of `{owner}`"
                    yield node.lineno, message


def _module_files(project: Project) -> Iterator[tuple[str, Reading]]:
    for reading in project.files:
        place = project.place(reading.source.dotted)
        if place.kind == "module" and place.module is not None:
            yield place.module, reading


def _owners(project: Project) -> _Owners:
    owners = _Owners()
    for module in project.modules:
        manifest = project.manifests.get(module)
        schema = manifest.schema if manifest is not None else None
        owners.schemas[schema or module] = module
    for module, reading in _module_files(project):
        for node in ast.walk(reading.source.tree):
            if isinstance(node, ast.ClassDef) and (table := _table(node)) is not None:
                owners.classes.setdefault(node.name, set()).add(module)
                owners.tables.setdefault(table, set()).add(module)
    return owners


def _table(node: ast.ClassDef) -> str | None:
    for statement in node.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id="__tablename__")], value=value)
                | ast.AnnAssign(target=ast.Name(id="__tablename__"), value=ast.expr() as value)
            ):
                return _text(value)
    return None


def _argument(call: ast.Call, position: int, keyword: str) -> ast.expr | None:
    named = next((k.value for k in call.keywords if k.arg == keyword), None)
    return named or (call.args[position] if len(call.args) > position else None)


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
