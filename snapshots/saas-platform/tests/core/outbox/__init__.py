"""Tests of the outbox, on a database of its own: what is committed there stays."""
