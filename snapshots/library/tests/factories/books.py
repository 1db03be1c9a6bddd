"""Test data of books, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.books.gateway import BookBatchTooLargeError, BookDTO
from app.modules.books.models import Book
from app.modules.books.schemas import BookCreate
from app.modules.books.service import BookRows
from tests import fakes

from .authors import store_author


def book_body() -> dict[str, Any]:
    """Return what creates one book, but for its references."""
    return {
        "title": "title",
        "isbn": f"text {fakes.serial()}",
        "price": "1.2500",
        "pages": 1,
        "weight": 1.25,
        "state": "new",
        "at_hand": True,
        "notes": "notes",
        "printed_on": "2026-01-31",
        "arrived_at": "2026-01-31T12:30:00Z",
        "extra": {"key": 1},
        "shelf": str(new_id()),
        "author_id": str(new_id()),
    }


def other_book_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "title": "something else",
        "isbn": f"text {fakes.serial()}",
        "price": "2.5000",
        "pages": 2,
        "weight": 2.5,
        "state": "lost",
        "at_hand": False,
        "notes": "something else",
        "printed_on": "9999-12-31",
        "arrived_at": "9999-12-31T23:59:59.999999Z",
        "extra": {"key": 2},
        "shelf": str(new_id()),
        "author_id": str(new_id()),
    }


async def book_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["author_id"] = str((await store_author(session)).id)
    return references


async def store_book(session: AsyncSession, /, **changes: object) -> Book:
    """Return one book that the database knows."""
    references = await book_references(session)
    body = {**book_body(), **references, **changes}
    data = BookCreate.model_validate(body)
    return await BookRows(session).create(data)


def make_book(**changes: object) -> BookDTO:
    """Return one book that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **book_body(), **changes}
    return BookDTO.model_validate(body)


class FakeBooksGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: BookDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_book(self, entity_id: UUID) -> BookDTO | None:
        """Return the book with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_books_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, BookDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise BookBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}
