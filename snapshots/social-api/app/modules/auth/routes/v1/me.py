"""What a caller can learn of itself."""

from fastapi import APIRouter

from ...gateway import CurrentCaller
from ...schemas.responses import AccountResponse

router = APIRouter(prefix="/auth", tags=["auth"])


@router.get("/me")
async def get_me(caller: CurrentCaller) -> AccountResponse:
    """Read one's own account, and what the token is good for."""
    return AccountResponse(id=caller.user.id, email=caller.user.email, scopes=sorted(caller.scopes))
