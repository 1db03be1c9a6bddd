"""What one can do with fines.

Each use gets one, lets it act, keeps it, and tells what happened.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.loans.gateway import LoansGateway

from ..domain.events import FineAdded, FineChanged, FineEvent, FineRemoved
from ..domain.model import Fine, FineChanges, FineValues
from ..domain.ports import FineQuery, FineRepository
from ..events import FineCreated, FineDeleted, FineUpdated
from ..exceptions import FineDoesNotExistError, UnknownLoanError

# What others hear of what happens in the domain.
_TOLD: dict[type[FineEvent], type[FineCreated | FineDeleted | FineUpdated]] = {
    FineAdded: FineCreated,
    FineChanged: FineUpdated,
    FineRemoved: FineDeleted,
}


class FineHandlers:
    """Orchestrates; the rules are kept by the fine itself."""

    def __init__(self, uow: UnitOfWork, repository: FineRepository, loans: LoansGateway) -> None:
        """Work in one unit of work."""
        self._uow = uow
        self._repository = repository
        self._loans = loans

    async def create(self, values: FineValues) -> Fine:
        """Keep a new fine."""
        await self._require_loan(values["loan_id"])
        entity = Fine(new_id(), values)
        await self._repository.add(entity)
        self._publish(entity.collect_events())
        return entity

    async def get(self, entity_id: UUID) -> Fine:
        """Return one fine."""
        entity = await self._repository.get(entity_id)
        if entity is None:
            raise FineDoesNotExistError
        return entity

    async def find(self, query: FineQuery) -> tuple[Sequence[Fine], int]:
        """Return a page of those that fit, and the number of all that fit."""
        return await self._repository.find(query)

    async def change(self, entity_id: UUID, changes: FineChanges) -> Fine:
        """Change what is given; what is so already is no change."""
        entity = await self._get_for_update(entity_id)
        if (reference := changes.get("loan_id")) is not None:
            await self._require_loan(reference)
        entity.apply_changes(changes)
        await self._keep(entity)
        return entity

    async def delete(self, entity_id: UUID) -> None:
        """Delete one fine."""
        entity = await self._get_for_update(entity_id)
        entity.mark_deleted(dt.datetime.now(dt.UTC))
        await self._keep(entity)

    async def _get_for_update(self, entity_id: UUID) -> Fine:
        entity = await self._repository.get_for_update(entity_id)
        if entity is None:
            raise FineDoesNotExistError
        return entity

    async def _keep(self, entity: Fine) -> None:
        events = entity.collect_events()
        if events:
            await self._repository.save(entity)
        self._publish(events)

    def _publish(self, events: Sequence[FineEvent]) -> None:
        for event in events:
            self._uow.record(_TOLD[type(event)](entity_id=event.entity_id))

    async def _require_loan(self, entity_id: UUID) -> None:
        """Refuse an id that the loans module does not know."""
        gateway = self._loans
        if await gateway.get_loan(entity_id) is None:
            raise UnknownLoanError
