"""The door of books: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalBooksGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from app.core.db.session import UnitOfWorkDep

from .config import get_books_settings
from .exceptions import BookBatchTooLargeError
from .models import StateChoice
from .service import BookRows

__all__ = [
    "BookBatchTooLargeError",
    "BookDTO",
    "BooksGateway",
    "BooksGatewayDep",
    "LocalBooksGateway",
    "get_books_gateway",
]


class BookDTO(BaseModel):
    """One book, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    title: str
    isbn: str
    price: Decimal
    pages: int
    weight: float | None
    state: StateChoice
    at_hand: bool
    notes: str | None
    printed_on: dt.date
    arrived_at: dt.datetime | None
    extra: dict[str, Any]
    shelf: UUID | None
    author_id: UUID


class BooksGateway(Protocol):
    """What other modules may ask."""

    async def get_book(self, entity_id: UUID) -> BookDTO | None:
        """Return the book with this id, if there is one."""

    async def get_books_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, BookDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalBooksGateway:
    """Answers from the database of this process."""

    def __init__(self, rows: BookRows, batch_limit: int) -> None:
        """Answer from these rows, and refuse more ids at once than `batch_limit`."""
        self._rows = rows
        self._batch_limit = batch_limit

    async def get_book(self, entity_id: UUID) -> BookDTO | None:
        """Return the book with this id, if there is one."""
        entity = await self._rows.get(entity_id)
        if entity is None:
            return None
        return BookDTO.model_validate(entity)

    async def get_books_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, BookDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise BookBatchTooLargeError
        entities = await self._rows.get_many(entity_ids)
        found = map(BookDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_books_gateway(uow: UnitOfWorkDep) -> BooksGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_books_settings()
    return LocalBooksGateway(BookRows(uow.session), settings.batch_limit)


BooksGatewayDep = Annotated[BooksGateway, Depends(get_books_gateway)]
