"""Logs: one JSON object per line on stdout, each with the id of the request that caused it.

Code of the application logs an event and its facts: `log.info("paid", cents=5)`, where `log` is
`structlog.get_logger(__name__)`. What libraries say through `logging` takes the same way.
"""

import json
import logging
import sys
from contextvars import ContextVar

import orjson
import structlog
from structlog.typing import EventDict, WrappedLogger
from typing_extensions import override

request_id_var: ContextVar[str | None] = ContextVar("request_id", default=None)


def current_request_id() -> str | None:
    """Return the id of the request that is being answered, if there is one."""
    return request_id_var.get()


def configure_logging(level: str) -> None:
    """Send every log of this process, from this level up, to stdout."""
    structlog.configure(
        processors=[
            _add_request_id,
            structlog.processors.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_Stdout,
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    # What libraries tell below a warning (httpx2: whole URLs) is not for a log that is kept.
    root.setLevel(max(logging.getLevelNamesMapping()[level], logging.WARNING))
    if not any(isinstance(handler, _Forward) for handler in root.handlers):
        root.addHandler(_Forward())
    for name in ("uvicorn", "uvicorn.access"):
        server = logging.getLogger(name)
        server.handlers.clear()
        # The middleware writes the access log: uvicorn leaves its own out if nobody listens.
        server.propagate = name == "uvicorn"


class _Stdout:
    """Writes lines to what is stdout at that moment (a test may have put another in its place)."""

    def __init__(self, name: str = "app") -> None:
        self.name = name

    def msg(self, line: bytes) -> None:
        sys.stdout.buffer.write(line + b"\n")
        sys.stdout.buffer.flush()

    debug = info = warning = error = exception = critical = log = msg


class _Forward(logging.Handler):
    """Hands the records of `logging` to structlog."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        log = structlog.get_logger(record.name)
        log.log(record.levelno, record.getMessage(), exc_info=record.exc_info)


def _add_request_id(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    if (request_id := request_id_var.get()) is not None:
        event["request_id"] = request_id
    return event


def _render(_logger: WrappedLogger, _method: str, event: EventDict) -> bytes:
    try:
        return orjson.dumps(event, default=repr)
    except TypeError:
        # orjson refuses broken text and huge numbers; a line that quotes them is still wanted.
        return json.dumps(event, default=repr).encode()
