"""A forgotten password is set anew by who reads the mails of the account, and by nobody else."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.email import delivery
from app.core.email.mailer import SmtpMailer
from app.modules.auth.config import AuthSettings, get_auth_settings
from app.modules.auth.dependencies.services import get_throttle
from app.modules.auth.models import PasswordReset, User
from app.modules.auth.services.throttle import Throttle
from tests.core.email.mailbox import Mailbox
from tests.core.email.server import mail_server
from tests.writer import SignedInUser, sign_up

pytestmark = pytest.mark.integration

FORGOT = "/api/v1/auth/password/forgot"
RESET = "/api/v1/auth/password/reset"
LOGIN = "/api/v1/auth/login"
ME = "/api/v1/auth/me"
CHANGE_PASSWORD = "/api/v1/auth/change-password"

NEW_PASSWORD = "battery staple"


async def forget(client: AsyncClient, email: str) -> Response:
    return await client.post(FORGOT, json={"email": email})


async def reset(client: AsyncClient, token: str, password: str = NEW_PASSWORD) -> Response:
    return await client.post(RESET, json={"token": token, "new_password": password})


async def login(client: AsyncClient, user: SignedInUser, password: str) -> Response:
    return await client.post(LOGIN, json={"email": user.email, "password": password})


def token_in(text: str) -> str:
    found = re.search(r"#token=([\w-]+)", text)
    assert found is not None
    return found[1]


async def ask_for_token(client: AsyncClient, mailbox: Mailbox, user: SignedInUser) -> str:
    """Return the token of the mail that a user gets."""
    await forget(client, user.email)
    return token_in((await mailbox.open())[-1].text)


async def test_the_token_of_the_mail_sets_a_new_password_and_ends_every_session(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser
) -> None:
    token = await ask_for_token(client, mailbox, signed_in_user)

    answer = await reset(client, token)

    assert answer.status_code == 204
    assert (await client.get(ME, headers=signed_in_user.headers)).status_code == 401
    assert (await login(client, signed_in_user, signed_in_user.password)).status_code == 401
    assert (await login(client, signed_in_user, NEW_PASSWORD)).status_code == 200


async def test_the_mail_has_the_link_in_text_and_in_html(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser
) -> None:
    await forget(client, signed_in_user.email.upper())

    (mail,) = await mailbox.open()
    assert mail.to == signed_in_user.email
    page = get_auth_settings().password_reset_url.partition("#")[0]
    link = f"{page}#token={token_in(mail.text)}"
    assert link in mail.text
    assert f'href="{link}"' in mail.html


async def test_whoever_asks_learns_nothing_about_who_has_an_account(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser
) -> None:
    known = await forget(client, signed_in_user.email)
    unknown = await forget(client, "nobody@example.com")

    assert known.status_code == unknown.status_code == 202
    assert known.content == unknown.content == b""
    assert known.headers.keys() == unknown.headers.keys()
    assert [mail.to for mail in await mailbox.open()] == [signed_in_user.email]


async def test_the_answer_leaves_before_anybody_looks_for_the_user(
    app: FastAPI, signed_in_user: SignedInUser
) -> None:
    body = f'{{"email": "{signed_in_user.email}"}}'.encode()
    scope = {
        "type": "http",
        "method": "POST",
        "path": FORGOT,
        "raw_path": FORGOT.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        "client": ("192.0.2.1", 1),
        "http_version": "1.1",
        "scheme": "http",
        "server": ("test", 80),
    }
    answered = False

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: object) -> None:
        nonlocal answered
        answered = True

    class Unreachable:
        """A database that nobody may ask before the answer has left."""

        def unit_of_work(self) -> None:
            assert answered
            raise ConnectionError

    app.state.database = Unreachable()
    with pytest.raises(ConnectionError):
        await app(scope, receive, send)


async def test_a_token_is_good_for_one_time(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser
) -> None:
    token = await ask_for_token(client, mailbox, signed_in_user)
    await reset(client, token)

    answer = await reset(client, token, "another password")

    assert answer.status_code == 403
    assert answer.json()["code"] == "AUTH_PASSWORD_RESET_INVALID"
    assert (await login(client, signed_in_user, NEW_PASSWORD)).status_code == 200


async def test_using_one_token_voids_the_others_of_the_user_and_of_nobody_else(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser
) -> None:
    bystander = await sign_up(client)
    theirs = await ask_for_token(client, mailbox, bystander)
    first = await ask_for_token(client, mailbox, signed_in_user)
    second = await ask_for_token(client, mailbox, signed_in_user)

    assert (await reset(client, first)).status_code == 204

    assert (await reset(client, second)).status_code == 403
    assert (await client.get(ME, headers=bystander.headers)).status_code == 200
    assert (await reset(client, theirs)).status_code == 204


async def test_a_token_is_stored_as_a_hash_only(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser, session: AsyncSession
) -> None:
    token = await ask_for_token(client, mailbox, signed_in_user)

    stored = (await session.scalars(select(PasswordReset))).one()
    assert stored.token_hash is not None
    assert len(stored.token_hash) == len(stored.account_hash) == 64
    assert token not in stored.token_hash


async def test_a_token_whose_time_is_over_is_refused(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser, session: AsyncSession
) -> None:
    token = await ask_for_token(client, mailbox, signed_in_user)
    await expire_resets(session)

    assert (await reset(client, token)).status_code == 403
    assert (await login(client, signed_in_user, signed_in_user.password)).status_code == 200


async def test_a_password_that_was_changed_voids_the_token(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser
) -> None:
    token = await ask_for_token(client, mailbox, signed_in_user)
    change = {"current_password": signed_in_user.password, "new_password": "a third password"}
    await client.post(CHANGE_PASSWORD, json=change, headers=signed_in_user.headers)

    assert (await reset(client, token)).status_code == 403


async def test_a_token_that_went_to_the_former_email_is_void(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser
) -> None:
    token = await ask_for_token(client, mailbox, signed_in_user)
    change = {"current_password": signed_in_user.password, "email": "new@example.com"}
    await client.patch(ME, json=change, headers=signed_in_user.headers)

    assert (await reset(client, token)).status_code == 403


async def test_a_user_who_is_not_active_gets_no_mail_and_cannot_use_one(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser, session: AsyncSession
) -> None:
    token = await ask_for_token(client, mailbox, signed_in_user)
    await session.execute(update(User).where(User.id == signed_in_user.id).values(is_active=False))
    await session.commit()

    assert (await reset(client, token)).status_code == 403
    assert (await forget(client, signed_in_user.email)).status_code == 202
    assert len(await mailbox.open()) == 1


async def test_nobody_is_buried_in_mails_and_the_first_token_stays_good(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser
) -> None:
    at_once = get_auth_settings().password_resets_at_once
    first = await ask_for_token(client, mailbox, signed_in_user)
    for _ in range(at_once):
        assert (await forget(client, signed_in_user.email)).status_code == 202

    assert len(await mailbox.open()) == at_once
    assert (await reset(client, first)).status_code == 204


async def test_once_the_mails_have_expired_there_are_new_ones(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser, session: AsyncSession
) -> None:
    for _ in range(get_auth_settings().password_resets_at_once):
        await forget(client, signed_in_user.email)
    await expire_resets(session)

    token = await ask_for_token(client, mailbox, signed_in_user)

    assert (await reset(client, token)).status_code == 204
    assert (await session.scalars(select(PasswordReset))).all() == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (FORGOT, {"email": "nobody@example.com"}),
        (RESET, {"token": "garbage", "new_password": NEW_PASSWORD}),
    ],
)
async def test_one_address_cannot_ask_without_end(
    app: FastAPI, client: AsyncClient, path: str, body: dict[str, str]
) -> None:
    throttle = Throttle(AuthSettings(tries_per_minute_and_address=1))
    app.dependency_overrides[get_throttle] = lambda: throttle
    assert (await client.post(path, json=body)).status_code in {202, 403}

    answer = await client.post(path, json=body)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1


@pytest.mark.parametrize("token", ["garbage", "A" * 43, "\\u0000", "\\ud800", "é" * 64, "." * 512])
async def test_garbage_is_no_token(client: AsyncClient, token: str) -> None:
    body = f'{{"token": "{token}", "new_password": "{NEW_PASSWORD}"}}'.encode()

    answer = await client.post(RESET, content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "a" * 5_000 + "@example.com"},
        {"email": "ada@exam\x00ple.com"},
        {"email": "ada@example.com\r\nBcc: eve@example.com"},
        {"email": "ada@example.com", "admin": True},
        {"email": None},
    ],
)
async def test_what_is_no_email_is_refused(client: AsyncClient, body: dict[str, object]) -> None:
    assert (await client.post(FORGOT, json=body)).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {"token": "A" * 43},
        {"token": "A" * 513, "new_password": NEW_PASSWORD},
        {"token": "", "new_password": NEW_PASSWORD},
        {"token": "A" * 43, "new_password": "short"},
        {"token": "A" * 43, "new_password": "p" * 5_000},
        {"token": "A" * 43, "new_password": NEW_PASSWORD, "user_id": 1},
    ],
)
async def test_a_request_that_is_not_valid_does_not_show_its_secrets(
    client: AsyncClient, body: dict[str, object]
) -> None:
    answer = await client.post(RESET, json=body)

    assert answer.status_code == 422
    assert NEW_PASSWORD not in answer.text


async def test_a_changed_password_is_told_to_the_user(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser
) -> None:
    token = await ask_for_token(client, mailbox, signed_in_user)
    await reset(client, token)

    notice = (await mailbox.open())[-1]

    assert notice.to == signed_in_user.email
    assert "was changed" in notice.subject
    assert "was changed" in notice.text
    assert "was changed" in notice.html
    assert NEW_PASSWORD not in notice.text + notice.html


async def test_a_changed_email_is_told_to_the_former_one(
    client: AsyncClient, mailbox: Mailbox, signed_in_user: SignedInUser
) -> None:
    change = {"current_password": signed_in_user.password, "email": "new@example.com"}
    await client.patch(ME, json=change, headers=signed_in_user.headers)

    (notice,) = await mailbox.open()

    assert notice.to == signed_in_user.email
    assert "new@example.com" not in notice.text + notice.html


async def test_a_mail_server_that_is_down_does_not_keep_the_password_from_being_changed(
    client: AsyncClient, signed_in_user: SignedInUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with mail_server() as server:
        mailer = SmtpMailer(server.settings())
    monkeypatch.setattr(delivery, "get_mailer", lambda: mailer)
    change = {"current_password": signed_in_user.password, "new_password": NEW_PASSWORD}

    answer = await client.post(CHANGE_PASSWORD, json=change, headers=signed_in_user.headers)

    assert answer.status_code == 204
    assert (await forget(client, signed_in_user.email)).status_code == 202
    assert (await login(client, signed_in_user, NEW_PASSWORD)).status_code == 200


async def test_the_way_of_a_mail_through_a_server(
    client: AsyncClient,
    mailbox: Mailbox,
    signed_in_user: SignedInUser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with mail_server() as server:
        mailer = SmtpMailer(server.settings())
        monkeypatch.setattr(delivery, "get_mailer", lambda: mailer)
        await forget(client, signed_in_user.email)
        await mailbox.open()

    (message,) = server.received
    text = message.get_body(("plain",))
    assert text is not None
    assert (await reset(client, token_in(text.get_content()))).status_code == 204


async def expire_resets(session: AsyncSession) -> None:
    """Let the time of all resets be over."""
    await session.execute(
        update(PasswordReset).values(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    )
    await session.commit()
