"""Everything that one file reaches: imports, attribute chains, and paths given as text."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from .calls import callee, is_getattr
from .names import Names, Scope, climb
from .sources import Source

Kind = Literal["import", "attribute", "text", "value"]
PATCHERS = {"patch", "setattr", "delattr", "run_module", "find_spec", "reload"}
# What the parser raises at text that is no expression.
NO_EXPRESSION = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True, order=True)
class Reference:
    """One dotted path that a file reaches, and where.

    A star import is the path of what it opens, followed by `*`. A `value` is a name that stands
    for the path and is handed on as it is.
    """

    line: int
    target: str
    kind: Kind


@dataclass(frozen=True)
class Reading:
    """What was read from one file."""

    source: Source
    scope: Scope
    names: Names
    references: tuple[Reference, ...]
    calls: tuple[tuple[ast.Call, Scope], ...]


def read(source: Source) -> Reading:
    """Collect what a file reaches: bindings first, then what they lead to."""
    reader = _Reader(source)
    for statement in source.tree.body:
        reader.visit(statement)
    found = sorted(set(reader.found()))
    return Reading(source, reader.scope, reader.names, tuple(found), tuple(reader.calls))


class _Reader:
    """Walks a file once, binding names and noting expressions, which are resolved when asked."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.names = Names(source.dotted, source.package)
        self.scope = Scope()
        self.calls: list[tuple[ast.Call, Scope]] = []
        self._imports: list[Reference] = []
        self._pending: list[tuple[ast.expr, Scope, Kind]] = []
        self._handlers: dict[type[ast.AST], Callable[[Any], None]] = {
            ast.Import: self._import,
            ast.ImportFrom: self._import_from,
            ast.FunctionDef: self._function,
            ast.AsyncFunctionDef: self._function,
            ast.Lambda: self._lambda,
            ast.ClassDef: self._class,
            ast.ListComp: self._comprehension,
            ast.SetComp: self._comprehension,
            ast.GeneratorExp: self._comprehension,
            ast.DictComp: self._dict_comprehension,
            ast.Global: self._global,
            ast.Assign: self._assignment,
            ast.AnnAssign: self._annotated_assignment,
            ast.NamedExpr: self._named_expression,
            ast.For: self._loop,
            ast.AsyncFor: self._loop,
            ast.comprehension: self._loop,
            ast.ExceptHandler: self._named_by_keyword,
            ast.MatchAs: self._named_by_keyword,
            ast.Name: self._name,
            ast.Attribute: self._attribute,
            ast.Call: self._call,
            ast.Subscript: self._subscript,
        }

    def visit(self, node: ast.AST) -> None:
        """Walk a node and what it holds."""
        self._handlers.get(type(node), self._children)(node)

    def found(self) -> Iterator[Reference]:
        """Give every reference, once the whole file was walked."""
        yield from self._imports
        for node, scope, kind in self._pending:
            for target in self.names.resolve(node, scope):
                yield Reference(node.lineno, target, kind)
        for call, scope in self.calls:
            yield from self._texts(call, scope)

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._note_import(alias, alias.name)
            first = alias.name.partition(".")[0]
            self._bind(alias.asname or first, path=alias.name if alias.asname else first)

    def _import_from(self, node: ast.ImportFrom) -> None:
        base = node.module or ""
        if node.level:
            base = climb(self.source.package, "." * node.level + base) or ""
        for alias in node.names:
            target = f"{base}.{alias.name}" if base else alias.name
            self._note_import(alias, target)
            self._bind(alias.asname or alias.name, path=target)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._bind(node.name)
        self._visit_all(node.decorator_list)
        self._arguments(node.args)
        self._annotation(node.returns)
        self._inside(node.body, arguments=node.args)

    def _lambda(self, node: ast.Lambda) -> None:
        self._arguments(node.args)
        self._inside([node.body], arguments=node.args)

    def _class(self, node: ast.ClassDef) -> None:
        self._bind(node.name)
        self._visit_all([*node.decorator_list, *node.bases, *node.keywords])
        self._inside(node.body, is_class=True)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> None:
        self._inside([*node.generators, node.elt])

    def _dict_comprehension(self, node: ast.DictComp) -> None:
        self._inside([*node.generators, node.key, node.value])

    def _global(self, node: ast.Global) -> None:
        self.scope.globals.update(node.names)

    def _assignment(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._assign(target, node.value)
        self._visit_value(node.value, aliased=all(isinstance(t, ast.Name) for t in node.targets))

    def _annotated_assignment(self, node: ast.AnnAssign) -> None:
        self._annotation(node.annotation)
        if node.value is None:
            self.visit(node.target)
            return
        self._assign(node.target, node.value)
        self._visit_value(node.value, aliased=isinstance(node.target, ast.Name))

    def _named_expression(self, node: ast.NamedExpr) -> None:
        self._assign(node.target, node.value)
        self._visit_value(node.value, aliased=True)

    def _loop(self, node: ast.For | ast.AsyncFor | ast.comprehension) -> None:
        """Bind the name of a loop to each thing in what is looped over."""
        match node.target, node.iter:
            case ast.Name(id=name), iterable:
                self._bind(name, value=ast.Starred(value=iterable))
            case (
                ast.Tuple(elts=[_, ast.Name(id=name)]),
                ast.Call(func=ast.Attribute(value=table, attr="items"), args=[]),
            ):
                values = ast.Attribute(value=table, attr="values")
                self._bind(name, value=ast.Starred(value=ast.Call(values, [], [])))
            case _:
                pass
        self._children(node)

    def _named_by_keyword(self, node: ast.ExceptHandler | ast.MatchAs) -> None:
        if node.name:
            self._bind(node.name)
        self._children(node)

    def _name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self._bind(node.id)
        elif isinstance(node.ctx, ast.Load):
            self._pending.append((node, self.scope, "value"))

    def _attribute(self, node: ast.Attribute) -> None:
        self._pending.append((node, self.scope, "attribute"))
        inner = node.value
        while isinstance(inner, ast.Attribute):
            inner = inner.value
        if not isinstance(inner, ast.Name):
            self.visit(inner)

    def _call(self, node: ast.Call) -> None:
        self.calls.append((node, self.scope))
        if is_getattr(node):
            self._pending.append((node, self.scope, "attribute"))
            self._visit_all(node.args[1:])
            return
        self._children(node)

    def _subscript(self, node: ast.Subscript) -> None:
        self._pending.append((node, self.scope, "text"))
        self._children(node)

    def _children(self, node: ast.AST) -> None:
        self._visit_all(ast.iter_child_nodes(node))

    def _note_import(self, alias: ast.alias, target: str) -> None:
        self._imports.append(Reference(alias.lineno, target, "import"))

    def _bind(self, name: str, *, path: str | None = None, value: ast.expr | None = None) -> None:
        scope = self.scope.owner(name)
        if path is not None:
            scope.paths.setdefault(name, []).append(path)
        elif value is not None:
            scope.values.setdefault(name, []).append(value)
        else:
            scope.unknown.add(name)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self._bind(target.id, value=value)
        else:
            self.visit(target)

    def _visit_value(self, value: ast.expr, *, aliased: bool) -> None:
        if not (aliased and isinstance(value, ast.Name)):
            self.visit(value)

    def _arguments(self, arguments: ast.arguments) -> None:
        self._visit_all([*arguments.defaults, *(d for d in arguments.kw_defaults if d)])
        for argument in _parameters(arguments):
            self._annotation(argument.annotation)

    def _annotation(self, node: ast.expr | None) -> None:
        for part in with_strings_parsed(node):
            self.visit(part)

    def _inside(
        self,
        body: Iterable[ast.AST],
        *,
        is_class: bool = False,
        arguments: ast.arguments | None = None,
    ) -> None:
        outer = self.scope
        self.scope = Scope(outer, is_class=is_class)
        for argument in _parameters(arguments) if arguments else ():
            self._bind(argument.arg)
        self._visit_all(body)
        self.scope = outer

    def _visit_all(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)

    def _texts(self, call: ast.Call, scope: Scope) -> Iterator[Reference]:
        targets = self.names.imported_by_call(call, scope)
        if not targets and callee(call) in PATCHERS and call.args:
            text = self.names.fold(call.args[0], scope)
            targets = [text] if text else []
        for target in targets:
            yield Reference(call.lineno, target, "text")


def with_strings_parsed(node: ast.expr | None) -> list[ast.expr]:
    """Give an annotation followed by the annotations that are written as text inside of it."""
    if node is None:
        return []
    found = [node]
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            try:
                parsed = ast.parse(part.value.strip(), mode="eval").body
            except NO_EXPRESSION:
                continue
            for inner in ast.walk(parsed):
                ast.copy_location(inner, part)
            found.append(parsed)
    return found


def _parameters(arguments: ast.arguments) -> list[ast.arg]:
    extra = [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *extra]
