"""From the first request to the last, through all modules that take part."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.entries import entry_body, entry_references
from tests.factories.tags import tag_body, tag_references

pytestmark = pytest.mark.integration


async def test_the_life_of_what_belongs_to_one_entry(
    writer: AsyncClient, client: AsyncClient, session: AsyncSession
) -> None:
    references = await entry_references(session)
    body = {**entry_body(), **references}
    parent = await writer.post("/api/v1/entries", json=body)
    assert parent.status_code == 201
    chosen = {"entry_id": parent.json()["id"]}

    references = await tag_references(session)
    body = {**tag_body(), **references, **chosen}
    child = await writer.post("/api/v1/tags", json=body)
    assert child.status_code == 201

    before = await client.get("/api/v1/tags", params=chosen)
    deleted = await writer.delete(parent.headers["Location"])
    after = await client.get("/api/v1/tags", params=chosen)
    found = await client.get(child.headers["Location"])

    assert before.json()["items"] == [child.json()]
    assert deleted.status_code == 204
    assert after.json()["items"] == []
    assert found.status_code == 404
