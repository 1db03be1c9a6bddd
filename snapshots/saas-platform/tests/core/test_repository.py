"""The repository reads and writes rows, and refuses names that were not declared."""

from uuid import UUID

import pytest
from sqlalchemy import event, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from app.core.db.engine import is_busy
from app.core.db.session import Database
from app.core.ids import new_id
from app.core.schemas import PageParams
from tests.database import IMPATIENT, make_tables

from .widgets import (
    Base,
    HardWidgetRepository,
    Widget,
    WidgetCreate,
    WidgetRepository,
    WidgetTakenError,
    WidgetUpdate,
)

pytestmark = pytest.mark.integration


async def make(widgets: WidgetRepository, *names: str) -> list[Widget]:
    return [await widgets.create(WidgetCreate(name=name)) for name in names]


async def test_a_row_that_was_created_is_found_by_its_id(widgets: WidgetRepository) -> None:
    made = await widgets.create(WidgetCreate(name="cog", note="small"))

    found = await widgets.get(made.id)

    assert found is not None
    assert (found.name, found.note) == ("cog", "small")
    assert found.created_at.tzinfo is not None


async def test_an_unknown_id_finds_nothing(widgets: WidgetRepository) -> None:
    assert await widgets.get(new_id()) is None


async def test_a_row_to_be_changed_is_read_as_it_is_now(
    widgets: WidgetRepository, connection: AsyncConnection
) -> None:
    made = await widgets.create(WidgetCreate(name="cog", note="small"))
    await connection.execute(update(Widget).where(Widget.id == made.id).values(note="large"))

    before = await widgets.get(made.id)
    assert before is not None
    assert before.note == "small"
    found = await widgets.get_for_update(made.id)
    assert found is not None
    assert found.note == "large"


async def test_who_is_to_change_a_row_keeps_others_away_from_it(url: str) -> None:
    make_tables(url, Base.metadata)
    database = Database.connect(url, pool_size=2)
    async with database.unit_of_work() as uow:
        (made,) = await make(WidgetRepository(uow.session), "cog")

    async def interfere() -> None:
        async with database.unit_of_work() as uow:
            await uow.session.execute(text(IMPATIENT))
            await WidgetRepository(uow.session).get_for_update(made.id)

    async with database.unit_of_work() as uow:
        await WidgetRepository(uow.session).get_for_update(made.id)
        with pytest.raises(DBAPIError) as refused:
            await interfere()
    await interfere()

    await database.dispose()
    assert is_busy(refused.value)


async def test_what_is_deleted_or_unknown_is_not_there_to_be_changed(
    widgets: WidgetRepository,
) -> None:
    made = await widgets.create(WidgetCreate(name="cog"))
    await widgets.delete(made)

    assert await widgets.get_for_update(made.id) is None
    assert await widgets.get_for_update(new_id()) is None


async def test_many_rows_are_read_with_one_query(
    widgets: WidgetRepository, connection: AsyncConnection
) -> None:
    made = await make(widgets, "a", "b", "c")
    queries: list[str] = []

    def count(*arguments: object) -> None:
        queries.append(str(arguments[2]))

    event.listen(connection.sync_connection, "before_cursor_execute", count)
    found = await widgets.get_many([each.id for each in made[:2]])
    event.remove(connection.sync_connection, "before_cursor_execute", count)

    assert {each.name for each in found} == {"a", "b"}
    assert len(queries) == 1


async def test_no_ids_find_no_rows(widgets: WidgetRepository) -> None:
    await make(widgets, "a")

    assert await widgets.get_many([]) == []


async def test_an_update_writes_what_was_set_and_nothing_else(widgets: WidgetRepository) -> None:
    made = await widgets.create(WidgetCreate(name="cog", note="small"))

    await widgets.update(made, WidgetUpdate(name="wheel"))

    assert (made.name, made.note) == ("wheel", "small")
    assert made.updated_at >= made.created_at


async def test_an_update_can_set_null(widgets: WidgetRepository) -> None:
    made = await widgets.create(WidgetCreate(name="cog", note="small"))

    await widgets.update(made, WidgetUpdate(note=None))

    assert made.note is None


async def test_an_update_tells_what_it_would_change(widgets: WidgetRepository) -> None:
    made = await widgets.create(WidgetCreate(name="cog", note="small"))

    assert widgets.changes(made, WidgetUpdate(name="cog", note=None)) == {"note": None}
    assert widgets.changes(made, WidgetUpdate(name="cog")) == {}
    assert widgets.changes(made, WidgetUpdate()) == {}


async def test_an_update_tells_numbers_and_truth_in_json_apart(
    widgets: WidgetRepository, session: AsyncSession
) -> None:
    made = await widgets.create(WidgetCreate(name="cog", marks={"sharp": 1}))

    await widgets.update(made, WidgetUpdate(marks={"sharp": True}))
    await session.refresh(made)

    assert made.marks is not None
    assert made.marks["sharp"] is True


async def test_a_taken_name_is_the_conflict_of_the_class(widgets: WidgetRepository) -> None:
    await make(widgets, "cog")

    with pytest.raises(WidgetTakenError):
        await make(widgets, "cog")


async def test_a_deleted_row_is_hidden_and_its_name_is_free(widgets: WidgetRepository) -> None:
    (made,) = await make(widgets, "cog")

    await widgets.delete(made)
    (again,) = await make(widgets, "cog")

    assert await widgets.get(made.id) is None
    assert await widgets.get_many([made.id]) == []
    listed, total = await widgets.list(PageParams(), filters={}, sort="name")
    assert ([each.id for each in listed], total) == ([again.id], 1)


async def test_a_deleted_row_is_shown_to_who_asks_for_it(widgets: WidgetRepository) -> None:
    (made,) = await make(widgets, "cog")

    await widgets.delete(made)

    assert await widgets.get(made.id, with_deleted=True) is made
    assert await widgets.get_many([made.id], with_deleted=True) == [made]
    listed, total = await widgets.list(PageParams(), filters={}, sort="name", with_deleted=True)
    assert (list(listed), total) == ([made], 1)


async def test_a_repository_without_soft_delete_removes_the_row(
    widgets: WidgetRepository, session: AsyncSession
) -> None:
    (made,) = await make(widgets, "cog")

    await HardWidgetRepository(session).delete(made)

    assert await widgets.get(made.id, with_deleted=True) is None


@pytest.mark.parametrize(
    ("page", "names", "total"),
    [(1, ["a", "b"], 5), (2, ["c", "d"], 5), (3, ["e"], 5), (4, [], 5)],
)
async def test_pages_cover_the_rows_in_order(
    widgets: WidgetRepository, page: int, names: list[str], total: int
) -> None:
    await make(widgets, "e", "c", "a", "d", "b")

    found = await widgets.list(PageParams(page=page, per_page=2), filters={}, sort="name")

    assert ([each.name for each in found[0]], found[1]) == (names, total)


async def test_a_minus_sorts_descending_and_the_id_breaks_ties(widgets: WidgetRepository) -> None:
    made = await make(widgets, "a", "b", "c")

    listed, _ = await widgets.list(PageParams(), filters={}, sort="-created_at")

    ids: list[UUID] = [each.id for each in listed]
    assert ids == sorted((each.id for each in made), reverse=True)


async def test_filters_select_equal_rows_and_none_selects_all(widgets: WidgetRepository) -> None:
    await make(widgets, "a", "b")

    by_name = await widgets.list(PageParams(), filters={"name": "b", "note": None}, sort="name")
    by_nothing = await widgets.list(PageParams(), filters={"name": None}, sort="name")

    assert ([each.name for each in by_name[0]], by_name[1]) == (["b"], 1)
    assert by_nothing[1] == 2


@pytest.mark.parametrize(
    ("filters", "sort"),
    [({"deleted_at": "x"}, "name"), ({}, "note"), ({}, "-metadata"), ({}, "")],
)
async def test_a_name_that_was_not_declared_is_refused(
    widgets: WidgetRepository, filters: dict[str, object], sort: str
) -> None:
    with pytest.raises(ValueError, match="is no"):
        await widgets.list(PageParams(), filters=filters, sort=sort)
