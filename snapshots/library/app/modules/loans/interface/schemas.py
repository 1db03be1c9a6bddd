"""What travels over HTTP: requests, responses, and the filters of lists."""

import datetime as dt
from typing import Any, Literal, cast
from uuid import UUID

from pydantic import MISSING

from app.core.schemas import (
    Boolean,
    Date,
    DecimalText,
    Int32,
    JsonObject,
    LongText,
    PageParams,
    QueryBoolean,
    QueryInt32,
    Real,
    RequestModel,
    ResponseModel,
    ShortText,
    UtcDateTime,
)

from ..domain.model import LoanChanges, LoanValues, StateChoice

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "due_on",
    "-due_on",
    "returned_at",
    "-returned_at",
    "number",
    "-number",
    "renewals",
    "-renewals",
    "deposit",
    "-deposit",
    "state",
    "-state",
    "weight",
    "-weight",
]


class LoanCreate(RequestModel):
    """A new loan."""

    book_id: UUID
    reader_id: UUID | None = None
    due_on: Date
    returned_at: UtcDateTime | None = None
    number: ShortText
    renewals: Int32
    deposit: DecimalText
    state: StateChoice
    weight: Real | None = None
    damaged: Boolean
    note: LongText | None = None
    extra: JsonObject
    token: UUID


class LoanUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    book_id: UUID | MISSING = MISSING
    reader_id: UUID | MISSING | None = MISSING
    due_on: Date | MISSING = MISSING
    returned_at: UtcDateTime | MISSING | None = MISSING
    number: ShortText | MISSING = MISSING
    renewals: Int32 | MISSING = MISSING
    deposit: DecimalText | MISSING = MISSING
    state: StateChoice | MISSING = MISSING
    weight: Real | MISSING | None = MISSING
    damaged: Boolean | MISSING = MISSING
    note: LongText | MISSING | None = MISSING
    extra: JsonObject | MISSING = MISSING
    token: UUID | MISSING = MISSING


class LoanFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    book_id: UUID | None = None
    reader_id: UUID | None = None
    due_on: Date | None = None
    number: ShortText | None = None
    renewals: QueryInt32 | None = None
    deposit: DecimalText | None = None
    state: StateChoice | None = None
    damaged: QueryBoolean | None = None
    token: UUID | None = None


class LoanResponse(ResponseModel):
    """One loan."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    book_id: UUID
    reader_id: UUID | None
    due_on: dt.date
    returned_at: dt.datetime | None
    number: str
    renewals: int
    deposit: DecimalText
    state: StateChoice
    weight: float | None
    damaged: bool
    note: str | None
    extra: dict[str, Any]
    token: UUID


def values_of(data: LoanCreate) -> LoanValues:
    """Return what the domain is told: the values themselves, not what JSON would make of them."""
    said = {name: getattr(data, name) for name in LoanCreate.model_fields}
    return cast("LoanValues", said)


def changes_of(data: LoanUpdate) -> LoanChanges:
    """Return what is to change: what the caller has said."""
    said = {name: getattr(data, name) for name in data.model_fields_set}
    return cast("LoanChanges", said)
