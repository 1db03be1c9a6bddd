"""Tests of auth that need no database."""
