"""What a table is called says whose it is, and keys stay among the tables of one module."""

from sqlalchemy import ForeignKeyConstraint

from app.core.db import homes
from app.core.module import Module
from app.modules.registry import ALL


def test_every_table_is_called_like_its_module(module: Module) -> None:
    names = homes.names(module)
    assert module.metadata.tables
    for table in module.metadata.tables:
        assert any(f"{table}_".startswith(f"{name}_") for name in names)


def test_no_table_is_of_two_modules() -> None:
    tables = [table for module in ALL for table in module.metadata.tables]
    assert len(set(tables)) == len(tables)


def test_every_foreign_key_stays_in_its_module(module: Module) -> None:
    keys = [
        element.target_fullname
        for table in module.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, ForeignKeyConstraint)
        for element in constraint.elements
    ]
    assert {key.partition(".")[0] for key in keys} <= set(module.metadata.tables)
