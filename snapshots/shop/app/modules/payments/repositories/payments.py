"""Reads and writes the payments table."""

from typing import get_args

from app.core.repository import SoftDeleteRepository

from ..exceptions import PaymentAlreadyExistsError
from ..models import Payment
from ..schemas.filters import PaymentFilters, Sorting
from ..schemas.requests import PaymentCreate, PaymentUpdate


class PaymentRepository(SoftDeleteRepository[Payment, PaymentCreate, PaymentUpdate]):
    """The payments that were not deleted."""

    model = Payment
    conflict = PaymentAlreadyExistsError
    filterable = PaymentFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))
