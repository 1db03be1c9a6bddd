"""What the services of this module write."""

from pydantic import MISSING, BaseModel


class UserCreate(BaseModel):
    """A user to be written."""

    email: str
    password_hash: str


class UserUpdate(BaseModel):
    """What of a user is to be written anew."""

    email: str | MISSING = MISSING
    password_hash: str | MISSING = MISSING
