"""From the first request to the last, through all modules that take part."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.fines import fine_body, fine_references
from tests.factories.loans import loan_body, loan_references

pytestmark = pytest.mark.integration


async def test_the_life_of_what_belongs_to_one_loan(
    writer: AsyncClient, client: AsyncClient, session: AsyncSession
) -> None:
    references = await loan_references(session)
    body = {**loan_body(), **references}
    parent = await writer.post("/api/v1/loans", json=body)
    assert parent.status_code == 201
    chosen = {"loan_id": parent.json()["id"]}

    references = await fine_references(session)
    body = {**fine_body(), **references, **chosen}
    child = await writer.post("/api/v1/fines", json=body)
    assert child.status_code == 201

    before = await client.get("/api/v1/fines", params=chosen)
    deleted = await writer.delete(parent.headers["Location"])
    after = await client.get("/api/v1/fines", params=chosen)
    found = await client.get(child.headers["Location"])

    assert before.json()["items"] == [child.json()]
    assert deleted.status_code == 204
    assert after.json()["items"] == []
    assert found.status_code == 404
