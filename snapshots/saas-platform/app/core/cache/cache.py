"""The cache as services use it: typed values, and each found out once however many ask for it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import structlog
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from .stores import Store

T = TypeVar("T")

log = structlog.get_logger(__name__)


@dataclass(eq=False)
class _Flight:
    """A value that is being found out, and those who wait for it."""

    landed: asyncio.Event = field(default_factory=asyncio.Event)
    # Nothing in it: whoever had set out did not arrive.
    outcome: tuple[Any, Exception | None] | None = None


class Cache:
    """Keeps values as JSON. A key begins with the name of the module that it belongs to."""

    def __init__(self, store: Store) -> None:
        """Keep values in this store."""
        self._store = store
        self._flights: dict[str, _Flight] = {}
        self._adapters: dict[type[Any], TypeAdapter[Any]] = {}

    async def get(self, key: str, kind: type[T]) -> T | None:
        """Return what is kept here, if anything is."""
        raw = await self._store.get(key)
        if raw is None:
            return None
        try:
            value: T = self._adapter(kind).validate_json(raw)
        except ValidationError:
            # Another version of the application has kept it in another shape.
            log.info("cache_value_does_not_fit", key=key)
            return None
        return value

    async def set(self, key: str, value: object, *, ttl: timedelta) -> None:
        """Keep this for so long."""
        if ttl <= timedelta(0):
            raise ValueError("a value has to be kept for some time")
        await self._store.set(key, to_json(value), ttl)

    async def delete(self, *keys: str) -> None:
        """Keep nothing here any more, nor what is being found out at this moment.

        Call it after the commit, in a listener: before it, the old value would be read again.
        """
        for key in keys:
            self._flights.pop(key, None)
        await self._store.delete(*keys)

    async def remember(
        self, key: str, kind: type[T], make: Callable[[], Awaitable[T]], *, ttl: timedelta
    ) -> T:
        """Return what is kept here; if there is nothing, make it and keep it.

        Of many who ask at once in a process one makes it and the others wait for that one. They
        get its error too, and the next one tries again: errors are not kept.
        """
        while True:
            if (kept := await self.get(key, kind)) is not None:
                return kept
            if (flight := self._flights.get(key)) is None:
                return await self._fly(key, make, ttl)
            await flight.landed.wait()
            if flight.outcome is not None:
                value, error = flight.outcome
                if error is not None:
                    raise error
                made: T = value
                return made

    async def ping(self) -> None:
        """Raise if the store does not work."""
        await self._store.ping()

    async def clear(self) -> None:
        """Keep nothing at all any more."""
        self._flights.clear()
        await self._store.clear()

    async def close(self) -> None:
        """Give back what the store holds on to."""
        await self._store.close()

    async def _fly(self, key: str, make: Callable[[], Awaitable[T]], ttl: timedelta) -> T:
        flight = self._flights[key] = _Flight()
        try:
            value = await make()
            if self._flights.get(key) is flight:
                await self.set(key, value, ttl=ttl)
                # Whoever has deleted it in the meantime knows that this value is old.
                if self._flights.get(key) is not flight:
                    await self._store.delete(key)
            flight.outcome = (value, None)
        except Exception as error:
            flight.outcome = (None, error)
            raise
        finally:
            if self._flights.get(key) is flight:
                del self._flights[key]
            flight.landed.set()
        return value

    def _adapter(self, kind: type[T]) -> TypeAdapter[T]:
        if kind not in self._adapters:
            self._adapters[kind] = TypeAdapter(kind)
        return self._adapters[kind]
