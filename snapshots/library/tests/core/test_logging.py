"""A log is a line of JSON, whatever is in it and whoever writes it."""

import json
import logging

import pytest
import structlog

from app.core.logging import configure_logging


def test_an_event_is_a_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO")

    structlog.get_logger("app.test").info("paid", cents=5)

    logged = json.loads(capsys.readouterr().out)
    assert (logged["event"], logged["cents"], logged["level"]) == ("paid", 5, "info")
    assert logged["logger"] == "app.test"
    assert logged["timestamp"].endswith("Z")


def test_what_is_below_the_level_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("WARNING")

    structlog.get_logger("app.test").info("paid")

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("value", ["\ud800", 10**4000, {1, 2}, object(), b"\xff"])
def test_a_value_that_json_cannot_carry_is_logged(
    capsys: pytest.CaptureFixture[str], value: object
) -> None:
    configure_logging("INFO")

    structlog.get_logger("app.test").info("odd", value=value)

    assert json.loads(capsys.readouterr().out)["event"] == "odd"


def test_what_libraries_log_takes_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO")

    error = RuntimeError("lost")
    logging.getLogger("some.library").error("no %s", "answer", exc_info=error)

    logged = json.loads(capsys.readouterr().out)
    assert (logged["event"], logged["logger"]) == ("no answer", "some.library")
    assert "RuntimeError: lost" in logged["exception"]
