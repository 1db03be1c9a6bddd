"""What callers send to create and to change orders."""

from uuid import UUID

from pydantic import MISSING

from app.core.schemas import Int32, LongText, RequestModel

from ..models import StatusChoice


class OrderCreate(RequestModel):
    """A new order."""

    number: Int32
    status: StatusChoice
    customer_id: UUID
    product_id: UUID
    note: LongText | None = None


class OrderUpdate(RequestModel):
    """What is to change: a field that is absent stays as it is."""

    number: Int32 | MISSING = MISSING
    status: StatusChoice | MISSING = MISSING
    customer_id: UUID | MISSING = MISSING
    product_id: UUID | MISSING = MISSING
    note: LongText | MISSING | None = MISSING
