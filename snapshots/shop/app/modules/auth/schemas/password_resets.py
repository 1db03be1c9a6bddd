"""What callers send in order to get a new password."""

from typing import Annotated

from pydantic import Field, SecretStr

from app.core.schemas import RequestModel

from .types import Email, NewPassword


class ForgotPasswordRequest(RequestModel):
    """The e-mail of an account whose password is forgotten."""

    email: Email


class ResetPasswordRequest(RequestModel):
    """The token out of a mail, and the password that shall be."""

    token: Annotated[SecretStr, Field(min_length=1, max_length=512)]
    new_password: NewPassword
