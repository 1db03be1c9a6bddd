"""The errors of notes; callers rely on their codes."""

from app.core.errors import BadRequestError, NotFoundError


class NoteDoesNotExistError(NotFoundError):
    """No note has this id, or it was deleted."""

    code = "NOTES_NOT_FOUND"
    title = "There is no such note"


class NoteBatchTooLargeError(BadRequestError):
    """More ids at once than `NOTES_BATCH_LIMIT` allows."""

    code = "NOTES_BATCH_TOO_LARGE"
    title = "Too many ids at once"
