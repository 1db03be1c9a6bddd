"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.authors.gateway import (
    AuthorBatchTooLargeError,
    AuthorDTO,
    AuthorsGateway,
    LocalAuthorsGateway,
)
from app.modules.authors.models import Author
from app.modules.authors.repositories import AuthorRepository
from tests.factories.authors import FakeAuthorsGateway, store_author

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Author]:
    """Give a test two authors."""
    return [await store_author(session), await store_author(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Author]
) -> AuthorsGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = AuthorRepository(session)
        return LocalAuthorsGateway(repository, BATCH_LIMIT)
    known = map(AuthorDTO.model_validate, stored)
    return FakeAuthorsGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: AuthorsGateway, stored: list[Author]) -> None:
    expected = AuthorDTO.model_validate(stored[0])

    assert await gateway.get_author(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: AuthorsGateway) -> None:
    assert await gateway.get_author(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: AuthorsGateway, stored: list[Author]) -> None:
    known = map(AuthorDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_authors_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: AuthorsGateway, stored: list[Author]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_authors_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: AuthorsGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(AuthorBatchTooLargeError):
        await gateway.get_authors_by_ids(ids)
