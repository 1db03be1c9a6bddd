"""`.env.example` names every setting that exists, with its true default, and no other."""

import inspect
import re
from collections.abc import Iterator
from importlib import import_module

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from .conftest import APP

EXAMPLE = APP.parent / ".env.example"


def settings() -> Iterator[tuple[str, FieldInfo]]:
    """Give the settings of the kernel and of every module, by the names they have outside."""
    for path in APP.rglob("config.py"):
        module = import_module(".".join(path.relative_to(APP.parent).with_suffix("").parts))
        for _, cls in inspect.getmembers(module, inspect.isclass):
            if issubclass(cls, BaseSettings) and cls.__module__ == module.__name__:
                prefix = cls.model_config.get("env_prefix", "")
                for name, field in cls.model_fields.items():
                    yield f"{prefix}{name}".upper(), field


def examples() -> dict[str, str]:
    """Give the names and the values in the example, whether commented out or not."""
    lines = EXAMPLE.read_text(encoding="utf-8")
    return dict(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$", lines, flags=re.MULTILINE))


def test_the_example_names_every_setting_and_no_other() -> None:
    assert {name for name, _ in settings()} == examples().keys()


def test_the_example_shows_the_defaults_and_no_secret() -> None:
    shown = examples()
    for name, field in settings():
        if isinstance(field.default, SecretStr):
            assert shown[name] == ""
        elif field.default is not None:
            assert shown[name] == str(field.default)
