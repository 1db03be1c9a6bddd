"""Values that no two may share."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.loans import loan_body, loan_references, other_loan_body

pytestmark = pytest.mark.integration

URL = "/api/v1/loans"


@pytest.mark.parametrize(
    "field",
    [
        "number",
    ],
)
async def test_a_unique_value_is_free_again_after_deletion(
    writer: AsyncClient, session: AsyncSession, field: str
) -> None:
    references = await loan_references(session)
    first = {**loan_body(), **references}
    second = {**other_loan_body(), **references}
    second[field] = first[field]
    created = await writer.post(URL, json=first)

    refused = await writer.post(URL, json=second)
    await writer.delete(created.headers["Location"])
    accepted = await writer.post(URL, json=second)

    assert refused.status_code == 409
    assert refused.json()["code"] == "LOANS_ALREADY_EXISTS"
    assert accepted.status_code == 201
