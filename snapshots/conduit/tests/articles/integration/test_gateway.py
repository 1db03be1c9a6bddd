"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.articles.gateway import (
    ArticleBatchTooLargeError,
    ArticleDTO,
    ArticlesGateway,
    LocalArticlesGateway,
)
from app.modules.articles.models import Article
from app.modules.articles.repositories import ArticleRepository
from tests.factories.articles import FakeArticlesGateway, store_article

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Article]:
    """Give a test two articles."""
    return [await store_article(session), await store_article(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Article]
) -> ArticlesGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = ArticleRepository(session)
        return LocalArticlesGateway(repository, BATCH_LIMIT)
    known = map(ArticleDTO.model_validate, stored)
    return FakeArticlesGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: ArticlesGateway, stored: list[Article]) -> None:
    expected = ArticleDTO.model_validate(stored[0])

    assert await gateway.get_article(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: ArticlesGateway) -> None:
    assert await gateway.get_article(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: ArticlesGateway, stored: list[Article]) -> None:
    known = map(ArticleDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_articles_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: ArticlesGateway, stored: list[Article]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_articles_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: ArticlesGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(ArticleBatchTooLargeError):
        await gateway.get_articles_by_ids(ids)
