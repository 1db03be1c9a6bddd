"""Stand-ins for parts of the kernel, for tests that need no database."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any
from uuid import UUID

from typing_extensions import override

from app.core.ids import new_id
from app.core.repository import SoftDeleteRepository
from app.core.schemas import PageParams

_numbers = count(1)


def serial() -> int:
    """Return a number that no other call returns: for values that must be unique."""
    return next(_numbers)


def day() -> str:
    """Return a day that no other call returns."""
    return str(dt.date.fromordinal(serial()))


class InMemoryRepository(SoftDeleteRepository[Any, Any, Any]):
    """Keeps rows in a dictionary. It filters and sorts nothing, and knows no unique index."""

    def __init__(self) -> None:
        """Begin empty."""
        self.kept: dict[UUID, Any] = {}

    @override
    async def get(self, entity_id: UUID, *, with_deleted: bool = False) -> Any:
        return self.kept.get(entity_id)

    @override
    async def get_for_update(self, entity_id: UUID) -> Any:
        return self.kept.get(entity_id)

    @override
    async def get_many(
        self, entity_ids: Iterable[UUID], *, with_deleted: bool = False
    ) -> Sequence[Any]:
        return [self.kept[each] for each in entity_ids if each in self.kept]

    @override
    async def list(
        self,
        params: PageParams,
        *,
        filters: Mapping[str, object],
        sort: str,
        with_deleted: bool = False,
    ) -> tuple[Sequence[Any], int]:
        return [*self.kept.values()], len(self.kept)

    @override
    async def create(self, data: Any) -> Any:
        entity = self.model(id=new_id(), **data.model_dump())
        self.kept[entity.id] = entity
        return entity

    @override
    async def update(self, entity: Any, data: Any) -> Any:
        for name, value in data.model_dump(exclude_unset=True).items():
            setattr(entity, name, value)
        return entity

    @override
    async def delete(self, entity: Any) -> None:
        del self.kept[entity.id]
