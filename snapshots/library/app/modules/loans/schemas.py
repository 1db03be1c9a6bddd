"""What travels over HTTP: requests, responses, and the filters of lists."""

import datetime as dt
from typing import Literal
from uuid import UUID

from pydantic import MISSING

from app.core.schemas import Date, PageParams, RequestModel, ResponseModel, UtcDateTime

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "due_on",
    "-due_on",
    "returned_at",
    "-returned_at",
]


class LoanCreate(RequestModel):
    """A new loan."""

    book_id: UUID
    reader_id: UUID
    due_on: Date
    returned_at: UtcDateTime | None = None


class LoanUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    book_id: UUID | MISSING = MISSING
    reader_id: UUID | MISSING = MISSING
    due_on: Date | MISSING = MISSING
    returned_at: UtcDateTime | MISSING | None = MISSING


class LoanFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    book_id: UUID | None = None
    reader_id: UUID | None = None
    due_on: Date | None = None


class LoanResponse(ResponseModel):
    """One loan."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    book_id: UUID
    reader_id: UUID
    due_on: dt.date
    returned_at: dt.datetime | None
