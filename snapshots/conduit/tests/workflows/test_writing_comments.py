"""From signing up to signing out, with a visit to `comments`."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.comments import comment_body, comment_references
from tests.writer import sign_up

pytestmark = pytest.mark.integration

URL = "/api/v1/comments"


async def test_who_is_signed_in_may_write_what_anybody_may_read(
    client: AsyncClient, session: AsyncSession
) -> None:
    user = await sign_up(client)
    references = await comment_references(session)
    body = {**comment_body(), **references}

    written = await client.post(URL, json=body, headers=user.headers)
    found = await client.get(written.headers["Location"])
    await client.post("/api/v1/auth/logout", json={"refresh_token": user.refresh_token})
    refused = await client.post(URL, json=body, headers=user.headers)

    assert written.status_code == 201
    assert found.json() == written.json()
    assert refused.status_code == 401
