"""The Alembic environment that all modules share."""
