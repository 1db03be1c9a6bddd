"""Base models of requests and answers, and types whose OpenAPI says what their validator does.

A description that promises more than the validator accepts, or less, is a bug: generated clients
and tests believe it. Therefore a bound stands on every number and every text, and the types below
carry it into the schema.
"""

import math
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    WithJsonSchema,
    model_validator,
)

T = TypeVar("T")

_NO_FILTERS = {"page", "per_page", "sort"}
_INT32 = 2**31
_LARGEST_REAL = 1e300
# MariaDB takes 32, the object around them included.
_DEEPEST_JSON = 31
# More than any model has, and few enough to complain of each.
_MOST_FIELDS = 100
# PostgreSQL cannot store the character NUL in a text.
_TEXT_PATTERN = r"^[^\x00]*$"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
# Numeric(18, 4): fourteen digits before the point and four behind it.
_SMALLEST_DECIMAL = Decimal("0.0001")
_DECIMAL_PATTERN = r"^-?(0|[1-9][0-9]{0,13})(\.[0-9]{1,4})?$"


class RequestModel(BaseModel):
    """What a caller sends: an unknown field is an error, not a thing to pass over."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _refuse_a_flood(cls, data: Any) -> Any:
        """Refuse what would have a sentence said of each of a hundred thousand fields."""
        if isinstance(data, dict) and len(data) > _MOST_FIELDS:
            raise ValueError(f"more than {_MOST_FIELDS} fields are refused")
        return data


class ResponseModel(BaseModel):
    """What a caller receives, read from the attributes of an entity."""

    model_config = ConfigDict(from_attributes=True)


class PageParams(RequestModel):
    """Which page of a list; a list's own query model adds its filters and its sorting."""

    page: Annotated[int, Field(ge=1, le=10_000)] = 1
    per_page: Annotated[int, Field(ge=1, le=100)] = 20

    @classmethod
    def filterable(cls) -> frozenset[str]:
        """Return the names of the filters: whatever says neither which page nor in what order."""
        return frozenset(cls.model_fields) - _NO_FILTERS

    def filters(self) -> dict[str, Any]:
        """Return the filters and their values; `None` stands for one that was not given."""
        return self.model_dump(exclude=_NO_FILTERS)


class Page(BaseModel, Generic[T]):
    """One page of a list, and the size of the whole."""

    model_config = ConfigDict(from_attributes=True)

    items: list[T]
    total: int
    page: int
    per_page: int


def _refuse_lookalikes(value: Any) -> Any:
    """Refuse what Pydantic would turn into a number although JSON says that it is none."""
    if isinstance(value, bool | str | bytes):
        raise ValueError("a number is required")  # noqa: TRY004
    return value


def _parse_decimal(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not re.fullmatch(_DECIMAL_PATTERN[1:-1], value):
        raise ValueError("a decimal number in a string is required")
    # The column keeps four digits behind the point, and no sign of zero: what is answered now is
    # what is read later.
    return Decimal(value).quantize(_SMALLEST_DECIMAL) + 0


def _write_decimal(value: Decimal) -> str:
    return format(value, "f")


def _without_sign_of_zero(value: float) -> float:
    """Return the number; zero without its sign, which not every database keeps."""
    return value + 0.0


def _parse_date(value: Any) -> Any:
    if isinstance(value, str) and _DATE.fullmatch(value):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ValueError("a date as in 2026-01-31 is required")


def _parse_date_time(value: Any) -> Any:
    if isinstance(value, datetime) or (isinstance(value, str) and _DATE_TIME.fullmatch(value)):
        return value
    raise ValueError("a date and a time with its offset are required")


def _to_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("the time is out of range") from None


def _parse_flag(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if value not in {"true", "false"}:
        raise ValueError("true or false is required")
    return value == "true"


def _storable_json(value: dict[str, Any]) -> dict[str, Any]:
    """Refuse what JSON can carry here but not back: NaN, broken text, endless nesting."""
    level: list[Any] = [value]
    for _ in range(_DEEPEST_JSON):
        below: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                below += [*item.keys(), *item.values()]
            elif isinstance(item, list):
                below += item
            elif isinstance(item, float) and not math.isfinite(item):
                raise ValueError("numbers must be finite")
            elif isinstance(item, str) and not item.isascii():
                _refuse_surrogates(item)
        if not below:
            return value
        level = below
    raise ValueError(f"nesting deeper than {_DEEPEST_JSON} levels is refused")


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("text must be valid Unicode") from None


ShortText = Annotated[str, Field(min_length=1, max_length=200, pattern=_TEXT_PATTERN)]
LongText = Annotated[str, Field(min_length=1, max_length=50_000, pattern=_TEXT_PATTERN)]
# The bounds stand next to their number: behind a validator they would not reach the description.
Int32 = Annotated[int, Field(ge=-_INT32, le=_INT32 - 1), BeforeValidator(_refuse_lookalikes)]
QueryInt32 = Annotated[int, Field(ge=-_INT32, le=_INT32 - 1)]
Real = Annotated[
    float,
    Field(ge=-_LARGEST_REAL, le=_LARGEST_REAL),
    BeforeValidator(_refuse_lookalikes),
    AfterValidator(_without_sign_of_zero),
]
DecimalText = Annotated[
    Decimal,
    BeforeValidator(_parse_decimal),
    PlainSerializer(_write_decimal, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": _DECIMAL_PATTERN, "examples": ["12.50"]}),
]
Boolean = StrictBool
QueryBoolean = Annotated[bool, BeforeValidator(_parse_flag)]
Date = Annotated[date, BeforeValidator(_parse_date)]
UtcDateTime = Annotated[AwareDatetime, BeforeValidator(_parse_date_time), AfterValidator(_to_utc)]
JsonObject = Annotated[dict[str, Any], AfterValidator(_storable_json)]
