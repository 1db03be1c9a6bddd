"""Test data of payments, and stand-ins without a database."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.payments.gateway import PaymentBatchTooLargeError, PaymentDTO
from app.modules.payments.models import Payment
from app.modules.payments.repositories import PaymentRepository
from app.modules.payments.schemas.requests import PaymentCreate
from tests import fakes

from .orders import store_order


def payment_body() -> dict[str, Any]:
    """Return what creates one payment, but for its references."""
    return {
        "amount": "1.2500",
        "method": "card",
        "paid_at": "2026-01-31T12:30:00Z",
        "external_id": str(new_id()),
        "order_id": str(new_id()),
    }


def other_payment_body() -> dict[str, Any]:
    """Return the same with another value for every field."""
    return {
        "amount": "2.5000",
        "method": "transfer",
        "paid_at": "9999-12-31T23:59:59.999999Z",
        "external_id": str(new_id()),
        "order_id": str(new_id()),
    }


async def payment_references(session: AsyncSession) -> dict[str, Any]:
    """Return references that lead somewhere."""
    references: dict[str, Any] = {}
    references["order_id"] = str((await store_order(session)).id)
    return references


async def store_payment(session: AsyncSession, /, **changes: object) -> Payment:
    """Return one payment that the database knows."""
    references = await payment_references(session)
    body = {**payment_body(), **references, **changes}
    data = PaymentCreate.model_validate(body)
    return await PaymentRepository(session).create(data)


def make_payment(**changes: object) -> PaymentDTO:
    """Return one payment that no database knows."""
    now = dt.datetime.now(dt.UTC)
    stored = {"id": new_id(), "created_at": now, "updated_at": now}
    body = {**stored, **payment_body(), **changes}
    return PaymentDTO.model_validate(body)


class FakePaymentsGateway:
    """A stand-in that a contract test holds to what the real one does."""

    def __init__(self, *entities: PaymentDTO, batch_limit: int = 1_000) -> None:
        """Know these and no others."""
        self._entities = {entity.id: entity for entity in entities}
        self._batch_limit = batch_limit

    async def get_payment(self, entity_id: UUID) -> PaymentDTO | None:
        """Return the payment with this id, if there is one."""
        return self._entities.get(entity_id)

    async def get_payments_by_ids(self, entity_ids: Sequence[UUID]) -> dict[UUID, PaymentDTO]:
        """Return those that exist, by id."""
        if len(entity_ids) > self._batch_limit:
            raise PaymentBatchTooLargeError
        return {each: self._entities[each] for each in entity_ids if each in self._entities}


class FakePaymentRepository(fakes.InMemoryRepository, PaymentRepository):
    """The payments of one test, in memory."""
