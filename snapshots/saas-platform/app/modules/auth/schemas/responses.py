"""What callers receive."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field

from app.core.schemas import ResponseModel

from ..scopes import Scope, split_scopes


def _split(scopes: object) -> object:
    return split_scopes(scopes) if isinstance(scopes, str) else scopes


class UserResponse(ResponseModel):
    """A user."""

    id: UUID
    name: str
    is_active: bool


class CallerResponse(ResponseModel):
    """Who calls, and what the key that was sent may do."""

    user: UserResponse
    key_id: UUID
    scopes: list[Scope]


class KeyResponse(ResponseModel):
    """A key, without what must stay secret."""

    id: UUID
    user_id: UUID
    name: str
    prefix: str = Field(description="How the key begins.", examples=["conduit_k3v9x0q2m7ab"])
    scopes: Annotated[list[Scope], BeforeValidator(_split)]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    replaced_at: datetime | None
    last_used_at: datetime | None = Field(description="To the minute.")


class IssuedKeyResponse(KeyResponse):
    """A new key, for the only time that it can be seen."""

    key: str = Field(description="Keep it: it is not stored, and never shown again.")
