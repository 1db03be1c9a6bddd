"""Tasks that leave a trace in Redis, and a worker for them: `taskiq worker` imports this file."""

import asyncio
import os
from pathlib import Path

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel
from redis.asyncio import Redis
from sqlalchemy import MetaData

from app.core.application import PRIVATE, build_app
from app.core.config import Settings
from app.core.db.session import Database, UnitOfWork
from app.core.module import Module
from app.core.tasks import NoArguments, Task
from app.core.tasks.config import get_tasks_settings
from app.core.tasks.worker import build_worker
from tests.database import NOWHERE

REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")


class Chore(BaseModel):
    """Where a task leaves its trace."""

    key: str


async def trace(key: str, word: str) -> int:
    """Add a word to the trace, and return how many there are."""
    async with Redis.from_url(REDIS_URL) as redis:
        await redis.expire(key, 60)
        return int(await redis.rpush(key, word))


async def sweep(chore: Chore, uow: UnitOfWork) -> None:
    """Be done at once."""
    await trace(chore.key, "swept")


async def hang(chore: Chore, uow: UnitOfWork) -> None:
    """Take for ever the first time."""
    if await trace(chore.key, "hung") == 1:
        await asyncio.Event().wait()


async def stumble(chore: Chore, uow: UnitOfWork) -> None:
    """Fail the first time."""
    if await trace(chore.key, "stumbled") == 1:
        raise RuntimeError("the floor is wet")


async def rest(nothing: NoArguments, uow: UnitOfWork) -> None:
    """Do nothing."""


SWEEP = Task("chores.sweep", Chore, sweep)
HANG = Task("chores.hang", Chore, hang)
STUMBLE = Task("chores.stumble", Chore, stumble)

MODULE = Module(
    name="chores",
    schema="chores",
    metadata=MetaData(),
    migrations=Path("chores"),
    routers=(APIRouter(),),
    tasks=(SWEEP, HANG, STUMBLE),
)


def build() -> FastAPI:
    """Build the application of these tasks; none of them needs a database."""
    database = Database.connect(NOWHERE)
    return build_app(PRIVATE, (MODULE,), settings=Settings(environment="test"), database=database)


if get_tasks_settings().url is not None:
    broker, scheduler = build_worker(build(), (MODULE,))
