"""Values that no loan may have."""

from decimal import Decimal
from typing import cast

import pytest

from app.modules.loans.domain.model import LoanChanges, LoanValueError
from tests.factories.loans import new_loan


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "x" * 201),
        ("renewals", 2**31),
        ("deposit", Decimal(10) ** 14),
        ("state", "?"),
        ("weight", float("inf")),
    ],
)
def test_a_value_that_none_may_have_is_refused_and_changes_nothing(
    field: str, value: object
) -> None:
    entity = new_loan()
    before = getattr(entity, field)
    entity.collect_events()

    with pytest.raises(LoanValueError, match=field):
        entity.apply_changes(cast("LoanChanges", {field: value}))

    assert getattr(entity, field) == before
    assert entity.collect_events() == ()
