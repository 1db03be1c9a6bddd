"""With a database."""
