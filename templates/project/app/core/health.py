"""Health: whether the process lives, and whether it can do its work."""

import asyncio
from typing import Literal

import structlog
from fastapi import APIRouter, Request
from pydantic import BaseModel

from app.core.db.session import Database
from app.core.errors import ServiceUnavailableError, problems

_PATIENCE_SECONDS = 2.0

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    """The answer of a process that is well."""

    status: Literal["ok"] = "ok"


@router.get("")
async def get_health() -> Health:
    """Say that the process lives; a process that does not say so is to be started again."""
    return Health()


@router.get("/ready", responses=problems(ServiceUnavailableError.status))
async def get_readiness(request: Request) -> Health:
    """Say that the database answers; a process that does not say so is to get no requests."""
    database: Database = request.app.state.database
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await database.ping()
    except Exception as error:
        log.warning("database_unavailable", exc_info=error)
        raise ServiceUnavailableError("The database does not answer") from error
    return Health()
