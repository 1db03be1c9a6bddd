"""Reads and writes the orders table."""

from typing import get_args

from app.core.repository import SoftDeleteRepository

from ..exceptions import OrderAlreadyExistsError
from ..models import Order
from ..schemas.filters import OrderFilters, Sorting
from ..schemas.requests import OrderCreate, OrderUpdate


class OrderRepository(SoftDeleteRepository[Order, OrderCreate, OrderUpdate]):
    """The orders that were not deleted."""

    model = Order
    conflict = OrderAlreadyExistsError
    filterable = OrderFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))
