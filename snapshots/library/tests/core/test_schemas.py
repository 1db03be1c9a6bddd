"""The types of requests accept what the database can keep, and their OpenAPI says the same."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

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
    ShortText,
    UtcDateTime,
)

NESTED: dict[str, Any] = {}
for _ in range(40):
    NESTED = {"below": NESTED}


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (ShortText, "a", "a"),
        (LongText, "two\nlines", "two\nlines"),
        (Int32, 2**31 - 1, 2**31 - 1),
        (Int32, 1.0, 1),
        (QueryInt32, "-5", -5),
        (Real, 3, 3.0),
        (DecimalText, "-12.50", Decimal("-12.50")),
        (DecimalText, "99999999999999.9999", Decimal("99999999999999.9999")),
        (Boolean, False, False),
        (QueryBoolean, "true", True),
        (QueryBoolean, "false", False),
        (Date, "2026-02-28", date(2026, 2, 28)),
        (UtcDateTime, "2026-02-28T10:00:00+02:00", datetime(2026, 2, 28, 8, tzinfo=UTC)),
        (UtcDateTime, "2026-02-28T08:00:00.5Z", datetime(2026, 2, 28, 8, 0, 0, 500_000, UTC)),
        (JsonObject, {"a": [1, {"b": None}, "é\x00"]}, {"a": [1, {"b": None}, "é\x00"]}),
    ],
)
def test_a_value_is_accepted(kind: Any, given: object, kept: object) -> None:
    assert TypeAdapter(kind).validate_python(given) == kept


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (ShortText, ""),
        (ShortText, "a" * 201),
        (ShortText, "a\x00b"),
        (ShortText, "\ud800"),
        (ShortText, 1),
        (LongText, "a" * 50_001),
        (Int32, 2**31),
        (Int32, 10**4000),
        (Int32, True),
        (Int32, "1"),
        (Int32, 1.5),
        (QueryInt32, "9" * 5000),
        (Real, float("nan")),
        (Real, float("inf")),
        (Real, 10**400),
        (Real, "1"),
        (Real, False),
        (DecimalText, ""),
        (DecimalText, "1e5"),
        (DecimalText, "1.23456"),
        (DecimalText, "123456789012345"),
        (DecimalText, "1\n"),
        (DecimalText, 1),
        (Boolean, "true"),
        (Boolean, 1),
        (QueryBoolean, "yes"),
        (QueryBoolean, "1"),
        (Date, "2026-02-30"),
        (Date, "20260228"),
        (Date, 0),
        (Date, datetime(2026, 1, 1, tzinfo=UTC)),
        (UtcDateTime, "2026-02-28T10:00:00"),
        (UtcDateTime, "2026-02-28"),
        (UtcDateTime, "1767225600"),
        (UtcDateTime, 1_767_225_600),
        (UtcDateTime, "0001-01-01T00:00:00+14:00"),
        (UtcDateTime, "9999-12-31T23:59:59-14:00"),
        (JsonObject, []),
        (JsonObject, {"a": [float("nan")]}),
        (JsonObject, {"a": {"b": float("inf")}}),
        (JsonObject, {"\ud800": 1}),
        (JsonObject, {"a": "\udfff"}),
        (JsonObject, NESTED),
    ],
)
def test_a_value_is_refused(kind: Any, given: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(given)


@pytest.mark.parametrize(
    ("kind", "given"), [(Real, -0.0), (DecimalText, "-0"), (DecimalText, "-0.0")]
)
def test_zero_has_no_sign(kind: Any, given: object) -> None:
    assert not str(TypeAdapter(kind).validate_python(given)).startswith("-")


def test_a_decimal_is_written_as_it_is_read() -> None:
    adapter = TypeAdapter[Decimal](DecimalText)

    assert adapter.dump_json(Decimal("0E-4")) == b'"0.0000"'
    assert adapter.dump_python(Decimal("1.2500")) == Decimal("1.2500")
    assert adapter.json_schema()["type"] == "string"


@pytest.mark.parametrize("bounds", [{"page": 0}, {"page": 10_001}, {"per_page": 0}, {"size": 5}])
def test_a_page_out_of_bounds_is_refused(bounds: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        PageParams.model_validate(bounds)


@pytest.mark.parametrize("kind", [Int32, QueryInt32, Real])
def test_the_description_of_a_number_tells_its_bounds(kind: Any) -> None:
    assert TypeAdapter(kind).json_schema().keys() >= {"minimum", "maximum"}
