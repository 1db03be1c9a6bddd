"""The manifest of a module, and the order in which modules stand.

A module says what it is in `module.py` as `MODULE = Module(...)`; `app/modules/registry.py` lists
them all. Nothing is discovered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from sqlalchemy import MetaData

from app.core.events import Listener
from app.core.tasks import Task


class ModuleError(Exception):
    """The modules do not fit together; the message names the one at fault."""


@dataclass(frozen=True, kw_only=True)
class Module:
    """What the kernel has to know of a module."""

    name: str
    schema: str
    metadata: MetaData
    migrations: Path
    routers: tuple[APIRouter, ...]
    uses: tuple[str, ...] = ()
    listeners: tuple[Listener[Any], ...] = ()
    tasks: tuple[Task[Any], ...] = ()
    # Called when the application is built: a module with wrong settings keeps it from starting.
    settings: Callable[[], object] | None = None


def resolve(modules: Sequence[Module]) -> tuple[Module, ...]:
    """Return the modules so that each stands behind those it uses.

    The order does not depend on the one given. Raise `ModuleError` for a name that is given twice,
    for a use of an unknown module or of itself, and for a cycle.
    """
    named: dict[str, Module] = {}
    for module in modules:
        if module.name in named:
            raise ModuleError(f"module `{module.name}` is listed twice")
        named[module.name] = module
    for module in modules:
        for used in module.uses:
            if used == module.name:
                raise ModuleError(f"module `{module.name}` uses itself")
            if used not in named:
                raise ModuleError(f"module `{module.name}` uses `{used}`, which is not listed")
    placed: dict[str, Module] = {}
    for name in sorted(named):
        _place(name, named, placed, path=())
    return tuple(placed.values())


def _place(
    name: str, named: Mapping[str, Module], placed: dict[str, Module], *, path: tuple[str, ...]
) -> None:
    if name in placed:
        return
    if name in path:
        cycle = " -> ".join([*path[path.index(name) :], name])
        raise ModuleError(f"modules use one another in a circle: {cycle}")
    for used in sorted(named[name].uses):
        _place(used, named, placed, path=(*path, name))
    placed[name] = named[name]
