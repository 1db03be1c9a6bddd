"""Prometheus reads how many requests there were, from a port that is not the application's."""

import asyncio
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx2
import pytest

from app.core.observability.metrics import MetricsError

from .conftest import Serve

pytestmark = pytest.mark.integration

WORKER = """
import os, sys, time
from app.core.db.session import Database
from app.core.observability.config import MetricsSettings
from app.core.observability.metrics import _REQUESTS, serving_metrics

settings = MetricsSettings(port=int(sys.argv[1]))
with serving_metrics(settings, Database.connect(sys.argv[2])):
    _REQUESTS.labels("GET", "/worker", 200).observe(0.1)
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    """Return a port that is free, and let the metrics be served there."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    monkeypatch.setenv("METRICS_PORT", str(port))
    return port


async def read(port: int) -> dict[str, float]:
    """Return all series and their values."""
    async with httpx2.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{port}/metrics")
    lines = (line for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def count(method: str, route: str, status: int) -> str:
    labels = f'method="{method}",route="{route}",status="{status}"'
    return f"http_request_duration_seconds_count{{{labels}}}"


async def test_requests_are_counted_by_the_template_of_their_path(port: int, serve: Serve) -> None:
    series = count("GET", "/api/v1/probes/{name}", 200)
    async with serve() as client:
        before = (await read(port)).get(series, 0)
        await client.get("/api/v1/probes/one")
        await client.get("/api/v1/probes/two")
        after = await read(port)

    assert after[series] - before == 2
    assert not any("/one" in name for name in after)


async def test_callers_cannot_make_series(port: int, serve: Serve) -> None:
    async with serve() as client:
        for name in ("a", "b"):
            await client.get(f"/nowhere/{name}")
            await client.request(f"X{name}", f"/nowhere/{name}")
        series = await read(port)

    assert count("GET", "", 404) in series
    assert count("_OTHER", "", 404) in series
    assert not any("nowhere" in name or "Xa" in name for name in series)


async def test_a_crash_is_counted_as_what_the_caller_gets(port: int, serve: Serve) -> None:
    series = count("DELETE", "/api/v1/probes/{name}", 500)
    async with serve() as client:
        before = (await read(port)).get(series, 0)
        assert (await client.delete("/api/v1/probes/one")).status_code == 500
        after = await read(port)

    assert after[series] - before == 1


async def test_connections_at_rest_are_not_in_use(port: int, serve: Serve) -> None:
    async with serve() as client, asyncio.timeout(10):
        await client.get("/api/v1/probes/one")
        # Requests are not all that works with the database.
        while (await read(port))["db_connections_in_use"] != 0:
            pass


async def test_the_application_itself_does_not_show_them(port: int, serve: Serve) -> None:
    async with serve() as client:
        assert (await client.get("/metrics")).status_code == 404
        assert "/metrics" not in (await client.get("/openapi.json")).json()["paths"]


async def test_the_port_is_free_again_in_the_end(port: int, serve: Serve) -> None:
    for _ in range(2):
        async with serve():
            assert await read(port)

    with pytest.raises(httpx2.ConnectError):
        await read(port)


async def test_without_a_port_nothing_is_started(serve: Serve) -> None:
    before = set(threading.enumerate())

    async with serve():
        assert set(threading.enumerate()) == before


async def test_a_second_worker_refuses_to_show_one_of_two(port: int, serve: Serve) -> None:
    async with serve():
        with pytest.raises(MetricsError, match="PROMETHEUS_MULTIPROC_DIR"):
            async with serve():
                pass


async def test_workers_that_count_together_serve_the_sums(
    port: int, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    workers = [start_worker(port, database_url) for _ in range(2)]
    try:
        for worker in workers:
            assert worker.stdout is not None
            assert worker.stdout.readline() == b"ready\n"
        series = await read(port)
    finally:
        for worker in workers:
            worker.communicate(timeout=10)

    assert series[count("GET", "/worker", 200)] == 2
    assert [worker.returncode for worker in workers] == [0, 0]


def start_worker(port: int, database_url: str) -> "subprocess.Popen[bytes]":
    """Start a process that counts one request, says so, and waits for its end."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", WORKER, str(port), database_url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
