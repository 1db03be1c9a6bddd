"""Test data of profiles, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.profiles.gateway import ProfileBatchTooLargeError, ProfileDTO
from app.modules.profiles.models import Profile
from app.modules.profiles.repositories import ProfileRepository
from app.modules.profiles.schemas.requests import ProfileCreate
from tests import fakes

from .auth import store_user


def profile_body() -> dict[str, Any]:
    """Return what creates one profile, but for its references."""
    return {
        "handle": f"text {fakes.serial()}",
        "about": "about",
        "person_id": str(new_id()),
    }


def other_profile_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "handle": f"text {fakes.serial()}",
        "about": "something else",
        "person_id": str(new_id()),
    }


async def profile_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["person_id"] = str((await store_user(session)).id)
    return references


async def store_profile(session: AsyncSession, /, **changes: object) -> Profile:
    """Return one profile that the database knows."""
    references = await profile_references(session)
    body = {**profile_body(), **references, **changes}
    data = ProfileCreate.model_validate(body)
    return await ProfileRepository(session).create(data)


def make_profile(**changes: object) -> ProfileDTO:
    """Return one profile that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **profile_body(), **changes}
    return ProfileDTO.model_validate(body)


class FakeProfilesGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: ProfileDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_profile(self, entity_id: UUID) -> ProfileDTO | None:
        """Return the profile with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_profiles_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, ProfileDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise ProfileBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakeProfileRepository(fakes.InMemoryRepository, ProfileRepository):
    """The profiles of one test, in memory."""
