"""What callers send. Secrets are of a type that does not show itself in logs and errors."""

from typing import Annotated

from pydantic import MISSING, Field, SecretStr

from app.core.schemas import RequestModel

from .types import Email, NewPassword, Password


class RegisterRequest(RequestModel):
    """An account to be."""

    email: Email
    password: NewPassword


class LoginRequest(RequestModel):
    """An e-mail and the password that belongs to it."""

    email: Email
    password: Password


class RefreshTokenRequest(RequestModel):
    """The newest refresh token of a session."""

    refresh_token: Annotated[SecretStr, Field(min_length=1, max_length=512)]


class ChangePasswordRequest(RequestModel):
    """The password that is, and the one that shall be."""

    current_password: Password
    new_password: NewPassword


class UpdateAccountRequest(RequestModel):
    """What shall be different in one's own account, and the password that is."""

    current_password: Password
    email: Email | MISSING = MISSING
