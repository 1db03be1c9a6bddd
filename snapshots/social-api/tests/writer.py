"""The client that tests write with: here, a user with a token of an issuer on this machine."""

import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient

from app.core.db.session import Database
from tests.factories.auth import shut_out_user
from tests.issuer import AUDIENCE, LocalIssuer, running_issuer

_STACK = ExitStack()
_ISSUERS: list[LocalIssuer] = []


def pytest_configure() -> None:
    """Start the issuer, and set the environment before anything reads it."""
    issuer = _STACK.enter_context(running_issuer())
    _ISSUERS.append(issuer)
    os.environ.update({"AUTH_ISSUER_URL": issuer.url, "AUTH_AUDIENCE": AUDIENCE})


def pytest_unconfigure() -> None:
    """Stop the issuer."""
    _STACK.close()


@dataclass(frozen=True)
class SignedInUser:
    """A user with a token."""

    id: UUID
    subject: str
    access_token: str

    @property
    def headers(self) -> dict[str, str]:
        """What a request of this user carries."""
        return {"Authorization": f"Bearer {self.access_token}"}


async def sign_in(client: AsyncClient, issuer: LocalIssuer) -> SignedInUser:
    """Let the issuer sign a token for somebody whom nobody has seen before."""
    subject = uuid4().hex
    token = issuer.sign(sub=subject)
    answer = await client.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.text
    return SignedInUser(UUID(answer.json()["id"]), subject, token)


@pytest.fixture
def issuer() -> LocalIssuer:
    """Give a test the issuer that the application trusts."""
    return _ISSUERS[0]


@pytest.fixture
async def signed_in_user(client: AsyncClient, issuer: LocalIssuer) -> SignedInUser:
    """Give a test a user who has called once."""
    return await sign_in(client, issuer)


@pytest.fixture
async def writer(app: FastAPI, signed_in_user: SignedInUser) -> AsyncGenerator[AsyncClient]:
    """Give a test a client whose requests come from that user."""
    transport = ASGITransport(app=app)
    async with AsyncClient(
        transport=transport, base_url="http://test", headers=signed_in_user.headers
    ) as client:
        yield client


@pytest.fixture
def shut_out(database: Database, signed_in_user: SignedInUser) -> Callable[[], Awaitable[None]]:
    """Give a test what takes the right to write from that client: its user is not active."""

    async def deactivate() -> None:
        async with database.unit_of_work() as uow:
            await shut_out_user(uow.session, signed_in_user.id)

    return deactivate
