"""Lists that are filtered."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.loans import other_loan_body, store_loan

pytestmark = pytest.mark.integration

URL = "/api/v1/loans"


@pytest.mark.parametrize(
    "field",
    [
        "book_id",
        "reader_id",
        "due_on",
        "number",
        "renewals",
        "deposit",
        "state",
        "damaged",
        "token",
    ],
)
async def test_a_filter_leaves_out_what_differs(
    client: AsyncClient, session: AsyncSession, field: str
) -> None:
    stored = await store_loan(session)
    other = other_loan_body()
    value = (await client.get(f"{URL}/{stored.id}")).json()[field]

    same = await client.get(URL, params={field: value})
    different = await client.get(URL, params={field: other[field]})

    assert [each["id"] for each in same.json()["items"]] == [str(stored.id)]
    assert different.json()["items"] == []
