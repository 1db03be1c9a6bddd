"""Without a database."""
