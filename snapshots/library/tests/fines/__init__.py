"""Tests of fines."""
