"""A mail arrives as it was written, and a server that does not take it is an error that says so."""

import asyncio
import json
from uuid import uuid4

import pytest
from pydantic import SecretStr

from app.core.email.config import EmailSettings
from app.core.email.mailer import LoggingMailer, MailError, SmtpMailer
from app.core.email.message import Mail
from app.core.logging import configure_logging

from .server import HOST, credentials, mail_server

MAIL = Mail(
    to="ada@example.com",
    subject="Grüße aus Köln 🐎",
    text="Schöne Grüße\n.\nund ein Punkt",
    html="<p>Schöne Grüße 🐎</p>",
)


async def test_a_mail_arrives_in_text_and_in_html() -> None:
    async with mail_server() as server:
        await SmtpMailer(server.settings()).send(MAIL)

    (message,) = server.received
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert message.get_content_type() == "multipart/alternative"
    assert text is not None
    assert text.get_content().splitlines() == MAIL.text.splitlines()
    assert html is not None
    assert html.get_content().strip() == MAIL.html
    assert message["Subject"] == MAIL.subject
    assert message["To"] == MAIL.to
    assert message["From"] == "Démo <no-reply@example.com>"
    assert message["Auto-Submitted"] == "auto-generated"


async def test_a_mail_that_is_sent_again_is_the_same_mail() -> None:
    async with mail_server() as server:
        mailer = SmtpMailer(server.settings())
        await mailer.send(MAIL)
        await mailer.send(MAIL)

    first, second = server.received
    assert first["Message-ID"] == second["Message-ID"] == f"<{MAIL.id}@example.com>"


async def test_a_server_that_wants_a_password_gets_it() -> None:
    async with mail_server(with_password=True) as server:
        await SmtpMailer(server.settings(**credentials())).send(MAIL)

    assert len(server.received) == 1


@pytest.mark.parametrize("settings", [{}, credentials() | {"password": SecretStr("wrong")}])
async def test_a_server_that_does_not_know_us_takes_nothing(settings: dict[str, object]) -> None:
    async with mail_server(with_password=True) as server:
        with pytest.raises(MailError) as refused:
            await SmtpMailer(server.settings(**settings)).send(MAIL)

    assert server.received == []
    assert "wrong" not in str(refused.value)


async def test_a_server_that_is_down_is_told_apart_from_a_mail_that_is_wrong() -> None:
    async with mail_server() as server:
        settings = server.settings()

    with pytest.raises(MailError):
        await SmtpMailer(settings).send(MAIL)


async def test_a_server_that_is_slow_is_given_up() -> None:
    async with mail_server() as server:
        server.delay = 5
        mailer = SmtpMailer(server.settings(timeout_seconds=0.2))

        async with asyncio.timeout(2):
            with pytest.raises(MailError):
                await mailer.send(MAIL)


async def test_a_server_that_accepts_and_says_nothing_is_given_up() -> None:
    writers: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: writers.append(writer), HOST, 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        mailer = SmtpMailer(
            EmailSettings(host=HOST, port=port, security="none", timeout_seconds=0.2)
        )

        async with asyncio.timeout(2):
            with pytest.raises(MailError):
                await mailer.send(MAIL)
        for writer in writers:
            writer.close()


async def test_a_server_without_encryption_is_refused_where_it_is_asked_for() -> None:
    async with mail_server() as server:
        with pytest.raises(MailError):
            await SmtpMailer(server.settings(security="starttls")).send(MAIL)

    assert server.received == []


async def test_without_a_server_the_log_shows_the_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging("INFO")
    mail = Mail(to="ada@example.com", subject="Hello", text="a link", html="<a>", id=uuid4())

    await LoggingMailer().send(mail)

    logged = json.loads(capsys.readouterr().out)
    assert (logged["to"], logged["text"]) == ("ada@example.com", "a link")
