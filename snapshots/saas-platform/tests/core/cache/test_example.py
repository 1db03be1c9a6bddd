"""The example of docs/ARCHITECTURE.md: what can change is forgotten after the commit."""

from datetime import date, timedelta

import pytest
from pydantic import BaseModel

from app.core.cache.cache import Cache
from app.core.cache.stores import MemoryStore
from app.core.db.session import Database, UnitOfWork
from app.core.events import DomainEvent, Listener

pytestmark = pytest.mark.integration

TODAY = date(2026, 2, 3)


class Rates(BaseModel):
    """What a pound costs."""

    cents: int


class RatesCorrected(DomainEvent):
    """The bank has found a mistake."""

    day: date


class Bank:
    """Somebody who takes long to answer."""

    def __init__(self) -> None:
        """Begin with a mistake."""
        self.cents = {TODAY: 1}
        self.calls = 0

    async def fetch(self, day: date) -> Rates:
        """Say what a pound costs."""
        self.calls += 1
        return Rates(cents=self.cents[day])


class ExchangeService:
    """Knows what a pound costs."""

    def __init__(self, cache: Cache, bank: Bank) -> None:
        """Ask this bank, and keep what it says."""
        self._cache = cache
        self._bank = bank

    async def rates(self, day: date) -> Rates:
        """Say what a pound costs."""
        return await self._cache.remember(
            f"exchange:rates:{day}", Rates, lambda: self._bank.fetch(day), ttl=timedelta(hours=1)
        )


@pytest.fixture
def bank() -> Bank:
    """Return a bank that nobody has asked."""
    return Bank()


@pytest.fixture
def service(bank: Bank, database: Database) -> ExchangeService:
    """Return a service whose cache hears of what is committed."""
    cache = Cache(MemoryStore(100))

    async def forget_rates(event: RatesCorrected, uow: UnitOfWork) -> None:
        await cache.delete(f"exchange:rates:{event.day}")

    database.bus.subscribe(Listener(RatesCorrected, forget_rates))
    return ExchangeService(cache, bank)


async def test_a_value_is_asked_for_once_until_a_commit_says_that_it_is_old(
    service: ExchangeService, bank: Bank, database: Database
) -> None:
    await service.rates(TODAY)
    await service.rates(TODAY)
    assert bank.calls == 1

    async with database.unit_of_work() as uow:
        bank.cents[TODAY] = 2
        uow.record(RatesCorrected(day=TODAY))
        assert (await service.rates(TODAY)).cents == 1

    assert (await service.rates(TODAY)).cents == 2
    assert bank.calls == 2


async def test_what_is_rolled_back_is_not_forgotten(
    service: ExchangeService, bank: Bank, database: Database
) -> None:
    async def fail() -> None:
        async with database.unit_of_work() as uow:
            uow.record(RatesCorrected(day=TODAY))
            raise RuntimeError("stop")

    await service.rates(TODAY)
    with pytest.raises(RuntimeError, match="stop"):
        await fail()

    await service.rates(TODAY)
    assert bank.calls == 1
