"""Modules stand behind those they use, in whatever order they are listed."""

from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import MetaData

from app.core.module import Module, ModuleError, resolve


def module(name: str, *uses: str) -> Module:
    return Module(
        name=name,
        schema=name,
        metadata=MetaData(schema=name),
        migrations=Path(name),
        routers=(),
        uses=uses,
    )


def test_the_order_does_not_depend_on_the_one_given() -> None:
    modules = [module("a", "c", "d"), module("b"), module("c", "d"), module("d")]

    orders = {tuple(each.name for each in resolve(each)) for each in permutations(modules)}

    assert orders == {("d", "c", "a", "b")}


def test_a_cycle_is_printed_as_a_path() -> None:
    modules = [module("a", "b"), module("b", "c"), module("c", "b")]

    with pytest.raises(ModuleError, match="circle: b -> c -> b"):
        resolve(modules)


def test_a_module_that_uses_itself_is_named() -> None:
    with pytest.raises(ModuleError, match="`a` uses itself"):
        resolve([module("a", "a")])


def test_an_unknown_module_is_named() -> None:
    with pytest.raises(ModuleError, match="`a` uses `b`, which is not listed"):
        resolve([module("a", "b")])


def test_a_module_listed_twice_is_named() -> None:
    with pytest.raises(ModuleError, match="`a` is listed twice"):
        resolve([module("a"), module("a")])
