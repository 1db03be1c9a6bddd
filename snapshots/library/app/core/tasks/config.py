"""Settings of tasks, each with `TASKS_` before its name."""

from datetime import timedelta
from functools import lru_cache
from typing import Annotated, Self

from pydantic import Field, RedisDsn, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.core.config import get_settings


class TasksSettings(BaseSettings):
    """What may differ from one deployment to the next."""

    model_config = SettingsConfigDict(
        env_file=".env", env_prefix="TASKS_", extra="ignore", hide_input_in_errors=True
    )

    # Without a Redis the process that queues a task runs it itself, at once.
    url: RedisDsn | None = None
    # Applications that share a Redis need a queue each.
    queue: Annotated[str, Field(pattern=r"^[a-z0-9_.:-]+$")] = "tasks"
    # After this time a task is taken from its worker and given to another one. Longer than any
    # task may take, or it is run twice at once.
    redeliver_seconds: Annotated[float, Field(gt=0)] = 600.0
    # Rows that were deleted stay hidden for so long, and are then removed.
    purge_after_days: Annotated[int, Field(ge=0)] = 90

    @property
    def purge_after(self) -> timedelta:
        """How long rows that were deleted stay."""
        return timedelta(days=self.purge_after_days)

    @model_validator(mode="after")
    def _require_redis(self) -> Self:
        if self.url is None and get_settings().is_deployed:
            environment = get_settings().environment
            raise ValueError(f"TASKS_URL must be set when ENVIRONMENT is {environment}")
        return self


@lru_cache
def get_tasks_settings() -> TasksSettings:
    """Return the settings of this process, read once."""
    return TasksSettings()
