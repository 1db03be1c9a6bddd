"""What happens to one loan.

This is told inside of the module; the `events.py` above tells others.
"""

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
