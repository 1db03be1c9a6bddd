"""Values that no two may share."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.authors import author_body, author_references, other_author_body

pytestmark = pytest.mark.integration

URL = "/api/v1/authors"


@pytest.mark.parametrize(
    "field",
    [
        "name",
    ],
)
async def test_a_unique_value_is_free_again_after_deletion(
    writer: AsyncClient, session: AsyncSession, field: str
) -> None:
    references = await author_references(session)
    first = {**author_body(), **references}
    second = {**other_author_body(), **references}
    second[field] = first[field]
    created = await writer.post(URL, json=first)

    refused = await writer.post(URL, json=second)
    await writer.delete(created.headers["Location"])
    accepted = await writer.post(URL, json=second)

    assert refused.status_code == 409
    assert refused.json()["code"] == "AUTHORS_ALREADY_EXISTS"
    assert accepted.status_code == 201
