"""From the first request to the last, through all modules that take part."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.messages import message_body, message_references
from tests.factories.profiles import profile_body, profile_references

pytestmark = pytest.mark.integration


async def test_the_life_of_what_belongs_to_one_profile(
    writer: AsyncClient, client: AsyncClient, session: AsyncSession
) -> None:
    references = await profile_references(session)
    body = {**profile_body(), **references}
    parent = await writer.post("/api/v1/profiles", json=body)
    assert parent.status_code == 201
    chosen = {"profile_id": parent.json()["id"]}

    references = await message_references(session)
    body = {**message_body(), **references, **chosen}
    child = await writer.post("/api/v1/messages", json=body)
    assert child.status_code == 201

    before = await client.get("/api/v1/messages", params=chosen)
    deleted = await writer.delete(parent.headers["Location"])
    after = await client.get("/api/v1/messages", params=chosen)
    found = await client.get(child.headers["Location"])

    assert before.json()["items"] == [child.json()]
    assert deleted.status_code == 204
    assert after.json()["items"] == []
    assert found.status_code == 404
