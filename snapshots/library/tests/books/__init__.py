"""Tests of books."""
