"""Health: whether the process lives, and whether what it works with answers.

The database is looked at in every project. Whatever else the process connects to adds its own
check when it has connected, in the lifespan: `health.add(app, "search", search.ping)`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import structlog
from fastapi import APIRouter, FastAPI, Request
from pydantic import BaseModel

from app.core.errors import PROBLEM_MEDIA_TYPE, Problem, ServiceUnavailableError

_PATIENCE_SECONDS = 2.0

State = Literal["ok", "degraded", "down"]

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    """The answer of a process that is well."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """The answer of a process that can do its work, perhaps not as well as it should."""

    status: Literal["ok", "degraded"]
    checks: dict[str, State]


class NotReadyProblem(Problem):
    """The answer of a process that cannot do its work, and what keeps it from it."""

    checks: dict[str, State]


class NotReadyError(ServiceUnavailableError):
    """Something does not answer that the application cannot do without."""

    def __init__(self, states: Mapping[str, State]) -> None:
        """Name what is down in a sentence, and tell the state of everything."""
        down = ", ".join(name for name, state in states.items() if state == "down")
        super().__init__(f"Without an answer: {down}")
        self.extensions = {"checks": dict(states)}


@dataclass(frozen=True)
class Check:
    """A look at one thing; it raises if that thing does not work."""

    look: Callable[[], Awaitable[object]]
    # What the application can do without leaves it degraded, and still ready.
    required: bool


def install(app: FastAPI) -> None:
    """Give the application the routes, and nothing to look at yet."""
    app.state.checks = {}
    app.include_router(router)


def add(
    app: FastAPI, name: str, look: Callable[[], Awaitable[object]], *, required: bool = True
) -> None:
    """Look at this before saying that the process is ready; a check of the same name is replaced.

    A look that raises, or takes longer than two seconds, has found the thing down. The caller is
    told no more than that, and the log why.
    """
    app.state.checks[name] = Check(look, required)


@router.get("")
async def get_health() -> Health:
    """Say that the process lives; a process that does not say so is to be started again."""
    return Health()


@router.get(
    "/ready",
    responses={
        ServiceUnavailableError.status: {
            "description": ServiceUnavailableError.title,
            "content": {PROBLEM_MEDIA_TYPE: {"schema": NotReadyProblem.model_json_schema()}},
        }
    },
)
async def get_readiness(request: Request) -> Readiness:
    """Say what answers; a process that lacks something it needs is to get no requests."""
    checks: dict[str, Check] = request.app.state.checks
    found = await asyncio.gather(*(_look(name, check) for name, check in checks.items()))
    states = dict(zip(checks, found, strict=True))
    if "down" in found:
        raise NotReadyError(states)
    return Readiness(status="degraded" if "degraded" in found else "ok", checks=states)


async def _look(name: str, check: Check) -> State:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await check.look()
    except Exception as error:
        log.warning("check_failed", check=name, required=check.required, exc_info=error)
        return "down" if check.required else "degraded"
    return "ok"
