"""What a caller can learn of itself."""

from fastapi import APIRouter

from ...gateway import CurrentCaller
from ...schemas.responses import CallerResponse

router = APIRouter(prefix="/auth", tags=["auth"])


@router.get("/me")
async def get_me(caller: CurrentCaller) -> CallerResponse:
    """Read who calls, and what the key is good for."""
    return CallerResponse.model_validate(caller)
