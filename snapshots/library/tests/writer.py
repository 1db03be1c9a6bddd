"""The client that tests write with: here, a user who has registered and signed in."""

import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient

_ENVIRONMENT = {
    # Hashing is dear on purpose. Here it is done for every test, and nobody attacks.
    "AUTH_PASSWORD_ITERATIONS": "1",
    "AUTH_PASSWORD_MEMORY_KIB": "8",
    # All tests come from one address.
    "AUTH_TRIES_PER_MINUTE_AND_ADDRESS": "1000000",
}


def pytest_configure() -> None:
    """Set the environment before anything reads it."""
    os.environ.update(_ENVIRONMENT)


@dataclass(frozen=True)
class SignedInUser:
    """A user with an open session."""

    id: UUID
    email: str
    password: str
    access_token: str
    refresh_token: str

    @property
    def headers(self) -> dict[str, str]:
        """What a request of this user carries."""
        return {"Authorization": f"Bearer {self.access_token}"}


async def sign_up(client: AsyncClient) -> SignedInUser:
    """Register a user nobody else has, and sign in."""
    credentials = {"email": f"{uuid4().hex}@example.com", "password": uuid4().hex}
    registered = await client.post("/api/v1/auth/register", json=credentials)
    assert registered.status_code == 201, registered.text
    tokens = await client.post("/api/v1/auth/login", json=credentials)
    assert tokens.status_code == 200, tokens.text
    return SignedInUser(
        id=UUID(registered.json()["id"]),
        access_token=tokens.json()["access_token"],
        refresh_token=tokens.json()["refresh_token"],
        **credentials,
    )


@pytest.fixture
async def signed_in_user(client: AsyncClient) -> SignedInUser:
    """Give a test a user with an open session."""
    return await sign_up(client)


@pytest.fixture
async def writer(app: FastAPI, signed_in_user: SignedInUser) -> AsyncGenerator[AsyncClient]:
    """Give a test a client whose requests come from that user."""
    transport = ASGITransport(app=app)
    async with AsyncClient(
        transport=transport, base_url="http://test", headers=signed_in_user.headers
    ) as client:
        yield client


@pytest.fixture
def shut_out(client: AsyncClient, signed_in_user: SignedInUser) -> Callable[[], Awaitable[None]]:
    """Give a test what takes the right to write from that client: its user signs out."""

    async def sign_out() -> None:
        token = {"refresh_token": signed_in_user.refresh_token}
        answer = await client.post("/api/v1/auth/logout", json=token)
        assert answer.status_code == 204, answer.text

    return sign_out
