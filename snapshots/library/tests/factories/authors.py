"""Test data of authors, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.authors.gateway import AuthorBatchTooLargeError, AuthorDTO
from app.modules.authors.models import Author
from app.modules.authors.repositories import AuthorRepository
from app.modules.authors.schemas.requests import AuthorCreate
from tests import fakes


def author_body() -> dict[str, Any]:
    """Return what creates one author, but for its references."""
    return {
        "name": f"text {fakes.serial()}",
        "born_on": "2026-01-31",
    }


def other_author_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "name": f"text {fakes.serial()}",
        "born_on": "9999-12-31",
    }


async def author_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    return references


async def store_author(session: AsyncSession, /, **changes: object) -> Author:
    """Return one author that the database knows."""
    references = await author_references(session)
    body = {**author_body(), **references, **changes}
    data = AuthorCreate.model_validate(body)
    return await AuthorRepository(session).create(data)


def make_author(**changes: object) -> AuthorDTO:
    """Return one author that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **author_body(), **changes}
    return AuthorDTO.model_validate(body)


class FakeAuthorsGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: AuthorDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_author(self, entity_id: UUID) -> AuthorDTO | None:
        """Return the author with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_authors_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, AuthorDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise AuthorBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeAuthorRepository(fakes.InMemoryRepository, AuthorRepository):
    """The authors of one test, in memory."""
