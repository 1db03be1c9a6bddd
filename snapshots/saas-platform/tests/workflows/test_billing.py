"""From the first request to the last, through all modules that take part."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.billing import billing_body, billing_references
from tests.factories.tenants import tenant_body, tenant_references

pytestmark = pytest.mark.integration


async def test_the_life_of_what_belongs_to_one_tenant(
    writer: AsyncClient, client: AsyncClient, session: AsyncSession
) -> None:
    references = await tenant_references(session)
    body = {**tenant_body(), **references}
    parent = await writer.post("/api/v1/tenants", json=body)
    assert parent.status_code == 201
    chosen = {"tenant_id": parent.json()["id"]}

    references = await billing_references(session)
    body = {**billing_body(), **references, **chosen}
    child = await writer.post("/api/v1/billing", json=body)
    assert child.status_code == 201

    before = await client.get("/api/v1/billing", params=chosen)
    deleted = await writer.delete(parent.headers["Location"])
    after = await client.get("/api/v1/billing", params=chosen)
    found = await client.get(child.headers["Location"])

    assert before.json()["items"] == [child.json()]
    assert deleted.status_code == 204
    assert after.json()["items"] == []
    assert found.status_code == 404
