"""The errors of entries; callers rely on their codes."""

from app.core.errors import BadRequestError, NotFoundError


class EntryDoesNotExistError(NotFoundError):
    """No entry has this id, or it was deleted."""

    code = "ENTRIES_NOT_FOUND"
    title = "There is no such entry"


class EntryBatchTooLargeError(BadRequestError):
    """More ids at once than `ENTRIES_BATCH_LIMIT` allows."""

    code = "ENTRIES_BATCH_TOO_LARGE"
    title = "Too many ids at once"
