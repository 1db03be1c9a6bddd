"""What callers send to create and to change payments."""

from uuid import UUID

from pydantic import MISSING

from app.core.schemas import DecimalText, RequestModel, UtcDateTime

from ..models import MethodChoice


class PaymentCreate(RequestModel):
    """A new payment."""

    amount: DecimalText
    method: MethodChoice | None = None
    paid_at: UtcDateTime | None = None
    external_id: UUID
    order_id: UUID


class PaymentUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    amount: DecimalText | MISSING = MISSING
    method: MethodChoice | MISSING | None = MISSING
    paid_at: UtcDateTime | MISSING | None = MISSING
    external_id: UUID | MISSING = MISSING
    order_id: UUID | MISSING = MISSING
