"""Tests of auth on a database."""
