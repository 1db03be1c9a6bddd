"""What the service does, told by what it leaves behind; no database is asked."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.auth.config import AuthSettings
from app.modules.auth.events import UserEmailChanged, UserPasswordChanged, UserRegistered
from app.modules.auth.exceptions import (
    InvalidCredentialsError,
    InvalidRefreshTokenError,
    TooManyTriesError,
    UserAlreadyExistsError,
    WrongPasswordError,
)
from app.modules.auth.models import User, UserSession
from app.modules.auth.repositories.sessions import (
    RevokedSession,
    RotatedSession,
    SessionRepository,
)
from app.modules.auth.repositories.users import UserRepository
from app.modules.auth.schemas.records import UserCreate, UserUpdate
from app.modules.auth.schemas.requests import (
    ChangePasswordRequest,
    LoginRequest,
    RefreshTokenRequest,
    RegisterRequest,
    UpdateAccountRequest,
)
from app.modules.auth.services.auth import AuthService, IssuedTokens
from app.modules.auth.services.passwords import PasswordHasher
from app.modules.auth.services.throttle import Throttle
from app.modules.auth.services.tokens import AccessTokens

EMAIL = "ada@example.com"
PASSWORD = SecretStr("correct horse")
OTHER_PASSWORD = SecretStr("battery staple")
ADDRESS = "192.0.2.1"
SETTINGS = AuthSettings(
    access_token_minutes=15,
    password_memory_kib=8,
    password_iterations=1,
    tries_per_minute=3,
    tries_per_hour=100,
    tries_per_minute_and_address=100,
)


class FakeUsers(UserRepository):
    """Users in a dictionary."""

    def __init__(self) -> None:
        self.known: dict[UUID, User] = {}

    @override
    async def get(self, entity_id: UUID) -> User | None:
        return self.known.get(entity_id)

    @override
    async def get_by_email(self, email: str) -> User | None:
        return next((user for user in self.known.values() if user.email == email), None)

    @override
    async def lock_if_unchanged(self, user: User) -> User | None:
        return user if user.is_active else None

    @override
    async def create(self, data: UserCreate) -> User:
        if await self.get_by_email(data.email):
            raise UserAlreadyExistsError
        user = User(id=new_id(), is_active=True, **data.model_dump())
        self.known[user.id] = user
        return user

    @override
    async def update(self, entity: User, data: UserUpdate) -> User:
        for name, value in data.model_dump(exclude_unset=True).items():
            setattr(entity, name, value)
        return entity


class FakeSessions(SessionRepository):
    """Sessions in a list."""

    def __init__(self) -> None:
        self.rows: list[UserSession] = []

    @override
    async def open(
        self, *, user_id: UUID, family_id: UUID, token_hash: str, expires_at: datetime
    ) -> UserSession:
        opened = UserSession(
            id=new_id(),
            user_id=user_id,
            family_id=family_id,
            token_hash=token_hash,
            expires_at=expires_at,
        )
        self.rows.append(opened)
        return opened

    @override
    async def rotate(
        self, family_id: UUID, *, old_hash: str, new_hash: str, now: datetime
    ) -> RotatedSession | None:
        for row in self._of(family_id):
            if row.token_hash == old_hash and row.expires_at > now:
                row.token_hash = new_hash
                return RotatedSession(row.id, row.user_id)
        return None

    @override
    async def revoke_family(self, family_id: UUID) -> RevokedSession | None:
        for row in self._of(family_id):
            self.rows.remove(row)
            return RevokedSession(row.user_id, row.token_hash)
        return None

    @override
    async def revoke_others(self, user_id: UUID, kept: UUID) -> None:
        self.rows = [row for row in self.rows if row.user_id != user_id or row.id == kept]

    @override
    async def delete_expired(self, user_id: UUID, now: datetime) -> None:
        self.rows = [row for row in self.rows if row.user_id != user_id or row.expires_at > now]

    def _of(self, family_id: UUID) -> Sequence[UserSession]:
        return [row for row in self.rows if row.family_id == family_id]


class CountingHasher(PasswordHasher):
    """A hasher that tells how much work it was given."""

    work = 0

    @override
    async def hash(self, password: SecretStr) -> str:
        self.work += 1
        return await super().hash(password)

    @override
    async def verify(self, password: SecretStr, password_hash: str) -> tuple[bool, str | None]:
        self.work += 1
        return await super().verify(password, password_hash)


class Scene:
    """A service and everything that it works with."""

    def __init__(self) -> None:
        self.uow = UnitOfWork(AsyncSession())
        self.users = FakeUsers()
        self.sessions = FakeSessions()
        self.hasher = CountingHasher(SETTINGS)
        self.tokens = AccessTokens(SETTINGS)
        self.auth = AuthService(
            self.uow,
            users=self.users,
            sessions=self.sessions,
            hasher=self.hasher,
            tokens=self.tokens,
            throttle=Throttle(SETTINGS),
            settings=SETTINGS,
        )

    async def register(self) -> User:
        return await self.auth.register(RegisterRequest(email=EMAIL, password=PASSWORD), ADDRESS)

    async def login(self, password: SecretStr = PASSWORD, email: str = EMAIL) -> IssuedTokens:
        return await self.auth.login(LoginRequest(email=email, password=password), ADDRESS)

    async def refresh(self, token: str) -> IssuedTokens:
        return await self.auth.refresh(RefreshTokenRequest(refresh_token=SecretStr(token)))

    async def change_password(self, access_token: str, current: SecretStr = PASSWORD) -> None:
        request = ChangePasswordRequest(current_password=current, new_password=OTHER_PASSWORD)
        await self.auth.change_password(request, access_token)


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_registering_stores_a_hash_and_tells_of_it(scene: Scene) -> None:
    user = await scene.register()

    assert user.password_hash.startswith("$argon2id$")
    [event] = scene.uow.events
    assert isinstance(event, UserRegistered)
    assert event.user_id == user.id


async def test_registering_an_email_twice_is_a_conflict_for_the_same_work(scene: Scene) -> None:
    await scene.register()
    work = scene.hasher.work

    with pytest.raises(UserAlreadyExistsError):
        await scene.register()

    assert scene.hasher.work == 2 * work


async def test_signing_in_opens_a_session_of_the_user(scene: Scene) -> None:
    user = await scene.register()

    issued = await scene.login()

    [session] = scene.sessions.rows
    claims = scene.tokens.read(issued.access_token)
    assert (claims.user_id, claims.session_id) == (user.id, session.id)
    assert issued.expires_in == 15 * 60
    assert issued.refresh_token not in session.token_hash


async def test_an_unknown_email_costs_as_much_work_as_a_wrong_password(scene: Scene) -> None:
    await scene.register()
    before = scene.hasher.work

    with pytest.raises(InvalidCredentialsError) as wrong_password:
        await scene.login(OTHER_PASSWORD)
    between = scene.hasher.work
    with pytest.raises(InvalidCredentialsError) as unknown_email:
        await scene.login(PASSWORD, "bob@example.com")

    assert scene.hasher.work - between == between - before == 1
    assert str(wrong_password.value) == str(unknown_email.value)


async def test_a_user_who_is_not_active_cannot_sign_in(scene: Scene) -> None:
    user = await scene.register()
    user.is_active = False

    with pytest.raises(InvalidCredentialsError):
        await scene.login()


async def test_too_many_tries_are_refused_before_they_cost_anything(scene: Scene) -> None:
    await scene.register()
    for _ in range(3):
        with pytest.raises(InvalidCredentialsError):
            await scene.login(OTHER_PASSWORD)
    work = scene.hasher.work

    with pytest.raises(TooManyTriesError):
        await scene.login()

    assert scene.hasher.work == work


async def test_signing_in_makes_an_outdated_hash_anew(scene: Scene) -> None:
    user = await scene.register()
    dearer = AuthSettings(password_memory_kib=16, password_iterations=1)
    user.password_hash = await PasswordHasher(dearer).hash(PASSWORD)

    await scene.login()

    assert "$m=8,t=1,p=1$" in user.password_hash


async def test_signing_in_removes_the_sessions_of_the_user_that_are_over(scene: Scene) -> None:
    await scene.register()
    await scene.login()
    [old] = scene.sessions.rows
    old.expires_at = datetime.now(UTC) - timedelta(seconds=1)

    await scene.login()

    assert old not in scene.sessions.rows
    assert len(scene.sessions.rows) == 1


async def test_refreshing_gives_new_tokens_of_the_same_session(scene: Scene) -> None:
    await scene.register()
    first = await scene.login()

    second = await scene.refresh(first.refresh_token)

    assert second.refresh_token != first.refresh_token
    assert scene.tokens.read(second.access_token) == scene.tokens.read(first.access_token)


async def test_a_refresh_token_that_comes_back_ends_the_session(scene: Scene) -> None:
    await scene.register()
    first = await scene.login()
    second = await scene.refresh(first.refresh_token)

    with pytest.raises(InvalidRefreshTokenError):
        await scene.refresh(first.refresh_token)

    assert scene.sessions.rows == []
    with pytest.raises(InvalidRefreshTokenError):
        await scene.refresh(second.refresh_token)


async def test_refreshing_does_not_prolong_the_session(scene: Scene) -> None:
    await scene.register()
    issued = await scene.login()
    [session] = scene.sessions.rows
    end = session.expires_at

    await scene.refresh(issued.refresh_token)

    assert session.expires_at == end


async def test_changing_the_password_ends_the_other_sessions_and_tells_of_it(
    scene: Scene,
) -> None:
    user = await scene.register()
    await scene.login()
    issued = await scene.login()

    await scene.change_password(issued.access_token)

    [left] = scene.sessions.rows
    assert left.id == scene.tokens.read(issued.access_token).session_id
    event = scene.uow.events[-1]
    assert isinstance(event, UserPasswordChanged)
    assert event.user_id == user.id
    assert await scene.hasher.verify(OTHER_PASSWORD, user.password_hash) == (True, None)


async def test_changing_the_email_tells_of_the_former_one(scene: Scene) -> None:
    user = await scene.register()
    change = UpdateAccountRequest(current_password=PASSWORD, email="ada@new.example")

    await scene.auth.update_account(change, user.id)
    await scene.auth.update_account(change, user.id)

    events = [event for event in scene.uow.events if isinstance(event, UserEmailChanged)]
    assert [(event.user_id, event.former_email) for event in events] == [(user.id, EMAIL)]
    assert user.email == "ada@new.example"


async def test_changing_the_password_needs_the_current_one(scene: Scene) -> None:
    await scene.register()
    issued = await scene.login()

    with pytest.raises(WrongPasswordError):
        await scene.change_password(issued.access_token, current=OTHER_PASSWORD)


async def test_the_current_password_cannot_be_guessed_for_ever(scene: Scene) -> None:
    await scene.register()
    issued = await scene.login()
    for _ in range(3):
        with pytest.raises(WrongPasswordError):
            await scene.change_password(issued.access_token, current=OTHER_PASSWORD)

    with pytest.raises(TooManyTriesError):
        await scene.change_password(issued.access_token)
