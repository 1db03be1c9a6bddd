"""Settings of the kernel, read from the environment and from `.env`.

A module's own settings stand in that module's `config.py`, with the module's name as prefix.
"""

from functools import lru_cache
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Environment = Literal["local", "test", "staging", "production"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]


class Settings(BaseSettings):
    """What the kernel wants to know of its surroundings."""

    # A refused setting may be a secret: the error names it and does not show it.
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True)

    app_name: str = "library"
    environment: Environment = "local"
    database_url: str | None = None
    database_pool_size: int = Field(default=20, ge=1)
    database_max_overflow: int = Field(default=0, ge=0)
    log_level: LogLevel = "INFO"
    max_body_size: int = Field(default=1024 * 1024, ge=1)

    @property
    def is_deployed(self) -> bool:
        """Say whether others depend on this process: nothing may then be left at a default."""
        return self.environment in {"staging", "production"}

    @model_validator(mode="after")
    def _require_database(self) -> Self:
        if self.is_deployed and not self.database_url:
            raise ValueError(f"DATABASE_URL must be set when ENVIRONMENT is {self.environment}")
        return self


@lru_cache
def get_settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
