"""What other modules may rely on: the gateway and its fake keep the same contract."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.ids import new_id
from app.modules.tenants.gateway import (
    LocalTenantsGateway,
    TenantBatchTooLargeError,
    TenantDTO,
    TenantsGateway,
)
from app.modules.tenants.models import Tenant
from app.modules.tenants.repositories import TenantRepository
from tests.factories.tenants import FakeTenantsGateway, store_tenant

pytestmark = pytest.mark.integration

BATCH_LIMIT = 2


@pytest.fixture
async def stored(session: AsyncSession) -> list[Tenant]:
    """Give a test two tenants."""
    return [await store_tenant(session), await store_tenant(session)]


@pytest.fixture(params=["local", "fake"])
def gateway(
    request: pytest.FixtureRequest, session: AsyncSession, stored: list[Tenant]
) -> TenantsGateway:
    """Give a test one gateway after the other; both know the same."""
    if request.param == "local":
        repository = TenantRepository(session)
        return LocalTenantsGateway(repository, BATCH_LIMIT)
    known = map(TenantDTO.model_validate, stored)
    return FakeTenantsGateway(*known, batch_limit=BATCH_LIMIT)


async def test_one_is_found_by_its_id(gateway: TenantsGateway, stored: list[Tenant]) -> None:
    expected = TenantDTO.model_validate(stored[0])

    assert await gateway.get_tenant(expected.id) == expected


async def test_an_unknown_id_gives_nothing(gateway: TenantsGateway) -> None:
    assert await gateway.get_tenant(new_id()) is None


async def test_many_are_found_by_their_ids(gateway: TenantsGateway, stored: list[Tenant]) -> None:
    known = map(TenantDTO.model_validate, stored)
    expected = {each.id: each for each in known}

    found = await gateway.get_tenants_by_ids([*expected])

    assert found == expected


async def test_unknown_ids_are_left_out(gateway: TenantsGateway, stored: list[Tenant]) -> None:
    ids = [stored[0].id, new_id()]

    found = await gateway.get_tenants_by_ids(ids)

    assert [*found] == [stored[0].id]


async def test_too_many_ids_are_refused(gateway: TenantsGateway) -> None:
    ids = [new_id() for _ in range(BATCH_LIMIT + 1)]

    with pytest.raises(TenantBatchTooLargeError):
        await gateway.get_tenants_by_ids(ids)
