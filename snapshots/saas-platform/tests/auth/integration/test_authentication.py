"""What a key opens, what it does not, and what is remembered of it."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi import APIRouter, FastAPI
from httpx2 import ASGITransport, AsyncClient, Response
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.application import PRIVATE, build_app
from app.core.db.session import Database
from app.core.routers import include
from app.modules.auth.gateway import Scope, require
from app.modules.auth.models import ApiKey, User
from app.modules.auth.module import MODULE
from tests.factories.auth import issue_key, store_user
from tests.writer import HEADER, KeyHolder, hand_out

pytestmark = pytest.mark.integration

ME = "/api/v1/auth/me"


async def me(client: AsyncClient, key: str | bytes) -> Response:
    raw = key.encode() if isinstance(key, str) else key
    return await client.get(ME, headers={HEADER.encode(): raw})


async def last_use(session: AsyncSession, holder: KeyHolder) -> datetime | None:
    key = await session.get_one(ApiKey, holder.key_id, populate_existing=True)
    return key.last_used_at


async def test_a_key_tells_who_calls_and_for_what_it_is_good(
    client: AsyncClient, key_holder: KeyHolder
) -> None:
    answer = await me(client, key_holder.key)

    assert answer.status_code == 200
    assert answer.json()["user"]["id"] == str(key_holder.user_id)
    assert answer.json()["key_id"] == str(key_holder.key_id)
    assert answer.json()["scopes"] == ["write"]


async def test_a_key_is_stored_as_a_hash_only(session: AsyncSession, key_holder: KeyHolder) -> None:
    stored = await session.get_one(ApiKey, key_holder.key_id)

    assert len(stored.key_hash) == 64
    secret = key_holder.key.removeprefix(stored.prefix)
    values = [str(getattr(stored, column.key)) for column in ApiKey.__table__.columns]
    assert not any(secret in value for value in values)


async def test_a_request_without_a_key_is_told_to_bring_one(client: AsyncClient) -> None:
    answer = await client.get(ME)

    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "APIKey"
    assert answer.json()["code"] == "AUTH_KEY_MISSING"


async def test_a_key_elsewhere_is_none(client: AsyncClient, key_holder: KeyHolder) -> None:
    in_the_path = await client.get(ME, params={HEADER: key_holder.key})
    as_a_token = await client.get(ME, headers={"Authorization": f"Bearer {key_holder.key}"})

    assert in_the_path.status_code == as_a_token.status_code == 401


@pytest.mark.parametrize(
    "key",
    [b"garbage", b"\x01", b"\xff\xfe", b"\xed\xa0\x80", b"a" * 5_000, b"_" * 5_000, b"a_b_c", b"'"],
    ids=lambda key: repr(key[:12]),
)
async def test_garbage_is_no_key(client: AsyncClient, key: bytes) -> None:
    answer = await me(client, key)

    assert answer.status_code == 401
    assert answer.json()["code"] == "AUTH_KEY_INVALID"


async def test_every_key_that_does_not_work_gets_the_same_answer(
    client: AsyncClient, session: AsyncSession
) -> None:
    _, expired = await issue_key(session, "read", days=-0.001)
    revoked, revoked_key = await issue_key(session, "read")
    revoked.revoked_at = datetime.now(UTC)
    asleep = await store_user(session)
    asleep.is_active = False
    _, of_nobody = await issue_key(session, "read", user=asleep)
    known, known_key = await issue_key(session, "read")
    known.key_hash = "0" * 64
    unknown, unknown_key = await issue_key(session, "read")
    await session.delete(unknown)
    await session.commit()

    answers = [
        await me(client, key)
        for key in (expired, revoked_key, of_nobody, known_key, unknown_key, "garbage")
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.headers["WWW-Authenticate"] for answer in answers}) == 1
    bodies = [{**answer.json(), "request_id": ""} for answer in answers]
    assert all(body == bodies[0] for body in bodies)


async def test_a_key_works_again_when_its_user_does(
    client: AsyncClient, session: AsyncSession, key_holder: KeyHolder
) -> None:
    of_user = update(User).where(User.id == key_holder.user_id)
    await session.execute(of_user.values(is_active=False))
    await session.commit()
    asleep = await me(client, key_holder.key)
    await session.execute(of_user.values(is_active=True))
    await session.commit()

    assert asleep.status_code == 401
    assert (await me(client, key_holder.key)).status_code == 200


@pytest.mark.parametrize(
    ("held", "asked", "status"),
    [
        (["read"], Scope.READ, 200),
        (["read"], Scope.WRITE, 403),
        (["write"], Scope.READ, 403),
        (["read", "write"], Scope.WRITE, 200),
        (["read", "write"], Scope.ADMIN, 403),
        (["admin"], Scope.WRITE, 200),
    ],
)
async def test_a_guard_lets_pass_who_has_the_scope(
    database: Database, held: list[str], asked: Scope, status: int
) -> None:
    holder = await hand_out(database, *held)
    app = build_app(PRIVATE, [MODULE], database=database)
    guarded = APIRouter()

    @guarded.get("/guarded")
    async def guarded_route() -> None:
        """Answer with nothing."""

    outer = APIRouter()
    include(outer, guarded, require(asked))
    app.include_router(outer)

    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as client:
        answer = await client.get("/guarded", headers=holder.headers)
        stranger = await client.get("/guarded")

    assert answer.status_code == status
    assert stranger.status_code == 401
    if status == 403:
        assert answer.json()["code"] == "AUTH_SCOPE_MISSING"
        assert f"`{asked}`" in answer.json()["detail"]


async def test_the_first_use_is_noted(
    client: AsyncClient, session: AsyncSession, key_holder: KeyHolder
) -> None:
    assert await last_use(session, key_holder) is None

    await me(client, key_holder.key)

    used = await last_use(session, key_holder)
    assert used is not None
    assert datetime.now(UTC) - used < timedelta(minutes=1)


async def test_a_use_that_ends_in_an_error_is_noted_too(
    client: AsyncClient, session: AsyncSession, key_holder: KeyHolder
) -> None:
    answer = await client.get("/api/v1/auth/users", headers=key_holder.headers)

    assert answer.status_code == 403
    assert await last_use(session, key_holder) is not None


@pytest.mark.parametrize(("age", "is_noted"), [(30, False), (90, True)])
async def test_later_uses_are_noted_once_a_minute(
    client: AsyncClient, session: AsyncSession, key_holder: KeyHolder, age: int, is_noted: bool
) -> None:
    before = datetime.now(UTC) - timedelta(seconds=age)
    of_key = update(ApiKey).where(ApiKey.id == key_holder.key_id)
    await session.execute(of_key.values(last_used_at=before))
    await session.commit()

    await me(client, key_holder.key)

    assert (await last_use(session, key_holder) != before) is is_noted


async def test_being_used_is_no_change_of_the_key(
    client: AsyncClient, session: AsyncSession, key_holder: KeyHolder
) -> None:
    before = (await session.get_one(ApiKey, key_holder.key_id)).updated_at

    await me(client, key_holder.key)

    after = await session.get_one(ApiKey, key_holder.key_id, populate_existing=True)
    assert after.updated_at == before


async def test_a_request_is_answered_although_its_use_cannot_be_noted(
    app: FastAPI,
    client: AsyncClient,
    database: Database,
    key_holder: KeyHolder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("app.modules.auth.repositories.keys.KeyRepository.note_use", fail)

    assert (await me(client, key_holder.key)).status_code == 200
