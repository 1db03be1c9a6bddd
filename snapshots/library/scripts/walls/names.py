"""What a name stands for: scopes, aliases and the literals that expressions fold to."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

IMPORTERS = {"import_module", "__import__", "resolve_name", "import_string"}
LONGEST_TRAIL = 8
FROMLIST = 3
# What a format string can raise that its values do not fit.
MISFITS = (TypeError, ValueError, IndexError, KeyError, AttributeError)


@dataclass
class Scope:
    """The names bound in one function, class, comprehension or file.

    A name may be bound to dotted paths (by an import), to expressions (by an assignment, resolved
    when asked) and to something unknown (a parameter, a loop variable), which stands for nothing.
    """

    parent: "Scope | None" = None
    is_class: bool = False
    paths: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, list[ast.expr]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    globals: set[str] = field(default_factory=set)

    def owner(self, name: str) -> "Scope":
        """Give the scope into which a binding of `name` made here goes."""
        return self.top() if name in self.globals else self

    def top(self) -> "Scope":
        """Give the scope of the file."""
        return self if self.parent is None else self.parent.top()

    def find(self, name: str) -> "Scope | None":
        """Give the nearest scope that binds `name`; classes do not lend to their functions."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.paths or name in scope.values or name in scope.unknown:
                return scope
            scope = scope.parent
            while scope is not None and scope.is_class:
                scope = scope.parent
        return None


@dataclass(frozen=True)
class At:
    """Where an expression is read: its scope, and the names that led to it, each met once."""

    scope: Scope
    trail: tuple[tuple[int, str], ...] = ()

    def within(self, scope: Scope, name: str) -> "At | None":
        """Step into what `name` is bound to; None where that has no end."""
        step = (id(scope), name)
        if step in self.trail or len(self.trail) == LONGEST_TRAIL:
            return None
        return At(scope, (*self.trail, step))


@dataclass(frozen=True)
class Names:
    """Resolves expressions of one file."""

    dotted: str
    package: str

    def resolve(self, node: ast.expr, scope: Scope) -> list[str]:
        """Give the dotted paths that an expression may stand for; none when nobody can tell."""
        return self._resolve(node, At(scope))

    def fold(self, node: ast.expr, scope: Scope) -> str | None:
        """Give the text that an expression must evaluate to, or None."""
        return self._fold(node, At(scope))

    def imported_by_call(self, node: ast.Call, scope: Scope) -> str | None:
        """Give the module that a call such as `import_module("a.b")` loads, if it can be told."""
        return self._imported(node, At(scope))

    def _resolve(self, node: ast.expr, at: At) -> list[str]:
        match node:
            case ast.Name(id=name):
                found = self._name(name, at)
            case ast.Attribute(value=value, attr=attribute):
                found = [f"{base}.{attribute}" for base in self._resolve(value, at)]
            case ast.Call():
                found = self._call(node, at)
            case ast.Subscript(value=value, slice=key) if "sys.modules" in self._resolve(value, at):
                found = _known(self._fold(key, at))
            case ast.NamedExpr(value=value):
                found = self._resolve(value, at)
            case ast.IfExp(body=body, orelse=orelse):
                found = [*self._resolve(body, at), *self._resolve(orelse, at)]
            case ast.BoolOp(values=values):
                found = [path for value in values for path in self._resolve(value, at)]
            case _:
                found = []
        return found

    def _name(self, name: str, at: At) -> list[str]:
        scope = at.scope.find(name)
        if scope is None:
            return [name] if name in IMPORTERS else []
        paths = list(scope.paths.get(name, ()))
        within = at.within(scope, name)
        for value in scope.values.get(name, ()) if within else ():
            paths += self._resolve(value, within or at)
        return paths

    def _call(self, node: ast.Call, at: At) -> list[str]:
        if is_getattr(node):
            attribute = self._fold(node.args[1], at)
            bases = self._resolve(node.args[0], at)
            return [f"{base}.{attribute}" for base in bases] if attribute else []
        target = self._imported(node, at)
        if target and callee(node) == "__import__" and not _has_fromlist(node):
            return [target.partition(".")[0]]
        return _known(target)

    def _imported(self, node: ast.Call, at: At) -> str | None:
        if not node.args or not self._is_importer(node, at):
            return None
        target = self._fold(node.args[0], at)
        if target is None or not target.startswith("."):
            return target.replace(":", ".") if target else None
        anchor = _keyword(node, "package") or (node.args[1] if len(node.args) > 1 else None)
        package = self._fold(anchor, at) if anchor is not None else None
        return climb(package, target) if package else None

    def _is_importer(self, node: ast.Call, at: At) -> bool:
        if callee(node) in IMPORTERS:
            return True
        paths = self._resolve(node.func, at) if isinstance(node.func, ast.Name) else []
        return any(path.rpartition(".")[2] in IMPORTERS for path in paths)

    def _fold(self, node: ast.expr, at: At) -> str | None:
        match node:
            case ast.Constant(value=str(text)):
                folded: str | None = text
            case ast.Name(id=name):
                folded = self._folded_name(name, at)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                folded = self._concatenated([left, right], at)
            case ast.JoinedStr(values=values):
                folded = self._concatenated(values, at)
            case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                folded = self._fold(value, at)
            case ast.BinOp(left=left, op=ast.Mod(), right=right):
                values = right.elts if isinstance(right, ast.Tuple) else [right]
                folded = self._formatted("%", left, values, at)
            case ast.Call(func=ast.Attribute(value=value, attr="format"), args=args, keywords=[]):
                folded = self._formatted("{}", value, args, at)
            case ast.Call(
                func=ast.Attribute(value=value, attr="join"),
                args=[ast.List(elts=parts) | ast.Tuple(elts=parts)],
            ):
                folded = self._joined(value, parts, at)
            case _:
                folded = None
        return folded

    def _folded_name(self, name: str, at: At) -> str | None:
        scope = at.scope.find(name)
        if scope is None:
            return {"__name__": self.dotted, "__package__": self.package}.get(name)
        within = at.within(scope, name)
        values = scope.values.get(name, [])
        if within is None or len(values) != 1 or name in scope.unknown or name in scope.paths:
            return None
        return self._fold(values[0], within)

    def _folded(self, nodes: Sequence[ast.expr], at: At) -> list[str] | None:
        parts = [self._fold(node, at) for node in nodes]
        known = [part for part in parts if part is not None]
        return known if len(known) == len(parts) else None

    def _concatenated(self, nodes: Sequence[ast.expr], at: At) -> str | None:
        parts = self._folded(nodes, at)
        return None if parts is None else "".join(parts)

    def _joined(self, separator: ast.expr, nodes: Sequence[ast.expr], at: At) -> str | None:
        parts, between = self._folded(nodes, at), self._fold(separator, at)
        return None if parts is None or between is None else between.join(parts)

    def _formatted(
        self, style: str, pattern: ast.expr, nodes: Sequence[ast.expr], at: At
    ) -> str | None:
        text, parts = self._fold(pattern, at), self._folded(nodes, at)
        if text is None or parts is None:
            return None
        try:
            return text % tuple(parts) if style == "%" else text.format(*parts)
        except MISFITS:
            return None


def callee(node: ast.Call) -> str | None:
    """Give the last name of what is called: `import_module` for `importlib.import_module(...)`."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return None


def is_getattr(node: ast.Call) -> bool:
    """Tell whether a call is `getattr(something, name)`, which reads like an attribute."""
    return isinstance(node.func, ast.Name) and node.func.id == "getattr" and len(node.args) > 1


def climb(package: str, relative: str) -> str | None:
    """Resolve `..x` against a package; None where it climbs out of the tree."""
    name = relative.lstrip(".")
    parts = package.split(".")
    up = len(relative) - len(name) - 1
    if up >= len(parts):
        return None
    return ".".join([*parts[: len(parts) - up], *([name] if name else [])])


def _known(target: str | None) -> list[str]:
    return [target] if target else []


def _keyword(node: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in node.keywords if keyword.arg == name), None)


def _has_fromlist(node: ast.Call) -> bool:
    given = node.args[FROMLIST] if len(node.args) > FROMLIST else _keyword(node, "fromlist")
    match given:
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return bool(elements)
        case ast.Constant(value=value):
            return bool(value)
        case _:
            return given is not None
