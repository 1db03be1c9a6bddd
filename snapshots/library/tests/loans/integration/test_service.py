"""The rules of loans, and what is recorded where they are kept."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.loans.events import LoanCreated, LoanDeleted, LoanUpdated
from app.modules.loans.exceptions import LoanDoesNotExistError, UnknownBookError, UnknownReaderError
from app.modules.loans.schemas import LoanCreate, LoanUpdate
from app.modules.loans.service import LoanService
from tests.factories.auth import FakeAuthGateway, make_user
from tests.factories.books import FakeBooksGateway, make_book
from tests.factories.loans import loan_body

pytestmark = pytest.mark.integration

known_book = make_book()
known_user = make_user()


def valid(**changes: object) -> LoanCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = loan_body()
    body["book_id"] = known_book.id
    body["reader_id"] = known_user.id
    return LoanCreate.model_validate({**body, **changes})


@pytest.fixture
def uow(session: AsyncSession) -> UnitOfWork:
    """Give a test the unit of work of its session."""
    return UnitOfWork(session)


@pytest.fixture
def service(uow: UnitOfWork) -> LoanService:
    """Give a test the service, with gateways that are fakes."""
    return LoanService(uow, FakeBooksGateway(known_book), FakeAuthGateway(known_user))


async def test_each_change_is_recorded(service: LoanService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    await service.update(created.id, LoanUpdate())
    await service.delete(created.id)

    events = [LoanCreated, LoanUpdated, LoanDeleted]
    assert [type(event) for event in uow.events] == events
    assert {getattr(event, "entity_id", None) for event in uow.events} == {created.id}


async def test_a_deleted_one_can_be_found_no_more(service: LoanService) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    with pytest.raises(LoanDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: LoanService, uow: UnitOfWork
) -> None:
    with pytest.raises(LoanDoesNotExistError):
        await service.update(new_id(), LoanUpdate())
    with pytest.raises(LoanDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_book_is_refused(service: LoanService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = LoanUpdate(book_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownBookError):
        await service.create(valid(book_id=new_id()))
    with pytest.raises(UnknownBookError):
        await service.update(created.id, changes)

    assert uow.events == []


async def test_an_unknown_reader_is_refused(service: LoanService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = LoanUpdate(reader_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownReaderError):
        await service.create(valid(reader_id=new_id()))
    with pytest.raises(UnknownReaderError):
        await service.update(created.id, changes)

    assert uow.events == []
