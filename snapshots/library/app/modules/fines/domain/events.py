"""What happens to one fine.

This is told inside of the module; the `events.py` above tells others.
"""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FineEvent:
    """Something happened to the fine with this id."""

    entity_id: UUID


class FineAdded(FineEvent):
    """It is new."""

    __slots__ = ()


class FineChanged(FineEvent):
    """It has other values."""

    __slots__ = ()


class FineRemoved(FineEvent):
    """It is no more."""

    __slots__ = ()
