"""The contract of the gateway, held by the real one and by the fake that others test with."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.modules.auth.gateway import (
    AuthGateway,
    InvalidTokenError,
    LocalAuthGateway,
    UserBatchTooLargeError,
    UserDTO,
)
from app.modules.auth.models import User
from app.modules.auth.repositories.users import UserRepository
from app.modules.auth.services.tokens import get_access_tokens
from tests.factories.auth import FakeAuthGateway, make_user
from tests.writer import SignedInUser

pytestmark = pytest.mark.integration

BATCH_LIMIT = 3


@dataclass
class Scene:
    """A gateway, and what it is to know."""

    gateway: AuthGateway
    users: Sequence[UserDTO]
    inactive: UserDTO
    signed_in: UserDTO
    access_token: str


@pytest.fixture(params=["local", "fake"])
async def scene(
    request: pytest.FixtureRequest, session: AsyncSession, signed_in_user: SignedInUser
) -> Scene:
    users = [make_user(), make_user()]
    inactive = make_user(is_active=False)
    signed_in = UserDTO(id=signed_in_user.id, email=signed_in_user.email, is_active=True)
    if request.param == "fake":
        fake = FakeAuthGateway(*users, inactive, signed_in, batch_limit=BATCH_LIMIT)
        return Scene(fake, users, inactive, signed_in, signed_in.id.hex)
    session.add_all(User(password_hash="", **each.model_dump()) for each in [*users, inactive])
    await session.flush()
    local = LocalAuthGateway(UserRepository(session), get_access_tokens(), BATCH_LIMIT)
    return Scene(local, users, inactive, signed_in, signed_in_user.access_token)


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


async def test_a_token_tells_who_is_signed_in(scene: Scene) -> None:
    assert await scene.gateway.authenticate(scene.access_token) == scene.signed_in


async def test_garbage_tells_nothing(scene: Scene) -> None:
    with pytest.raises(InvalidTokenError):
        await scene.gateway.authenticate("garbage")
