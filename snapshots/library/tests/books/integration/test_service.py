"""The rules of books, with a session."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.books.events import BookCreated, BookDeleted, BookUpdated
from app.modules.books.exceptions import BookDoesNotExistError, UnknownAuthorError
from app.modules.books.schemas import BookCreate, BookUpdate
from app.modules.books.service import BookService
from tests.factories.authors import FakeAuthorsGateway, make_author
from tests.factories.books import book_body, other_book_body, store_book

pytestmark = pytest.mark.integration

known_author = make_author()


def valid(**changes: object) -> BookCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = book_body()
    body["author_id"] = known_author.id
    return BookCreate.model_validate({**body, **changes})


@pytest.fixture
def uow(session: AsyncSession) -> UnitOfWork:
    """Give a test the unit of work of its session."""
    return UnitOfWork(session)


@pytest.fixture
def service(uow: UnitOfWork) -> BookService:
    """Give a test the service, with gateways that are fakes."""
    return BookService(uow, FakeAuthorsGateway(known_author))


async def test_each_change_is_recorded(service: BookService, uow: UnitOfWork) -> None:
    stored = await store_book(uow.session, **other_book_body())
    changes = BookUpdate.model_validate(valid().model_dump())

    created = await service.create(valid())
    await service.delete(created.id)
    await service.update(stored.id, changes)

    recorded = [(type(event), getattr(event, "entity_id", None)) for event in uow.events]
    assert recorded == [
        (BookCreated, created.id),
        (BookDeleted, created.id),
        (BookUpdated, stored.id),
    ]


async def test_what_changes_nothing_is_not_recorded(service: BookService, uow: UnitOfWork) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, BookUpdate())
    await service.update(created.id, BookUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_a_deleted_one_can_be_found_no_more(service: BookService) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    with pytest.raises(BookDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: BookService, uow: UnitOfWork
) -> None:
    with pytest.raises(BookDoesNotExistError):
        await service.update(new_id(), BookUpdate())
    with pytest.raises(BookDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_author_is_refused(service: BookService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = BookUpdate(author_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownAuthorError):
        await service.create(valid(author_id=new_id()))
    with pytest.raises(UnknownAuthorError):
        await service.update(created.id, changes)

    assert uow.events == []
