"""The door of auth."""

from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from .dependencies.repositories import UserRepositoryDep
from .exceptions import UserNotFoundError
from .repositories import UserRepository

__all__ = ["UserDTO", "UserNotFoundError", "AuthGateway", "AuthGatewayDep", "get_auth_gateway"]


class UserDTO(BaseModel):
    """One row, as other modules see it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID


class AuthGateway(Protocol):
    """What other modules may ask."""

    async def get_user(self, entity_id: UUID) -> UserDTO:
        """Return one; raise `UserNotFoundError` if there is none."""


class LocalAuthGateway:
    """Answers from the database of this process."""

    def __init__(self, repository: UserRepository) -> None:
        """Answer from this repository."""
        self._repository = repository

    async def get_user(self, entity_id: UUID) -> UserDTO:
        """Return one; raise `UserNotFoundError` if there is none."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise UserNotFoundError
        return UserDTO.model_validate(entity)


async def get_auth_gateway(repository: UserRepositoryDep) -> AuthGateway:
    """Give a route or a service the gateway of this process."""
    return LocalAuthGateway(repository)


AuthGatewayDep = Annotated[AuthGateway, Depends(get_auth_gateway)]
