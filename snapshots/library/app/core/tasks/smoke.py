"""What `manage smoke` looks at: whether tasks can be queued."""

from .config import get_tasks_settings
from .stream import StreamBroker


async def look() -> str:
    """Return where tasks are queued; raise if that does not answer."""
    settings = get_tasks_settings()
    if settings.url is None:
        return "tasks run in the process that queues them"
    broker = StreamBroker(
        str(settings.url), queue=settings.queue, redeliver_seconds=settings.redeliver_seconds
    )
    try:
        await broker.ping()
    finally:
        await broker.shutdown()
    return "Redis answers"
