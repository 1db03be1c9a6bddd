"""Settings of traces and metrics; those that begin with `OTEL_` have the names of OpenTelemetry."""

from functools import lru_cache

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class TelemetrySettings(BaseSettings):
    """Where traces and metrics are sent. What else OpenTelemetry knows is read by its SDK."""

    model_config = SettingsConfigDict(
        env_prefix="OTEL_", env_file=".env", extra="ignore", hide_input_in_errors=True
    )

    exporter_otlp_endpoint: str | None = Field(default=None, pattern=r"^https?://[^\s]+$")
    exporter_otlp_headers: SecretStr | None = Field(
        default=None, description="`name=value`, separated by commas."
    )
    service_name: str | None = Field(default=None, description="By default the name of the app.")
    traces_sampler_arg: float = Field(
        default=1.0, ge=0, le=1, description="The share of traces that is kept."
    )
    metric_export_interval: int = Field(default=60_000, ge=1, description="Milliseconds.")


class MetricsSettings(BaseSettings):
    """Where Prometheus finds metrics: on a port of their own, which is not for the public."""

    model_config = SettingsConfigDict(env_prefix="METRICS_", env_file=".env", extra="ignore")

    port: int | None = Field(default=None, ge=1, le=65535)
    host: str = "127.0.0.1"


@lru_cache
def get_telemetry_settings() -> TelemetrySettings:
    """Return the settings of this process, read once."""
    return TelemetrySettings()


@lru_cache
def get_metrics_settings() -> MetricsSettings:
    """Return the settings of this process, read once."""
    return MetricsSettings()
