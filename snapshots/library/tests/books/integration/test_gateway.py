"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.books.gateway import (
    BookBatchTooLargeError,
    BookDTO,
    BooksGateway,
    LocalBooksGateway,
)
from app.modules.books.models import Book
from app.modules.books.service import BookRows
from tests.factories.books import FakeBooksGateway, store_book

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Book]:
    """Give a test two books."""
    return [await store_book(session), await store_book(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Book]
) -> BooksGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        rows = BookRows(session)
        return LocalBooksGateway(rows, BATCH_LIMIT)
    known = map(BookDTO.model_validate, stored)
    return FakeBooksGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: BooksGateway, stored: list[Book]) -> None:
    expected = BookDTO.model_validate(stored[0])

    assert await gateway.get_book(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: BooksGateway) -> None:
    assert await gateway.get_book(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: BooksGateway, stored: list[Book]) -> None:
    known = map(BookDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_books_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: BooksGateway, stored: list[Book]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_books_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: BooksGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(BookBatchTooLargeError):
        await gateway.get_books_by_ids(ids)
