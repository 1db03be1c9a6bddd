"""That a key was used is noted once a minute at most."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core.ids import new_id
from app.modules.auth.dependencies.security import KeyUse


@pytest.mark.parametrize("age", [None, timedelta(minutes=1), timedelta(days=300)])
def test_a_use_that_is_news_is_remembered(age: timedelta | None) -> None:
    use, key_id = KeyUse(), new_id()

    use.remember(key_id, None if age is None else datetime.now(UTC) - age)

    assert use.key_id == key_id


@pytest.mark.parametrize("age", [timedelta(0), timedelta(seconds=58)])
def test_a_use_that_is_none_is_not_remembered(age: timedelta) -> None:
    use = KeyUse()

    use.remember(new_id(), datetime.now(UTC) - age)

    assert use.key_id is None
