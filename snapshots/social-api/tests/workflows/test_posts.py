"""From the first request to the last, through all modules that take part."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.posts import post_body, post_references
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

    references = await post_references(session)
    body = {**post_body(), **references, **chosen}
    child = await writer.post("/api/v1/posts", json=body)
    assert child.status_code == 201

    before = await client.get("/api/v1/posts", params=chosen)
    deleted = await writer.delete(parent.headers["Location"])
    after = await client.get("/api/v1/posts", params=chosen)
    found = await client.get(child.headers["Location"])

    assert before.json()["items"] == [child.json()]
    assert deleted.status_code == 204
    assert after.json()["items"] == []
    assert found.status_code == 404
