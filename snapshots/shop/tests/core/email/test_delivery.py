"""A mail that is not taken is an error of the listener that sent it: the outbox calls it again."""

import pytest

from app.core.email import delivery
from app.core.email.mailer import MailError, SmtpMailer
from app.core.email.message import Mail

from .server import mail_server

MAIL = Mail(to="ada@example.com", subject="Hello", text="Hello", html="<p>Hello</p>")


async def test_a_mail_is_with_the_server_when_the_listener_is_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with mail_server() as server:
        mailer = SmtpMailer(server.settings())
        monkeypatch.setattr(delivery, "get_mailer", lambda: mailer)

        await delivery.deliver(MAIL)

        assert len(server.received) == 1


async def test_a_server_that_is_down_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    async with mail_server() as server:
        mailer = SmtpMailer(server.settings())
    monkeypatch.setattr(delivery, "get_mailer", lambda: mailer)

    with pytest.raises(MailError):
        await delivery.deliver(MAIL)
