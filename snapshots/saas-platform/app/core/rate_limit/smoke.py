"""What `manage smoke` looks at: whether that answers in which requests are counted."""

from .config import get_rate_limit_settings
from .limiter import open_limiter


async def look() -> str:
    """Return where requests are counted; raise if that does not answer."""
    if get_rate_limit_settings().storage_url is None:
        return "each process counts for itself"
    limiter = open_limiter()
    try:
        await limiter.ping()
    finally:
        await limiter.close()
    return "Redis answers"
