"""The handlers of fines, among fakes."""

from typing import cast

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.fines.application.handlers import FineHandlers
from app.modules.fines.domain.model import Fine, FineChanges, FineValues
from app.modules.fines.domain.ports import FineQuery
from app.modules.fines.events import FineCreated, FineDeleted, FineUpdated
from app.modules.fines.exceptions import FineDoesNotExistError, UnknownLoanError
from app.modules.fines.interface.schemas import FineCreate, values_of
from tests.factories.fines import FakeFineRepository, fine_body, other_fine_body
from tests.factories.loans import FakeLoansGateway, make_loan

ANY = FineQuery(values={}, order="created_at", page=1, per_page=20)
known_loan = make_loan()


def valid(**changes: object) -> FineValues:
    """Return what a caller sends, with references that the fakes know."""
    body = fine_body()
    body["loan_id"] = known_loan.id
    return values_of(FineCreate.model_validate({**body, **changes}))


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeFineRepository:
    """Give a test a repository that is empty."""
    return FakeFineRepository()


@pytest.fixture
def handlers(uow: UnitOfWork, repository: FakeFineRepository) -> FineHandlers:
    """Give a test the handlers, among fakes."""
    return FineHandlers(uow, repository, FakeLoansGateway(known_loan))


async def test_what_was_created_is_found(handlers: FineHandlers) -> None:
    created = await handlers.create(valid())

    assert await handlers.get(created.id) is created
    assert await handlers.find(ANY) == ([created], 1)


async def test_creating_is_recorded(handlers: FineHandlers, uow: UnitOfWork) -> None:
    created = await handlers.create(valid())

    (event,) = uow.events
    assert isinstance(event, FineCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    handlers: FineHandlers, repository: FakeFineRepository, uow: UnitOfWork
) -> None:
    other = FineCreate.model_validate(other_fine_body())
    kept = Fine(new_id(), values_of(other))
    await repository.add(kept)

    await handlers.change(kept.id, cast("FineChanges", valid()))

    event = uow.events[-1]
    assert isinstance(event, FineUpdated)
    assert event.entity_id == kept.id


async def test_what_changes_nothing_is_not_recorded(
    handlers: FineHandlers, uow: UnitOfWork
) -> None:
    values = valid()
    created = await handlers.create(values)
    uow.events.clear()

    await handlers.change(created.id, {})
    await handlers.change(created.id, cast("FineChanges", values))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    handlers: FineHandlers, uow: UnitOfWork
) -> None:
    created = await handlers.create(valid())

    await handlers.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, FineDeleted)
    assert event.entity_id == created.id
    with pytest.raises(FineDoesNotExistError):
        await handlers.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    handlers: FineHandlers, uow: UnitOfWork
) -> None:
    with pytest.raises(FineDoesNotExistError):
        await handlers.change(new_id(), {})
    with pytest.raises(FineDoesNotExistError):
        await handlers.delete(new_id())

    assert uow.events == []


async def test_an_unknown_loan_is_refused(handlers: FineHandlers, uow: UnitOfWork) -> None:
    created = await handlers.create(valid())
    uow.events.clear()

    with pytest.raises(UnknownLoanError):
        await handlers.create(valid(loan_id=new_id()))
    with pytest.raises(UnknownLoanError):
        await handlers.change(created.id, {"loan_id": new_id()})

    assert uow.events == []
