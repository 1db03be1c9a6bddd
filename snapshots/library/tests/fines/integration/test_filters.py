"""Lists that are filtered."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.fines import other_fine_body, store_fine

pytestmark = pytest.mark.integration

URL = "/api/v1/fines"


@pytest.mark.parametrize(
    "field",
    [
        "amount",
        "paid_on",
        "loan_id",
    ],
)
async def test_a_filter_leaves_out_what_differs(
    client: AsyncClient, session: AsyncSession, field: str
) -> None:
    stored = await store_fine(session)
    other = other_fine_body()
    value = (await client.get(f"{URL}/{stored.id}")).json()[field]

    same = await client.get(URL, params={field: value})
    different = await client.get(URL, params={field: other[field]})

    assert [each["id"] for each in same.json()["items"]] == [str(stored.id)]
    assert different.json()["items"] == []
