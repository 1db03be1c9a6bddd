"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.notes.gateway import (
    LocalNotesGateway,
    NoteBatchTooLargeError,
    NoteDTO,
    NotesGateway,
)
from app.modules.notes.models import Note
from app.modules.notes.repositories import NoteRepository
from tests.factories.notes import FakeNotesGateway, store_note

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Note]:
    """Give a test two notes."""
    return [await store_note(session), await store_note(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Note]
) -> NotesGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = NoteRepository(session)
        return LocalNotesGateway(repository, BATCH_LIMIT)
    known = map(NoteDTO.model_validate, stored)
    return FakeNotesGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: NotesGateway, stored: list[Note]) -> None:
    expected = NoteDTO.model_validate(stored[0])

    assert await gateway.get_note(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: NotesGateway) -> None:
    assert await gateway.get_note(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: NotesGateway, stored: list[Note]) -> None:
    known = map(NoteDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_notes_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: NotesGateway, stored: list[Note]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_notes_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: NotesGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(NoteBatchTooLargeError):
        await gateway.get_notes_by_ids(ids)
