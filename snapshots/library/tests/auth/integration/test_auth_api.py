"""Registering, signing in and out, and changing the password, over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.modules.auth.config import AuthSettings, get_auth_settings
from app.modules.auth.dependencies.services import get_throttle
from app.modules.auth.models import User, UserSession
from app.modules.auth.services.throttle import Throttle
from tests.writer import SignedInUser, sign_up

pytestmark = pytest.mark.integration

REGISTER = "/api/v1/auth/register"
LOGIN = "/api/v1/auth/login"
REFRESH = "/api/v1/auth/refresh"
LOGOUT = "/api/v1/auth/logout"
ME = "/api/v1/auth/me"
CHANGE_PASSWORD = "/api/v1/auth/change-password"

PASSWORD = "correct horse"
OTHER_PASSWORD = "battery staple"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def login(client: AsyncClient, user: SignedInUser) -> dict[str, Any]:
    answer = await client.post(LOGIN, json={"email": user.email, "password": user.password})
    assert answer.status_code == 200
    tokens: dict[str, Any] = answer.json()
    return tokens


async def refresh(client: AsyncClient, token: str) -> Response:
    return await client.post(REFRESH, json={"refresh_token": token})


async def me(client: AsyncClient, token: str) -> Response:
    return await client.get(ME, headers=bearer(token))


async def test_registering_answers_with_the_user_and_without_the_password(
    client: AsyncClient,
) -> None:
    answer = await client.post(REGISTER, json={"email": "Ada@Example.com", "password": PASSWORD})

    assert answer.status_code == 201
    assert answer.json().keys() == {"id", "email"}
    assert answer.json()["email"] == "ada@example.com"


async def test_an_email_can_be_registered_once_however_it_is_written(client: AsyncClient) -> None:
    await client.post(REGISTER, json={"email": "ada@example.com", "password": PASSWORD})

    answer = await client.post(REGISTER, json={"email": "ADA@example.com", "password": PASSWORD})

    assert answer.status_code == 409
    assert answer.json()["code"] == "AUTH_USER_ALREADY_EXISTS"


async def test_a_password_is_stored_as_a_hash_only(
    signed_in_user: SignedInUser, session: AsyncSession
) -> None:
    user = await session.get_one(User, signed_in_user.id)

    assert user.password_hash.startswith("$argon2id$")
    assert signed_in_user.password not in user.password_hash


async def test_a_refresh_token_is_stored_as_a_hash_only(
    signed_in_user: SignedInUser, session: AsyncSession
) -> None:
    stored = await session.scalar(
        select(UserSession).where(UserSession.user_id == signed_in_user.id)
    )

    assert stored is not None
    assert len(stored.token_hash) == 64
    assert stored.token_hash not in signed_in_user.refresh_token


async def test_signing_in_gives_two_tokens_that_no_cache_may_keep(
    client: AsyncClient, signed_in_user: SignedInUser
) -> None:
    answer = await client.post(
        LOGIN, json={"email": signed_in_user.email.upper(), "password": signed_in_user.password}
    )

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json()["token_type"] == "bearer"
    assert answer.json()["expires_in"] == get_auth_settings().access_token_minutes * 60
    assert (await me(client, answer.json()["access_token"])).status_code == 200


async def test_an_unknown_email_and_a_wrong_password_get_the_same_answer(
    client: AsyncClient, signed_in_user: SignedInUser
) -> None:
    wrong = await client.post(LOGIN, json={"email": signed_in_user.email, "password": "wrong"})
    unknown = await client.post(LOGIN, json={"email": "nobody@example.com", "password": "wrong"})

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.headers["WWW-Authenticate"] == unknown.headers["WWW-Authenticate"] == "Bearer"
    assert {**wrong.json(), "request_id": ""} == {**unknown.json(), "request_id": ""}


async def test_the_sixth_try_in_a_minute_is_told_when_to_come_back(
    app: FastAPI, client: AsyncClient
) -> None:
    throttle = Throttle(AuthSettings(tries_per_minute=5))
    app.dependency_overrides[get_throttle] = lambda: throttle
    guess = {"email": "ada@example.com", "password": "wrong"}
    for _ in range(5):
        assert (await client.post(LOGIN, json=guess)).status_code == 401

    answer = await client.post(LOGIN, json=guess)

    assert answer.status_code == 429
    assert answer.json()["code"] == "AUTH_TOO_MANY_TRIES"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


async def test_one_address_cannot_register_without_end(app: FastAPI, client: AsyncClient) -> None:
    throttle = Throttle(AuthSettings(tries_per_minute_and_address=1))
    app.dependency_overrides[get_throttle] = lambda: throttle
    await client.post(REGISTER, json={"email": "ada@example.com", "password": PASSWORD})

    answer = await client.post(REGISTER, json={"email": "bob@example.com", "password": PASSWORD})

    assert answer.status_code == 429


async def test_refreshing_gives_tokens_that_work(
    client: AsyncClient, signed_in_user: SignedInUser
) -> None:
    answer = await refresh(client, signed_in_user.refresh_token)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert (await me(client, answer.json()["access_token"])).status_code == 200
    assert (await refresh(client, answer.json()["refresh_token"])).status_code == 200


async def test_a_refresh_token_that_comes_back_revokes_its_family_and_no_other(
    client: AsyncClient, signed_in_user: SignedInUser
) -> None:
    other = await login(client, signed_in_user)
    newest = (await refresh(client, signed_in_user.refresh_token)).json()

    reused = await refresh(client, signed_in_user.refresh_token)

    assert reused.status_code == 401
    assert reused.json()["code"] == "AUTH_REFRESH_TOKEN_INVALID"
    assert "WWW-Authenticate" in reused.headers
    assert (await refresh(client, newest["refresh_token"])).status_code == 401
    assert (await me(client, newest["access_token"])).status_code == 401
    assert (await refresh(client, other["refresh_token"])).status_code == 200


async def test_the_tokens_of_a_session_whose_time_is_over_are_refused(
    client: AsyncClient, signed_in_user: SignedInUser, session: AsyncSession
) -> None:
    await expire_sessions(session, signed_in_user)

    assert (await me(client, signed_in_user.access_token)).status_code == 401
    assert (await refresh(client, signed_in_user.refresh_token)).status_code == 401


async def test_signing_in_removes_the_sessions_of_the_user_that_are_over(
    client: AsyncClient, signed_in_user: SignedInUser, session: AsyncSession
) -> None:
    bystander = await sign_up(client)
    await expire_sessions(session, signed_in_user)
    await expire_sessions(session, bystander)

    await login(client, signed_in_user)

    assert await count_sessions(session, signed_in_user) == 1
    assert await count_sessions(session, bystander) == 1


@pytest.mark.parametrize("token", ["garbage", "A" * 64, "\x00", "\ud800", "é" * 64, "." * 512])
async def test_garbage_is_no_refresh_token(client: AsyncClient, token: str) -> None:
    body = f'{{"refresh_token": {spell(token)}}}'

    answer = await client.post(REFRESH, content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 401


async def test_signing_out_ends_the_session_at_once_and_no_other(
    client: AsyncClient, signed_in_user: SignedInUser
) -> None:
    other = await login(client, signed_in_user)

    answer = await client.post(LOGOUT, json={"refresh_token": signed_in_user.refresh_token})

    assert answer.status_code == 204
    assert (await refresh(client, signed_in_user.refresh_token)).status_code == 401
    assert (await me(client, signed_in_user.access_token)).status_code == 401
    assert (await me(client, other["access_token"])).status_code == 200


@pytest.mark.parametrize("token", ["garbage", "A" * 64])
async def test_signing_out_of_nothing_is_no_error(client: AsyncClient, token: str) -> None:
    assert (await client.post(LOGOUT, json={"refresh_token": token})).status_code == 204


async def test_a_user_can_read_the_own_account(
    client: AsyncClient, signed_in_user: SignedInUser
) -> None:
    answer = await me(client, signed_in_user.access_token)

    assert answer.json() == {"id": str(signed_in_user.id), "email": signed_in_user.email}


async def test_a_new_password_replaces_the_old_one_and_ends_the_other_sessions(
    client: AsyncClient, signed_in_user: SignedInUser
) -> None:
    other = await login(client, signed_in_user)

    answer = await client.post(
        CHANGE_PASSWORD,
        json={"current_password": signed_in_user.password, "new_password": OTHER_PASSWORD},
        headers=signed_in_user.headers,
    )

    assert answer.status_code == 204
    assert (await me(client, other["access_token"])).status_code == 401
    assert (await refresh(client, other["refresh_token"])).status_code == 401
    assert (await me(client, signed_in_user.access_token)).status_code == 200
    assert (await refresh(client, signed_in_user.refresh_token)).status_code == 200
    old = {"email": signed_in_user.email, "password": signed_in_user.password}
    assert (await client.post(LOGIN, json=old)).status_code == 401
    new = {"email": signed_in_user.email, "password": OTHER_PASSWORD}
    assert (await client.post(LOGIN, json=new)).status_code == 200


async def test_the_password_cannot_be_changed_without_the_current_one(
    client: AsyncClient, signed_in_user: SignedInUser
) -> None:
    answer = await client.post(
        CHANGE_PASSWORD,
        json={"current_password": "wrong", "new_password": OTHER_PASSWORD},
        headers=signed_in_user.headers,
    )

    assert answer.status_code == 403
    assert answer.json()["code"] == "AUTH_PASSWORD_WRONG"
    await login(client, signed_in_user)


async def test_a_new_email_replaces_the_old_one_and_leaves_the_sessions(
    client: AsyncClient, signed_in_user: SignedInUser
) -> None:
    new = {"email": "Ada.New@Example.com", "current_password": signed_in_user.password}

    answer = await client.patch(ME, json=new, headers=signed_in_user.headers)

    assert answer.status_code == 200
    assert answer.json() == {"id": str(signed_in_user.id), "email": "ada.new@example.com"}
    assert (await me(client, signed_in_user.access_token)).json() == answer.json()
    password = {"password": signed_in_user.password}
    former = await client.post(LOGIN, json={"email": signed_in_user.email, **password})
    assert former.status_code == 401
    latter = await client.post(LOGIN, json={"email": "ada.new@example.com", **password})
    assert latter.status_code == 200


async def test_the_email_of_somebody_else_cannot_be_taken(
    client: AsyncClient, signed_in_user: SignedInUser
) -> None:
    other = await sign_up(client)
    theirs = {"email": other.email, "current_password": signed_in_user.password}

    answer = await client.patch(ME, json=theirs, headers=signed_in_user.headers)

    assert answer.status_code == 409
    assert answer.json()["code"] == "AUTH_USER_ALREADY_EXISTS"


@pytest.mark.parametrize("change", [{}, {"email": "new@example.com"}])
async def test_the_account_cannot_be_changed_without_the_password(
    client: AsyncClient, signed_in_user: SignedInUser, change: dict[str, str]
) -> None:
    answer = await client.patch(
        ME, json={**change, "current_password": "wrong"}, headers=signed_in_user.headers
    )

    assert answer.status_code == 403
    assert answer.json()["code"] == "AUTH_PASSWORD_WRONG"
    assert (await me(client, signed_in_user.access_token)).json()["email"] == signed_in_user.email


@pytest.mark.parametrize("own", [True, False])
async def test_a_change_that_changes_nothing_is_no_error(
    client: AsyncClient, signed_in_user: SignedInUser, *, own: bool
) -> None:
    change = {"email": signed_in_user.email.upper()} if own else {}

    answer = await client.patch(
        ME,
        json={**change, "current_password": signed_in_user.password},
        headers=signed_in_user.headers,
    )

    assert answer.status_code == 200
    assert answer.json()["email"] == signed_in_user.email


async def test_a_user_who_is_not_active_is_shut_out(
    client: AsyncClient, signed_in_user: SignedInUser, session: AsyncSession
) -> None:
    await session.execute(update(User).where(User.id == signed_in_user.id).values(is_active=False))
    await session.commit()

    credentials = {"email": signed_in_user.email, "password": signed_in_user.password}
    assert (await client.post(LOGIN, json=credentials)).status_code == 401
    assert (await me(client, signed_in_user.access_token)).status_code == 401
    assert (await refresh(client, signed_in_user.refresh_token)).status_code == 401


async def test_the_token_of_a_user_who_is_gone_is_refused(
    client: AsyncClient, signed_in_user: SignedInUser, session: AsyncSession
) -> None:
    await session.delete(await session.get_one(User, signed_in_user.id))
    await session.commit()

    assert (await me(client, signed_in_user.access_token)).status_code == 401
    assert (await refresh(client, signed_in_user.refresh_token)).status_code == 401


async def test_a_request_without_a_token_is_told_to_bring_one(client: AsyncClient) -> None:
    answer = await client.get(ME)

    assert answer.status_code == 401
    assert answer.json()["code"] == "AUTH_TOKEN_MISSING"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "garbage", "Bearer\t"])
async def test_another_kind_of_credential_is_no_token(client: AsyncClient, header: str) -> None:
    answer = await client.get(ME, headers={"Authorization": header})

    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("changes", "algorithm"),
    [
        ({"exp": datetime.now(UTC) - timedelta(seconds=1)}, "HS256"),
        ({"sub": str(uuid4())}, "HS256"),
        ({"sub": "not a UUID"}, "HS256"),
        ({"sid": str(uuid4())}, "HS256"),
        ({"typ": "refresh"}, "HS256"),
        ({}, "HS384"),
        ({}, "none"),
    ],
    ids=str,
)
async def test_a_forged_token_is_refused_with_a_challenge(
    client: AsyncClient, signed_in_user: SignedInUser, changes: dict[str, Any], algorithm: str
) -> None:
    # The key is the right one: what is wrong with the token is nothing but what is said here.
    claims = jwt.decode(signed_in_user.access_token, options={"verify_signature": False})
    key = get_auth_settings().secret_key.get_secret_value() * 2
    forged = jwt.encode(
        {**claims, **changes},
        "" if algorithm == "none" else key[: len(key) // 2] if algorithm == "HS256" else key,
        algorithm=algorithm,
    )

    answer = await me(client, forged)

    assert answer.status_code == 401
    assert answer.json()["code"] == "AUTH_TOKEN_INVALID"
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"NaN",
        b"\xff\xfe",
        b'{"email": "ada@example.com", "password": NaN}',
        b'{"email": "ada@example.com", "password": 12345678}',
        b'{"email": "ada@example.com", "password": "secret\\ud800"}',
        b'{"email": "a\\ud800da@example.com", "password": "secret password"}',
        b'{"email": "a\\u0000da@example.com", "password": "secret password"}',
        b'{"email": "ada@example.com", "password": "secret password", "is_active": true}',
        b'{"email": "ada@example.com", "password": "' + b"secret" * 150_000 + b'"}',
        b'{"email": "' + b"a" * 900_000 + b'@example.com", "password": "secret password"}',
        b"[" * 100_000,
    ],
    ids=range(13),
)
@pytest.mark.parametrize("path", [REGISTER, LOGIN])
async def test_a_hostile_body_is_refused_and_not_repeated(
    client: AsyncClient, path: str, body: bytes
) -> None:
    answer = await client.post(path, content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code in {400, 422}
    assert "secret" not in answer.text
    assert len(answer.content) < 2_000


def spell(text: str) -> str:
    """Spell a text in JSON, broken or not."""
    return '"' + "".join(f"\\u{ord(character):04x}" for character in text) + '"'


async def expire_sessions(session: AsyncSession, user: SignedInUser) -> None:
    """Let the time of all sessions of a user be over."""
    await session.execute(
        update(UserSession)
        .where(UserSession.user_id == user.id)
        .values(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    )
    await session.commit()


async def count_sessions(session: AsyncSession, user: SignedInUser) -> int:
    """Count the sessions of a user, whether they are over or not."""
    counted = await session.scalar(
        select(func.count()).select_from(UserSession).where(UserSession.user_id == user.id)
    )
    return counted or 0
