"""How routers are put together: a module's under its guards, and the modules' under `/api/v1`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.params import Depends

from app.core.module import Module

API_PREFIX = "/api/v1"


@dataclass(frozen=True)
class Guard:
    """Who may pass: dependencies that raise, and the answers that they may give."""

    dependencies: Sequence[Depends] = ()
    responses: Mapping[int | str, dict[str, Any]] = field(
        default_factory=dict[int | str, dict[str, Any]]
    )


PUBLIC = Guard()


def include(parent: APIRouter, child: APIRouter, guard: Guard) -> None:
    """Put the routes of `child` into `parent`, behind this guard."""
    parent.include_router(
        child, dependencies=list(guard.dependencies), responses=dict(guard.responses)
    )


def include_routers(app: FastAPI, modules: Sequence[Module]) -> None:
    """Put the routers of these modules into the application."""
    for module in modules:
        for router in module.routers:
            app.include_router(router, prefix=API_PREFIX)
