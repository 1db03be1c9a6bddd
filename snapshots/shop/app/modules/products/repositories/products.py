"""Reads and writes the products table."""

from typing import get_args

from app.core.repository import SoftDeleteRepository

from ..exceptions import ProductAlreadyExistsError
from ..models import Product
from ..schemas.filters import ProductFilters, Sorting
from ..schemas.requests import ProductCreate, ProductUpdate


class ProductRepository(SoftDeleteRepository[Product, ProductCreate, ProductUpdate]):
    """The products that were not deleted."""

    model = Product
    conflict = ProductAlreadyExistsError
    filterable = ProductFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))
