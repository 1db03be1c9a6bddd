"""Lists of loans: pages, filters and order."""

import datetime as dt

import pytest
import sqlalchemy as sa
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.modules.loans.infrastructure.orm import TABLE
from tests.factories.loans import other_loan_body, store_loan

pytestmark = pytest.mark.integration

URL = "/api/v1/loans"


async def test_pages_follow_one_another(client: AsyncClient, session: AsyncSession) -> None:
    stored = []
    for _ in range(3):
        entity = await store_loan(session)
        stored.append(str(entity.id))

    first = await client.get(URL, params={"per_page": 2})
    second = await client.get(URL, params={"per_page": 2, "page": 2})

    assert [each["id"] for each in first.json()["items"]] == [stored[2], stored[1]]
    assert [each["id"] for each in second.json()["items"]] == [stored[0]]
    assert first.json()["total"] == second.json()["total"] == 3


@pytest.mark.parametrize(
    "field",
    [
        "created_at",
        "updated_at",
        "due_on",
        "returned_at",
        "number",
        "renewals",
        "deposit",
        "state",
        "weight",
    ],
)
async def test_the_order_can_be_chosen_and_turned_round(
    client: AsyncClient, session: AsyncSession, field: str
) -> None:
    other = other_loan_body()
    changes = {name: other[name] for name in other if name == field}
    await store_loan(session)
    await store_loan(session, **changes)
    columns = TABLE.columns
    statement = sa.select(columns.id).order_by(columns[field], columns.id)
    expected = [str(entity_id) for entity_id in await session.scalars(statement)]

    upwards = await client.get(URL, params={"sort": field})
    downwards = await client.get(URL, params={"sort": f"-{field}"})

    assert [each["id"] for each in upwards.json()["items"]] == expected
    assert [each["id"] for each in downwards.json()["items"]] == expected[::-1]


@pytest.mark.parametrize("field", ["created_at", "updated_at"])
async def test_the_order_of_time_is_not_that_of_the_ids(
    client: AsyncClient, session: AsyncSession, field: str
) -> None:
    first = await store_loan(session)
    second = await store_loan(session)
    setattr(second, field, dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
    await session.flush()

    upwards = await client.get(URL, params={"sort": field})
    downwards = await client.get(URL, params={"sort": f"-{field}"})

    expected = [str(second.id), str(first.id)]
    assert [each["id"] for each in upwards.json()["items"]] == expected
    assert [each["id"] for each in downwards.json()["items"]] == expected[::-1]


@pytest.mark.parametrize(
    "params",
    [{"page": 0}, {"per_page": 101}, {"sort": "no_such_field"}, {"no_such_field": 1}],
)
async def test_a_list_that_cannot_be_is_refused(
    client: AsyncClient, params: dict[str, str]
) -> None:
    response = await client.get(URL, params=params)

    assert response.status_code == 422
