"""Settings of the broker."""

from functools import lru_cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class BrokerSettings(BaseSettings):
    """Where the broker is, and what this process does with it."""

    # The URL may hold a password: an error names it and does not show it.
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True)

    kafka_bootstrap_servers: str = "localhost:9092"
    # What all names there begin with; shared by services that tell one another of events.
    broker_namespace: str = Field(default="ledger", pattern="^[A-Za-z0-9_-]+$")
    # Who we are among them: part of the names of our consumers, which all our processes share.
    broker_service: str = Field(default="ledger", pattern="^[A-Za-z0-9_-]+$")
    # Whether the listeners of this process hear of events; all of them send.
    broker_consume: bool = True
    # Without a confirmation for so long, a message was not sent.
    broker_patience_seconds: float = Field(default=5.0, gt=0)

    @property
    def source(self) -> str:
        """What our messages say of who sends them."""
        return f"/{self.broker_service}"


@lru_cache
def get_broker_settings() -> BrokerSettings:
    """Return the settings of this process, read once."""
    return BrokerSettings()
