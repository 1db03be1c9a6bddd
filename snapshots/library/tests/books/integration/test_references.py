"""References to records of other modules."""

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from tests.factories.books import book_body, book_references, store_book

pytestmark = pytest.mark.integration

URL = "/api/v1/books"


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("author_id", "BOOKS_UNKNOWN_AUTHOR"),
    ],
)
async def test_a_reference_that_leads_nowhere_is_refused(
    writer: AsyncClient, session: AsyncSession, field: str, code: str
) -> None:
    stored = await store_book(session)
    references = await book_references(session)
    body = {**book_body(), **references, field: str(new_id())}

    created = await writer.post(URL, json=body)
    changed = await writer.patch(f"{URL}/{stored.id}", json={field: str(new_id())})

    for response in (created, changed):
        assert response.status_code == 409
        assert response.json()["code"] == code
