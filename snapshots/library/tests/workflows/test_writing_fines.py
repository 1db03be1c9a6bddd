"""Being let in to write to `fines`, and being shut out."""

from collections.abc import Awaitable, Callable

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.fines import fine_body, fine_references

pytestmark = pytest.mark.integration

URL = "/api/v1/fines"


async def test_who_is_let_in_may_write_what_anybody_may_read(
    writer: AsyncClient,
    shut_out: Callable[[], Awaitable[None]],
    client: AsyncClient,
    session: AsyncSession,
) -> None:
    references = await fine_references(session)
    body = {**fine_body(), **references}

    written = await writer.post(URL, json=body)
    found = await client.get(written.headers["Location"])
    await shut_out()
    refused = await writer.post(URL, json=body)

    assert written.status_code == 201
    assert found.json() == written.json()
    assert refused.status_code == 401
