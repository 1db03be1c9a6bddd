"""The generic repository: reading and writing the rows of one model.

Statements are built once per class and run with bound parameters; building one for each call costs
more than the database needs to answer it. Filters and sorting go by names that the class declares.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Integer, Select, bindparam, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlalchemy.orm.attributes import flag_modified
from typing_extensions import override

from app.core.db.engine import is_unique_violation
from app.core.errors import ConflictError
from app.core.schemas import PageParams


class _Model(Protocol):
    id: Mapped[UUID]

    def __init__(self, **values: Any) -> None: ...


class _SoftDeletedModel(_Model, Protocol):
    deleted_at: Any


ModelT = TypeVar("ModelT", bound=_Model)
SoftModelT = TypeVar("SoftModelT", bound=_SoftDeletedModel)
CreateT = TypeVar("CreateT", bound=BaseModel)
UpdateT = TypeVar("UpdateT", bound=BaseModel)


def _comparable(value: object) -> object:
    """Return what tells 1 from `true` in JSON: to Python, and to SQLAlchemy, they are the same."""
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True, default=repr)
    return value


class _Statements:
    """The statements of one repository class, each built when it is first needed.

    Combinations of filters are many, and the caller chooses them: the caches have an end.
    """

    def __init__(self, repository: "type[Repository[Any, Any, Any]]") -> None:
        self._repository = repository
        self.by_id = lru_cache(self._by_id)
        self.by_ids = lru_cache(self._by_ids)
        self.for_update = lru_cache(self._for_update)
        self.page = lru_cache(maxsize=256)(self._page)

    def _by_id(self, *, deleted: bool) -> Select[Any]:
        of_id = self._repository.model.id == bindparam("entity_id")
        return self._repository.select_rows(deleted=deleted).where(of_id)

    def _for_update(self) -> Select[Any]:
        # What the session has read before may be out of date by the time the lock is there.
        statement = self._by_id(deleted=False).with_for_update(key_share=True)
        return statement.execution_options(populate_existing=True)

    def _by_ids(self, *, deleted: bool) -> Select[Any]:
        of_ids = self._repository.model.id.in_(bindparam("entity_ids", expanding=True))
        return self._repository.select_rows(deleted=deleted).where(of_ids)

    def _page(
        self, names: tuple[str, ...], sort: str, *, deleted: bool
    ) -> tuple[Select[Any], Select[int]]:
        """Return the statement of a page, and that of the total."""
        repository = self._repository
        rows = repository.select_rows(deleted=deleted)
        for name in names:
            if name not in repository.filterable:
                raise ValueError(f"`{name}` is no filter of {repository.__name__}")
            rows = rows.where(getattr(repository.model, name) == bindparam(f"filter_{name}"))
        key = sort.removeprefix("-")
        if key not in repository.sortable:
            raise ValueError(f"`{key}` is no sorting of {repository.__name__}")
        # The id breaks ties: without it a row could appear on two pages, or on none.
        order = (getattr(repository.model, key), repository.model.id)
        page = (
            rows.order_by(*(column.desc() if sort.startswith("-") else column for column in order))
            .limit(bindparam("limit", type_=Integer))
            .offset(bindparam("offset", type_=Integer))
        )
        total = rows.with_only_columns(func.count(), maintain_column_froms=True)
        return page, total


class Repository(Generic[ModelT, CreateT, UpdateT]):
    """Reads and writes rows; the unit of work commits.

    A subclass sets `model`, and may set the columns that lists filter and sort by and the error of
    a unique index that is violated.
    """

    model: type[ModelT]
    filterable: ClassVar[frozenset[str]] = frozenset()
    sortable: ClassVar[frozenset[str]] = frozenset()
    conflict: ClassVar[type[ConflictError]] = ConflictError
    _statements: ClassVar[_Statements]

    @override
    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        cls._statements = _Statements(cls)

    def __init__(self, session: AsyncSession) -> None:
        """Work in this session."""
        self.session = session

    async def get(self, entity_id: UUID) -> ModelT | None:
        """Return the row with this id, if there is one."""
        return await self._get(entity_id, deleted=False)

    async def get_for_update(self, entity_id: UUID) -> ModelT | None:
        """Return the row as it is now, and keep others from changing it until the commit."""
        statement = self._statements.for_update()
        return (await self.session.scalars(statement, {"entity_id": entity_id})).one_or_none()

    async def get_many(self, entity_ids: Iterable[UUID]) -> Sequence[ModelT]:
        """Return the rows with these ids in one query, in no particular order."""
        return await self._get_many(entity_ids, deleted=False)

    async def list(
        self, params: PageParams, *, filters: Mapping[str, object], sort: str
    ) -> tuple[Sequence[ModelT], int]:
        """Return a page of the rows that equal the filters, and how many there are in all.

        A filter of `None` is not applied. `sort` is a column, with `-` before it for descending.
        Raise `ValueError` for a name that the class does not declare.
        """
        return await self._list(params, filters, sort, deleted=False)

    async def create(self, data: CreateT) -> ModelT:
        """Write a row; raise the class's conflict if a unique index is violated."""
        entity = self.model(**data.model_dump())
        self.session.add(entity)
        await self._flush()
        return entity

    def changes(self, entity: ModelT, data: UpdateT) -> dict[str, Any]:
        """Return what was set in `data` and is not so already."""
        given = data.model_dump(exclude_unset=True)
        return {
            name: value
            for name, value in given.items()
            if _comparable(value) != _comparable(getattr(entity, name))
        }

    async def update(self, entity: ModelT, data: UpdateT) -> ModelT:
        """Write what `data` changes, if anything; raise as `create` does."""
        for name, value in self.changes(entity, data).items():
            setattr(entity, name, value)
            flag_modified(entity, name)
        await self._flush()
        return entity

    async def delete(self, entity: ModelT) -> None:
        """Remove the row."""
        await self.session.delete(entity)
        await self.session.flush()

    @classmethod
    def select_rows(cls, *, deleted: bool) -> Select[ModelT]:  # noqa: ARG003
        """Return the statement that every read begins with."""
        return select(cls.model)

    async def _get(self, entity_id: UUID, *, deleted: bool) -> ModelT | None:
        statement = self._statements.by_id(deleted=deleted)
        return (await self.session.scalars(statement, {"entity_id": entity_id})).one_or_none()

    async def _get_many(self, entity_ids: Iterable[UUID], *, deleted: bool) -> Sequence[ModelT]:
        statement = self._statements.by_ids(deleted=deleted)
        return (await self.session.scalars(statement, {"entity_ids": [*entity_ids]})).all()

    async def _list(
        self, params: PageParams, filters: Mapping[str, object], sort: str, *, deleted: bool
    ) -> tuple[Sequence[ModelT], int]:
        bound = {f"filter_{name}": value for name, value in filters.items() if value is not None}
        names = tuple(name for name, value in filters.items() if value is not None)
        page, count = self._statements.page(names, sort, deleted=deleted)
        offset = (params.page - 1) * params.per_page
        rows = await self.session.scalars(
            page, {**bound, "limit": params.per_page, "offset": offset}
        )
        entities = rows.all()
        if len(entities) < params.per_page and (entities or not offset):
            return entities, offset + len(entities)
        total = await self.session.scalar(count, bound)
        return entities, total or 0

    async def _flush(self) -> None:
        try:
            await self.session.flush()
        except IntegrityError as error:
            if not is_unique_violation(error):
                raise
            raise self.conflict from error


class SoftDeleteRepository(Repository[SoftModelT, CreateT, UpdateT]):
    """A repository whose rows are hidden instead of removed."""

    @override
    async def get(self, entity_id: UUID, *, with_deleted: bool = False) -> SoftModelT | None:
        return await self._get(entity_id, deleted=with_deleted)

    @override
    async def get_many(
        self, entity_ids: Iterable[UUID], *, with_deleted: bool = False
    ) -> Sequence[SoftModelT]:
        return await self._get_many(entity_ids, deleted=with_deleted)

    @override
    async def list(
        self,
        params: PageParams,
        *,
        filters: Mapping[str, object],
        sort: str,
        with_deleted: bool = False,
    ) -> tuple[Sequence[SoftModelT], int]:
        return await self._list(params, filters, sort, deleted=with_deleted)

    @override
    async def delete(self, entity: SoftModelT) -> None:
        """Hide the row."""
        entity.deleted_at = datetime.now(UTC)
        await self.session.flush()

    @override
    @classmethod
    def select_rows(cls, *, deleted: bool) -> Select[SoftModelT]:
        statement = select(cls.model)
        return statement if deleted else statement.where(cls.model.deleted_at.is_(None))
