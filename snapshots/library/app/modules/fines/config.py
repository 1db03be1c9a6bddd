"""Settings, each with `FINES_` before its name."""

from functools import lru_cache
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class FinesSettings(BaseSettings):
    """What may differ from one deployment to the next."""

    model_config = SettingsConfigDict(env_file=".env", env_prefix="FINES_", extra="ignore")

    batch_limit: Annotated[int, Field(ge=1)] = 1_000


@lru_cache
def get_fines_settings() -> FinesSettings:
    """Return the settings of this process, read once."""
    return FinesSettings()
