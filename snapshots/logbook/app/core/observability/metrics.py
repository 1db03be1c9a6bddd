"""Metrics for Prometheus: how many requests there were, how long they took, which connections.

They are served on a port of their own, so that whoever reaches the application does not reach them.
With `PROMETHEUS_MULTIPROC_DIR`, an empty folder, all workers of `manage serve --workers` count
together, and one of them serves the sums. Without it a second worker refuses to start: each answer
would show one worker by chance.
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from fastapi import FastAPI
from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Gauge,
    Histogram,
    multiprocess,
    start_http_server,
)
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.db.session import Database

from .config import MetricsSettings

_METHODS = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}

_REQUESTS = Histogram(
    "http_request_duration_seconds",
    "How long requests took, by the template of their path.",
    ["method", "route", "status"],
)
_CONNECTIONS = Gauge(
    "db_connections_in_use",
    "Connections to the database that are at work.",
    multiprocess_mode="livesum",
)


class MetricsError(Exception):
    """The metrics cannot be served as the settings say."""


class MetricsMiddleware:
    """Counts requests and times them."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before this application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def send_and_see(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_and_see)
        finally:
            # Callers choose methods and paths: neither may make a series of its own.
            method = scope["method"] if scope["method"] in _METHODS else "_OTHER"
            _REQUESTS.labels(method, _route(scope), status).observe(time.perf_counter() - started)


def count_requests(app: FastAPI, settings: MetricsSettings) -> None:
    """Let the requests of this application be counted, if anybody can read the count."""
    if settings.port is not None:
        app.add_middleware(MetricsMiddleware)


@contextmanager
def serving_metrics(settings: MetricsSettings, database: Database) -> Iterator[None]:
    """Serve the metrics of this process, if there is a port for them, until the end."""
    if settings.port is None:
        yield
        return
    with _counting_connections(database), _serving(settings.host, settings.port):
        yield


@contextmanager
def _counting_connections(database: Database) -> Iterator[None]:
    if not isinstance(database.bind, AsyncEngine):
        yield
        return
    pool = database.bind.sync_engine.pool

    def count_out(*_: object) -> None:
        _CONNECTIONS.inc()

    def count_in(*_: object) -> None:
        _CONNECTIONS.dec()

    event.listen(pool, "checkout", count_out)
    event.listen(pool, "checkin", count_in)
    try:
        yield
    finally:
        event.remove(pool, "checkout", count_out)
        event.remove(pool, "checkin", count_in)


@contextmanager
def _serving(host: str, port: int) -> Iterator[None]:
    together = "PROMETHEUS_MULTIPROC_DIR" in os.environ
    with ExitStack() as stack:
        registry = REGISTRY
        if together:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
            stack.callback(multiprocess.mark_process_dead, os.getpid())
        try:
            server, thread = start_http_server(port, host, registry)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            if not together:
                raise MetricsError(
                    f"METRICS_PORT {port} is taken; several workers need PROMETHEUS_MULTIPROC_DIR"
                ) from error
            # Another worker serves the sums; should it end, the one that takes its place will.
        else:
            stack.callback(thread.join)
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
        yield


def _route(scope: Scope) -> str:
    """Return the template of the path, or nothing where no route answered."""
    # The route knows its path below the routers that it was put into; this knows the whole.
    whole = scope.get("fastapi", {}).get("effective_route_context")
    return getattr(whole or scope.get("route"), "path_format", "")
