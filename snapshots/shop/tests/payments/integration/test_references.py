"""References to records of other modules."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from tests.factories.payments import payment_body, payment_references, store_payment

pytestmark = pytest.mark.integration

URL = "/api/v1/payments"


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("order_id", "PAYMENTS_UNKNOWN_ORDER"),
    ],
)
async def test_a_reference_that_leads_nowhere_is_refused(
    writer: AsyncClient, session: AsyncSession, field: str, code: str
) -> None:
    stored = await store_payment(session)
    references = await payment_references(session)
    body = {**payment_body(), **references, field: str(new_id())}

    created = await writer.post(URL, json=body)
    changed = await writer.patch(f"{URL}/{stored.id}", json={field: str(new_id())})

    for response in (created, changed):
        assert response.status_code == 409
        assert response.json()["code"] == code
