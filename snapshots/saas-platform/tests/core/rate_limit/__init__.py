"""Tests of the rate limit."""
