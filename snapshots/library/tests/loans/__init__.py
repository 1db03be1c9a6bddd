"""Tests of loans."""
