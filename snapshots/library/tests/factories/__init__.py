"""Factories of test data, one file a module."""
