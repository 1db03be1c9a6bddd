"""Reads and writes the articles table."""

from typing import get_args

from app.core.repository import SoftDeleteRepository

from ..exceptions import ArticleAlreadyExistsError
from ..models import Article
from ..schemas.filters import ArticleFilters, Sorting
from ..schemas.requests import ArticleCreate, ArticleUpdate


class ArticleRepository(SoftDeleteRepository[Article, ArticleCreate, ArticleUpdate]):
    """The articles that were not deleted."""

    model = Article
    conflict = ArticleAlreadyExistsError
    filterable = ArticleFilters.filterable()
    sortable = frozenset(name.removeprefix("-") for name in get_args(Sorting))
