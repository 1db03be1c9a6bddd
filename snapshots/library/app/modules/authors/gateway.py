"""The door of authors: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalAuthorsGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_authors_settings
from .dependencies.repositories import AuthorRepositoryDep
from .exceptions import AuthorBatchTooLargeError
from .repositories import AuthorRepository

__all__ = [
    "AuthorBatchTooLargeError",
    "AuthorDTO",
    "AuthorsGateway",
    "AuthorsGatewayDep",
    "LocalAuthorsGateway",
    "get_authors_gateway",
]


class AuthorDTO(BaseModel):
    """One author, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    born_on: dt.date | None


class AuthorsGateway(Protocol):
    """What other modules may ask."""

    async def get_author(self, entity_id: UUID) -> AuthorDTO | None:
        """Return the author with this id, if there is one."""

    async def get_authors_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, AuthorDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalAuthorsGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: AuthorRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_author(self, entity_id: UUID) -> AuthorDTO | None:
        """Return the author with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return AuthorDTO.model_validate(entity)

    async def get_authors_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, AuthorDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise AuthorBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(AuthorDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_authors_gateway(repository: AuthorRepositoryDep) -> AuthorsGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_authors_settings()
    return LocalAuthorsGateway(repository, settings.batch_limit)


AuthorsGatewayDep = Annotated[AuthorsGateway, Depends(get_authors_gateway)]
