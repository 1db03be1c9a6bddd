"""What the service does, told by what it leaves behind; no database is asked."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.auth.config import AuthSettings
from app.modules.auth.events import KeyIssued, KeyRevoked
from app.modules.auth.exceptions import KeyDoesNotExistError, KeyIsOverError, UnknownUserError
from app.modules.auth.models import ApiKey, User
from app.modules.auth.repositories.keys import KeyRepository
from app.modules.auth.repositories.users import UserRepository
from app.modules.auth.schemas.records import KeyCreate
from app.modules.auth.schemas.requests import KeyIssueRequest, KeyRotateRequest
from app.modules.auth.scopes import Scope
from app.modules.auth.services.keys import IssuedKey, KeyService
from app.modules.auth.services.minting import belongs_to

SETTINGS = AuthSettings(key_days=100, rotation_hours=24)
A_MOMENT = timedelta(seconds=30)


class FakeUsers(UserRepository):
    """One user in memory."""

    def __init__(self) -> None:
        self.ada = User(id=new_id(), name="ada", is_active=True)

    @override
    async def get(self, entity_id: UUID) -> User | None:
        return self.ada if entity_id == self.ada.id else None


class FakeKeys(KeyRepository):
    """Keys in a dictionary."""

    def __init__(self) -> None:
        self.rows: dict[UUID, ApiKey] = {}

    @override
    async def create(self, data: KeyCreate) -> ApiKey:
        key = ApiKey(id=new_id(), created_at=datetime.now(UTC), **data.model_dump())
        self.rows[key.id] = key
        return key

    @override
    async def get(self, entity_id: UUID) -> ApiKey | None:
        return self.rows.get(entity_id)

    @override
    async def replace(self, key_id: UUID, *, now: datetime, end: datetime) -> bool:
        key = self.rows[key_id]
        if key.replaced_at or key.revoked_at or key.expires_at <= now:
            return False
        key.replaced_at, key.expires_at = now, min(end, key.expires_at)
        return True

    @override
    async def revoke(self, key_id: UUID, now: datetime) -> bool:
        key = self.rows[key_id]
        if key.revoked_at:
            return False
        key.revoked_at = now
        return True


class Scene:
    """A service and everything that it works with."""

    def __init__(self) -> None:
        self.uow = UnitOfWork(AsyncSession())
        self.users = FakeUsers()
        self.keys = FakeKeys()
        self.service = KeyService(
            self.uow, keys=self.keys, users=self.users, settings=SETTINGS, app_name="conduit"
        )

    async def issue(self, days: int | None = None) -> IssuedKey:
        return await self.service.issue(
            KeyIssueRequest(
                user_id=self.users.ada.id,
                name="export",
                scopes=[Scope.WRITE, Scope.READ],
                days=days,
            )
        )

    async def rotate(self, key_id: UUID, hours: int | None = None) -> IssuedKey:
        return await self.service.rotate(key_id, KeyRotateRequest(hours=hours))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def is_about(time: datetime, span: timedelta) -> bool:
    return abs(time - datetime.now(UTC) - span) < A_MOMENT


async def test_a_key_is_stored_as_a_hash_and_told_of(scene: Scene) -> None:
    issued = await scene.issue()

    assert belongs_to(issued.key, issued.stored.key_hash)
    assert issued.key.startswith(issued.stored.prefix)
    assert issued.stored.scopes == "read write"
    [event] = scene.uow.events
    assert isinstance(event, KeyIssued)
    assert (event.key_id, event.user_id) == (issued.stored.id, scene.users.ada.id)


@pytest.mark.parametrize(("days", "expected"), [(None, 100), (7, 7)])
async def test_a_key_ends(scene: Scene, days: int | None, expected: int) -> None:
    issued = await scene.issue(days)

    assert is_about(issued.stored.expires_at, timedelta(days=expected))


async def test_nobody_gets_no_key(scene: Scene) -> None:
    request = KeyIssueRequest(user_id=new_id(), name="export", scopes=[Scope.READ])

    with pytest.raises(UnknownUserError):
        await scene.service.issue(request)

    assert scene.keys.rows == {}
    assert scene.uow.events == []


async def test_the_replacement_is_another_key_for_the_same_use(scene: Scene) -> None:
    old = await scene.issue(days=7)

    new = await scene.rotate(old.stored.id)

    assert new.key != old.key
    assert new.stored.id != old.stored.id
    assert new.stored.user_id == old.stored.user_id
    assert new.stored.name == old.stored.name
    assert new.stored.scopes == old.stored.scopes
    assert is_about(new.stored.expires_at, timedelta(days=7))


@pytest.mark.parametrize(("hours", "expected"), [(None, 24), (2, 2), (0, 0)])
async def test_the_old_key_goes_on_for_a_while(
    scene: Scene, hours: int | None, expected: int
) -> None:
    old = await scene.issue()

    await scene.rotate(old.stored.id, hours)

    assert is_about(old.stored.expires_at, timedelta(hours=expected))
    assert old.stored.replaced_at is not None


async def test_being_replaced_prolongs_no_key(scene: Scene) -> None:
    old = await scene.issue(days=1)

    await scene.rotate(old.stored.id, hours=720)

    assert is_about(old.stored.expires_at, timedelta(days=1))


async def test_a_key_is_replaced_once(scene: Scene) -> None:
    old = await scene.issue()
    await scene.rotate(old.stored.id)

    with pytest.raises(KeyIsOverError):
        await scene.rotate(old.stored.id)


async def test_a_key_that_was_revoked_is_not_replaced(scene: Scene) -> None:
    old = await scene.issue()
    await scene.service.revoke(old.stored.id)

    with pytest.raises(KeyIsOverError):
        await scene.rotate(old.stored.id)


async def test_revoking_is_told_once(scene: Scene) -> None:
    issued = await scene.issue()

    await scene.service.revoke(issued.stored.id)
    await scene.service.revoke(issued.stored.id)

    [_, event] = scene.uow.events
    assert isinstance(event, KeyRevoked)
    assert event.key_id == issued.stored.id


async def test_an_unknown_key_is_not_found(scene: Scene) -> None:
    with pytest.raises(KeyDoesNotExistError):
        await scene.service.get(new_id())
    with pytest.raises(KeyDoesNotExistError):
        await scene.rotate(new_id())
    with pytest.raises(KeyDoesNotExistError):
        await scene.service.revoke(new_id())
