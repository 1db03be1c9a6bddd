"""What callers send to create and to change authors."""

from pydantic import MISSING

from app.core.schemas import Date, RequestModel, ShortText


class AuthorCreate(RequestModel):
    """A new author."""

    name: ShortText
    born_on: Date | None = None


class AuthorUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    name: ShortText | MISSING = MISSING
    born_on: Date | MISSING | None = MISSING
