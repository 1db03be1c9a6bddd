"""What travels over HTTP: requests, responses, and the filters of lists."""

import datetime as dt
from typing import Literal, cast
from uuid import UUID

from pydantic import MISSING

from app.core.schemas import Date, DecimalText, PageParams, RequestModel, ResponseModel

from ..domain.model import FineChanges, FineValues

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "amount",
    "-amount",
    "paid_on",
    "-paid_on",
]


class FineCreate(RequestModel):
    """A new fine."""

    amount: DecimalText
    paid_on: Date | None = None
    loan_id: UUID


class FineUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    amount: DecimalText | MISSING = MISSING
    paid_on: Date | MISSING | None = MISSING
    loan_id: UUID | MISSING = MISSING


class FineFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    amount: DecimalText | None = None
    paid_on: Date | None = None
    loan_id: UUID | None = None


class FineResponse(ResponseModel):
    """One fine."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    amount: DecimalText
    paid_on: dt.date | None
    loan_id: UUID


def values_of(data: FineCreate) -> FineValues:
    """Return what the domain is told: the values themselves, not what JSON would make of them."""
    said = {name: getattr(data, name) for name in FineCreate.model_fields}
    return cast("FineValues", said)


def changes_of(data: FineUpdate) -> FineChanges:
    """Return what is to change: what the caller has said."""
    said = {name: getattr(data, name) for name in data.model_fields_set}
    return cast("FineChanges", said)
