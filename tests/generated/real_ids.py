"""Hooks of Schemathesis: ids that lead somewhere in the place of random ones, so that more than 404 is tried."""

import json
import os
from typing import Any
from uuid import UUID

import schemathesis

REAL = json.loads(os.environ["REAL_IDS"])


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """Let references lead somewhere."""
    return real(body)


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: Any) -> Any:
    """Ask for a record that is there; one that was deleted would be gone for all that follows."""
    return path_parameters if context.operation.method.upper() == "DELETE" else real(path_parameters)


def real(values: Any) -> Any:
    """Replace ids, and leave alone what is no id: that it is none is what is tried then."""
    if not isinstance(values, dict):
        return values
    return {name: REAL[name] if name in REAL and is_id(value) else value for name, value in values.items()}


def is_id(value: object) -> bool:
    """Say whether a value is the text of a UUID."""
    try:
        return isinstance(value, str) and bool(UUID(value))
    except ValueError:
        return False
