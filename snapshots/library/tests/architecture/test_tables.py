"""Tables stay in the schema of their module, and so do the keys between them."""

from sqlalchemy import ForeignKeyConstraint

from app.core.module import Module


def test_every_table_lies_in_the_schema_of_its_module(module: Module) -> None:
    tables = module.metadata.tables.values()
    assert tables
    assert {table.schema for table in tables} == {module.schema}


def test_every_foreign_key_stays_in_its_schema(module: Module) -> None:
    keys = [
        element.target_fullname
        for table in module.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, ForeignKeyConstraint)
        for element in constraint.elements
    ]
    assert [key for key in keys if not key.startswith(f"{module.schema}.")] == []
