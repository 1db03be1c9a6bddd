"""What holds for one loan."""

import datetime as dt
from typing import cast

import pytest

from app.core.ids import new_id
from app.modules.loans.domain.events import LoanAdded, LoanChanged, LoanRemoved
from app.modules.loans.domain.model import LoanChanges, LoanIsDeletedError
from app.modules.loans.interface.schemas import LoanUpdate, changes_of
from tests.factories.loans import new_loan, other_loan_body

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def test_it_is_the_same_one_as_long_as_its_id_is() -> None:
    entity_id = new_id()
    one, same, other = new_loan(entity_id), new_loan(entity_id), new_loan()

    same.mark_deleted(NOW)

    assert one == same
    assert one != other
    assert one != entity_id
    assert len({one, same, other}) == 2


def test_each_event_is_told_once() -> None:
    entity = new_loan()
    entity.apply_changes(changes_of(LoanUpdate.model_validate(other_loan_body())))
    entity.mark_deleted(NOW)

    told = entity.collect_events()

    assert told == (
        LoanAdded(entity.id),
        LoanChanged(entity.id),
        LoanRemoved(entity.id),
    )
    assert entity.collect_events() == ()


def test_what_is_so_already_is_no_change() -> None:
    entity = new_loan()
    entity.collect_events()

    entity.apply_changes({})
    entity.apply_changes(
        cast("LoanChanges", {name: getattr(entity, name) for name in other_loan_body()})
    )

    assert entity.collect_events() == ()


def test_what_was_deleted_stays_as_it_was() -> None:
    entity = new_loan()
    entity.mark_deleted(NOW)

    with pytest.raises(LoanIsDeletedError):
        entity.apply_changes({})
    with pytest.raises(LoanIsDeletedError):
        entity.mark_deleted(NOW)
