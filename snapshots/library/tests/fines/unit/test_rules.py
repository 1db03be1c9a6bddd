"""Values that no fine may have."""

from decimal import Decimal
from typing import cast

import pytest

from app.modules.fines.domain.model import FineChanges, FineValueError
from tests.factories.fines import new_fine


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", Decimal(10) ** 14),
    ],
)
def test_a_value_that_none_may_have_is_refused_and_changes_nothing(
    field: str, value: object
) -> None:
    entity = new_fine()
    before = getattr(entity, field)
    entity.collect_events()

    with pytest.raises(FineValueError, match=field):
        entity.apply_changes(cast("FineChanges", {field: value}))

    assert getattr(entity, field) == before
    assert entity.collect_events() == ()
