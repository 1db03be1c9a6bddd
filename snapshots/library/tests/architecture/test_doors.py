"""What passes through a gateway or an event is plain data, which a network could carry."""

import inspect
import typing
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from pydantic import BaseModel, TypeAdapter

from app.core.events import DomainEvent


def classes_of(door: ModuleType) -> list[type]:
    return [
        value
        for _, value in inspect.getmembers(door, inspect.isclass)
        if value.__module__ == door.__name__
    ]


def calls_of(door: ModuleType) -> Iterator[tuple[str, Callable[..., object]]]:
    """Give the public methods of every gateway class; its data classes have none."""
    for cls in classes_of(door):
        if not issubclass(cls, BaseModel | Exception):
            for name, function in inspect.getmembers(cls, inspect.isfunction):
                if not name.startswith("_"):
                    yield f"{cls.__name__}.{name}", function


def shape_of(cls: type) -> dict[str, inspect.Signature]:
    """Give the public methods of a class with their signatures."""
    return {
        name: inspect.signature(function)
        for name, function in inspect.getmembers(cls, inspect.isfunction)
        if not name.startswith("_")
    }


def test_every_call_takes_and_returns_plain_data(gateway: ModuleType) -> None:
    for call, function in calls_of(gateway):
        hints = typing.get_type_hints(function, include_extras=True)
        parameters = [name for name in inspect.signature(function).parameters if name != "self"]
        assert {*parameters, "return"} <= hints.keys(), f"{call} is not annotated"
        for what, hint in hints.items():
            try:
                TypeAdapter(hint).json_schema()
            except Exception as error:  # noqa: BLE001
                pytest.fail(f"{call}: `{what}` is not plain data: {error}")


def test_every_call_can_be_awaited(gateway: ModuleType) -> None:
    for call, function in calls_of(gateway):
        assert inspect.iscoroutinefunction(function), f"{call} is not `async`"


def test_every_gateway_says_what_it_offers(gateway: ModuleType) -> None:
    assert len(gateway.__all__) == len(set(gateway.__all__))
    assert all(hasattr(gateway, name) for name in gateway.__all__)


def test_every_contract_has_an_implementation_of_the_same_shape(gateway: ModuleType) -> None:
    classes = [cls for cls in classes_of(gateway) if not issubclass(cls, BaseModel | Exception)]
    contracts = [cls for cls in classes if getattr(cls, "_is_protocol", False)]
    shapes = [shape_of(cls) for cls in classes if cls not in contracts]
    assert contracts
    for contract in contracts:
        wanted = shape_of(contract).items()
        assert any(wanted <= shape.items() for shape in shapes), contract.__name__


def test_every_event_is_frozen_plain_data(events: ModuleType) -> None:
    for event in classes_of(events):
        assert issubclass(event, DomainEvent), f"{event.__name__} is not an event"
        assert event.model_config.get("frozen"), f"{event.__name__} can be changed"
        event.model_json_schema()
