"""Lists that are filtered."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.authors import other_author_body, store_author

pytestmark = pytest.mark.integration

URL = "/api/v1/authors"


@pytest.mark.parametrize(
    "field",
    [
        "name",
        "born_on",
    ],
)
async def test_a_filter_leaves_out_what_differs(
    client: AsyncClient, session: AsyncSession, field: str
) -> None:
    stored = await store_author(session)
    other = other_author_body()
    value = (await client.get(f"{URL}/{stored.id}")).json()[field]

    same = await client.get(URL, params={field: value})
    different = await client.get(URL, params={field: other[field]})

    assert [each["id"] for each in same.json()["items"]] == [str(stored.id)]
    assert different.json()["items"] == []
