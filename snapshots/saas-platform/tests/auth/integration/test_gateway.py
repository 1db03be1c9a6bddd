"""The contract of the gateway, held by the real one and by the fake that others test with."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.modules.auth.dependencies.security import KeyUse
from app.modules.auth.gateway import (
    AuthGateway,
    InvalidKeyError,
    LocalAuthGateway,
    Scope,
    UserBatchTooLargeError,
    UserDTO,
)
from app.modules.auth.models import User
from app.modules.auth.repositories.keys import KeyRepository
from app.modules.auth.repositories.users import UserRepository
from tests.factories.auth import FakeAuthGateway, issue_key, make_user

pytestmark = pytest.mark.integration

BATCH_LIMIT = 3


@dataclass
class Scene:
    """A gateway, and what it is to know."""

    gateway: AuthGateway
    users: Sequence[UserDTO]
    inactive: UserDTO
    key: str
    key_of_inactive: str


@pytest.fixture(params=["local", "fake"])
async def scene(request: pytest.FixtureRequest, session: AsyncSession) -> Scene:
    users = [make_user(), make_user()]
    inactive = make_user(is_active=False)
    if request.param == "fake":
        fake = FakeAuthGateway(*users, inactive, batch_limit=BATCH_LIMIT)
        return Scene(fake, users, inactive, users[0].id.hex, inactive.id.hex)
    rows = [User(**each.model_dump()) for each in [*users, inactive]]
    session.add_all(rows)
    await session.flush()
    _, key = await issue_key(session, "write", user=rows[0])
    _, key_of_inactive = await issue_key(session, "write", user=rows[2])
    local = LocalAuthGateway(UserRepository(session), KeyRepository(session), KeyUse(), BATCH_LIMIT)
    return Scene(local, users, inactive, key, key_of_inactive)


async def test_a_user_is_found_by_id(scene: Scene) -> None:
    assert await scene.gateway.get_user(scene.users[0].id) == scene.users[0]


async def test_a_user_who_is_not_active_is_found_and_said_to_be_so(scene: Scene) -> None:
    found = await scene.gateway.get_user(scene.inactive.id)

    assert found is not None
    assert not found.is_active


async def test_an_unknown_id_is_nobody(scene: Scene) -> None:
    assert await scene.gateway.get_user(uuid4()) is None


async def test_many_users_are_found_at_once_and_unknown_ones_are_left_out(scene: Scene) -> None:
    ids = [user.id for user in scene.users]

    assert await scene.gateway.get_users_by_ids([*ids, uuid4()]) == {
        user.id: user for user in scene.users
    }


async def test_no_ids_are_no_users(scene: Scene) -> None:
    assert await scene.gateway.get_users_by_ids([]) == {}


async def test_more_ids_than_the_limit_are_refused(scene: Scene) -> None:
    with pytest.raises(UserBatchTooLargeError):
        await scene.gateway.get_users_by_ids([uuid4() for _ in range(BATCH_LIMIT + 1)])


async def test_a_key_tells_who_calls_and_for_what_it_is_good(scene: Scene) -> None:
    caller = await scene.gateway.authenticate(scene.key)

    assert caller.user == scene.users[0]
    assert caller.scopes == {Scope.WRITE}


async def test_garbage_and_the_key_of_one_who_is_not_active_tell_nothing(scene: Scene) -> None:
    for key in ("garbage", scene.key_of_inactive):
        with pytest.raises(InvalidKeyError):
            await scene.gateway.authenticate(key)
