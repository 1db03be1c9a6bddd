"""The errors of this module, each with a code of its own."""

from app.core.errors import (
    BadRequestError,
    ConflictError,
    ForbiddenError,
    ServiceUnavailableError,
    UnauthorizedError,
)


class MissingTokenError(UnauthorizedError):
    """The request carries no bearer token."""

    code = "AUTH_TOKEN_MISSING"
    title = "A bearer token is required"


class InvalidTokenError(UnauthorizedError):
    """The token is not of our issuer, not for us, too old or too new, or its user is shut out.

    Which of these it is stays untold: only someone who tries tokens would want to know.
    """

    code = "AUTH_TOKEN_INVALID"
    title = "The access token is not valid"
    headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}  # noqa: RUF012


class MissingScopeError(ForbiddenError):
    """The token is good, but not for this."""

    code = "AUTH_SCOPE_MISSING"
    title = "The access token lacks a scope"

    def __init__(self, wanted: str) -> None:
        """Say which scopes are wanted, a space between two (RFC 6750, section 3.1)."""
        super().__init__(f"the access token needs: {wanted}")
        challenge = f'Bearer error="insufficient_scope", scope="{wanted}"'
        self.headers = {"WWW-Authenticate": challenge}


class NotConfiguredError(ServiceUnavailableError):
    """There is no issuer whose tokens could be accepted."""

    code = "AUTH_NOT_CONFIGURED"
    title = "No issuer is configured: set AUTH_ISSUER_URL and AUTH_AUDIENCE"


class IssuerUnavailableError(ServiceUnavailableError):
    """The keys of the issuer are not known, and it does not give them at the moment."""

    code = "AUTH_ISSUER_UNAVAILABLE"
    title = "The issuer of the access token cannot be reached"


class UserAlreadyExistsError(ConflictError):
    """The subject of this issuer is known already."""

    code = "AUTH_USER_ALREADY_EXISTS"
    title = "There is such a user already"


class UserBatchTooLargeError(BadRequestError):
    """More ids were asked for at once than `AUTH_BATCH_LIMIT` allows."""

    code = "AUTH_USER_BATCH_TOO_LARGE"
    title = "Too many ids at once"
