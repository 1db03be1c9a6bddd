"""HTTP for the users."""

from uuid import UUID

from fastapi import APIRouter

from ...gateway import UserDTO, AuthGatewayDep

router = APIRouter(prefix="/users")


@router.get("/{entity_id}")
async def get_user(entity_id: UUID, gateway: AuthGatewayDep) -> UserDTO:
    """Read one."""
    return await gateway.get_user(entity_id)
