"""What callers send to create and to change notifications."""

from pydantic import MISSING

from app.core.schemas import LongText, RequestModel, ShortText


class NotificationCreate(RequestModel):
    """A new notification."""

    name: ShortText
    description: LongText | None = None


class NotificationUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    name: ShortText | MISSING = MISSING
    description: LongText | MISSING | None = MISSING
