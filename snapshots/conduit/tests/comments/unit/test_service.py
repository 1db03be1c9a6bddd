"""The rules of comments."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.comments.events import CommentCreated, CommentDeleted, CommentUpdated
from app.modules.comments.exceptions import CommentDoesNotExistError, UnknownArticleError
from app.modules.comments.schemas.filters import CommentFilters
from app.modules.comments.schemas.requests import CommentCreate, CommentUpdate
from app.modules.comments.services import CommentService
from tests.factories.articles import FakeArticlesGateway, make_article
from tests.factories.comments import FakeCommentRepository, comment_body, other_comment_body

known_article = make_article()


def valid(**changes: object) -> CommentCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = comment_body()
    body["article_id"] = known_article.id
    return CommentCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeCommentRepository:
    """Give a test a repository that is empty."""
    return FakeCommentRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeCommentRepository) -> CommentService:
    """Give a test the service, among fakes."""
    return CommentService(uow, repository, FakeArticlesGateway(known_article))


async def test_what_was_created_is_found(service: CommentService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(CommentFilters()) == ([created], 1)


async def test_creating_is_recorded(service: CommentService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, CommentCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: CommentService, repository: FakeCommentRepository, uow: UnitOfWork
) -> None:
    other = CommentCreate.model_validate(other_comment_body())
    stored = await repository.create(other)
    changes = CommentUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, CommentUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(
    service: CommentService, uow: UnitOfWork
) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, CommentUpdate())
    await service.update(created.id, CommentUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: CommentService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, CommentDeleted)
    assert event.entity_id == created.id
    with pytest.raises(CommentDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: CommentService, uow: UnitOfWork
) -> None:
    with pytest.raises(CommentDoesNotExistError):
        await service.update(new_id(), CommentUpdate())
    with pytest.raises(CommentDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_article_is_refused(service: CommentService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = CommentUpdate(article_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownArticleError):
        await service.create(valid(article_id=new_id()))
    with pytest.raises(UnknownArticleError):
        await service.update(created.id, changes)

    assert uow.events == []
