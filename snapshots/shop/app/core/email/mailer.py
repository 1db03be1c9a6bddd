"""The mailers: one speaks SMTP, the other is for a computer that has no mail server."""

import asyncio
from functools import lru_cache
from typing import Protocol

import aiosmtplib
import structlog

from .config import EmailSettings, get_email_settings
from .message import Mail, compose, parse_sender

log = structlog.get_logger(__name__)


class MailError(Exception):
    """The mail server did not take the mail; later it may."""


class Mailer(Protocol):
    """Whatever takes a mail from our hands."""

    async def send(self, mail: Mail) -> None:
        """Hand the mail over; raise `MailError` if it was not taken."""


class SmtpMailer:
    """Hands mails to a mail server, each over a connection of its own."""

    def __init__(self, settings: EmailSettings) -> None:
        """Send as the settings say; they must name a host."""
        self._settings = settings
        self._sender = parse_sender(settings.sender)

    async def send(self, mail: Mail) -> None:
        """Hand the mail to the server, within `SMTP_TIMEOUT_SECONDS`."""
        settings = self._settings
        password = settings.password
        try:
            async with asyncio.timeout(settings.timeout_seconds):
                await aiosmtplib.send(
                    compose(mail, self._sender),
                    hostname=settings.host,
                    port=settings.port,
                    username=settings.username,
                    password=None if password is None else password.get_secret_value(),
                    use_tls=settings.security == "tls",
                    # If it were left open, whoever stands between could talk us out of it.
                    start_tls=settings.security == "starttls",
                    timeout=settings.timeout_seconds,
                )
        except (aiosmtplib.SMTPException, OSError) as error:
            reason = str(error) or type(error).__name__
            raise MailError(f"the mail server did not take the mail: {reason}") from error


class LoggingMailer:
    """Writes mails to the log, for work without a mail server."""

    async def send(self, mail: Mail) -> None:
        """Log the text of the mail."""
        log.warning(
            "mail_logged", mail_id=str(mail.id), to=mail.to, subject=mail.subject, text=mail.text
        )


@lru_cache
def get_mailer() -> Mailer:
    """Return the mailer of this process."""
    settings = get_email_settings()
    return LoggingMailer() if settings.host is None else SmtpMailer(settings)
