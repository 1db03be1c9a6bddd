"""What the services of this module write."""

from datetime import datetime
from uuid import UUID

from pydantic import MISSING, BaseModel


class UserCreate(BaseModel):
    """A user to be written."""

    name: str


class UserUpdate(BaseModel):
    """What of a user is to be written anew."""

    is_active: bool | MISSING = MISSING


class KeyCreate(BaseModel):
    """A key to be written."""

    user_id: UUID
    name: str
    prefix: str
    key_hash: str
    scopes: str
    expires_at: datetime


class KeyUpdate(BaseModel):
    """What of a key is to be written anew: nothing this way, for a key ends by a statement."""
