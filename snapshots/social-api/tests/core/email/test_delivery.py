"""A mail is sent behind the back of whoever caused it, and a failure is told to the log alone."""

import asyncio
import json

import pytest

from app.core.email import delivery
from app.core.email.mailer import SmtpMailer
from app.core.email.message import Mail
from app.core.logging import configure_logging

from .server import MailServer, mail_server

MAIL = Mail(to="ada@example.com", subject="Hello", text="Hello", html="<p>Hello</p>")


def send_to(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    mailer = SmtpMailer(server.settings())
    monkeypatch.setattr(delivery, "get_mailer", lambda: mailer)


async def test_nobody_waits_for_a_slow_server(monkeypatch: pytest.MonkeyPatch) -> None:
    async with mail_server() as server:
        send_to(server, monkeypatch)
        server.delay = 0.3

        async with asyncio.timeout(0.1):
            await delivery.deliver(MAIL)

        assert server.received == []
        await delivery.finish_deliveries()
    assert len(server.received) == 1


async def test_a_server_that_is_down_is_logged_with_the_id_of_the_mail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("INFO")
    async with mail_server() as server:
        send_to(server, monkeypatch)

    await delivery.deliver(MAIL)
    await delivery.finish_deliveries()

    logged = json.loads(capsys.readouterr().out)
    assert (logged["event"], logged["level"]) == ("mail_failed", "error")
    assert logged["mail_id"] == str(MAIL.id)


async def test_a_mailer_that_breaks_is_logged_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("INFO")

    def broken() -> None:
        raise RuntimeError("no mailer")

    monkeypatch.setattr(delivery, "get_mailer", broken)

    await delivery.deliver(MAIL)
    await delivery.finish_deliveries()

    assert json.loads(capsys.readouterr().out)["event"] == "mail_failed"
