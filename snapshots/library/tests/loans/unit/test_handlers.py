"""The handlers of loans, among fakes."""

from typing import cast

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.loans.application.handlers import LoanHandlers
from app.modules.loans.domain.model import Loan, LoanChanges, LoanValues
from app.modules.loans.domain.ports import LoanQuery
from app.modules.loans.events import LoanCreated, LoanDeleted, LoanUpdated
from app.modules.loans.exceptions import LoanDoesNotExistError, UnknownBookError, UnknownReaderError
from app.modules.loans.interface.schemas import LoanCreate, values_of
from tests.factories.auth import FakeAuthGateway, make_user
from tests.factories.books import FakeBooksGateway, make_book
from tests.factories.loans import FakeLoanRepository, loan_body, other_loan_body

ANY = LoanQuery(values={}, order="created_at", page=1, per_page=20)
known_book = make_book()
known_user = make_user()


def valid(**changes: object) -> LoanValues:
    """Return what a caller sends, with references that the fakes know."""
    body = loan_body()
    body["book_id"] = known_book.id
    body["reader_id"] = known_user.id
    return values_of(LoanCreate.model_validate({**body, **changes}))


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeLoanRepository:
    """Give a test a repository that is empty."""
    return FakeLoanRepository()


@pytest.fixture
def handlers(uow: UnitOfWork, repository: FakeLoanRepository) -> LoanHandlers:
    """Give a test the handlers, among fakes."""
    return LoanHandlers(uow, repository, FakeBooksGateway(known_book), FakeAuthGateway(known_user))


async def test_what_was_created_is_found(handlers: LoanHandlers) -> None:
    created = await handlers.create(valid())

    assert await handlers.get(created.id) is created
    assert await handlers.find(ANY) == ([created], 1)


async def test_creating_is_recorded(handlers: LoanHandlers, uow: UnitOfWork) -> None:
    created = await handlers.create(valid())

    (event,) = uow.events
    assert isinstance(event, LoanCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    handlers: LoanHandlers, repository: FakeLoanRepository, uow: UnitOfWork
) -> None:
    other = LoanCreate.model_validate(other_loan_body())
    kept = Loan(new_id(), values_of(other))
    await repository.add(kept)

    await handlers.change(kept.id, cast("LoanChanges", valid()))

    event = uow.events[-1]
    assert isinstance(event, LoanUpdated)
    assert event.entity_id == kept.id


async def test_what_changes_nothing_is_not_recorded(
    handlers: LoanHandlers, uow: UnitOfWork
) -> None:
    values = valid()
    created = await handlers.create(values)
    uow.events.clear()

    await handlers.change(created.id, {})
    await handlers.change(created.id, cast("LoanChanges", values))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    handlers: LoanHandlers, uow: UnitOfWork
) -> None:
    created = await handlers.create(valid())

    await handlers.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, LoanDeleted)
    assert event.entity_id == created.id
    with pytest.raises(LoanDoesNotExistError):
        await handlers.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    handlers: LoanHandlers, uow: UnitOfWork
) -> None:
    with pytest.raises(LoanDoesNotExistError):
        await handlers.change(new_id(), {})
    with pytest.raises(LoanDoesNotExistError):
        await handlers.delete(new_id())

    assert uow.events == []


async def test_an_unknown_book_is_refused(handlers: LoanHandlers, uow: UnitOfWork) -> None:
    created = await handlers.create(valid())
    uow.events.clear()

    with pytest.raises(UnknownBookError):
        await handlers.create(valid(book_id=new_id()))
    with pytest.raises(UnknownBookError):
        await handlers.change(created.id, {"book_id": new_id()})

    assert uow.events == []


async def test_an_unknown_reader_is_refused(handlers: LoanHandlers, uow: UnitOfWork) -> None:
    created = await handlers.create(valid())
    uow.events.clear()

    with pytest.raises(UnknownReaderError):
        await handlers.create(valid(reader_id=new_id()))
    with pytest.raises(UnknownReaderError):
        await handlers.change(created.id, {"reader_id": new_id()})

    assert uow.events == []
