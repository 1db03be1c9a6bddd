"""A span for every query that is made in a trace: how long it took, never what values it had."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import SpanKind, StatusCode
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_SPAN = "observability_span"


@contextmanager
def trace_queries(bind: AsyncEngine | AsyncConnection, tracers: TracerProvider) -> Iterator[None]:
    """Make spans of the queries on this engine or connection until the end."""
    target = bind.sync_engine if isinstance(bind, AsyncEngine) else bind.sync_connection
    tracer = tracers.get_tracer("app.queries")

    def begin(
        connection: Any,
        cursor: Any,
        statement: str,
        parameters: Any,
        context: Any,
        many: bool,  # noqa: FBT001
    ) -> None:
        if not trace.get_current_span().is_recording():
            return
        operation = statement.split(maxsplit=1)[0].upper() if statement.strip() else "QUERY"
        connection.info[_SPAN] = tracer.start_span(
            operation,
            kind=SpanKind.CLIENT,
            attributes={
                "db.system.name": connection.dialect.name,
                "db.operation.name": operation,
                "db.query.text": statement,
            },
        )

    def end(connection: Any, *_: Any) -> None:
        if span := connection.info.pop(_SPAN, None):
            span.end()

    def fail(context: ExceptionContext) -> None:
        if context.connection is not None and (span := context.connection.info.pop(_SPAN, None)):
            span.set_attribute("error.type", type(context.original_exception).__qualname__)
            span.set_status(StatusCode.ERROR)
            span.end()

    listeners: dict[str, Callable[..., None]] = {
        "before_cursor_execute": begin,
        "after_cursor_execute": end,
        "handle_error": fail,
    }
    for name, listener in listeners.items():
        event.listen(target, name, listener)
    try:
        yield
    finally:
        for name, listener in listeners.items():
            event.remove(target, name, listener)
