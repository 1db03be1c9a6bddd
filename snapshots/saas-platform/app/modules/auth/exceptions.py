"""The errors of this module, each with a code of its own."""

from app.core.errors import (
    BadRequestError,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    UnauthorizedError,
)


class MissingKeyError(UnauthorizedError):
    """The request carries no key."""

    code = "AUTH_KEY_MISSING"
    title = "A key is required in the header X-API-Key"
    headers = {"WWW-Authenticate": "APIKey"}  # noqa: RUF012


class InvalidKeyError(UnauthorizedError):
    """The key is not ours, is too old, was revoked, or its user may not call.

    Which of these it is stays untold: only someone who tries keys would want to know.
    """

    code = "AUTH_KEY_INVALID"
    title = "The key is not valid"
    headers = {"WWW-Authenticate": "APIKey"}  # noqa: RUF012


class MissingScopeError(ForbiddenError):
    """The key is good, but not for this."""

    code = "AUTH_SCOPE_MISSING"
    title = "The key lacks a scope"


class KeyDoesNotExistError(NotFoundError):
    """No key has this id or begins like this."""

    code = "AUTH_KEY_NOT_FOUND"
    title = "There is no such key"


class KeyIsOverError(ConflictError):
    """The key has been revoked or replaced already, or its time is over."""

    code = "AUTH_KEY_OVER"
    title = "The key is over already"


class OwnKeyError(ConflictError):
    """A request would end the key that it was sent with: who is left to undo a mistake?"""

    code = "AUTH_OWN_KEY"
    title = "A request cannot end the key that it was sent with"


class UserDoesNotExistError(NotFoundError):
    """No user has this id."""

    code = "AUTH_USER_NOT_FOUND"
    title = "There is no such user"


class UnknownUserError(ConflictError):
    """A key is to be issued for somebody who is not there."""

    code = "AUTH_UNKNOWN_USER"
    title = "There is no such user to issue a key for"


class UserAlreadyExistsError(ConflictError):
    """The name belongs to another user."""

    code = "AUTH_USER_ALREADY_EXISTS"
    title = "There is a user with this name already"


class UserBatchTooLargeError(BadRequestError):
    """More ids were asked for at once than `AUTH_BATCH_LIMIT` allows."""

    code = "AUTH_USER_BATCH_TOO_LARGE"
    title = "Too many ids at once"
