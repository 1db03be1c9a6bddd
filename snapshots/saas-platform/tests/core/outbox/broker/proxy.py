"""A wire that can be cut: a port that passes everything on to another one."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress


class Wire:
    """Connects its own port with that of a server, unless it is cut."""

    def __init__(self, host: str, port: int) -> None:
        """Remember where the server is; the wire is cut as yet."""
        self.port = 0
        self._target = (host, port)
        self._server: asyncio.Server | None = None
        self._ends: set[StreamWriter] = set()

    async def mend(self) -> None:
        """Let connections through, always on the same port."""
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Break all connections, and refuse new ones."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for end in self._ends:
            end.transport.abort()
        await asyncio.sleep(0)

    async def _pass_on(self, reader: StreamReader, writer: StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(*self._target)
        ends = {writer, far_writer}
        self._ends |= ends
        try:
            await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))
        finally:
            self._ends -= ends


@asynccontextmanager
async def wire_to(host: str, port: int) -> AsyncGenerator[Wire]:
    """Yield a wire that works, and leave nothing of it."""
    wire = Wire(host, port)
    await wire.mend()
    yield wire
    await wire.cut()


async def _copy(reader: StreamReader, writer: StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
