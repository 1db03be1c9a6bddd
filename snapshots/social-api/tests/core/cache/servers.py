"""Redis as the tests need it: one that is there, and one that can be taken away."""

import asyncio
import os
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")


async def require_redis() -> str:
    """Return the URL of a Redis that answers; fail with a sentence where there is none."""
    try:
        async with Redis.from_url(REDIS_URL, socket_connect_timeout=2) as client:
            await client.ping()
    except (RedisError, OSError) as error:
        pytest.fail(f"these tests need a Redis; REDIS_URL names {REDIS_URL}: {error}")
    return REDIS_URL


class Link:
    """A way to that Redis that can be cut and mended; what a firewall or a restart would do."""

    def __init__(self) -> None:
        """Choose a port, and listen at it when mended."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        """The URL of Redis by this way."""
        return f"redis://127.0.0.1:{self.port}/0"

    async def mend(self) -> None:
        """Let connections through."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)

    async def cut(self) -> None:
        """End all connections and refuse new ones."""
        if self._server is not None:
            self._server.close()
            for writer in self._writers:
                writer.close()
            await self._server.wait_closed()
            self._server = None

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        parsed = Redis.from_url(REDIS_URL).connection_pool.connection_kwargs
        far_reader, far_writer = await asyncio.open_connection(
            parsed.get("host", "localhost"), parsed.get("port", 6379)
        )
        self._writers |= {writer, far_writer}
        await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        self._writers -= {writer, far_writer}


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


@asynccontextmanager
async def link() -> AsyncGenerator[Link]:
    """Yield a mended way to Redis."""
    await require_redis()
    made = Link()
    await made.mend()
    yield made
    await made.cut()
