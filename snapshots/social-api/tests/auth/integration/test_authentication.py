"""What a token opens, what it does not, and who is known afterwards."""

import time
from collections.abc import AsyncGenerator, Generator
from typing import Any

import jwt
import pytest
from fastapi import APIRouter, FastAPI
from httpx2 import ASGITransport, AsyncClient, Response
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.application import PRIVATE, build_app
from app.core.db.session import Database
from app.core.events import Listener
from app.core.routers import include
from app.modules.auth.config import AuthSettings
from app.modules.auth.dependencies.services import get_access_tokens
from app.modules.auth.events import UserEmailChanged, UserRegistered
from app.modules.auth.gateway import require_scopes
from app.modules.auth.models import User
from app.modules.auth.module import MODULE
from app.modules.auth.services.issuer import Issuer
from app.modules.auth.services.keys import IssuerKeys
from app.modules.auth.services.tokens import AccessTokens
from tests.issuer import AUDIENCE, KEYS, LocalIssuer, running_issuer, unsigned
from tests.writer import SignedInUser

pytestmark = pytest.mark.integration

ME = "/api/v1/auth/me"


async def me(client: AsyncClient, token: str) -> Response:
    return await client.get(ME, headers={"Authorization": f"Bearer {token}"})


async def count_users(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(User)) or 0


async def test_whoever_calls_for_the_first_time_is_known_from_then_on(
    client: AsyncClient, issuer: LocalIssuer, session: AsyncSession
) -> None:
    claims: dict[str, Any] = {"sub": "ada", "email": "ada@example.com", "email_verified": True}

    first = await me(client, issuer.sign(**claims))
    second = await me(client, issuer.sign(**claims, scope="b a"))

    assert first.status_code == second.status_code == 200
    assert first.json()["id"] == second.json()["id"]
    assert second.json()["email"] == "ada@example.com"
    assert second.json()["scopes"] == ["a", "b"]
    assert await count_users(session) == 1


async def test_that_somebody_is_new_is_told_once(
    client: AsyncClient, issuer: LocalIssuer, database: Database
) -> None:
    heard: list[UserRegistered] = []

    async def listen(event: UserRegistered, _: object) -> None:
        heard.append(event)

    database.bus.subscribe(Listener(UserRegistered, listen))
    answers = [await me(client, issuer.sign(sub="ada")) for _ in range(2)]

    assert [str(event.user_id) for event in heard] == [answers[0].json()["id"]]


async def test_subjects_that_differ_in_case_are_two_users(
    client: AsyncClient, issuer: LocalIssuer
) -> None:
    one = await me(client, issuer.sign(sub="ada"))
    other = await me(client, issuer.sign(sub="Ada"))

    assert one.json()["id"] != other.json()["id"]


async def test_an_email_that_has_changed_is_followed_and_told_of(
    client: AsyncClient, issuer: LocalIssuer, session: AsyncSession, database: Database
) -> None:
    heard: list[UserEmailChanged] = []

    async def listen(event: UserEmailChanged, _: object) -> None:
        heard.append(event)

    database.bus.subscribe(Listener(UserEmailChanged, listen))
    for address in ("ada@example.com", "countess@example.com"):
        answer = await me(client, issuer.sign(email=address, email_verified=True))
        assert answer.json()["email"] == address

    unverified = await me(client, issuer.sign(email="mallory@example.com"))

    assert unverified.json()["email"] == "countess@example.com"
    assert await session.scalar(select(User.email)) == "countess@example.com"
    assert [event.former_email for event in heard] == ["ada@example.com"]


async def test_a_user_who_is_not_active_is_shut_out(
    client: AsyncClient, signed_in_user: SignedInUser, session: AsyncSession
) -> None:
    await session.execute(update(User).where(User.id == signed_in_user.id).values(is_active=False))
    await session.commit()

    answer = await me(client, signed_in_user.access_token)

    assert answer.status_code == 401
    assert answer.json()["code"] == "AUTH_TOKEN_INVALID"


async def test_a_request_without_a_token_is_told_to_bring_one(client: AsyncClient) -> None:
    answer = await client.get(ME)

    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["code"] == "AUTH_TOKEN_MISSING"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "garbage", "Bearer\t"])
async def test_another_kind_of_credential_is_no_token(client: AsyncClient, header: str) -> None:
    assert (await client.get(ME, headers={"Authorization": header})).status_code == 401


async def test_every_token_that_is_refused_gets_the_same_answer(
    client: AsyncClient, issuer: LocalIssuer
) -> None:
    good = issuer.sign()
    claims = jwt.decode(good, options={"verify_signature": False})
    with running_issuer() as other:
        forged = other.sign(iss=issuer.url)
    tokens = [
        issuer.sign(exp=int(time.time()) - 60),
        issuer.sign(nbf=int(time.time()) + 60),
        issuer.sign(aud="https://other.example.com"),
        issuer.sign(iss="https://someone.example.com"),
        issuer.sign(head={"kid": "unknown"}),
        unsigned(good),
        jwt.encode(claims, "a secret of thirty-two bytes or more", headers={"kid": "first"}),
        forged,
        good[:-4] + "AAAA",
        "garbage",
    ]

    answers = [await me(client, token) for token in tokens]

    assert {answer.status_code for answer in answers} == {401}
    challenge = 'Bearer error="invalid_token"'
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {challenge}
    bodies = [{**answer.json(), "request_id": ""} for answer in answers]
    assert all(body == bodies[0] for body in bodies)


@pytest.mark.parametrize(
    "value", [b"\xff\xfe", b"\xed\xa0\x80", b"\x01", b"a" * 5_000, b"a.b.c" * 1_000], ids=range(5)
)
async def test_bytes_that_are_no_token_are_refused(client: AsyncClient, value: bytes) -> None:
    answer = await client.get(ME, headers={b"Authorization": b"Bearer " + value})

    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("held", "wanted", "status"),
    [
        ("articles:write", ["articles:write"], 200),
        ("articles:write profile", ["articles:write", "profile"], 200),
        ("profile", ["articles:write"], 403),
        ("articles:write", ["articles:write", "profile"], 403),
        ("articles", ["articles:write"], 403),
        ("", ["articles:write"], 403),
        ("", [], 200),
    ],
)
async def test_a_guard_lets_pass_who_has_the_scopes(
    database: Database, issuer: LocalIssuer, held: str, wanted: list[str], status: int
) -> None:
    app = build_app(PRIVATE, [MODULE], database=database)
    guarded, outer = APIRouter(), APIRouter()

    @guarded.get("/guarded")
    async def guarded_route() -> None:
        """Answer with nothing."""

    include(outer, guarded, require_scopes(*wanted))
    app.include_router(outer)
    headers = {"Authorization": f"Bearer {issuer.sign(scope=held)}"}

    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as client:
        answer = await client.get("/guarded", headers=headers)
        stranger = await client.get("/guarded")

    assert answer.status_code == status
    assert stranger.status_code == 401
    if status == 403:
        assert answer.json()["code"] == "AUTH_SCOPE_MISSING"
        expected = f'Bearer error="insufficient_scope", scope="{" ".join(wanted)}"'
        assert answer.headers["WWW-Authenticate"] == expected


class Outage:
    """The application with an issuer of its own, which rotates its keys and goes down."""

    def __init__(self, app: FastAPI, client: AsyncClient, issuer: LocalIssuer) -> None:
        self.client = client
        self.issuer = issuer
        self.now = 0.0
        settings = AuthSettings(issuer_url=issuer.url, audience=AUDIENCE)
        fetch = Issuer(issuer.url, timeout_seconds=1).fetch_keys
        tokens = AccessTokens(IssuerKeys(fetch, settings, clock=lambda: self.now), settings)
        app.dependency_overrides[get_access_tokens] = lambda: tokens

    async def status_of(self, token: str) -> int:
        return (await me(self.client, token)).status_code


@pytest.fixture
def outage(app: FastAPI, client: AsyncClient) -> Generator[Outage]:
    with running_issuer() as issuer:
        yield Outage(app, client, issuer)


async def test_a_key_that_is_rotated_in_is_believed_and_one_that_is_out_no_longer(
    outage: Outage,
) -> None:
    old = outage.issuer.sign()
    assert await outage.status_of(old) == 200
    outage.issuer.add_key("second", "RS256")
    new = outage.issuer.sign("second")
    outage.now += 10
    assert await outage.status_of(new) == 200
    assert await outage.status_of(old) == 200
    del outage.issuer.keys["first"]
    outage.now += 3600

    assert await outage.status_of(old) == 401
    assert await outage.status_of(new) == 200


async def test_tokens_of_known_keys_are_accepted_while_the_issuer_is_down(outage: Outage) -> None:
    token, unknown = outage.issuer.sign(), outage.issuer.sign(head={"kid": "unknown"})
    assert await outage.status_of(token) == 200
    outage.issuer.stop()
    outage.now += 3600

    assert await outage.status_of(token) == 200
    assert await outage.status_of(unknown) == 401


async def test_an_issuer_that_was_never_reached_is_no_fault_of_the_caller(outage: Outage) -> None:
    token = outage.issuer.sign()
    outage.issuer.stop()

    answer = await me(outage.client, token)
    outage.issuer.start()
    outage.now += 10

    assert answer.status_code == 503
    assert answer.json()["code"] == "AUTH_ISSUER_UNAVAILABLE"
    assert await outage.status_of(token) == 200


async def test_a_flood_of_unknown_keys_does_not_storm_the_issuer(outage: Outage) -> None:
    await outage.status_of(outage.issuer.sign())
    outage.now += 10

    for number in range(200):
        token = outage.issuer.sign(head={"kid": f"unknown {number}"})
        assert await outage.status_of(token) == 401

    assert outage.issuer.asked.count(KEYS) == 2


@pytest.fixture
async def unconfigured(app: FastAPI) -> AsyncGenerator[AsyncClient]:
    """Give a client of an application that has no issuer."""
    settings = AuthSettings.model_construct()
    tokens = AccessTokens(IssuerKeys(Issuer("").fetch_keys, settings), settings)
    app.dependency_overrides[get_access_tokens] = lambda: tokens
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as client:
        yield client


async def test_without_an_issuer_a_token_is_answered_with_what_to_set(
    unconfigured: AsyncClient, issuer: LocalIssuer
) -> None:
    with_token = await me(unconfigured, issuer.sign())
    without = await unconfigured.get(ME)

    assert with_token.status_code == 503
    assert with_token.json()["code"] == "AUTH_NOT_CONFIGURED"
    assert "AUTH_ISSUER_URL" in with_token.json()["title"]
    assert without.status_code == 401
