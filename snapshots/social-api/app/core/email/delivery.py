"""Mails are sent by the listener that waits for it: the outbox calls it again if that fails."""

from .mailer import get_mailer
from .message import Mail


async def deliver(mail: Mail) -> None:
    """Send this mail; raise `MailError` if it is not taken."""
    await get_mailer().send(mail)
