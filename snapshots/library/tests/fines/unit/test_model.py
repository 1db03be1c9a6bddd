"""What holds for one fine."""

import datetime as dt
from typing import cast

import pytest

from app.core.ids import new_id
from app.modules.fines.domain.events import FineAdded, FineChanged, FineRemoved
from app.modules.fines.domain.model import FineChanges, FineIsDeletedError
from app.modules.fines.interface.schemas import FineUpdate, changes_of
from tests.factories.fines import new_fine, other_fine_body

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def test_it_is_the_same_one_as_long_as_its_id_is() -> None:
    entity_id = new_id()
    one, same, other = new_fine(entity_id), new_fine(entity_id), new_fine()

    same.mark_deleted(NOW)

    assert one == same
    assert one != other
    assert one != entity_id
    assert len({one, same, other}) == 2


def test_each_event_is_told_once() -> None:
    entity = new_fine()
    entity.apply_changes(changes_of(FineUpdate.model_validate(other_fine_body())))
    entity.mark_deleted(NOW)

    told = entity.collect_events()

    assert told == (
        FineAdded(entity.id),
        FineChanged(entity.id),
        FineRemoved(entity.id),
    )
    assert entity.collect_events() == ()


def test_what_is_so_already_is_no_change() -> None:
    entity = new_fine()
    entity.collect_events()

    entity.apply_changes({})
    entity.apply_changes(
        cast("FineChanges", {name: getattr(entity, name) for name in other_fine_body()})
    )

    assert entity.collect_events() == ()


def test_what_was_deleted_stays_as_it_was() -> None:
    entity = new_fine()
    entity.mark_deleted(NOW)

    with pytest.raises(FineIsDeletedError):
        entity.apply_changes({})
    with pytest.raises(FineIsDeletedError):
        entity.mark_deleted(NOW)
