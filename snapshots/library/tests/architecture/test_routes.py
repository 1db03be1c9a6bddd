"""Every route of a module lies under its own path, and every operation has its own name."""

from collections import Counter

from fastapi import FastAPI

from app.core.application import PRIVATE, build_app
from app.core.module import Module
from app.core.routers import API_PREFIX, include_routers
from app.modules.registry import ALL


def test_every_route_lies_under_the_path_of_its_module(module: Module) -> None:
    app = FastAPI()
    include_routers(app, [module])
    homes = {f"{API_PREFIX}/{module.name}", f"{API_PREFIX}/{module.name.replace('_', '-')}"}
    for path in app.openapi()["paths"]:
        assert any(path == home or path.startswith(f"{home}/") for home in homes), path


def test_no_two_operations_share_a_name() -> None:
    paths = build_app(PRIVATE, ALL).openapi()["paths"].values()
    names = Counter(operation["operationId"] for path in paths for operation in path.values())
    assert [name for name, times in names.items() if times > 1] == []
