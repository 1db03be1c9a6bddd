"""How modules reach the database."""
