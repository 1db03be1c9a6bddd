"""What travels over HTTP: requests, responses, and the filters of lists."""

import datetime as dt
from typing import Any, Literal
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

from .models import StateChoice

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "title",
    "-title",
    "isbn",
    "-isbn",
    "price",
    "-price",
    "pages",
    "-pages",
    "weight",
    "-weight",
    "state",
    "-state",
    "printed_on",
    "-printed_on",
    "arrived_at",
    "-arrived_at",
]


class BookCreate(RequestModel):
    """A new book."""

    title: ShortText
    isbn: ShortText
    price: DecimalText
    pages: Int32
    weight: Real | None = None
    state: StateChoice
    at_hand: Boolean
    notes: LongText | None = None
    printed_on: Date
    arrived_at: UtcDateTime | None = None
    extra: JsonObject
    shelf: UUID | None = None
    author_id: UUID


class BookUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    title: ShortText | MISSING = MISSING
    isbn: ShortText | MISSING = MISSING
    price: DecimalText | MISSING = MISSING
    pages: Int32 | MISSING = MISSING
    weight: Real | MISSING | None = MISSING
    state: StateChoice | MISSING = MISSING
    at_hand: Boolean | MISSING = MISSING
    notes: LongText | MISSING | None = MISSING
    printed_on: Date | MISSING = MISSING
    arrived_at: UtcDateTime | MISSING | None = MISSING
    extra: JsonObject | MISSING = MISSING
    shelf: UUID | MISSING | None = MISSING
    author_id: UUID | MISSING = MISSING


class BookFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    title: ShortText | None = None
    isbn: ShortText | None = None
    price: DecimalText | None = None
    pages: QueryInt32 | None = None
    state: StateChoice | None = None
    at_hand: QueryBoolean | None = None
    printed_on: Date | None = None
    shelf: UUID | None = None
    author_id: UUID | None = None


class BookResponse(ResponseModel):
    """One book."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    title: str
    isbn: str
    price: DecimalText
    pages: int
    weight: float | None
    state: StateChoice
    at_hand: bool
    notes: str | None
    printed_on: dt.date
    arrived_at: dt.datetime | None
    extra: dict[str, Any]
    shelf: UUID | None
    author_id: UUID
