"""References to records of other modules."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from tests.factories.fines import fine_body, fine_references, store_fine

pytestmark = pytest.mark.integration

URL = "/api/v1/fines"


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("loan_id", "FINES_UNKNOWN_LOAN"),
    ],
)
async def test_a_reference_that_leads_nowhere_is_refused(
    writer: AsyncClient, session: AsyncSession, field: str, code: str
) -> None:
    stored = await store_fine(session)
    references = await fine_references(session)
    body = {**fine_body(), **references, field: str(new_id())}

    created = await writer.post(URL, json=body)
    changed = await writer.patch(f"{URL}/{stored.id}", json={field: str(new_id())})

    for response in (created, changed):
        assert response.status_code == 409
        assert response.json()["code"] == code
