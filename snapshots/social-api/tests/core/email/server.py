"""A mail server for tests: it speaks SMTP on a free port, and keeps what it is given."""

import asyncio
import warnings
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from pydantic import SecretStr

from app.core.email.config import EmailSettings

HOST = "127.0.0.1"
USERNAME = "app"
PASSWORD = "open sesame"


@dataclass
class MailServer:
    """What a running server was given, and how it behaves."""

    port: int = 0
    # Seconds before it answers to a mail.
    delay: float = 0
    received: list[EmailMessage] = field(default_factory=list)

    def settings(self, **changes: Any) -> EmailSettings:
        """Return the settings of an application that sends its mails here."""
        usual: dict[str, Any] = {
            "host": HOST,
            "port": self.port,
            "security": "none",
            "sender": "Démo <no-reply@example.com>",
            "timeout_seconds": 5,
        }
        return EmailSettings(**usual | changes)

    async def handle_DATA(self, _server: SMTP, _session: object, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail."""
        await asyncio.sleep(self.delay)
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return "250 OK"


@asynccontextmanager
async def mail_server(*, port: int = 0, with_password: bool = False) -> AsyncGenerator[MailServer]:
    """Run a mail server, on this port or on a free one."""
    kept = MailServer()
    connections: list[SMTP] = []

    def connect() -> SMTP:
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            # It is told that a password in the clear is no good idea; here nobody listens.
            connection = SMTP(
                kept,
                hostname="mail.example.com",
                authenticator=_authenticate,
                auth_required=with_password,
                auth_require_tls=False,
            )
        connections.append(connection)
        return connection

    server = await asyncio.get_running_loop().create_server(connect, HOST, port)
    async with server:
        kept.port = server.sockets[0].getsockname()[1]
        try:
            yield kept
        finally:
            for connection in connections:
                if connection.transport is not None:
                    connection.transport.close()


def credentials() -> dict[str, Any]:
    """Return the settings of someone whom the server knows."""
    return {"username": USERNAME, "password": SecretStr(PASSWORD)}


def _authenticate(
    _server: SMTP, _session: object, _envelope: Envelope, _mechanism: str, data: LoginPassword
) -> AuthResult:
    right = data == LoginPassword(USERNAME.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=right)
