"""What the tests of the architecture look at: the modules by name, and the source as text."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import app
from app.core.module import Module
from app.modules.registry import ALL
from scripts.walls.project import Project, load

APP = Path(app.__file__).parent
NAMES = sorted(path.name for path in (APP / "modules").iterdir() if any(path.rglob("*.py")))


@pytest.fixture(scope="session")
def project() -> Project:
    """Read the source of the app and its tests once; nothing of it is imported for that."""
    return load(APP)


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Give the name of each folder in `app/modules`, whether it is registered or not."""
    return str(request.param)


@pytest.fixture(params=ALL, ids=lambda module: module.name)
def module(request: pytest.FixtureRequest) -> Module:
    """Give each registered module."""
    assert isinstance(request.param, Module)
    return request.param


@pytest.fixture
def gateway(module: Module) -> ModuleType:
    """Give the gateway of each registered module."""
    return import_module(f"app.modules.{module.name}.gateway")


@pytest.fixture
def events(module: Module) -> ModuleType:
    """Give the events of each registered module."""
    return import_module(f"app.modules.{module.name}.events")
