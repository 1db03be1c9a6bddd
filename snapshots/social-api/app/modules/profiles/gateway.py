"""The door of profiles: what others may use, beside its events.

Parameters and results are plain data, so that an HTTP client can take the place of
`LocalProfilesGateway` and nothing changes for those who call.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .config import get_profiles_settings
from .dependencies.repositories import ProfileRepositoryDep
from .exceptions import ProfileBatchTooLargeError
from .repositories import ProfileRepository

__all__ = [
    "LocalProfilesGateway",
    "ProfileBatchTooLargeError",
    "ProfileDTO",
    "ProfilesGateway",
    "ProfilesGatewayDep",
    "get_profiles_gateway",
]


class ProfileDTO(BaseModel):
    """One profile, as other modules see it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    handle: str
    about: str | None
    person_id: UUID


class ProfilesGateway(Protocol):
    """What other modules may ask."""

    async def get_profile(self, entity_id: UUID) -> ProfileDTO | None:
        """Return the profile with this id, if there is one."""

    async def get_profiles_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, ProfileDTO]:
        """Return those that exist, by id; raise if too many are asked for."""


class LocalProfilesGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: ProfileRepository, batch_limit: int) -> None:
        """Answer from this repository, and refuse more ids at once than `batch_limit`."""
        self._repository = repository
        self._batch_limit = batch_limit

    async def get_profile(self, entity_id: UUID) -> ProfileDTO | None:
        """Return the profile with this id, if there is one."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            return None
        return ProfileDTO.model_validate(entity)

    async def get_profiles_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, ProfileDTO]:
        """Return those that exist, by id, with one query."""
        if len(entity_ids) > self._batch_limit:
            raise ProfileBatchTooLargeError
        entities = await self._repository.get_many(entity_ids)
        found = map(ProfileDTO.model_validate, entities)
        return {each.id: each for each in found}


async def get_profiles_gateway(repository: ProfileRepositoryDep) -> ProfilesGateway:
    """Give a route or a service the gateway of this process."""
    settings = get_profiles_settings()
    return LocalProfilesGateway(repository, settings.batch_limit)


ProfilesGatewayDep = Annotated[ProfilesGateway, Depends(get_profiles_gateway)]
