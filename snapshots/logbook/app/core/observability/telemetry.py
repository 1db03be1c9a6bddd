"""OpenTelemetry: a trace of every request with its queries, and metrics, sent over OTLP.

FastAPI makes the spans of requests itself, those of queries come from `queries.py`. More of them
are made by `trace.get_tracer(__name__).start_as_current_span("...")` wherever they help.
"""

import asyncio
from collections.abc import AsyncGenerator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

from fastapi.telemetry import TelemetryConfig
from opentelemetry import metrics, trace
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio
from opentelemetry.util.re import parse_env_headers

from app.core.config import Settings
from app.core.db.session import Database

from .config import TelemetrySettings
from .queries import trace_queries


class Telemetry:
    """What one application tells; without an endpoint it is nothing, and nothing is started."""

    def __init__(self, settings: Settings, telemetry: TelemetrySettings) -> None:
        """Make ready to tell; threads and connections come with `exporting`."""
        self._settings = telemetry
        if telemetry.exporter_otlp_endpoint is None:
            self.of_fastapi: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
            return
        resource = Resource.create(
            {
                "service.name": telemetry.service_name or settings.app_name,
                "deployment.environment.name": settings.environment,
            }
        )
        self._tracers = TracerProvider(
            resource=resource,
            # Whoever calls us has decided already whether the trace is kept.
            sampler=ParentBasedTraceIdRatio(telemetry.traces_sampler_arg),
            shutdown_on_exit=False,
        )
        self._meters = MeterProvider(resource=resource, shutdown_on_exit=False)
        self.of_fastapi = {
            "tracer_provider": self._tracers,
            "meter_provider": self._meters,
            "logs": False,
            # A span for each dependency would cost more than it tells.
            "operation_spans": False,
            "auto_configure": False,
            "exclude": _is_probe,
        }

    @asynccontextmanager
    async def exporting(self, database: Database) -> AsyncGenerator[None]:
        """Send what is told, until the end, and then what is left of it."""
        endpoint = self._settings.exporter_otlp_endpoint
        if endpoint is None:
            yield
            return
        secret = self._settings.exporter_otlp_headers
        headers = None if secret is None else parse_env_headers(secret.get_secret_value())
        base = endpoint.rstrip("/")
        spans = BatchSpanProcessor(OTLPSpanExporter(f"{base}/v1/traces", headers=headers))
        reader = PeriodicExportingMetricReader(
            OTLPMetricExporter(f"{base}/v1/metrics", headers=headers),
            export_interval_millis=self._settings.metric_export_interval,
        )
        self._tracers.add_span_processor(spans)
        self._meters.add_metric_reader(reader)
        _let_everybody_find(self._tracers, self._meters)
        try:
            with trace_queries(database.bind, self._tracers):
                yield
        finally:
            # Both send what is left, and wait for the network. The provider knows nothing of a
            # reader that was added later, so it is the reader that is asked.
            await asyncio.gather(
                asyncio.to_thread(self._tracers.shutdown), asyncio.to_thread(reader.shutdown)
            )


def _is_probe(scope: MutableMapping[str, Any]) -> bool:
    """Say whether a request only asks whether the process is well."""
    return str(scope["path"]).startswith("/health")


def _let_everybody_find(tracers: TracerProvider, meters: MeterProvider) -> None:
    """Make these the providers of the process, which can be done once."""
    if isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        trace.set_tracer_provider(tracers)
        metrics.set_meter_provider(meters)
