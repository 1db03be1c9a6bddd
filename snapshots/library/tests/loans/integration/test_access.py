"""Who may do what with loans."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.loans import store_loan

pytestmark = pytest.mark.integration

URL = "/api/v1/loans"
UNKNOWN = "01234567-89ab-7def-8123-456789abcdef"


async def test_anybody_may_read(client: AsyncClient, session: AsyncSession) -> None:
    stored = await store_loan(session)

    one = await client.get(f"{URL}/{stored.id}")
    many = await client.get(URL)

    assert one.status_code == 200
    assert many.status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", URL), ("PATCH", f"{URL}/{UNKNOWN}"), ("DELETE", f"{URL}/{UNKNOWN}")],
)
async def test_an_unknown_caller_may_not_write(client: AsyncClient, method: str, path: str) -> None:
    response = await client.request(method, path, json={})

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"]
