"""What callers send."""

from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field

from app.core.schemas import Boolean, RequestModel, ShortText

from .types import Days, Hours, Scopes


class UserCreateRequest(RequestModel):
    """A user to be."""

    name: ShortText


class UserUpdateRequest(RequestModel):
    """What to change of a user."""

    is_active: Boolean | MISSING = MISSING


class KeyIssueRequest(RequestModel):
    """A key to be."""

    user_id: UUID
    name: Annotated[ShortText, Field(description="What it is for.", examples=["nightly export"])]
    scopes: Scopes
    days: Annotated[Days | None, Field(description="How long it is good.")] = None


class KeyRotateRequest(RequestModel):
    """How a key is to be replaced."""

    hours: Annotated[
        Hours | None, Field(description="That the old key goes on working; 0 ends it at once.")
    ] = None
