"""What callers send to create and to change billings."""

from uuid import UUID

from pydantic import MISSING

from app.core.schemas import Date, DecimalText, RequestModel


class BillingCreate(RequestModel):
    """A new billing."""

    amount: DecimalText
    due_on: Date
    tenant_id: UUID


class BillingUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    amount: DecimalText | MISSING = MISSING
    due_on: Date | MISSING = MISSING
    tenant_id: UUID | MISSING = MISSING
