"""What a name stands for: scopes, aliases and the literals that expressions fold to."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .calls import (
    at_index,
    callee,
    first_argument,
    has_fromlist,
    is_getattr,
    keyword,
    level,
)
from .texts import called, formatted, split

IMPORTERS = {"import_module", "__import__", "resolve_name", "import_string", "importorskip"}
# How a table gives what is under a key.
GETTERS = {"get", "pop", "setdefault"}
LONGEST_TRAIL = 8


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

    def imported_by_call(self, node: ast.Call, scope: Scope) -> list[str]:
        """Give the modules that a call such as `import_module("a.b")` may load."""
        at = At(scope)
        return [
            *self._imported(node, at),
            *self._handed_over(node, at),
            *self._loaded(node, at),
        ]

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
        targets = self._imported(node, at) or self._loaded(node, at)
        if callee(node) == "__import__" and not has_fromlist(node):
            return [target.partition(".")[0] for target in targets]
        return targets

    def _imported(self, node: ast.Call, at: At) -> list[str]:
        given = first_argument(node)
        if given is None or not self._is_importer(node, at):
            return []
        targets = (self._absolute(node, text, at) for text in self._options(given, at))
        return [target.replace(":", ".") for target in targets if target]

    def _absolute(self, node: ast.Call, text: str, at: At) -> str | None:
        if level(node):
            return climb(self.package, "." * level(node) + text)
        if not text.startswith("."):
            return text
        anchor = keyword(node, "package") or (node.args[1] if len(node.args) > 1 else None)
        package = self._fold(anchor, at) if anchor is not None else None
        return climb(package, text) if package else None

    def _handed_over(self, node: ast.Call, at: At) -> list[str]:
        """Give what `map(import_module, names)` loads, and whatever else calls an importer."""
        if not node.args or not self._names_importer(node.args[0], at):
            return []
        given = [*node.args[1:], *(ast.Starred(value=each) for each in node.args[1:])]
        texts = [text for each in given for text in self._options(each, at)]
        return [text.replace(":", ".") for text in texts if not text.startswith(".")]

    def _loaded(self, node: ast.Call, at: At) -> list[str]:
        """Give what `sys.modules.get(name)` finds."""
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr=method), args=[key, *_]):
                if method in GETTERS and "sys.modules" in self._resolve(value, at):
                    return _known(self._fold(key, at))
        return []

    def _is_importer(self, node: ast.Call, at: At) -> bool:
        return callee(node) in IMPORTERS or self._names_importer(node.func, at)

    def _names_importer(self, node: ast.expr, at: At) -> bool:
        paths = self._resolve(node, at) if isinstance(node, ast.Name | ast.Attribute) else []
        return any(path.rpartition(".")[2] in IMPORTERS for path in paths)

    def _options(self, node: ast.expr, at: At) -> list[str]:
        """Give all texts that an expression may evaluate to, as far as they can be told.

        A starred expression stands for each thing in it: that is how loops bind their names.
        """
        match node:
            case ast.IfExp(body=body, orelse=orelse):
                found = [(each, at) for each in (body, orelse)]
            case ast.BoolOp(values=values):
                found = [(each, at) for each in values]
            case ast.Name(id=name):
                found = self._values(name, at)
            case ast.Starred(value=value):
                found = self._elements(value, at)
            case _:
                return _known(self._fold(node, at))
        if not found:
            return _known(self._fold(node, at))
        return [text for each, where in found for text in self._options(each, where)]

    def _values(self, name: str, at: At) -> list[tuple[ast.expr, At]]:
        """Give the expressions that a name is bound to, each with where it is read."""
        scope = at.scope.find(name)
        within = at.within(scope, name) if scope else None
        if scope is None or within is None:
            return []
        return [(value, within) for value in scope.values.get(name, ())]

    def _literal(self, node: ast.expr, at: At) -> tuple[ast.expr, At]:
        """Follow a name that is bound once to what it is bound to."""
        while isinstance(node, ast.Name):
            values = self._values(node.id, at)
            if len(values) != 1:
                break
            node, at = values[0]
        return node, at

    def _elements(self, node: ast.expr, at: At) -> list[tuple[ast.expr, At]]:
        """Give what stands in a tuple, a list, a set or a table that is written out."""
        literal, where = self._literal(node, at)
        match literal:
            case ast.Tuple(elts=found) | ast.List(elts=found) | ast.Set(elts=found):
                return [(each, where) for each in found]
            case ast.Call(func=ast.Attribute(value=value, attr="values"), args=[]):
                table, where = self._literal(value, where)
                values = table.values if isinstance(table, ast.Dict) else []
                return [(each, where) for each in values]
            case _:
                return []

    def _chosen(self, container: ast.expr, key: ast.expr, at: At) -> str | None:
        """Give the text under a key of a table, a tuple or the parts of a text."""
        literal, where = self._literal(container, at)
        match literal:
            case ast.Dict(keys=keys, values=values):
                name = self._fold(key, at)
                found = [v for k, v in zip(keys, values, strict=True) if k and self._is(k, name)]
                return self._fold(found[-1], where) if found else None
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                chosen = at_index(elements, key)
                return None if chosen is None else self._fold(chosen, where)
            case ast.Call(func=ast.Attribute(value=value, attr=method), args=args, keywords=[]):
                text, arguments = self._fold(value, where), self._arguments(args, where)
                if text is None or arguments is None:
                    return None
                return at_index(split(text, method, arguments), key)
            case _:
                return None

    def _is(self, key: ast.expr, name: str | None) -> bool:
        return name is not None and isinstance(key, ast.Constant) and key.value == name

    def _arguments(self, nodes: Sequence[ast.expr], at: At) -> list[str | int] | None:
        found: list[str | int] = []
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, int):
                found.append(node.value)
            elif (text := self._fold(node, at)) is not None:
                found.append(text)
            else:
                return None
        return found

    def _fold(self, node: ast.expr, at: At) -> str | None:
        match node:
            case ast.Constant(value=str(text)):
                folded: str | None = text
            case ast.Name(id=name):
                folded = self._folded_name(name, at)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                folded = self._concatenated([left, right], at)
            case ast.BinOp(left=left, op=ast.Mod(), right=right):
                folded = self._filled_in(left, right, at)
            case ast.JoinedStr(values=values):
                folded = self._concatenated(values, at)
            case (
                ast.FormattedValue(value=value, conversion=-1 | 115, format_spec=None)
                | ast.NamedExpr(value=value)
                | ast.Call(func=ast.Name(id="str"), args=[value], keywords=[])
            ):
                folded = self._fold(value, at)
            case ast.Subscript(value=value, slice=key):
                folded = self._chosen(value, key, at)
            case ast.Call(func=ast.Attribute(value=value, attr=method)):
                folded = self._folded_call(node, value, method, at)
            case _:
                folded = None
        return folded

    def _filled_in(self, pattern: ast.expr, right: ast.expr, at: At) -> str | None:
        if isinstance(right, ast.Dict):
            pairs = zip(right.keys, right.values, strict=True)
            named = {str(getattr(key, "value", key)): value for key, value in pairs}
            return self._formatted("%", pattern, [], at, named)
        values = right.elts if isinstance(right, ast.Tuple) else [right]
        return self._formatted("%", pattern, values, at)

    def _folded_call(self, node: ast.Call, value: ast.expr, method: str, at: At) -> str | None:
        match method, node.args:
            case "format", parts:
                named = {each.arg: each.value for each in node.keywords if each.arg}
                folded = self._formatted("{}", value, parts, at, named)
            case "join", [ast.List(elts=parts) | ast.Tuple(elts=parts)]:
                folded = self._joined(value, parts, at)
            case "get", [key, *_]:
                folded = self._chosen(value, key, at)
            case "decode", _ if isinstance(value, ast.Constant) and isinstance(value.value, bytes):
                folded = value.value.decode("utf-8", "replace")
            case _, given if not node.keywords:
                text, arguments = self._fold(value, at), self._arguments(given, at)
                is_known = text is not None and arguments is not None
                folded = called(text or "", method, arguments or ()) if is_known else None
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
        parts: list[str | None] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                inside = self._elements(node.value, at)
                parts += [self._fold(each, where) for each, where in inside] or [None]
            else:
                parts.append(self._fold(node, at))
        known = [part for part in parts if part is not None]
        return known if len(known) == len(parts) else None

    def _concatenated(self, nodes: Sequence[ast.expr], at: At) -> str | None:
        parts = self._folded(nodes, at)
        return None if parts is None else "".join(parts)

    def _joined(self, separator: ast.expr, nodes: Sequence[ast.expr], at: At) -> str | None:
        parts, between = self._folded(nodes, at), self._fold(separator, at)
        return None if parts is None or between is None else between.join(parts)

    def _formatted(
        self,
        style: str,
        pattern: ast.expr,
        nodes: Sequence[ast.expr],
        at: At,
        named: Mapping[str, ast.expr] | None = None,
    ) -> str | None:
        text, parts = self._fold(pattern, at), self._folded(nodes, at)
        values = self._folded([*(named or {}).values()], at)
        if text is None or parts is None or values is None:
            return None
        return formatted(style, text, parts, dict(zip(named or {}, values, strict=True)))


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
