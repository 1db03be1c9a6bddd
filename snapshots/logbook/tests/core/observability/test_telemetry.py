"""A request becomes a trace that a collector gets, and without a collector nothing happens."""

import asyncio
import json
import threading
from collections.abc import Generator

import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from .collector import Collector, attributes, collector
from .conftest import Serve

pytestmark = pytest.mark.integration

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
PARENT_ID = "b7ad6b7169203331"
PROBE = "/api/v1/probes/secret"


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch) -> Generator[Collector]:
    with collector() as running:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"{running.url}/")
        yield running


def named(spans: list[Span], name: str) -> Span:
    (span,) = (span for span in spans if span.name == name)
    return span


async def test_a_request_becomes_a_trace_with_its_queries(
    collected: Collector, serve: Serve
) -> None:
    async with serve() as client:
        assert (await client.get(PROBE)).json() == "secret"

    request = named(collected.spans(), "GET /api/v1/probes/{name}")
    query = named(collected.spans(), "SELECT")
    assert query.trace_id == request.trace_id
    assert query.parent_span_id == request.span_id
    assert attributes(request.attributes)["http.route"] == "/api/v1/probes/{name}"
    assert attributes(query.attributes)["db.operation.name"] == "SELECT"


async def test_a_query_does_not_show_its_values(collected: Collector, serve: Serve) -> None:
    async with serve() as client:
        await client.get(PROBE)

    assert "secret" not in str(named(collected.spans(), "SELECT"))


async def test_a_query_that_fails_is_an_error(collected: Collector, serve: Serve) -> None:
    async with serve() as client:
        assert (await client.delete(PROBE)).status_code == 500

    query = named(collected.spans(), "SELECT")
    request = named(collected.spans(), "DELETE /api/v1/probes/{name}")
    assert query.status.code == request.status.code == Status.STATUS_CODE_ERROR


async def test_a_trace_that_began_elsewhere_goes_on_here(
    collected: Collector, serve: Serve
) -> None:
    async with serve() as client:
        await client.get(PROBE, headers={"traceparent": f"00-{TRACE_ID}-{PARENT_ID}-01"})

    request = named(collected.spans(), "GET /api/v1/probes/{name}")
    assert request.trace_id.hex() == TRACE_ID
    assert request.parent_span_id.hex() == PARENT_ID


async def test_a_log_line_says_to_which_trace_it_belongs(
    collected: Collector, serve: Serve, capsys: pytest.CaptureFixture[str]
) -> None:
    async with serve() as client:
        await client.get(PROBE)

    lines = map(json.loads, capsys.readouterr().out.splitlines())
    (line,) = (line for line in lines if line["event"] == "request")
    request = named(collected.spans(), "GET /api/v1/probes/{name}")
    assert line["trace_id"] == request.trace_id.hex()
    assert line["span_id"] == request.span_id.hex()


async def test_what_is_sent_says_where_it_comes_from(
    collected: Collector, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_SERVICE_NAME", "shop")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=ours")

    async with serve() as client:
        await client.get(PROBE)

    assert collected.resource()["service.name"] == "shop"
    assert collected.resource()["deployment.environment.name"] == "test"
    assert {headers["x-tenant"] for headers in collected.headers} == {"ours"}


async def test_metrics_are_sent_too(collected: Collector, serve: Serve) -> None:
    async with serve() as client:
        await client.get(PROBE)

    assert "http.server.request.duration" in collected.metric_names()


async def test_asking_for_health_leaves_no_trace(collected: Collector, serve: Serve) -> None:
    async with serve() as client:
        assert (await client.get("/health/ready")).status_code == 200

    assert collected.spans() == []


async def test_of_a_share_of_none_there_is_no_trace(
    collected: Collector, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_TRACES_SAMPLER_ARG", "0")

    async with serve() as client:
        await client.get(PROBE)

    assert collected.spans() == []


async def test_a_collector_that_is_down_is_no_trouble_for_requests(
    collected: Collector, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")

    async with asyncio.timeout(30):
        async with serve() as client:
            assert (await client.get(PROBE)).status_code == 200


async def test_without_a_collector_nothing_is_started_and_nothing_is_traced(
    serve: Serve, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(threading.enumerate())

    async with serve() as client:
        started = set(threading.enumerate()) - before
        await client.get(PROBE, headers={"traceparent": f"00-{TRACE_ID}-{PARENT_ID}-01"})

    assert started == set()
    assert "trace_id" not in capsys.readouterr().out
