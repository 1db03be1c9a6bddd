"""What one loan is.

What holds for it holds whoever asks: a route, a task or a script.
"""

import datetime as dt
import json
import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypedDict, get_args
from uuid import UUID

from typing_extensions import override

from .events import LoanAdded, LoanChanged, LoanEvent, LoanRemoved

StateChoice = Literal["open", "late", "returned"]


class LoanValues(TypedDict):
    """Everything that one can say of one loan."""

    book_id: UUID
    reader_id: UUID | None
    due_on: dt.date
    returned_at: dt.datetime | None
    number: str
    renewals: int
    deposit: Decimal
    state: StateChoice
    weight: float | None
    damaged: bool
    note: str | None
    extra: dict[str, Any]
    token: UUID


class LoanChanges(TypedDict, total=False):
    """The same, where only what is to change is said."""

    book_id: UUID
    reader_id: UUID | None
    due_on: dt.date
    returned_at: dt.datetime | None
    number: str
    renewals: int
    deposit: Decimal
    state: StateChoice
    weight: float | None
    damaged: bool
    note: str | None
    extra: dict[str, Any]
    token: UUID


class LoanValueError(ValueError):
    """No loan may have this value."""


class LoanIsDeletedError(Exception):
    """What was deleted stays as it was."""


# What holds for a value that is there. The schemas at the door say the shape of a request as well,
# so that a caller hears of everything that is wrong at once.
_RULES: dict[str, Callable[[Any], bool]] = {
    "number": lambda value: len(value) in range(1, 201),
    "renewals": lambda value: value in range(-(2**31), 2**31),
    "deposit": lambda value: abs(value) < Decimal(10) ** 14,
    "state": lambda value: value in get_args(StateChoice),
    "weight": math.isfinite,
}


class Loan:
    """One loan: the same as long as its id is."""

    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    deleted_at: dt.datetime | None
    book_id: UUID
    reader_id: UUID | None
    due_on: dt.date
    returned_at: dt.datetime | None
    number: str
    renewals: int
    deposit: Decimal
    state: StateChoice
    weight: float | None
    damaged: bool
    note: str | None
    extra: dict[str, Any]
    token: UUID

    # What is loaded from a database comes without `__init__`, and finds this here.
    _events: tuple[LoanEvent, ...] = ()

    def __init__(self, entity_id: UUID, values: LoanValues) -> None:
        """Begin with an id that no other has, and raise for a value that none may have."""
        self.id = entity_id
        self.deleted_at = None
        self._take(values)
        self._tell(LoanAdded(entity_id))

    @override
    def __eq__(self, other: object) -> bool:
        """Tell whether the other is the same loan."""
        return self.id == other.id if isinstance(other, Loan) else NotImplemented

    @override
    def __hash__(self) -> int:
        """Return what is the same for the same loan."""
        return hash(self.id)

    def apply_changes(self, changes: LoanChanges) -> None:
        """Take what is not so already; raise for a value that none may have, and once deleted."""
        self._require_living()
        new = {name: value for name, value in changes.items() if self._is_new(name, value)}
        if new:
            self._take(new)
            self._tell(LoanChanged(self.id))

    def mark_deleted(self, now: dt.datetime) -> None:
        """End its life, once."""
        self._require_living()
        self.deleted_at = now
        self._tell(LoanRemoved(self.id))

    def collect_events(self) -> tuple[LoanEvent, ...]:
        """Return what happened since this was asked last."""
        events, self._events = self._events, ()
        return events

    def _require_living(self) -> None:
        if self.deleted_at is not None:
            raise LoanIsDeletedError

    def _is_new(self, name: str, value: object) -> bool:
        if isinstance(value, dict):
            # To Python, 1 and `true` are the same; to whoever reads the JSON they are not.
            return json.dumps(getattr(self, name), sort_keys=True) != json.dumps(
                value, sort_keys=True
            )
        return bool(getattr(self, name) != value)

    def _take(self, values: Mapping[str, object]) -> None:
        for name, value in values.items():
            rule = _RULES.get(name)
            if rule is not None and value is not None and not rule(value):
                raise LoanValueError(name)
        for name, value in values.items():
            setattr(self, name, value)

    def _tell(self, event: LoanEvent) -> None:
        self._events = (*self._events, event)
