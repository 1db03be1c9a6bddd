"""Test data of fines, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.fines.domain.model import Fine
from app.modules.fines.domain.ports import FineQuery
from app.modules.fines.gateway import FineBatchTooLargeError, FineDTO
from app.modules.fines.infrastructure.repository import SqlFineRepository
from app.modules.fines.interface.schemas import FineCreate, values_of

from .loans import store_loan


def fine_body() -> dict[str, Any]:
    """Return what creates one fine, but for its references."""
    return {
        "amount": "1.2500",
        "paid_on": "2026-01-31",
        "loan_id": str(new_id()),
    }


def other_fine_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "amount": "2.5000",
        "paid_on": "9999-12-31",
        "loan_id": str(new_id()),
    }


async def fine_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["loan_id"] = str((await store_loan(session)).id)
    return references


async def store_fine(session: AsyncSession, /, **changes: object) -> Fine:
    """Return one fine that the database knows."""
    references = await fine_references(session)
    body = {**fine_body(), **references, **changes}
    data = FineCreate.model_validate(body)
    entity = Fine(new_id(), values_of(data))
    await SqlFineRepository(session).add(entity)
    return entity


def make_fine(**changes: object) -> FineDTO:
    """Return one fine that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **fine_body(), **changes}
    return FineDTO.model_validate(body)


class FakeFinesGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: FineDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_fine(self, entity_id: UUID) -> FineDTO | None:
        """Return the fine with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_fines_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, FineDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise FineBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


def new_fine(entity_id: UUID | None = None) -> Fine:
    """Return one fine that is kept nowhere."""
    data = FineCreate.model_validate(fine_body())
    return Fine(entity_id or new_id(), values_of(data))


class FakeFineRepository:
    """The fines of one test, in memory."""

    def __init__(self) -> None:
        """Begin empty."""
        self._kept: dict[UUID, Fine] = {}

    async def add(self, entity: Fine) -> None:
        """Keep a new one."""
        self._kept[entity.id] = entity

    async def save(self, entity: Fine) -> None:
        """Keep what has changed of it: nothing, once it was deleted."""
        if entity.deleted_at is not None:
            del self._kept[entity.id]

    async def get(self, entity_id: UUID) -> Fine | None:
        """Return the one with this id, if there is one."""
        return self._kept.get(entity_id)

    async def get_for_update(self, entity_id: UUID) -> Fine | None:
        """Return the one with this id, if there is one."""
        return self._kept.get(entity_id)

    async def get_many(self, entity_ids: Sequence[UUID]) -> Sequence[Fine]:
        """Return those with these ids."""
        return [self._kept[each] for each in entity_ids if each in self._kept]

    async def find(self, query: FineQuery) -> tuple[Sequence[Fine], int]:
        """Return as many as fit on a page."""
        kept = [*self._kept.values()]
        return kept[: query.per_page], len(kept)
