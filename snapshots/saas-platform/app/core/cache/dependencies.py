"""How routes and services get the cache of this process."""

from datetime import timedelta
from functools import lru_cache
from typing import Annotated

from fastapi import Depends

from .cache import Cache
from .config import get_cache_settings
from .stores import FallbackStore, MemoryStore, RedisStore


def open_cache() -> Cache:
    """Return a cache in Redis, or in memory where none is set."""
    settings = get_cache_settings()
    memory = MemoryStore(settings.memory_entries)
    if settings.url is None:
        return Cache(memory)
    redis = RedisStore.connect(
        str(settings.url), prefix=settings.prefix, timeout=settings.timeout_seconds
    )
    rest = timedelta(seconds=settings.rest_seconds)
    return Cache(FallbackStore(redis, memory, rest=rest))


@lru_cache
def get_cache() -> Cache:
    """Return the cache of this process."""
    return open_cache()


async def provide_cache() -> Cache:
    """Give a route or a service the cache."""
    return get_cache()


CacheDep = Annotated[Cache, Depends(provide_cache)]
