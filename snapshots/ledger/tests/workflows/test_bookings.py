"""From the first request to the last, through all modules that take part."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.accounts import account_body, account_references
from tests.factories.bookings import booking_body, booking_references

pytestmark = pytest.mark.integration


async def test_the_life_of_what_belongs_to_one_account(
    writer: AsyncClient, client: AsyncClient, session: AsyncSession
) -> None:
    references = await account_references(session)
    body = {**account_body(), **references}
    parent = await writer.post("/api/v1/accounts", json=body)
    assert parent.status_code == 201
    chosen = {"account_id": parent.json()["id"]}

    references = await booking_references(session)
    body = {**booking_body(), **references, **chosen}
    child = await writer.post("/api/v1/bookings", json=body)
    assert child.status_code == 201

    before = await client.get("/api/v1/bookings", params=chosen)
    deleted = await writer.delete(parent.headers["Location"])
    after = await client.get("/api/v1/bookings", params=chosen)
    found = await client.get(child.headers["Location"])

    assert before.json()["items"] == [child.json()]
    assert deleted.status_code == 204
    assert after.json()["items"] == []
    assert found.status_code == 404
