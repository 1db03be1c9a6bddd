"""Lists that are filtered."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.profiles import other_profile_body, store_profile

pytestmark = pytest.mark.integration

URL = "/api/v1/profiles"


@pytest.mark.parametrize(
    "field",
    [
        "handle",
        "person_id",
    ],
)
async def test_a_filter_leaves_out_what_differs(
    client: AsyncClient, session: AsyncSession, field: str
) -> None:
    stored = await store_profile(session)
    other = other_profile_body()
    value = (await client.get(f"{URL}/{stored.id}")).json()[field]

    same = await client.get(URL, params={field: value})
    different = await client.get(URL, params={field: other[field]})

    assert [each["id"] for each in same.json()["items"]] == [str(stored.id)]
    assert different.json()["items"] == []
