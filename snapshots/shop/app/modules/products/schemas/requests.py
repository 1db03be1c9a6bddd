"""What callers send to create and to change products."""

from pydantic import MISSING

from app.core.schemas import (
    Boolean,
    Date,
    DecimalText,
    Int32,
    JsonObject,
    Real,
    RequestModel,
    ShortText,
)


class ProductCreate(RequestModel):
    """A new product."""

    name: ShortText
    sku: ShortText
    price: DecimalText
    weight: Real | None = None
    stock: Int32
    active: Boolean
    released_on: Date | None = None
    attributes: JsonObject


class ProductUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    name: ShortText | MISSING = MISSING
    sku: ShortText | MISSING = MISSING
    price: DecimalText | MISSING = MISSING
    weight: Real | MISSING | None = MISSING
    stock: Int32 | MISSING = MISSING
    active: Boolean | MISSING = MISSING
    released_on: Date | MISSING | None = MISSING
    attributes: JsonObject | MISSING = MISSING
