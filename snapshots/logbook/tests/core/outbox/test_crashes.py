"""Processes that are killed, and several that deliver at once."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

import app
from app.core.db.session import Database
from app.core.events import Listener

from .lamps import (
    LampLit,
    all_delivered,
    effects_of,
    local_relay,
    messages_when,
    on_lamp_lit,
    record,
)

pytestmark = pytest.mark.integration

EVENTS = 50


@asynccontextmanager
async def process(task: str, url: str, word: str) -> AsyncGenerator[Process]:
    """Yield a process that has said its word; it is killed at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.core.outbox.process",
        task,
        env={**os.environ, "DATABASE_URL": url},
        cwd=Path(app.__file__).parents[1],
        stdout=PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            while (line := await process.stdout.readline()).strip() != word.encode():
                assert line, f"`{task}` has ended early"
        yield process
    finally:
        process.kill()
        await process.wait()


async def test_a_crash_behind_the_commit_loses_nothing(outbox: Database, url: str) -> None:
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    async with process("write", url, "committed"):
        pass

    async with local_relay(outbox).running():
        await messages_when(outbox, all_delivered)
    assert len(await effects_of(outbox)) == 1


async def test_a_crash_in_the_middle_of_a_delivery_leaves_no_half(
    outbox: Database, url: str
) -> None:
    outbox.bus.subscribe(Listener(LampLit, on_lamp_lit))
    await record(outbox, LampLit())
    async with process("hang", url, "delivering"):
        pass

    async with local_relay(outbox).running():
        await messages_when(outbox, all_delivered)
    assert len(await effects_of(outbox)) == 1


async def test_processes_that_deliver_at_once_deliver_each_event_once(
    outbox: Database, url: str
) -> None:
    events = [LampLit() for _ in range(EVENTS)]
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(process("relay", url, "relaying"))
        for event in events:
            await record(outbox, event)
        found = await messages_when(outbox, all_delivered)

    assert await effects_of(outbox) == sorted(event.event_id for event in events)
    assert [message.attempts for message in found] == [1] * EVENTS
