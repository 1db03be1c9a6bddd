"""The rules of articles."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db.session import UnitOfWork
from app.core.ids import new_id
from app.modules.articles.events import ArticleCreated, ArticleDeleted, ArticleUpdated
from app.modules.articles.exceptions import ArticleDoesNotExistError, UnknownAuthorError
from app.modules.articles.schemas.filters import ArticleFilters
from app.modules.articles.schemas.requests import ArticleCreate, ArticleUpdate
from app.modules.articles.services import ArticleService
from tests.factories.articles import FakeArticleRepository, article_body, other_article_body
from tests.factories.auth import FakeAuthGateway, make_user

known_user = make_user()


def valid(**changes: object) -> ArticleCreate:
    """Return what a caller sends, with references that the fakes know."""
    body = article_body()
    body["author_id"] = known_user.id
    return ArticleCreate.model_validate({**body, **changes})


@pytest.fixture
def uow() -> UnitOfWork:
    """Give a test a unit of work that has no database."""
    return UnitOfWork(AsyncSession())


@pytest.fixture
def repository() -> FakeArticleRepository:
    """Give a test a repository that is empty."""
    return FakeArticleRepository()


@pytest.fixture
def service(uow: UnitOfWork, repository: FakeArticleRepository) -> ArticleService:
    """Give a test the service, among fakes."""
    return ArticleService(uow, repository, FakeAuthGateway(known_user))


async def test_what_was_created_is_found(service: ArticleService) -> None:
    created = await service.create(valid())

    assert await service.get(created.id) is created
    assert await service.list(ArticleFilters()) == ([created], 1)


async def test_creating_is_recorded(service: ArticleService, uow: UnitOfWork) -> None:
    created = await service.create(valid())

    (event,) = uow.events
    assert isinstance(event, ArticleCreated)
    assert event.entity_id == created.id


async def test_changing_is_recorded(
    service: ArticleService, repository: FakeArticleRepository, uow: UnitOfWork
) -> None:
    other = ArticleCreate.model_validate(other_article_body())
    stored = await repository.create(other)
    changes = ArticleUpdate.model_validate(valid().model_dump())

    await service.update(stored.id, changes)

    (event,) = uow.events
    assert isinstance(event, ArticleUpdated)
    assert event.entity_id == stored.id


async def test_what_changes_nothing_is_not_recorded(
    service: ArticleService, uow: UnitOfWork
) -> None:
    data = valid()
    created = await service.create(data)
    uow.events.clear()

    await service.update(created.id, ArticleUpdate())
    await service.update(created.id, ArticleUpdate.model_validate(data.model_dump()))

    assert uow.events == []


async def test_deleting_is_recorded_and_leaves_nothing(
    service: ArticleService, uow: UnitOfWork
) -> None:
    created = await service.create(valid())

    await service.delete(created.id)

    event = uow.events[-1]
    assert isinstance(event, ArticleDeleted)
    assert event.entity_id == created.id
    with pytest.raises(ArticleDoesNotExistError):
        await service.get(created.id)


async def test_what_does_not_exist_is_neither_changed_nor_deleted(
    service: ArticleService, uow: UnitOfWork
) -> None:
    with pytest.raises(ArticleDoesNotExistError):
        await service.update(new_id(), ArticleUpdate())
    with pytest.raises(ArticleDoesNotExistError):
        await service.delete(new_id())

    assert uow.events == []


async def test_an_unknown_author_is_refused(service: ArticleService, uow: UnitOfWork) -> None:
    created = await service.create(valid())
    changes = ArticleUpdate(author_id=new_id())
    uow.events.clear()

    with pytest.raises(UnknownAuthorError):
        await service.create(valid(author_id=new_id()))
    with pytest.raises(UnknownAuthorError):
        await service.update(created.id, changes)

    assert uow.events == []
