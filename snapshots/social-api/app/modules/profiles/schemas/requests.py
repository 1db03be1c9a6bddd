"""What callers send to create and to change profiles."""

from uuid import UUID

from pydantic import MISSING

from app.core.schemas import LongText, RequestModel, ShortText


class ProfileCreate(RequestModel):
    """A new profile."""

    handle: ShortText
    about: LongText | None = None
    person_id: UUID


class ProfileUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    handle: ShortText | MISSING = MISSING
    about: LongText | MISSING | None = MISSING
    person_id: UUID | MISSING = MISSING
