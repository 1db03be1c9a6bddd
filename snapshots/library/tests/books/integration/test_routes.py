"""What the routes of books do."""

import datetime as dt

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from tests.factories.books import book_body, book_references, other_book_body, store_book

pytestmark = pytest.mark.integration

URL = "/api/v1/books"


async def test_what_was_created_can_be_read(writer: AsyncClient, session: AsyncSession) -> None:
    references = await book_references(session)
    body = {**book_body(), **references}

    created = await writer.post(URL, json=body)
    found = await writer.get(created.headers["Location"])

    assert created.status_code == 201
    assert found.json() == created.json()
    assert created.json().items() >= body.items()


async def test_every_field_can_be_changed(writer: AsyncClient, session: AsyncSession) -> None:
    stored = await store_book(session)
    references = await book_references(session)
    body = {**other_book_body(), **references}

    changed = await writer.patch(f"{URL}/{stored.id}", json=body)
    found = await writer.get(f"{URL}/{stored.id}")

    assert changed.status_code == 200
    assert found.json() == changed.json()
    assert found.json().items() >= body.items()


async def test_what_is_not_given_or_is_so_already_stays(
    writer: AsyncClient, session: AsyncSession
) -> None:
    stored = await store_book(session)
    stored.updated_at = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    await session.flush()
    before = await writer.get(f"{URL}/{stored.id}")
    same = {name: before.json()[name] for name in book_body()}

    for body in ({}, same):
        changed = await writer.patch(f"{URL}/{stored.id}", json=body)

        assert changed.status_code == 200
        assert changed.json() == before.json()


async def test_a_deleted_one_is_gone(writer: AsyncClient, session: AsyncSession) -> None:
    stored = await store_book(session)

    deleted = await writer.delete(f"{URL}/{stored.id}")
    found = await writer.get(f"{URL}/{stored.id}")
    listed = await writer.get(URL)

    assert deleted.status_code == 204
    assert found.status_code == 404
    assert listed.json()["total"] == 0


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
async def test_an_unknown_id_is_not_found(writer: AsyncClient, method: str) -> None:
    response = await writer.request(method, f"{URL}/{new_id()}", json={})

    assert response.status_code == 404
    assert response.json()["code"] == "BOOKS_NOT_FOUND"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("isbn", ""),
        ("price", "?"),
        ("pages", "?"),
        ("weight", "?"),
        ("state", "?"),
        ("at_hand", "?"),
        ("notes", ""),
        ("printed_on", "?"),
        ("arrived_at", "?"),
        ("extra", "?"),
        ("shelf", "?"),
        ("author_id", "?"),
    ],
)
async def test_a_value_that_does_not_fit_is_refused(
    writer: AsyncClient, session: AsyncSession, field: str, value: object
) -> None:
    stored = await store_book(session)

    body = {**book_body(), field: value}

    created = await writer.post(URL, json=body)
    changed = await writer.patch(f"{URL}/{stored.id}", json={field: value})

    for response in (created, changed):
        assert response.status_code == 422
        assert [each["field"] for each in response.json()["errors"]] == [f"body.{field}"]


@pytest.mark.parametrize(
    ("field", "required"),
    [
        ("title", True),
        ("isbn", True),
        ("price", True),
        ("pages", True),
        ("weight", False),
        ("state", True),
        ("at_hand", True),
        ("notes", False),
        ("printed_on", True),
        ("arrived_at", False),
        ("extra", True),
        ("shelf", False),
        ("author_id", True),
    ],
)
async def test_only_an_optional_field_can_be_left_out_and_emptied(
    writer: AsyncClient, session: AsyncSession, field: str, required: bool
) -> None:
    stored = await store_book(session)
    references = await book_references(session)
    body = {**book_body(), **references}
    del body[field]

    created = await writer.post(URL, json=body)
    changed = await writer.patch(f"{URL}/{stored.id}", json={field: None})

    assert created.status_code == (422 if required else 201)
    assert changed.status_code == (422 if required else 200)


async def test_an_unknown_field_is_refused(writer: AsyncClient) -> None:
    body = {**book_body(), "no_such_field": 1}

    response = await writer.post(URL, json=body)

    assert response.status_code == 422
