"""What `manage smoke` looks at: whether the cache answers."""

from .config import get_cache_settings
from .dependencies import open_cache


async def look() -> str:
    """Return who keeps the values; raise if that does not answer."""
    if get_cache_settings().url is None:
        return "in the memory of each process"
    cache = open_cache()
    try:
        await cache.ping()
    finally:
        await cache.close()
    return "Redis answers"
