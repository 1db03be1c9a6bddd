"""Ids sort by time and are valid UUIDs of version 7."""

import time
from uuid import RFC_4122

from app.core.ids import new_id


def test_an_id_is_a_uuid_of_version_7() -> None:
    made = new_id()

    assert made.version == 7
    assert made.variant == RFC_4122


def test_an_id_begins_with_its_millisecond() -> None:
    before = time.time_ns() // 1_000_000
    made = new_id()
    after = time.time_ns() // 1_000_000

    assert before <= made.int >> 80 <= after


def test_ids_sort_by_the_time_they_were_made_at() -> None:
    made = []
    for _ in range(100):
        made.append(new_id())
        time.sleep(0.000_01)

    assert made == sorted(made)


def test_ids_differ() -> None:
    assert len({new_id() for _ in range(10_000)}) == 10_000
