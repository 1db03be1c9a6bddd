"""What callers receive."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from app.core.schemas import ResponseModel


class UserResponse(ResponseModel):
    """A user, as that user may see it."""

    id: UUID
    email: str


class TokenResponse(ResponseModel):
    """Two tokens, in the shape of RFC 6749, section 5.1."""

    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105
    expires_in: int = Field(description="Seconds that the access token is good for.")
