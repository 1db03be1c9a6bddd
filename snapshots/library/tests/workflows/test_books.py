"""From the first request to the last, through all modules that take part."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.authors import author_body, author_references
from tests.factories.books import book_body, book_references

pytestmark = pytest.mark.integration


async def test_the_life_of_what_belongs_to_one_author(
    writer: AsyncClient, client: AsyncClient, session: AsyncSession
) -> None:
    references = await author_references(session)
    body = {**author_body(), **references}
    parent = await writer.post("/api/v1/authors", json=body)
    assert parent.status_code == 201
    chosen = {"author_id": parent.json()["id"]}

    references = await book_references(session)
    body = {**book_body(), **references, **chosen}
    child = await writer.post("/api/v1/books", json=body)
    assert child.status_code == 201

    before = await client.get("/api/v1/books", params=chosen)
    deleted = await writer.delete(parent.headers["Location"])
    after = await client.get("/api/v1/books", params=chosen)
    found = await client.get(child.headers["Location"])

    assert before.json()["items"] == [child.json()]
    assert deleted.status_code == 204
    assert after.json()["items"] == []
    assert found.status_code == 404
