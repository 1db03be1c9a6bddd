"""How dates and times reach PostgreSQL: as they are, from the first to the last that Python knows.

asyncpg takes the first and the last for infinity: the database would hold something else than was
sent, psycopg could not read it, and a time would come back without its zone.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

# PostgreSQL counts days and microseconds from the beginning of 2000.
_DAY_ZERO = date(2000, 1, 1).toordinal()
_TIME_ZERO = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def keep_as_they_are(connection: Any, _record: object) -> None:
    """Let a new connection of asyncpg write and read dates and times by the functions below."""
    connection.run_async(_set_codecs)


async def _set_codecs(driver: Any) -> None:
    codecs = {"date": (_write_date, _read_date), "timestamptz": (_write_time, _read_time)}
    for name, (encoder, decoder) in codecs.items():
        await driver.set_type_codec(
            name, schema="pg_catalog", format="tuple", encoder=encoder, decoder=decoder
        )


def _write_date(value: date) -> tuple[int]:
    return (value.toordinal() - _DAY_ZERO,)


def _write_time(value: datetime) -> tuple[int]:
    return ((value - _TIME_ZERO) // _MICROSECOND,)


_FIRST_DATE = _write_date(date.min)
_LAST_DATE = _write_date(date.max)
_FIRST_TIME = _write_time(datetime.min.replace(tzinfo=UTC))
_LAST_TIME = _write_time(datetime.max.replace(tzinfo=UTC))


# What others wrote and Python does not know, infinity too, is read as the first or the last.
def _read_date(value: tuple[int]) -> date:
    (days,) = max(_FIRST_DATE, min(value, _LAST_DATE))
    return date.fromordinal(days + _DAY_ZERO)


def _read_time(value: tuple[int]) -> datetime:
    (microseconds,) = max(_FIRST_TIME, min(value, _LAST_TIME))
    return _TIME_ZERO + timedelta(microseconds=microseconds)
