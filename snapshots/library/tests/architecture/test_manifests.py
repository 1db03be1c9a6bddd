"""Every module says what it is, and the registry lists every one of them."""

import re
from importlib import import_module
from pathlib import Path

from app.core.module import Module, resolve
from app.modules.registry import ALL

from .conftest import APP, NAMES


def test_every_module_has_a_manifest_of_its_own_name(name: str) -> None:
    manifest = import_module(f"app.modules.{name}.module").MODULE
    assert isinstance(manifest, Module)
    assert manifest.name == name


def test_the_registry_lists_every_module_once_and_sorted() -> None:
    assert [module.name for module in ALL] == NAMES


def test_all_modules_can_be_put_in_an_order() -> None:
    ordered = [module.name for module in resolve(ALL)]
    assert sorted(ordered) == NAMES
    for module in ALL:
        for used in module.uses:
            assert ordered.index(used) < ordered.index(module.name)


def test_uses_are_sorted_and_listed_once(module: Module) -> None:
    assert list(module.uses) == sorted(set(module.uses))


def test_names_and_schemas_fit_python_and_postgresql(module: Module) -> None:
    for name in (module.name, module.schema):
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name)


def test_no_two_modules_share_a_schema() -> None:
    schemas = [module.schema for module in ALL]
    assert len(set(schemas)) == len(schemas)


def test_migrations_lie_in_the_module(module: Module) -> None:
    versions = module.migrations / "versions"
    assert versions == APP / "modules" / module.name / "migrations" / "versions"
    assert list(Path(versions).glob("*.py"))
