"""The errors of profiles; callers rely on their codes."""

from app.core.errors import BadRequestError, ConflictError, NotFoundError


class ProfileDoesNotExistError(NotFoundError):
    """No profile has this id, or it was deleted."""

    code = "PROFILES_NOT_FOUND"
    title = "There is no such profile"


class ProfileAlreadyExistsError(ConflictError):
    """Another profile holds a value that must be unique."""

    code = "PROFILES_ALREADY_EXISTS"
    title = "Another profile has this value already"


class ProfileBatchTooLargeError(BadRequestError):
    """More ids at once than `PROFILES_BATCH_LIMIT` allows."""

    code = "PROFILES_BATCH_TOO_LARGE"
    title = "Too many ids at once"


class UnknownPersonError(ConflictError):
    """The `person_id` leads nowhere."""

    code = "PROFILES_UNKNOWN_PERSON"
    title = "There is no such person"
