"""How callers choose from the list of products."""

from typing import Literal

from app.core.schemas import Date, DecimalText, PageParams, QueryBoolean, QueryInt32, ShortText

Sorting = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "name",
    "-name",
    "sku",
    "-sku",
    "price",
    "-price",
    "weight",
    "-weight",
    "stock",
    "-stock",
    "released_on",
    "-released_on",
]


class ProductFilters(PageParams):
    """Which page, in what order, and the values that all on it must have."""

    sort: Sorting = "-created_at"
    name: ShortText | None = None
    sku: ShortText | None = None
    price: DecimalText | None = None
    stock: QueryInt32 | None = None
    active: QueryBoolean | None = None
    released_on: Date | None = None
