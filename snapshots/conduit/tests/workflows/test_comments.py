"""From the first request to the last, through all modules that take part."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.articles import article_body, article_references
from tests.factories.comments import comment_body, comment_references

pytestmark = pytest.mark.integration


async def test_the_life_of_what_belongs_to_one_article(
    writer: AsyncClient, client: AsyncClient, session: AsyncSession
) -> None:
    references = await article_references(session)
    body = {**article_body(), **references}
    parent = await writer.post("/api/v1/articles", json=body)
    assert parent.status_code == 201
    chosen = {"article_id": parent.json()["id"]}

    references = await comment_references(session)
    body = {**comment_body(), **references, **chosen}
    child = await writer.post("/api/v1/comments", json=body)
    assert child.status_code == 201

    before = await client.get("/api/v1/comments", params=chosen)
    deleted = await writer.delete(parent.headers["Location"])
    after = await client.get("/api/v1/comments", params=chosen)
    found = await client.get(child.headers["Location"])

    assert before.json()["items"] == [child.json()]
    assert deleted.status_code == 204
    assert after.json()["items"] == []
    assert found.status_code == 404
