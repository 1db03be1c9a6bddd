"""What one fine is.

What holds for it holds whoever asks: a route, a task or a script.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

from typing_extensions import override

from .events import FineAdded, FineChanged, FineEvent, FineRemoved


class FineValues(TypedDict):
    """Everything that one can say of one fine."""

    amount: Decimal
    paid_on: dt.date | None
    loan_id: UUID


class FineChanges(TypedDict, total=False):
    """The same, where only what is to change is said."""

    amount: Decimal
    paid_on: dt.date | None
    loan_id: UUID


class FineValueError(ValueError):
    """No fine may have this value."""


class FineIsDeletedError(Exception):
    """What was deleted stays as it was."""


# What holds for a value that is there. The schemas at the door say the shape of a request as well,
# so that a caller hears of everything that is wrong at once.
_RULES: dict[str, Callable[[Any], bool]] = {
    "amount": lambda value: abs(value) < Decimal(10) ** 14,
}


class Fine:
    """One fine: the same as long as its id is."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    deleted_at: dt.datetime | None
    amount: Decimal
    paid_on: dt.date | None
    loan_id: UUID

    # What is loaded from a database comes without `__init__`, and finds this here.
    _events: tuple[FineEvent, ...] = ()

    def __init__(self, entity_id: UUID, values: FineValues) -> None:
        """Begin with an id that no other has, and raise for a value that none may have."""
        self.id = entity_id
        self.deleted_at = None
        self._take(values)
        self._tell(FineAdded(entity_id))

    @override
    def __eq__(self, other: object) -> bool:
        """Tell whether the other is the same fine."""
        return self.id == other.id if isinstance(other, Fine) else NotImplemented

    @override
    def __hash__(self) -> int:
        """Return what is the same for the same fine."""
        return hash(self.id)

    def apply_changes(self, changes: FineChanges) -> None:
        """Take what is not so already; raise for a value that none may have, and once deleted."""
        self._require_living()
        new = {name: value for name, value in changes.items() if self._is_new(name, value)}
        if new:
            self._take(new)
            self._tell(FineChanged(self.id))

    def mark_deleted(self, now: dt.datetime) -> None:
        """End its life, once."""
        self._require_living()
        self.deleted_at = now
        self._tell(FineRemoved(self.id))

    def collect_events(self) -> tuple[FineEvent, ...]:
        """Return what happened since this was asked last."""
        events, self._events = self._events, ()
        return events

    def _require_living(self) -> None:
        if self.deleted_at is not None:
            raise FineIsDeletedError

    def _is_new(self, name: str, value: object) -> bool:
        return bool(getattr(self, name) != value)

    def _take(self, values: Mapping[str, object]) -> None:
        for name, value in values.items():
            rule = _RULES.get(name)
            if rule is not None and value is not None and not rule(value):
                raise FineValueError(name)
        for name, value in values.items():
            setattr(self, name, value)

    def _tell(self, event: FineEvent) -> None:
        self._events = (*self._events, event)
