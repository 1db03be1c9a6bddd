"""What happens to one loan, told inside of this module; `events.py` above tells others."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LoanEvent:
    """Something happened to the loan with this id."""

    entity_id: UUID


class LoanAdded(LoanEvent):
    """It is new."""

    __slots__ = ()


class LoanChanged(LoanEvent):
    """It has other values."""

    __slots__ = ()


class LoanRemoved(LoanEvent):
    """It is no more."""

    __slots__ = ()
