"""Mails leave in the background: nobody who asked for something waits for a mail server."""

import asyncio

import structlog

from .mailer import get_mailer
from .message import Mail

log = structlog.get_logger(__name__)

# The event loop itself holds tasks by weak references only.
_deliveries: set[asyncio.Task[None]] = set()


async def deliver(mail: Mail) -> None:
    """Begin to send this mail. If it is not taken, the log says so, and it is lost."""
    delivery = asyncio.create_task(_send(mail), name=f"mail {mail.id}")
    _deliveries.add(delivery)
    delivery.add_done_callback(_deliveries.discard)


async def finish_deliveries() -> None:
    """Wait for the mails that are on their way; each has a time after which it gives up."""
    while _deliveries:
        await asyncio.wait(_deliveries)


async def _send(mail: Mail) -> None:
    try:
        await get_mailer().send(mail)
    except Exception:
        # Nobody awaits this: what is not logged here is not seen.
        log.exception("mail_failed", mail_id=str(mail.id), subject=mail.subject)
