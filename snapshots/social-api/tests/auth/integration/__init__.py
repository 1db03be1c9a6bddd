"""Tests of auth on PostgreSQL."""
