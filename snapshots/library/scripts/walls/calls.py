"""How a call names what it calls, and hands its arguments over."""

import ast
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
FROMLIST, LEVEL = 3, 4


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


def first_argument(node: ast.Call) -> ast.expr | None:
    """Give the name that an importer is called with, however it is handed over."""
    match node.args, node.keywords:
        case [ast.Starred(value=ast.List(elts=[first, *_]) | ast.Tuple(elts=[first, *_])), *_], _:
            return first
        case [first, *_], _:
            return first
        case [], [ast.keyword(arg=None, value=ast.Dict(values=[first])), *_]:
            return first
        case _:
            return keyword(node, "name")


def keyword(node: ast.Call, name: str) -> ast.expr | None:
    """Give what is handed over by this name, if anything is."""
    return next((each.value for each in node.keywords if each.arg == name), None)


def level(node: ast.Call) -> int:
    """Give how many packages `__import__` is told to climb."""
    if callee(node) != "__import__":
        return 0
    given = node.args[LEVEL] if len(node.args) > LEVEL else keyword(node, "level")
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, int) else 0


def has_fromlist(node: ast.Call) -> bool:
    """Tell whether `__import__` gives the last part of the name and not the first."""
    given = node.args[FROMLIST] if len(node.args) > FROMLIST else keyword(node, "fromlist")
    match given:
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return bool(elements)
        case ast.Constant(value=value):
            return bool(value)
        case _:
            return given is not None


def at_index(elements: Sequence[T], key: ast.expr) -> T | None:
    """Give the element that a written index chooses, if there is one."""
    match key:
        case ast.Constant(value=int(index)):
            pass
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(index))):
            index = -index
        case _:
            return None
    return elements[index] if -len(elements) <= index < len(elements) else None
