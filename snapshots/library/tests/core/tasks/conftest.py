"""A Redis for the tests of tasks, with a queue of their own in it."""

import os
from collections.abc import AsyncGenerator
from uuid import uuid4

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")


@pytest.fixture
async def redis() -> AsyncGenerator[Redis]:
    """Yield a client of the Redis of these tests; fail with a sentence where there is none."""
    async with Redis.from_url(REDIS_URL, socket_connect_timeout=2) as client:
        try:
            await client.ping()
        except (RedisError, OSError) as error:
            pytest.fail(f"this test needs a Redis; REDIS_URL names {REDIS_URL}: {error}")
        yield client


@pytest.fixture
async def queue_name(redis: Redis) -> AsyncGenerator[str]:
    """Yield the name of a queue that nobody else uses."""
    name = f"test:{uuid4().hex}"
    yield name
    await redis.delete(name, f"{name}:waiting")
